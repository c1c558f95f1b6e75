"""Real towns at their real coordinates: what the schematic world is hung on.

`towns.csv` is a selection from GeoNames (CC BY 4.0, https://www.geonames.org): the larger towns near the
schematic front with their names in English and Ukrainian, and a few places spread over every oblast.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Town:
    """A real settlement: WGS 84 degrees; `name_uk` and `raion` are empty where the sample does not need them."""

    geonameid: int
    name_en: str
    name_uk: str
    iso_code: str
    raion: str
    latitude: float
    longitude: float
    population: int


@cache
def towns() -> tuple[Town, ...]:
    """All towns of the sample, by oblast and GeoNames number."""
    with (Path(__file__).parent / "towns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Town(
                int(row["geonameid"]),
                row["name_en"],
                row["name_uk"],
                row["iso_code"],
                row["raion"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["population"]),
            )
            for row in csv.DictReader(file)
        )
