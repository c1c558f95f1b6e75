"""Bays and estuaries that raions hold as if they were land: the outlines alone cannot tell them.

Each row of `waters.csv` is a corner of a ring along the shore, degrees. The shores were read off the coastline of
GSHHG 2.3.6 (Wessel and Smith, 1996) and rounded to 0.01°, some 1 km; Natural Earth's at 1:10 million is up to 2 km
off it, and on the western shore of Utliuk Estuary, where the two differ most, a ring runs between them. A ring closes
over open water where raions end (off Kinburn, between capes), and ends the Dnipro's estuary at the mouths of the river.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from flows.territory.area import project


@cache
def waters() -> dict[str, shapely.Geometry]:
    """The waters of `waters.csv` by name, polygons in EPSG:6933."""
    rings: dict[str, list[tuple[float, float]]] = {}
    with (Path(__file__).parent / "waters.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rings.setdefault(row["water"], []).append((float(row["longitude"]), float(row["latitude"])))
    return {name: shapely.Polygon(project(np.array(corners))) for name, corners in rings.items()}
