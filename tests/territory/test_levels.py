"""Levels: land by status and unit, overlaps resolved, nothing lost."""

from __future__ import annotations

import polars as pl
import pytest

from flows.territory import Outlines, Reader, levels, read_outlines

from . import world

FRONT = world.land(world.SINCE, world.square(36, 47.5, 1, 1))


def by_status(frame: pl.DataFrame) -> dict[str, float]:
    return dict(frame.group_by("status").agg(pl.col("area_km2").sum()).rows())


def test_land_is_split_over_the_units_in_which_it_lies(outlines: Outlines, reader: Reader) -> None:
    # Oblasts meet at 36 E and 47 N here: a quarter of the square lies in each of four.
    square = world.land(world.SINCE, world.square(35.5, 46.5, 1, 1))
    snapshot = reader.read(world.payload(square))
    found = levels(snapshot, outlines)
    assert found.height == 4
    assert found["area_km2"].sum() == pytest.approx(snapshot.drawn_km2["occupied_since_2022"], abs=1e-7)
    # Equal-area: within one row of latitude the halves are equal.
    assert sorted(found["area_km2"].round(6).to_list())[0] == sorted(found["area_km2"].round(6).to_list())[1]


def test_where_statuses_overlap_the_first_in_precedence_has_the_land(outlines: Outlines, reader: Reader) -> None:
    snapshot = reader.read(
        world.payload(world.land(world.LIBERATED, world.square(36, 47.5, 1, 1)), FRONT,
                      world.land(world.UNKNOWN, world.square(36.5, 47.5, 1, 1)))
    )  # fmt: skip
    found = by_status(levels(snapshot, outlines))
    assert found["occupied_since_2022"] == pytest.approx(snapshot.drawn_km2["occupied_since_2022"], abs=1e-7)
    assert found["unknown"] == pytest.approx(snapshot.drawn_km2["unknown"] / 2, abs=1e-7)
    assert "liberated" not in found


def test_land_drawn_twice_is_land_once(outlines: Outlines, reader: Reader) -> None:
    once, twice = reader.read(world.payload(FRONT)), reader.read(world.payload(FRONT, FRONT))
    assert levels(twice, outlines).equals(levels(once, outlines))


def test_the_part_beyond_the_border_goes_to_no_oblast(outlines: Outlines, reader: Reader) -> None:
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(39.6, 48, 0.5))))
    found = dict(levels(snapshot, outlines).select("unit_id", "area_km2").rows())
    assert found["UA-outside"] == pytest.approx(snapshot.drawn_km2["occupied_since_2022"] / 5, abs=1e-7)
    assert sum(found.values()) == pytest.approx(snapshot.drawn_km2["occupied_since_2022"], abs=1e-7)


def test_land_held_in_russia_is_all_outside_even_across_the_border(outlines: Outlines, reader: Reader) -> None:
    kursk = world.land(world.HELD, world.square(35, 51.9, 0.5))
    snapshot = reader.read(world.payload(FRONT, kursk))
    held = levels(snapshot, outlines).filter(pl.col("status") == "held_in_russia")
    assert held["unit_id"].to_list() == ["UA-outside"]
    assert held["area_km2"][0] == pytest.approx(snapshot.drawn_km2["held_in_russia"], abs=1e-7)


def test_a_hole_between_units_leaves_the_sum_whole(reader: Reader) -> None:
    codes = world.oblast_codes()
    position = codes.index(codes[22])
    column, row = divmod(position, 3)
    ring = world.square(world.WEST + column * world.WIDTH + 0.2, world.SOUTH + row * world.HEIGHT, 1.8, world.HEIGHT)
    holed = read_outlines(world.oblasts({codes[22]: world.polygon(ring)}))
    lon, lat = ring[0][0] - 0.3, ring[0][1] + 0.5
    snapshot = Reader(holed).read(world.payload(world.land(world.SINCE, world.square(lon, lat, 0.6))))
    found = dict(levels(snapshot, holed).select("unit_id", "area_km2").rows())
    assert found["UA-outside"] == pytest.approx(sum(found.values()) / 3, rel=1e-6)
    assert sum(found.values()) == pytest.approx(snapshot.drawn_km2["occupied_since_2022"], abs=1e-7)


def test_raions_add_up_to_what_their_oblast_has(reader: Reader, outlines: Outlines) -> None:
    first = world.oblast_codes()[0]
    files = {"a.geojson": world.outlines_json([
        world.raion("UA05020000000026686", world.square(22, 44.5, 0.7, 2.5)),
        world.raion("UA05040000000050292", world.square(22.7, 44.5, 0.7, 2.0)),
    ])}  # fmt: skip
    parts = read_outlines(world.oblasts(), files)
    snapshot = reader.read(
        world.payload(world.land(world.SINCE, [[22.2, 44.6], [23.9, 45.2], [23.1, 46.9], [22.2, 44.6]]))
    )
    by_oblast = dict(levels(snapshot, outlines).select("unit_id", "area_km2").rows())
    by_raion = dict(levels(snapshot, parts).select("unit_id", "area_km2").rows())
    assert len(by_raion) == 3
    assert sum(by_raion.values()) == pytest.approx(by_oblast[first], abs=1e-7)
