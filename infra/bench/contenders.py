"""The contenders, each from the same bytes to the same figures, and the floor below which no reader of JSON gets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from flows.territory import Outlines, Reader, Snapshot, levels, step

SINCE = "occupied_since_2022"

Figures = dict[tuple[str, str], float]
"""By oblast and measure (level, gained, lost of land occupied since 2022), km²."""


@dataclass
class Result:
    """Figures of each snapshot against the one before it, in order, and what else there is to tell."""

    days: list[Figures] = field(default_factory=list)
    balance_km2: float = 0.0
    methods: dict[str, int] = field(default_factory=dict)


Contender = Callable[[list[bytes], Outlines], Result]


def floor(snapshots: list[bytes], outlines: Outlines) -> Result:
    """`orjson.loads` of every payload and nothing else."""
    for body in snapshots:
        orjson.loads(body)
    return Result()


def territory(snapshots: list[bytes], outlines: Outlines) -> Result:
    """The territory stage: read, the opening level in full, then step by step; levels are running sums."""
    reader, result, previous = Reader(outlines), Result(), None
    parents = {unit.unit_id: unit.parent_id for unit in outlines.units if unit.unit_level == "raion"}
    running: Figures = defaultdict(float)
    for body in snapshots:
        current = reader.read(body)
        if previous is None:
            for leaf_id, status, km2 in levels(current, outlines).iter_rows():
                if status == SINCE:
                    running[parents.get(leaf_id) or leaf_id, "level"] += km2
            result.days.append(dict(running))
        else:
            result.days.append(_day(previous, current, outlines, running, parents, result))
        previous = current
    return result


def _day(
    previous: Snapshot,
    current: Snapshot,
    outlines: Outlines,
    running: Figures,
    parents: dict[str, str | None],
    result: Result,
) -> Figures:
    taken = step(previous, current, outlines)
    result.methods[taken.method] = result.methods.get(taken.method, 0) + 1
    result.balance_km2 = max(result.balance_km2, taken.balance_km2)
    changes: Figures = defaultdict(float)
    for leaf_id, was, becomes, km2 in taken.areas.iter_rows():
        unit_id = parents.get(leaf_id) or leaf_id
        for status, measure, sign in ((becomes, "gained", 1), (was, "lost", -1)):
            if status == SINCE:
                running[unit_id, "level"] += sign * km2
                changes[unit_id, measure] += km2
    return {**running, **changes}


def geopandas_user(snapshots: list[bytes], outlines: Outlines) -> Result:
    """What a user would write: read, make valid, dissolve by status, overlay with oblasts, differences both ways."""
    import geopandas

    oblasts = geopandas.GeoDataFrame(
        {"unit_id": list(outlines.oblasts)}, geometry=list(outlines.oblasts.values()), crs="EPSG:6933"
    )
    result, previous = Result(), None
    for body in snapshots:
        dissolved = _dissolved(body)
        day = _split(dissolved, oblasts, "level")
        since = dissolved[dissolved.status == SINCE]
        if previous is not None:
            day |= _split(geopandas.overlay(since, previous, how="difference"), oblasts, "gained")
            day |= _split(geopandas.overlay(previous, since, how="difference"), oblasts, "lost")
        result.days.append(day)
        previous = since
    return result


FILL_STATUS = {
    "#a52714": SINCE,
    "#880e4f": "occupied_before_2022",
    "#bcaaa4": "unknown",
    "#0f9d58": "liberated",
    "#0288d1": "liberated",
}


def _dissolved(body: bytes) -> Any:
    import geopandas
    import shapely

    frame = geopandas.GeoDataFrame.from_features(orjson.loads(body)["features"], crs="EPSG:4326")
    frame = frame[frame.geom_type != "Point"].assign(status=lambda land: land.fill.map(FILL_STATUS))
    frame = frame[frame.status.notna()][["status", "geometry"]]
    frame["geometry"] = shapely.force_2d(frame.geometry.values)
    frame = frame.to_crs("EPSG:6933")
    frame["geometry"] = frame.geometry.make_valid()
    return frame.dissolve(by="status").reset_index()


def _split(land: Any, oblasts: Any, measure: str) -> Figures:
    import geopandas

    if land.empty:
        return {}
    parts = geopandas.overlay(land, oblasts, how="intersection")
    parts = parts[parts.status == SINCE]
    areas = (parts.geometry.area / 1e6).groupby(parts.unit_id).sum()
    return {(str(unit_id), measure): float(km2) for unit_id, km2 in areas.items()}
