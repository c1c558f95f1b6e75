"""Features as the map service writes them: names, fills and properties in its forms, geometry of our own."""

from __future__ import annotations

import json
import math
import random
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import shapely

from flows.sample import outlines
from flows.sample.front import BEFORE, HELD, LIBERATED, SINCE, UNKNOWN
from flows.sample.places import Town, towns
from flows.sample.plane import Floats, to_degrees, to_plane

NEW_NAMES_FROM = date(2024, 3, 22)
"""From this day on names carry a third part, a key."""

FILL = {SINCE: "#a52714", BEFORE: "#880e4f", UNKNOWN: "#bcaaa4", LIBERATED: "#0f9d58", HELD: "#01579b"}
OTHER_FILL, GREY_ABROAD_FILL, SECOND_LIBERATED_FILL = "#ff5252", "#bdbdbd", "#0288d1"

STRANGE_DAY = date(2024, 5, 30)
"""On this day every snapshot holds one polygon with a fill that means nothing."""

STRANGE_FILL = "#5e35b1"

_NAMES = {
    SINCE: ("Окуповано", "Occupied", "status.occupied"),
    BEFORE: ("Окуповано до 2022", "Occupied before 2022", "territories.sample"),
    UNKNOWN: ("Статус невідомий", "Unknown status", "status.unknown"),
    LIBERATED: ("Звільнено", "Liberated", "status.dismissed"),
    HELD: ("Звільнено", "Liberated", "status.dismissed"),
}

_ABROAD = "24 58  20 61  33 67  46 64  52 57  55 50  49 45  60 60  5 56  -8 50"
"""Places of the schematic territories outside Ukraine, in degrees."""


def name_of(status: int, day: date, variant: int) -> str:
    """The name of a feature in the form of its day; some variants have odd separators, as the real ones do."""
    return _joined(_NAMES[status], day, variant)


def _joined(parts: tuple[str, str, str], day: date, variant: int) -> str:
    ua, en, key = parts
    separator = {3: "\u00a0///\u00a0", 5: "\n///\n", 7: " "}.get(variant % 11, " /// ")
    ending = {9: "\n", 10: "\ufffd"}.get(variant % 11, "")
    return separator.join([ua, en, f"geoJSON.{key}"] if day >= NEW_NAMES_FROM else [ua, en]) + ending


def written(geometry: bytes, fill: str, name: str) -> bytes:
    """One feature with polygons, as bytes."""
    style = f"poly-{fill[1:].upper()}-2000-77-nodesc"
    properties = {
        "name": name,
        "styleUrl": f"#{style}",
        "styleHash": "synthetic",
        "styleMapHash": {"normal": f"#{style}-normal", "highlight": f"#{style}-highlight"},
        "stroke-opacity": 1,
        "stroke": fill,
        "stroke-width": 2,
        "fill-opacity": 0.30196078431372547,
        "fill": fill,
    }
    return b'{"type":"Feature","geometry":%b,"properties":%b}' % (geometry, _json(properties))


def geometry(polygons: list[bytes]) -> bytes:
    """Coordinates of polygons as one geometry: a Polygon, or a GeometryCollection of them, never a MultiPolygon."""
    parts = [b'{"type":"Polygon","coordinates":%b}' % polygon for polygon in polygons]
    if len(parts) == 1:
        return parts[0]
    return b'{"type":"GeometryCollection","geometries":[%b]}' % b",".join(parts)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _ring(metres: Floats) -> bytes:
    points = [[lon, lat, 0] for lon, lat in to_degrees(metres).tolist()]
    return _json([[*points, points[0]]])


def _blob(centre: Floats, radius_m: float, seed: int) -> Floats:
    draw = random.Random(seed)
    corners = 24 + int(draw.random() * 16)
    radii = [radius_m * (0.7 + 0.3 * draw.random()) for _ in range(corners)]
    turns = [2 * math.pi * corner / corners for corner in range(corners)]
    return np.array(
        [
            (centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn))
            for radius, turn in zip(radii, turns, strict=True)
        ]
    )


@cache
def liberated_blobs() -> tuple[Floats, ...]:
    """Rings in EPSG:6933 that are liberated all the time: apart from each other and from the front."""
    north = [town for town in towns() if town.iso_code in ("UA-32", "UA-74", "UA-59") and town.longitude < 34]
    found: list[tuple[Floats, float]] = []
    for town in north:
        centre, radius = _metres(town), 5000.0 + 100.0 * (town.geonameid % 60)
        apart = all(math.dist(centre, other) > radius + reach + 500 for other, reach in found)
        if apart and shapely.contains(outlines.country(), shapely.Point(centre).buffer(radius)):
            found.append((centre, radius))
    return tuple(_blob(centre, radius, seed) for seed, (centre, radius) in enumerate(found))


