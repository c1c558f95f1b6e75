"""The length of the front: neither coast nor border nor seam."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.territory import Outlines, Reader, read_outlines
from flows.territory.area import GEOD, unproject
from flows.territory.frontline import Front, frontline
from flows.territory.waters import waters

from . import world


def meridian_km(south: float, north: float) -> float:
    return float(GEOD.inv(36.0, south, 36.0, north)[2]) / 1000


def perimeter_km(west: float, south: float, east: float, north: float) -> float:
    lon = np.array([west, east, east, west, west])
    lat = np.array([south, south, north, north, south])
    return float(GEOD.line_length(lon, lat)) / 1000


def test_land_amid_an_oblast_is_front_all_round(reader: Reader, outlines: Outlines) -> None:
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36.4, 47.5))))
    rows = frontline(snapshot, outlines).rows()
    assert rows == [(world.oblast_codes()[22], pytest.approx(perimeter_km(36.4, 47.5, 36.9, 48.0), rel=1e-6))]


def test_the_front_is_split_where_it_leaves_an_oblast_and_adds_up(reader: Reader, outlines: Outlines) -> None:
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36.4, 46.75))))
    lengths = frontline(snapshot, outlines)["length_km"]
    assert len(lengths) == 2
    assert lengths.sum() == pytest.approx(perimeter_km(36.4, 46.75, 36.9, 47.25), rel=1e-6)


def test_the_state_border_is_no_front(reader: Reader, outlines: Outlines) -> None:
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(39.0, 47.5, 1.0, 1.0))))
    around = perimeter_km(39.0, 47.5, 40.0, 48.5) - meridian_km(47.5, 48.5)
    # The kilometre before the border is left out at both ends.
    assert frontline(snapshot, outlines)["length_km"].sum() == pytest.approx(around, abs=3)


def test_where_two_kinds_of_occupied_land_meet_there_is_no_front(reader: Reader, outlines: Outlines) -> None:
    since = world.land(world.SINCE, world.square(36.4, 47.5))
    before = world.land(world.BEFORE, world.square(36.9000001, 47.5))  # a centimetre apart
    snapshot = reader.read(world.payload(since, before))
    whole = perimeter_km(36.4, 47.5, 37.4, 48.0)
    assert frontline(snapshot, outlines)["length_km"].sum() == pytest.approx(whole, rel=1e-3)


def test_the_coast_is_no_front_where_raions_end_at_it() -> None:
    # The southern half of every oblast's cell is sea in the raions of one oblast; its official area is small enough.
    kherson = "UA-65"
    position = world.oblast_codes().index(kherson)
    (west, south), *_ = world.cell(position)
    raion = world.raion("UA65020000000079724", world.square(west, south + 0.5, world.WIDTH, world.HEIGHT - 0.5))
    files = {"khersonska_oblast.geojson": world.outlines_json([raion])}
    land = world.land(world.SINCE, world.square(west + 0.5, south + 0.5, 1.0))
    payload = world.payload(land)
    with_coast = read_outlines(world.oblasts())
    without = read_outlines(world.oblasts(), files)
    lengths = [
        frontline(Reader(outlines).read(payload), outlines)["length_km"].sum() for outlines in (with_coast, without)
    ]
    coast = float(GEOD.inv(west + 0.5, south + 0.5, west + 1.5, south + 0.5)[2]) / 1000
    # What lies within two planar kilometres of the coast, nearly three on the ground, is left out at both ends.
    assert lengths[0] - lengths[1] == pytest.approx(coast, abs=6)


def test_the_shores_of_a_bay_that_an_oblast_holds_are_no_front() -> None:
    # The cell about Utliuk Estuary goes to an oblast that is large enough not to be taken for mostly sea.
    here, kharkiv = world.oblast_codes()[18], "UA-63"
    there = world.oblast_codes().index(kharkiv)
    swapped = {here: world.polygon(world.cell(there)), kharkiv: world.polygon(world.cell(18))}
    outlines = read_outlines(world.oblasts(swapped))
    shore = unproject(shapely.get_coordinates(waters()["Utliuk Estuary"])).tolist()
    occupied = world.land(world.SINCE, world.square(34.8, 46.0, 0.9, 0.9), shore)
    rows = frontline(Reader(outlines).read(world.payload(occupied)), outlines).rows()
    assert rows == [(kharkiv, pytest.approx(perimeter_km(34.8, 46.0, 35.7, 46.9), rel=1e-5))]


def test_a_gap_between_raions_inland_is_no_sea() -> None:
    kherson = "UA-65"
    (west, south), *_ = world.cell(world.oblast_codes().index(kherson))
    about, _ = world.raion("UA65020000000079724", [])
    gap = world.square(west + 0.9, south + 0.9, 0.3)
    raion = (about, world.polygon(world.square(west, south, world.WIDTH, world.HEIGHT), gap))
    outlines = read_outlines(world.oblasts(), {"khersonska_oblast.geojson": world.outlines_json([raion])})
    snapshot = Reader(outlines).read(world.payload(world.land(world.SINCE, world.square(west + 0.5, south + 0.5))))
    whole = perimeter_km(west + 0.5, south + 0.5, west + 1.0, south + 1.0)
    assert frontline(snapshot, outlines)["length_km"].sum() == pytest.approx(whole, rel=1e-6)


def test_a_map_after_another_has_the_front_that_it_has_alone(reader: Reader, outlines: Outlines) -> None:
    """Only the squares in which land changed are measured again; what stays and what goes must still add up."""
    kept = world.land(world.BEFORE, world.square(36.2, 47.3, 1.5, 1.2))
    maps = [
        [world.land(world.SINCE, world.square(33.0, 46.0, 4.0, 3.0))],
        [world.land(world.SINCE, world.square(33.0, 46.0, 4.0, 3.0)), kept],
        # All of some squares changes at once: what hid the kept land's line is gone.
        [kept, world.land(world.UNKNOWN, world.square(34, 46))],
        [kept, world.land(world.SINCE, world.square(36.3, 47.4, 0.1, 0.1))],
        [world.land(world.SINCE, world.square(36.1, 47.2, 0.1, 0.1)), kept],
    ]
    front = Front(outlines)
    for features in [*maps, maps[0], maps[3], maps[1]]:
        snapshot = reader.read(world.payload(*features))
        following, alone = front.lengths(snapshot), frontline(snapshot, outlines)
        assert following["unit_id"].to_list() == alone["unit_id"].to_list()
        assert following["length_km"].to_list() == pytest.approx(alone["length_km"].to_list(), rel=1e-12)


corners = st.integers(0, 14).map(lambda step: step / 10)
rectangles = st.builds(lambda x, y, w, h: world.square(35.3 + x, 46.3 + y, 0.1 + w, 0.1 + h), *[corners] * 4)


@given(st.lists(st.lists(rectangles, min_size=1, max_size=4), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_maps_changes_any_of_their_fronts(outlines: Outlines, maps: list[list[list[list[float]]]]) -> None:
    reader, front = Reader(outlines), Front(outlines)
    for rings in maps:
        features = [world.land(fill, ring) for fill, ring in zip((world.SINCE, world.BEFORE) * 2, rings, strict=False)]
        snapshot = reader.read(world.payload(*features))
        following, alone = dict(front.lengths(snapshot).iter_rows()), dict(frontline(snapshot, outlines).iter_rows())
        assert following == pytest.approx(alone, rel=1e-9)
