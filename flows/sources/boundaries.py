"""geoBoundaries' outlines of the oblasts: a description of the edition in force, and the polygons that it points to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec

from flows.sources.failure import Refused
from flows.sources.fetch import Wanted, decoded
from flows.sources.patience import is_loopback

SOURCE = "boundaries"
METADATA = "UKR/ADM1"
POLYGONS = "UKR/ADM1/geojson"

UKRAINE_LON_LAT = (21.0, 43.0, 42.0, 53.5)
"""West, south, east, north in degrees, territorial sea included: outlines beyond it have their axes swapped."""


@dataclass(frozen=True)
class Edition:
    """What the service says of the edition in force."""

    polygons_url: str
    licence: str
    year: str


class _Metadata(msgspec.Struct):
    gjDownloadURL: str
    boundaryLicense: str = "not stated"
    boundaryYearRepresented: str = "not stated"


def metadata_wanted(base_url: str) -> Wanted:
    """The description of the edition in force."""
    url = f"{base_url}/api/current/gbOpen/{METADATA}/"
    return Wanted(SOURCE, METADATA, url, SOURCE, "metadata", read_metadata)


def read_metadata(body: bytes) -> Edition:
    """The edition in force and where its polygons are. Raises `Refused`."""
    metadata = decoded(body, _Metadata)
    return Edition(metadata.gjDownloadURL, metadata.boundaryLicense, metadata.boundaryYearRepresented)


def polygons_wanted(edition: Edition, base_url: str, units_before: frozenset[str]) -> Wanted:
    """The edition's polygons, which must keep every unit of the edition before. Raises `Refused` for an odd address."""
    address = urlsplit(edition.polygons_url)
    here = is_loopback(urlsplit(base_url).hostname or "")
    # The address comes from an answer: it may not lead into the user's own network.
    if not (address.scheme == "https" or (here and is_loopback(address.hostname or ""))):
        raise Refused(f"its polygons are said to be at {edition.polygons_url[:200]}, which is no https address")
    return Wanted(SOURCE, POLYGONS, edition.polygons_url, SOURCE, "polygons", polygons_check(units_before))


class _Properties(msgspec.Struct):
    shapeISO: str
    shapeName: str


class _Geometry(msgspec.Struct):
    type: str
    coordinates: msgspec.Raw


class _Feature(msgspec.Struct):
    properties: _Properties
    geometry: _Geometry


class _Collection(msgspec.Struct):
    features: list[_Feature]


def read_units(body: bytes) -> frozenset[str]:
    """The ISO 3166-2 codes of an edition's units. Raises `Refused` where one is missing, odd or there twice."""
    codes = [feature.properties.shapeISO for feature in decoded(body, _Collection).features]
    odd = [code for code in codes if not re.fullmatch(r"UA-\d\d", code)]
    if odd:
        raise Refused(f"it holds a unit with the code {odd[0][:20]!r}")
    if len(set(codes)) < len(codes):
        raise Refused("it holds a unit twice")
    if not codes:
        raise Refused("it holds no unit")
    return frozenset(codes)


def polygons_check(units_before: frozenset[str]) -> Callable[[bytes], None]:
    """A check that refuses a bad edition: units lost since the last one, or land where Ukraine is not."""

    def check(body: bytes) -> None:
        lost = units_before - read_units(body)
        if lost:
            raise Refused(f"it lacks {', '.join(sorted(lost)[:5])}, which the edition before has")
        for feature in decoded(body, _Collection).features:
            _check_place(feature)

    return check


def _check_place(feature: _Feature) -> None:
    west, south, east, north = UKRAINE_LON_LAT
    depth = {"Polygon": 1, "MultiPolygon": 2}.get(feature.geometry.type)
    if depth is None:
        raise Refused(f"{feature.properties.shapeISO} is a {feature.geometry.type[:20]}")
    shape: type[list[list[list[float]]]] = list[list[list[float]]]
    raw = bytes(feature.geometry.coordinates)
    parts = [decoded(raw, shape)] if depth == 1 else decoded(raw, list[list[list[list[float]]]])
    points = [point for part in parts for ring in part for point in ring]
    if not points or any(len(point) < 2 for point in points):
        raise Refused(f"{feature.properties.shapeISO} has no outline")
    if not all(west <= point[0] <= east and south <= point[1] <= north for point in points):
        raise Refused(f"{feature.properties.shapeISO} does not lie in Ukraine")
