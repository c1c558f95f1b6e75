"""Levels: how much land each status has in each unit, computed in full from one snapshot."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import polars as pl
import shapely

from flows.territory.fills import HELD, OUTSIDE
from flows.territory.labels import regions
from flows.territory.outlines import Outlines
from flows.territory.snapshot import Snapshot
from flows.territory.split import split

LEVEL_SCHEMA = {"unit_id": pl.String, "status": pl.String, "area_km2": pl.Float64}


def levels(snapshot: Snapshot, outlines: Outlines) -> pl.DataFrame:
    """Area of each status in each leaf unit, overlaps resolved by priority; one row a unit and status with land.

    Columns unit_id, status, area_km2. Land held in Russia is all in `UA-outside`.
    """
    areas: dict[tuple[str, str], float] = defaultdict(float)
    for status, land in regions(snapshot).items():
        pieces = shapely.get_parts(land)
        for _, unit_id, area_km2 in split(np.asarray(pieces, dtype=object), outlines):
            areas[OUTSIDE if status == HELD else unit_id, status] += area_km2
    rows = [(unit_id, status, area_km2) for (unit_id, status), area_km2 in sorted(areas.items())]
    return pl.DataFrame(rows, schema=LEVEL_SCHEMA, orient="row")
