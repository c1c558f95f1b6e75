"""A small world to tally in: 27 rectangular oblasts of our own, and payloads in the shapes of the map service."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import flows.territory

SINCE, BEFORE, UNKNOWN, LIBERATED = "#a52714", "#880e4f", "#bcaaa4", "#0f9d58"
HELD, GREY_IN_RUSSIA, OTHER, BLACK = "#01579b", "#bdbdbd", "#ff5252", "#000000"

WEST, SOUTH, WIDTH, HEIGHT = 22.0, 44.5, 2.0, 2.5
"""Nine columns and three rows of cells: longitude 22 to 40, latitude 44.5 to 52."""

Positions = Sequence[Sequence[float | None]]


def square(lon: float, lat: float, width: float = 0.5, height: float | None = None) -> list[list[float]]:
    """A closed ring, counter-clockwise, from its south-western corner; degrees."""
    east, north = lon + width, lat + (width if height is None else height)
    return [[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]


def polygon(*rings: Positions) -> dict[str, Any]:
    """A GeoJSON polygon, third coordinates 0 as the service writes them."""
    return {"type": "Polygon", "coordinates": [[[*point, 0] for point in ring] for ring in rings]}


def collection(*rings: Positions) -> dict[str, Any]:
    """A GeometryCollection of one polygon a ring."""
    return {"type": "GeometryCollection", "geometries": [polygon(ring) for ring in rings]}


def feature(fill: str | None, geometry: Any, name: str = "Окуповано /// Occupied") -> dict[str, Any]:
    """A feature as the map draws it."""
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, "fill": fill}}


def land(fill: str, *rings: Positions) -> dict[str, Any]:
    """A feature of one polygon: an exterior and holes."""
    return feature(fill, polygon(*rings))


def payload(*features: dict[str, Any]) -> bytes:
    """A FeatureCollection as bytes."""
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def oblast_codes() -> list[str]:
    """ISO codes of the 27 oblasts, sorted."""
    table = Path(flows.territory.__file__).parent / "oblasts.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return sorted(row["iso_code"] for row in csv.DictReader(file))


def cell(position: int) -> list[list[float]]:
    """The ring of the oblast at a position of the grid, column by column from the south-west."""
    column, row = divmod(position, 3)
    return square(WEST + column * WIDTH, SOUTH + row * HEIGHT, WIDTH, HEIGHT)


def oblasts(changes: dict[str, Any] | None = None) -> bytes:
    """GeoJSON of the 27 cells; `changes` replaces a geometry by code, None leaves the unit out."""
    shapes = {iso: polygon(cell(position)) for position, iso in enumerate(oblast_codes())} | (changes or {})
    return outlines_json([({"shapeISO": iso, "shapeName": iso}, shape) for iso, shape in shapes.items() if shape])


def outlines_json(shapes: list[tuple[dict[str, Any], Any]]) -> bytes:
    """GeoJSON of outlines from properties and geometries."""
    features = [{"type": "Feature", "properties": about, "geometry": shape} for about, shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def raion(code: str, ring: Positions, name: str = "Raion") -> tuple[dict[str, Any], Any]:
    """One raion of an outlines file."""
    about = {"katotth": code, "name:uk": f"{name} район", "name:en": f"{name} Raion", "admin_level": "6"}
    return about, polygon(ring)
