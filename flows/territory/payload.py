"""A payload of the map as JSON: split into raw features first, so that what did not change is never parsed."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any, TypeAlias

import msgspec
import numpy as np

from flows.territory.area import Floats

Rings: TypeAlias = list[Floats]
"""The rings of one polygon, exterior first, each (n, 2) degrees of longitude and latitude."""


class PayloadUnreadable(ValueError):
    """The bytes are no FeatureCollection at all."""


class FeatureUnreadable(ValueError):
    """One feature cannot be read; the others can."""


class SnapshotRefused(ValueError):
    """A payload that cannot be tallied; the message is one sentence with the reason."""


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw]


class _Point(msgspec.Struct, tag="Point", tag_field="type"):
    """Units, airfields, directions: they stay in landing, so not even the coordinates are read."""


class _MultiPoint(msgspec.Struct, tag="MultiPoint", tag_field="type"):
    pass


class _Position(msgspec.Struct, array_like=True, gc=False):
    """Third coordinates are read over. Not watched by the garbage collector, which lists of numbers keep busy."""

    longitude: float
    latitude: float


class _Polygon(msgspec.Struct, tag="Polygon", tag_field="type"):
    coordinates: list[list[_Position]]


class _MultiPolygon(msgspec.Struct, tag="MultiPolygon", tag_field="type"):
    coordinates: list[list[list[_Position]]]


class _GeometryCollection(msgspec.Struct, tag="GeometryCollection", tag_field="type"):
    geometries: list[_Point | _Polygon | _MultiPolygon]


class _Properties(msgspec.Struct):
    fill: Any = None


class _Feature(msgspec.Struct):
    geometry: _Point | _MultiPoint | _Polygon | _MultiPolygon | _GeometryCollection
    properties: _Properties | None = None


_split = msgspec.json.Decoder(_Collection).decode
_decode = msgspec.json.Decoder(_Feature).decode
_longitude, _latitude = attrgetter("longitude"), attrgetter("latitude")


def split(payload: bytes) -> list[bytes]:
    """The features of a FeatureCollection as the bytes they came in, in order. Raises PayloadUnreadable."""
    try:
        collection = _split(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as strict:
        return _split_loosely(payload, strict)
    return _features(collection.type, [bytes(raw) for raw in collection.features])


def _split_loosely(payload: bytes, strict: Exception) -> list[bytes]:
    # NaN and Infinity are no JSON, but some writers emit them; as null they cost their own feature only.
    try:
        loose = json.loads(payload.decode("utf-8", "replace"), parse_constant=lambda _: None)
    except ValueError:
        raise PayloadUnreadable(f"it is no JSON of a map: {strict}") from None
    if not isinstance(loose, dict) or not isinstance(loose.get("features"), list):
        raise PayloadUnreadable(f"it is no FeatureCollection: {strict}")
    return _features(loose.get("type"), [json.dumps(feature).encode() for feature in loose["features"]])


def _features(kind: object, raws: list[bytes]) -> list[bytes]:
    if kind != "FeatureCollection":
        raise PayloadUnreadable(f"it is no FeatureCollection but a {kind!r}")
    if not raws:
        raise PayloadUnreadable("the FeatureCollection is empty")
    return raws


def read_feature(raw: bytes) -> tuple[object, list[Rings]]:
    """Fill and polygons of one raw feature; no polygons for points. Raises FeatureUnreadable.

    Third coordinates are dropped; a null, an infinite number, or a degree beyond 180 or 90 refuses the feature.
    """
    try:
        feature = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FeatureUnreadable(f"geometry or properties unreadable: {error}") from None
    fill = feature.properties.fill if feature.properties else None
    polygons = _polygons(feature.geometry)
    if not all(polygons):
        raise FeatureUnreadable("a polygon has no ring")
    return fill, [[_ring(ring) for ring in rings] for rings in polygons]


def _polygons(geometry: object) -> list[list[list[_Position]]]:
    match geometry:
        case _Polygon():
            return [geometry.coordinates]
        case _MultiPolygon():
            return geometry.coordinates
        case _GeometryCollection():
            return [polygon for part in geometry.geometries for polygon in _polygons(part)]
    return []


def _ring(positions: list[_Position]) -> Floats:
    ring = np.empty((len(positions), 2))
    for axis, degrees in enumerate((_longitude, _latitude)):
        ring[:, axis] = np.fromiter(map(degrees, positions), np.float64, len(positions))
    if len(ring) < 3 or (len(ring) == 3 and (ring[0] == ring[-1]).all()):
        raise FeatureUnreadable("a ring has fewer than three points")
    # The comparison is false for NaN too, and is made over the extremes only.
    low, high = ring.min(axis=0), ring.max(axis=0)
    if not (low[0] >= -180 and low[1] >= -90 and high[0] <= 180 and high[1] <= 90):
        raise FeatureUnreadable("coordinates are no degrees of longitude and latitude")
    return ring
