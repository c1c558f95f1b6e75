"""Outlines partition the plane, or are refused."""

from __future__ import annotations

import csv
import lzma

import pytest
import shapely

from flows.territory import Outlines, OutlinesRefused, area_km2, edition_of, read_outlines
from flows.territory.outlines import Unit
from tests.conftest import REAL_PAYLOADS

from . import world

CRIMEA = "UA01000000000013043"
FIRST = world.oblast_codes()[0]  # UA-05, Vinnytsia, in the cell at 22 E, 44.5 N; KATOTTG prefix UA05


def units(outlines: Outlines) -> dict[str, Unit]:
    return {unit.unit_id: unit for unit in outlines.units}


def raions(*shapes: tuple[dict[str, object], object]) -> dict[str, bytes]:
    return {"vinnytska_oblast.geojson": world.outlines_json(list(shapes))}


WEST = world.raion("UA05020000000026686", world.square(22, 44.5, 1.0, 2.5), "West")
EAST = world.raion("UA05040000000050292", world.square(23, 44.5, 0.9, 2.5), "East")


def test_official_areas_add_up_to_the_country(outlines: Outlines) -> None:
    known = units(outlines)
    oblasts = [unit for unit in known.values() if unit.unit_level == "oblast"]
    assert len(oblasts) == 27
    assert sum(unit.official_area_km2 or 0 for unit in oblasts) == known["UA"].official_area_km2 == 603_628


def test_names_and_codes_are_the_official_ones(outlines: Outlines) -> None:
    known = units(outlines)
    assert [known[iso].name_en for iso in ("UA-30", "UA-51", "UA-23")] == [
        "Kyiv",
        "Odesa Oblast",
        "Zaporizhzhia Oblast",
    ]
    # The codifier and ISO 3166-2 number the oblasts differently.
    prefixes = {iso: (known[iso].katottg or "")[:4] for iso in ("UA-43", "UA-09", "UA-77", "UA-30", "UA-40", "UA-14")}
    assert prefixes == {
        "UA-43": "UA01", "UA-09": "UA44", "UA-77": "UA73", "UA-30": "UA80", "UA-40": "UA85", "UA-14": "UA14",
    }  # fmt: skip


@pytest.mark.shared
def test_codes_and_names_are_those_of_the_codifier(outlines: Outlines) -> None:
    with lzma.open(REAL_PAYLOADS / "data" / "katottg_2025-05-16.csv.xz", "rt", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file, delimiter=";") if row[0].startswith("UA") and not any(row[1:5])]
    codified = {row[0]: row[6].strip() + (" область" if row[0] != CRIMEA and row[5] == "O" else "") for row in rows}
    oblasts = [unit for unit in outlines.units if unit.unit_level == "oblast"]
    assert {unit.katottg: unit.name_uk for unit in oblasts} == codified