def _metres(town: Town) -> Floats:
    return np.asarray(to_plane(np.array([(town.longitude, town.latitude)]))[0])


def _bow_tie(ring: Floats) -> Floats:
    """The ring with a crossing of some centimetres on its first side: invalid, and repaired by next to nothing."""
    along = (ring[1] - ring[0]) / np.hypot(*(ring[1] - ring[0]))
    across = np.array([-along[1], along[0]])
    middle = (ring[0] + ring[1]) / 2
    steps = ((0.0, 0.0), (0.3, 0.0), (0.1, 0.1), (0.1, -0.1), (0.4, 0.0))
    crossing = [middle + far * along + aside * across for far, aside in steps]
    return np.concatenate([ring[:1], crossing, ring[1:]])


@cache
def patch() -> Floats:
    """A square of 0.04 km² drawn as unknown on top of occupied land, a ring in EPSG:6933: the occupied has the land."""
    (x, y) = to_plane(np.array([(39.25, 49.40)]))[0]
    return np.array([(x, y), (x + 200, y), (x + 200, y + 200), (x, y + 200)])


@cache
def fixed(is_new: bool) -> tuple[bytes, ...]:
    """Features that never change, in the names of before or after `NEW_NAMES_FROM`."""
    day = NEW_NAMES_FROM if is_new else date(2024, 1, 1)
    blobs = liberated_blobs()
    drawn = [
        (_bow_tie(ring) if k == 1 else ring, SECOND_LIBERATED_FILL if k % 12 == 5 else FILL[LIBERATED], LIBERATED)
        for k, ring in enumerate(blobs)
    ]
    drawn.append((patch(), FILL[UNKNOWN], UNKNOWN))
    found = [
        written(geometry([_ring(ring)]), fill, name_of(status, day, k)) for k, (ring, fill, status) in enumerate(drawn)
    ]
    abroad = to_plane(np.array(_ABROAD.split(), dtype=np.float64).reshape(-1, 2))
    for k, centre in enumerate(abroad):
        parts = (f"Умовна територія {k + 1}", f"Schematic territory {k + 1}", f"territories.sample_{k + 1}")
        found.append(written(geometry([_ring(_blob(centre, 30_000, 900 + k))]), OTHER_FILL, _joined(parts, day, k)))
    grey = _ring(_blob(to_plane(np.array([(38.9, 50.9)]))[0], 9000, 990))
    found.append(written(geometry([grey]), GREY_ABROAD_FILL, name_of(UNKNOWN, day, 0)))
    return (*found, *_airfields(day))


def abroad_km2() -> float:
    """Area of the schematic territories outside Ukraine."""
    abroad = to_plane(np.array(_ABROAD.split(), dtype=np.float64).reshape(-1, 2))
    rings = [_blob(centre, 30_000, 900 + k) for k, centre in enumerate(abroad)]
    return float(sum(shapely.Polygon(ring).area for ring in rings)) / 1e6


@cache
def strange() -> bytes:
    """The feature whose fill means nothing, on free land."""
    ring = _blob(to_plane(np.array([(35.9, 49.1)]))[0], 3000, 991)
    return written(geometry([_ring(ring)]), STRANGE_FILL, "Синтетичний приклад /// Synthetic sample")


def _airfields(day: date) -> list[bytes]:
    draw = random.Random(1903)
    places = [(30 + 22 * draw.random(), 52.5 + 5 * draw.random()) for _ in range(120)]
    return [
        _point(lon, lat, _joined((f"Умовний аеродром {k}", f"Schematic airfield {k}", f"airfields.sample_{k}"), day, k))
        for k, (lon, lat) in enumerate(places)
    ]


def points(day: date) -> list[bytes]:
    """Schematic units and directions of attack: points that move once a week and that no tally may keep."""
    draw = random.Random(day.toordinal() // 7)
    named = [town for town in towns() if town.name_uk and town.longitude > 35]
    found = []
    for k, town in enumerate(named):
        lon, lat = town.longitude + 0.3 * draw.random(), town.latitude - 0.2 * draw.random()
        parts = (f"Умовний підрозділ {k}", f"Schematic unit {k}", f"units.sample_{k}")
        if k % 5 == 0:
            parts = ("Напрямок удару", "Direction of attack", "status.attack_direction")
        found.append(_point(lon, lat, _joined(parts, day, k)))
    return found


def _point(lon: float, lat: float, name: str) -> bytes:
    place = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6), 0]}
    properties = {"name": name, "styleUrl": "#icon-ci-1", "styleHash": "synthetic", "description": "synthetic"}
    return _json({"type": "Feature", "geometry": place, "properties": properties})
