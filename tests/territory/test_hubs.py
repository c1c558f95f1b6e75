"""Distances from towns to the nearest occupied land."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import flows.territory
from flows.sources.settlements import packaged
from flows.territory import Outlines, Reader
from flows.territory.area import GEOD
from flows.territory.hubs import Hub, default_hubs, hub_distances

from . import world


def test_due_north_of_a_long_border_the_distance_is_along_the_meridian(reader: Reader) -> None:
    # Many corners along the parallel, so that the border does follow it.
    east = np.linspace(35, 37, 401)
    ring = [[lon, 48.0] for lon in east[::-1]] + [[35.0, 47.0], [37.0, 47.0], [37.0, 48.0]]
    snapshot = reader.read(world.payload(world.land(world.SINCE, ring)))
    row = hub_distances(snapshot, [Hub("Town", 48.3, 36.0)]).row(0, named=True)
    metres = GEOD.inv(36.0, 48.3, 36.0, 48.0)[2]
    assert row["distance_km"] == pytest.approx(metres / 1000, abs=0.002)
    assert (row["nearest_latitude"], row["nearest_longitude"]) == pytest.approx((48.0, 36.0), abs=0.01)


def test_the_nearest_point_may_lie_between_corners_and_is_geodesically_nearest(reader: Reader) -> None:
    ring = [[36, 47], [38, 47.2], [37.5, 48.4], [36, 47]]
    older = world.land(world.BEFORE, world.square(34, 45))
    snapshot = reader.read(world.payload(world.land(world.SINCE, ring), older))
    hub = Hub("Town", 48.5, 36.4)
    row = hub_distances(snapshot, [hub]).row(0, named=True)
    share = np.linspace(0, 1, 20_001)[:, None]
    points = np.array(ring[2]) + share * (np.array(ring[3]) - np.array(ring[2]))
    metres = GEOD.inv(np.full(20_001, hub.longitude), np.full(20_001, hub.latitude), *points.T)[2]
    # A straight line in degrees and one in the equal-area plane part by some metres on an edge this long.
    assert row["distance_km"] == pytest.approx(metres.min() / 1000, rel=0.01)
    there = GEOD.inv(hub.longitude, hub.latitude, row["nearest_longitude"], row["nearest_latitude"])[2]
    assert row["distance_km"] == pytest.approx(there / 1000, abs=1e-6)
    assert 47.1 < row["nearest_latitude"] < 48.3


def test_a_town_in_occupied_land_is_at_no_distance_from_itself(reader: Reader) -> None:
    snapshot = reader.read(world.payload(world.land(world.BEFORE, world.square(36, 48))))
    assert hub_distances(snapshot, [Hub("Town", 48.2, 36.2)]).rows() == [("Town", 0.0, 48.2, 36.2)]


def test_grey_and_liberated_land_is_not_occupied(reader: Reader) -> None:
    far = world.land(world.SINCE, world.square(38, 48))
    near = [world.land(fill, world.square(36.1 + i, 48)) for i, fill in enumerate((world.UNKNOWN, world.LIBERATED))]
    alone = hub_distances(reader.read(world.payload(far)), [Hub("Town", 48.2, 36.0)])
    assert hub_distances(reader.read(world.payload(far, *near)), [Hub("Town", 48.2, 36.0)]).equals(alone)


def test_the_list_starts_with_the_towns_of_the_eastern_and_southern_front() -> None:
    names = [hub.name for hub in default_hubs()]
    assert len(names) == 9
    assert {"Pokrovsk", "Kherson", "Kupiansk", "Huliaipole"} <= set(names)
    assert all(44 < hub.latitude < 52 < 100 - hub.longitude < 78 for hub in default_hubs())


def test_every_hub_lies_where_the_gazetteer_has_the_town_of_its_number() -> None:
    places = {place.settlement_id: place for place in packaged()}
    with (Path(flows.territory.__file__).parent / "hubs.csv").open(encoding="utf-8", newline="") as file:
        numbers = {row["hub"]: row["geonames_id"] for row in csv.DictReader(file)}
    for hub in default_hubs():
        place = places[numbers[hub.name]]
        assert hub.name in (place.name_en, *(alias.name for alias in place.aliases))
        # A later edition of the gazetteer may move a centre within its town.
        assert GEOD.inv(hub.longitude, hub.latitude, place.longitude, place.latitude)[2] < 500, hub


def test_a_map_after_another_has_the_distances_that_it_has_alone(outlines: Outlines) -> None:
    """What was found of a feature is remembered; the nearest may be one that came, stayed or went."""
    hub = Hub("Town", 48.2, 36.0)
    far, near = (world.land(world.SINCE, world.square(36 + offset, 48)) for offset in (1.0, 0.2))
    around = world.land(world.BEFORE, world.square(35.9, 48.1))
    reader = Reader(outlines)
    for features in ([far], [far, near], [near], [far, near, around], [far]):
        following = hub_distances(reader.read(world.payload(*features)), [hub])
        assert following.equals(hub_distances(Reader(outlines).read(world.payload(*features)), [hub]))
