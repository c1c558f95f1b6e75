"""Reading bytes: what the service writes, and what broken writers do."""

from __future__ import annotations

import json

import numpy as np
import pytest

from flows.territory.payload import FeatureUnreadable, PayloadUnreadable, read_feature, split

from . import world


def raw(geometry: object, fill: str = world.SINCE) -> bytes:
    return json.dumps(world.feature(fill, geometry)).encode()


def test_features_are_split_into_the_bytes_they_came_in() -> None:
    first, second = b'{"type":"Feature" , "a":1}', b'{ "b" : [2] }'
    assert split(b'{"type":"FeatureCollection","features":[%s ,%s]}' % (first, second)) == [first, second]


def test_the_third_coordinate_is_dropped() -> None:
    _, polygons = read_feature(raw(world.polygon(world.square(36, 48))))
    assert polygons[0][0].tolist() == world.square(36, 48)


def test_two_and_three_coordinates_in_one_ring_are_read() -> None:
    ring = [[36, 48, 0], [37, 48], [37, 49, 0], [36, 48, 0]]
    _, polygons = read_feature(raw({"type": "Polygon", "coordinates": [ring]}))
    assert polygons[0][0].tolist() == [[36, 48], [37, 48], [37, 49], [36, 48]]


def test_a_geometry_collection_gives_all_its_polygons_and_skips_its_points() -> None:
    parts = world.collection(world.square(36, 48), world.square(37, 48), world.square(38, 48))
    parts["geometries"].append({"type": "Point", "coordinates": [36, 48, 0]})
    _, polygons = read_feature(raw(parts))
    assert len(polygons) == 3


def test_a_point_has_no_land_and_its_coordinates_are_not_even_read() -> None:
    assert read_feature(raw({"type": "Point", "coordinates": ["not", None]}))[1] == []


def test_names_with_no_break_spaces_newlines_and_broken_letters_do_not_matter() -> None:
    name = "Стат\ufffd\ufffdс невідомий\u00a0/// Unknown status\n///geoJSON.status.unknown\n"
    body = json.dumps(world.feature(world.UNKNOWN, world.polygon(world.square(36, 48)), name), ensure_ascii=False)
    fill, polygons = read_feature(body.encode())
    assert (fill, len(polygons)) == (world.UNKNOWN, 1)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "LineString", "coordinates": [[36, 48], [37, 48]]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[36, 48], [37, 48]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], [37, 48], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[[36], [37], [38], [36]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], [37, None], [37, 49], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], ["37", 48], [37, 49], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], [370, 48], [37, 49], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], [1e308, 48], [37, 49], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[[36, 48], [], [37, 49], [36, 48]]]},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": []},
    ],
)
def test_a_geometry_that_cannot_be_trusted_refuses_its_feature(geometry: object) -> None:
    with pytest.raises(FeatureUnreadable):
        read_feature(raw(geometry))


def test_nan_costs_its_own_feature_and_no_other() -> None:
    good = world.land(world.SINCE, world.square(36, 48))
    bad = world.land(world.SINCE, [[36, 48], [float("nan"), 48], [37, 49], [36, 48]])
    first, second = split(world.payload(good, bad))
    assert np.array(read_feature(first)[1][0][0]).shape == (5, 2)
    with pytest.raises(FeatureUnreadable):
        read_feature(second)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>504</html>",
        b"[]",
        b"{}",
        b'{"features":null}',
        b'{"type":"Feature","features":[{}]}',
        b'{"type":"FeatureCollection","features":[',
        b'{"type":"FeatureCollection","features":[]}',
        b"\xff\xfe\x00",
    ],
)
def test_bytes_that_are_no_map_are_refused(body: bytes) -> None:
    with pytest.raises(PayloadUnreadable):
        split(body)


def test_a_payload_cut_short_is_refused() -> None:
    body = world.payload(world.land(world.SINCE, world.square(36, 48)))
    with pytest.raises(PayloadUnreadable):
        split(body[:-20])
