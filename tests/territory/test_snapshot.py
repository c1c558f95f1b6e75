"""Snapshots as they are read: features whole, repaired within bounds, known ones not parsed again."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from flows.territory import Reader, SnapshotRefused

from . import world

FRONT = world.land(world.SINCE, world.square(36, 48))


def test_polygons_lie_with_their_land_on_the_left_whatever_their_winding(reader: Reader) -> None:
    hole = world.square(36.1, 48.1, 0.1)
    for exterior in (world.square(36, 48), world.square(36, 48)[::-1]):
        snapshot = reader.read(world.payload(world.land(world.SINCE, exterior, hole)))
        shape = snapshot.features[0].polygons[0]
        assert shape.exterior.is_ccw
        assert not shape.interiors[0].is_ccw


def test_a_ring_that_is_not_closed_is_closed(reader: Reader) -> None:
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36, 48)[:-1])))
    assert snapshot.drawn_km2 == reader.read(world.payload(FRONT)).drawn_km2


def test_what_is_known_by_its_bytes_is_the_same_object_in_the_next_snapshot(reader: Reader) -> None:
    first = reader.read(world.payload(FRONT, world.land(world.UNKNOWN, world.square(35, 48))))
    second = reader.read(world.payload(world.land(world.UNKNOWN, world.square(34, 48)), FRONT))
    assert first.features[0] is second.features[1]


def test_a_feature_drawn_twice_counts_twice_as_drawn(reader: Reader) -> None:
    once, twice = reader.read(world.payload(FRONT)), reader.read(world.payload(FRONT, FRONT))
    drawn = "occupied_since_2022"
    assert twice.drawn_km2[drawn] == pytest.approx(2 * once.drawn_km2[drawn])


def test_a_polygon_that_touches_itself_in_a_tiny_loop_is_repaired_and_counted(reader: Reader) -> None:
    # The ring steps a ten-millionth of a degree across itself on its way up the eastern side.
    ring = [[36, 48], [36.5, 48], [36.5, 48.2], [36.4999999, 48.2000001], [36.5, 48.2000001]]
    ring += [[36.4999999, 48.2], [36.5, 48.5], [36, 48.5], [36, 48]]
    snapshot = reader.read(world.payload(world.land(world.SINCE, ring)))
    assert snapshot.repaired == 1
    assert snapshot.repaired_km2 < 1e-6
    assert all(shapely.is_valid(snapshot.features[0].polygons))
    assert snapshot.drawn_km2["occupied_since_2022"] == pytest.approx(
        reader.read(world.payload(FRONT)).drawn_km2["occupied_since_2022"]
    )


def test_a_polygon_whose_repair_would_be_a_guess_refuses_the_snapshot(reader: Reader) -> None:
    bow_tie = [[36, 48], [36.5, 48.5], [36.5, 48], [36, 48.6], [36, 48]]
    with pytest.raises(SnapshotRefused, match=r"feature 1 .*repair.*km²"):
        reader.read(world.payload(FRONT, world.land(world.UNKNOWN, bow_tie)))


def test_a_polygon_without_area_has_no_land(reader: Reader) -> None:
    line = [[36, 49], [37, 49], [36.5, 49], [36, 49]]
    snapshot = reader.read(world.payload(FRONT, world.land(world.UNKNOWN, line)))
    assert snapshot.drawn_km2["unknown"] == 0
    assert len(snapshot.counted) == 1


def test_a_map_without_occupied_land_is_refused(reader: Reader) -> None:
    with pytest.raises(SnapshotRefused, match="no occupied land at all"):
        reader.read(world.payload(world.land(world.LIBERATED, world.square(36, 48))))


def test_latitude_and_longitude_swapped_are_named_as_the_likely_cause(reader: Reader) -> None:
    swapped = [[lat, lon] for lon, lat in world.square(36, 48)]
    with pytest.raises(SnapshotRefused, match=r"outside Ukraine.*longitude 48\.\d, latitude 36\.\d.*swapped"):
        reader.read(world.payload(world.land(world.SINCE, swapped)))


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"type":"FeatureCollection","features":[]}'])
def test_what_is_no_map_is_refused_in_a_sentence(reader: Reader, body: bytes) -> None:
    with pytest.raises(SnapshotRefused, match=r"^(it is no|the FeatureCollection is empty)"):
        reader.read(body)


def test_a_refused_feature_is_refused_again_when_its_bytes_return(reader: Reader) -> None:
    body = world.payload(FRONT, world.land("#123456", world.square(30, 50)))
    assert reader.read(body).refused == reader.read(body).refused != []


def test_an_archive_day_takes_the_older_land_out_of_its_union_and_carries_the_rest(reader: Reader) -> None:
    older = world.land(world.BEFORE, world.square(36, 47.5))
    raw = reader.read(world.payload(FRONT, older, world.land(world.UNKNOWN, world.square(35.5, 48))))
    union = {"type": "MultiPolygon", "coordinates": [[world.square(36, 47.5, 0.5, 1.2)]]}
    day = reader.read_archive(world.payload({"type": "Feature", "properties": {}, "geometry": union}), raw)
    assert {feature.status for feature in day.counted} == {"occupied_since_2022", "occupied_before_2022", "unknown"}
    assert day.priority[0] == "occupied_before_2022"
    assert day.drawn_km2["unknown"] == raw.drawn_km2["unknown"]


def test_an_archive_day_elsewhere_or_empty_is_refused(reader: Reader) -> None:
    raw = reader.read(world.payload(FRONT))
    swapped = [[lat, lon] for lon, lat in world.square(36, 48)]
    with pytest.raises(SnapshotRefused):
        reader.read_archive(world.payload(world.land(world.SINCE, swapped)), raw)
    with pytest.raises(SnapshotRefused):
        reader.read_archive(world.payload(world.feature(None, {"type": "Point", "coordinates": [1, 2]})), raw)


def test_edges_run_round_the_land_once(reader: Reader) -> None:
    edges = reader.read(world.payload(FRONT)).features[0].edges
    assert edges.shape == (4, 4)
    shoelace_m2 = 0.5 * np.sum(edges[:, 0] * edges[:, 3] - edges[:, 2] * edges[:, 1])
    assert shoelace_m2 / 1e6 == pytest.approx(reader.read(world.payload(FRONT)).features[0].area_km2)
