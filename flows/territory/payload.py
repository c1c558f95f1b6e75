"""A payload of the map as JSON: split into raw features first, so that what did not change is never parsed."""

from __future__ import annotations

import json
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


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw]


class _Point(msgspec.Struct, tag="Point", tag_field="type"):
    """Units, airfields, directions: they stay in landing, so not even the coordinates are read."""


class _MultiPoint(msgspec.Struct, tag="MultiPoint", tag_field="type"):
    pass


# A ring stays raw until its numbers are read: third coordinates and nulls are told apart ring by ring.
class _Polygon(msgspec.Struct, tag="Polygon", tag_field="type"):
    coordinates: list[list[list[float]]]


class _MultiPolygon(msgspec.Struct, tag="MultiPolygon", tag_field="type"):
    coordinates: list[list[list[list[float]]]]


class _GeometryCollection(msgspec.Struct, tag="GeometryCollection", tag_field="type"):
    geometries: list[_Point | _Polygon | _MultiPolygon]


class _Properties(msgspec.Struct):
    fill: Any = None


class _Feature(msgspec.Struct):
    geometry: _Point | _MultiPoint | _Polygon | _MultiPolygon | _GeometryCollection
    properties: _Properties | None = None


_split = msgspec.json.Decoder(_Collection).decode
_decode = msgspec.json.Decoder(_Feature).decode


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


def _polygons(geometry: object) -> list[list[list[list[float]]]]:
    match geometry:
        case _Polygon():
            return [geometry.coordinates]
        case _MultiPolygon():
            return geometry.coordinates
        case _GeometryCollection():
            return [polygon for part in geometry.geometries for polygon in _polygons(part)]
    return []


def _ring(positions: list[list[float]]) -> Floats:
    try:
        ring = np.array(positions, dtype=np.float64)
    except ValueError:  # two and three coordinates mixed
        ring = _ragged(positions)
    if ring.ndim != 2 or ring.shape[1] < 2 or len(ring) < 3 + bool((ring[0] == ring[-1]).all()):
        raise FeatureUnreadable("a ring has fewer than three points, or points without two coordinates")
    ring = ring[:, :2]
    # The comparison is false for NaN too, and is made over the extremes only.
    low, high = ring.min(axis=0), ring.max(axis=0)
    if not (low[0] >= -180 and low[1] >= -90 and high[0] <= 180 and high[1] <= 90):
        raise FeatureUnreadable("coordinates are no degrees of longitude and latitude")
    return ring


def _ragged(positions: list[list[float]]) -> Floats:
    if any(len(position) < 2 for position in positions):
        raise FeatureUnreadable("a point has fewer than two coordinates")
    return np.array([position[:2] for position in positions], dtype=np.float64)