@pytest.mark.shared
def test_official_areas_of_inland_oblasts_are_near_those_of_their_outlines() -> None:
    adm1 = (REAL_PAYLOADS / "data" / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes()
    coastal = {"UA-14", "UA-23", "UA-40", "UA-43", "UA-48", "UA-51", "UA-65"}
    inland = [unit for unit in read_outlines(adm1).units if unit.unit_level == "oblast" and unit.unit_id not in coastal]
    off_km2 = {unit.unit_id: (unit.official_area_km2 or 0) - (unit.polygon_area_km2 or 0) for unit in inland}
    # Two digits of the hundreds swapped, or one mistyped, would stand out; a wrong figure of tens would not.
    assert max(map(abs, off_km2.values())) < 65, off_km2


def test_without_raions_the_oblasts_are_the_leaves(outlines: Outlines) -> None:
    assert outlines.leaf_ids == world.oblast_codes()
    assert {unit.unit_level for unit in outlines.units} == {"country", "oblast", "outside"}
    assert sum(area_km2(outlines.leaves)) == pytest.approx(area_km2(outlines.ukraine))


def test_raions_and_remainders_partition_their_oblasts() -> None:
    outlines = read_outlines(world.oblasts(), raions(WEST, EAST))
    known = units(outlines)
    assert known["UA05020000000026686"].parent_id == FIRST
    assert known["UA05020000000026686"].name_en == "West Raion"
    parts = [unit.polygon_area_km2 or 0 for unit in known.values() if unit.parent_id == FIRST]
    assert len(parts) == 3
    assert sum(parts) == pytest.approx(known[FIRST].polygon_area_km2)
    assert known[f"{FIRST}-rest"].polygon_area_km2 == pytest.approx(0.05 * (known[FIRST].polygon_area_km2 or 0))
    # An oblast of which no raion is known is all remainder.
    assert known["UA-40-rest"].polygon_area_km2 == known["UA-40"].polygon_area_km2
    assert sum(area_km2(outlines.leaves)) == pytest.approx(area_km2(outlines.ukraine))


def test_a_raion_is_clipped_to_its_own_oblast() -> None:
    beyond = world.raion("UA05040000000050292", world.square(23, 44.5, 3, 2.5), "East")
    outlines = read_outlines(world.oblasts(), raions(WEST, beyond))
    known = units(outlines)
    assert known["UA05040000000050292"].polygon_area_km2 == pytest.approx(known["UA05020000000026686"].polygon_area_km2)
    assert known[f"{FIRST}-rest"].polygon_area_km2 == pytest.approx(0, abs=1e-9)


def test_where_raions_overlap_the_first_keeps_the_land_and_it_is_noted() -> None:
    overlapping = world.raion("UA05040000000050292", world.square(22.9, 44.5, 1.1, 2.5), "East")
    outlines = read_outlines(world.oblasts(), raions(WEST, overlapping))
    known = units(outlines)
    assert known["UA05020000000026686"].polygon_area_km2 == pytest.approx(known["UA05040000000050292"].polygon_area_km2)
    assert any("UA05040000000050292 overlaps UA05020000000026686" in note for note in outlines.notes)
    assert shapely.area(shapely.intersection(*outlines.leaves[:2])) == 0


def test_overlapping_oblasts_are_parted_and_noted() -> None:
    second = world.oblast_codes()[1]
    wide = world.polygon(world.square(22, 46.9, 2, 2.6))  # the cell above the first, reaching 0.1 degrees into it
    outlines = read_outlines(world.oblasts({second: wide}))
    assert any(f"{second} overlaps {FIRST}" in note for note in outlines.notes)
    assert sum(area_km2(outlines.leaves)) == pytest.approx(area_km2(outlines.ukraine))


def test_a_hole_between_oblasts_is_noted_and_belongs_to_no_oblast() -> None:
    middle = world.oblast_codes()[4]
    column, row = divmod(4, 3)
    ring = world.square(world.WEST + column * world.WIDTH + 0.2, world.SOUTH + row * world.HEIGHT + 0.2, 1.6, 2.1)
    outlines = read_outlines(world.oblasts({middle: world.polygon(ring)}))
    assert any("holes between oblasts" in note and "UA-outside" in note for note in outlines.notes)


def test_outlines_come_back_from_their_bytes() -> None:
    outlines = read_outlines(world.oblasts(), raions(WEST, EAST))
    again = Outlines.from_bytes(outlines.to_bytes())
    assert (again.edition, again.units, again.leaf_ids) == (outlines.edition, outlines.units, outlines.leaf_ids)
    assert shapely.equals_identical(again.leaves, outlines.leaves).all()
    with pytest.raises(OutlinesRefused):
        Outlines.from_bytes(b"something else")


def test_the_edition_follows_the_bytes() -> None:
    with_raions = raions(WEST, EAST)
    assert read_outlines(world.oblasts(), with_raions).edition == edition_of(world.oblasts(), with_raions)
    editions = {edition_of(world.oblasts(), None), edition_of(world.oblasts(), with_raions)}
    assert len(editions | {edition_of(world.oblasts(), raions(WEST))}) == 3


SMALL = {iso: world.polygon(world.square(22 + i, 48, 1)) for i, iso in enumerate(world.oblast_codes())}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>", "no GeoJSON"),
        (b'{"features": [{"geometry": null, "properties": {}}]}', "without an area|no GeoJSON"),
        (world.oblasts({FIRST: None}), f"lack {FIRST}"),
        (world.oblasts({"UA-99": world.polygon(world.square(30, 50))}), "UA-99"),
        (world.oblasts({FIRST: {"type": "Point", "coordinates": [30, 50]}}), "without an area"),
        (world.oblasts(SMALL), "less than the official land area"),
    ],
    ids=["no json", "no geometry", "missing", "unknown", "no area", "shrunk"],
)  # fmt: skip
def test_oblasts_that_cannot_stand_are_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(OutlinesRefused, match=reason):
        read_outlines(body)


@pytest.mark.parametrize(
    ("shapes", "reason"),
    [
        ([WEST, WEST], "a second time"),
        ([world.raion("XX05", world.square(22, 45))], "'XX05'"),
        ([world.raion("UA05020000000026686", world.square(38, 50))], "outside its oblast"),
        ([], "no raion"),
    ],
    ids=["twice", "unknown oblast", "elsewhere", "none"],
)
def test_raions_that_cannot_stand_are_refused_with_the_reason(
    shapes: list[tuple[dict[str, object], object]], reason: str
) -> None:
    with pytest.raises(OutlinesRefused, match=reason):
        read_outlines(world.oblasts(), raions(*shapes))
