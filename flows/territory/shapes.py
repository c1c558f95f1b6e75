"""GeoJSON of outlines, read and projected; small helpers on valid polygons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import shapely

from flows.territory.area import project


class OutlinesRefused(ValueError):
    """Outlines that cannot partition the country; the message says which payload and why."""


@dataclass(frozen=True)
class Shape:
    """One feature of an outlines file: its properties and its valid geometry in EPSG:6933."""

    source: str
    properties: dict[str, Any]
    geometry: shapely.Geometry


def read_shapes(source: str, body: bytes) -> list[Shape]:
    """The polygons of a FeatureCollection in degrees, made valid, in EPSG:6933. Raises OutlinesRefused."""
    try:
        features = orjson.loads(body)["features"]
        geometries = shapely.from_geojson([orjson.dumps(feature["geometry"]) for feature in features])
        properties = [dict(feature["properties"] or {}) for feature in features]
    except (orjson.JSONDecodeError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise OutlinesRefused(f"{source} is no GeoJSON of outlines: {error}") from None
    projected = [polygons_only(shapely.make_valid(flat(geometry))) for geometry in geometries]
    for entry, geometry in zip(properties, projected, strict=True):
        if geometry.is_empty:
            name = entry.get("shapeName") or entry.get("name")
            raise OutlinesRefused(f"{source} holds a unit without an area: {name}")
    return [Shape(source, entry, geometry) for entry, geometry in zip(properties, projected, strict=True)]


def flat(geometry: shapely.Geometry) -> shapely.Geometry:
    """A geometry in degrees, in EPSG:6933, without third coordinates."""
    return shapely.transform(shapely.force_2d(geometry), project)


def polygons_only(geometry: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a geometry: one Polygon or MultiPolygon, without the lines and points that overlays leave."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in _parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    if not hasattr(geometry, "geoms"):
        return [geometry]
    return [part for inner in geometry.geoms for part in _parts(inner)]
