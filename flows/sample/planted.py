"""What a tally of the sample must find, from the plan and whole square metres: the figures that tests compare with.

Cells are rectangles of whole metres whose bends cancel out, so totals are sums of integers. Only where a border of
units crosses a cell is its area split by geometry, and the parts always add up to the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

import numpy as np
import polars as pl
import shapely

from flows.sample import features, front, outlines
from flows.sample.front import FREE, HELD, SINCE, STATUS
from flows.sample.lattice import BLOCK, COLUMNS, ROWS, Geometries, cell_area_m2, polygons, shape
from flows.sample.plan import Snapshot, snapshots
from flows.sample.span import FIRST_DAY, LAST_DAY
from flows.sample.world import world

COUNTRY, OUTSIDE = "UA", "UA-outside"


@cache
def planted_transitions(now: datetime | None = None) -> pl.DataFrame:
    """Land that changed its status between the ends of consecutive days, with no row where there is none.

    Columns: day, unit_id, unit_level, from_status, to_status, area_km2; units of every level. `now` leaves out what
    was published or edited later. `held_in_russia` is in `UA-outside` alone, never in the country's sum.
    """
    rows = []
    by_cell = _by_cell()
    for day, before, after in _days(now):
        moved = np.flatnonzero(before != after)
        pairs = pl.DataFrame({"cell": moved, "from_code": before[moved], "to_code": after[moved]})
        found = pairs.join(by_cell, on="cell").group_by("unit_id", "from_code", "to_code").agg(pl.col("area_km2").sum())
        rows.append(found.select(pl.lit(day).alias("day"), pl.all()))
    return (
        pl.concat(rows)
        .with_columns(
            from_status=pl.col("from_code").replace_strict(STATUS, return_dtype=pl.String),
            to_status=pl.col("to_code").replace_strict(STATUS, return_dtype=pl.String),
        )
        .pipe(_rolled_up, ["day", "from_status", "to_status"])
        .sort("day", "unit_id", "from_status", "to_status")
    )


@cache
def planted(now: datetime | None = None) -> pl.DataFrame:
    """Gained, lost and net of every day and unit, zeros included.

    Columns: day, unit_id, unit_level, gained_km2, lost_km2, net_km2, is_carried (no snapshot on that day). Kyiv days
    from FIRST_DAY to LAST_DAY; units: country, oblasts, raions and remainders, `UA-outside`.
    """
    moved, since = planted_transitions(now), STATUS[SINCE]
    sums = moved.group_by("day", "unit_id").agg(
        gained_km2=pl.col("area_km2").filter(pl.col("to_status") == since).sum(),
        lost_km2=pl.col("area_km2").filter(pl.col("from_status") == since).sum(),
    )
    mapped = {snapshot.day for snapshot in _published(now)}
    days = pl.DataFrame({"day": list(_calendar())}).with_columns(is_carried=~pl.col("day").is_in(list(mapped)))
    units = pl.DataFrame({"unit_id": list(levels_of_units()), "unit_level": list(levels_of_units().values())})
    return (
        days.join(units, how="cross")
        .join(sums, on=["day", "unit_id"], how="left")
        .with_columns(pl.col("gained_km2", "lost_km2").fill_null(0.0))
        .with_columns(net_km2=pl.col("gained_km2") - pl.col("lost_km2"))
        .select("day", "unit_id", "unit_level", "gained_km2", "lost_km2", "net_km2", "is_carried")
        .sort("day", "unit_id")
    )


@cache
def planted_levels(now: datetime | None = None) -> pl.DataFrame:
    """Area of every status but `free` at the end of every day from the one before FIRST_DAY, zeros left out.

    Columns: day, unit_id, unit_level, status, area_km2.
    """
    opening = _opening(now)
    flows = planted_transitions(now)
    keys = ["day", "unit_id", "unit_level"]
    came = flows.select(*keys, pl.col("to_status").alias("status"), "area_km2")
    went = flows.select(*keys, pl.col("from_status").alias("status"), -pl.col("area_km2"))
    changed = pl.concat([opening, came, went]).filter(pl.col("status") != STATUS[FREE])
    units = changed.select("unit_id", "unit_level", "status").unique()
    days = pl.DataFrame({"day": [FIRST_DAY - timedelta(days=1), *_calendar()]})
    sums = changed.group_by("day", "unit_id", "status").agg(pl.col("area_km2").sum())
    return (
        days.join(units, how="cross")
        .join(sums, on=["day", "unit_id", "status"], how="left")
        .sort("day")
        .with_columns(pl.col("area_km2").fill_null(0.0).cum_sum().over("unit_id", "status"))
        .filter(pl.col("area_km2") > 1e-9)
        .select(*keys, "status", "area_km2")
        .sort("day", "unit_id", "status")
    )


@cache
def levels_of_units() -> dict[str, str]:
    """Every unit id of the sample with its level."""
    found = {COUNTRY: "country", **dict.fromkeys(outlines.oblasts(), "oblast")}
    return found | dict.fromkeys(outlines.leaves(), "raion") | {OUTSIDE: "outside"}


def _calendar() -> Iterator[date]:
    return (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))


def _published(now: datetime | None) -> list[Snapshot]:
    return [snapshot for snapshot in snapshots() if now is None or snapshot.created_at <= now]


def _days(now: datetime | None) -> Iterator[tuple[date, front.States, front.States]]:
    """Each day with the states of all changing cells at the end of the day before and at its own end."""
    last_of = {snapshot.day: snapshot for snapshot in _published(now)}
    opening = max(day for day in last_of if day < FIRST_DAY)
    before = world().states(last_of[opening].moves_at(now))
    for day in _calendar():
        after = world().states(last_of[day].moves_at(now)) if day in last_of else before
        yield day, before, after
        before = after


def _opening(now: datetime | None) -> pl.DataFrame:
    """Levels at the end of the day before the first, every unit; in the columns of `planted_levels`."""
    _, before, _ = next(_days(now))
    shown = front.base().copy()
    shown.flat[world().cells] = before
    areas: dict[tuple[str, str], float] = {}
    for status, shapes in _shapes(shown):
        for unit_id, km2 in _split(np.array(shapes, dtype=object)).items():
            areas[unit_id, status] = areas.get((unit_id, status), 0.0) + km2
    found = pl.DataFrame(
        [(unit_id, status, km2) for (unit_id, status), km2 in areas.items()],
        schema={"unit_id": pl.String, "status": pl.String, "area_km2": pl.Float64},
        orient="row",
    ).with_columns(day=pl.lit(FIRST_DAY - timedelta(days=1)))
    rolled = _rolled_up(found, ["day", "status"])
    return rolled.select("day", "unit_id", "unit_level", "status", "area_km2")


def _shapes(shown: front.States) -> Iterator[tuple[str, list[shapely.Polygon]]]:
    for status, word in STATUS.items():
        shapes: list[shapely.Polygon] = []
        for row in range(0, ROWS if status != FREE else 0, BLOCK):
            for column in range(0, COLUMNS, BLOCK):
                block = shown[row : row + BLOCK, column : column + BLOCK] == status
                shapes += [shape(rings) for rings in polygons(block, row, column)] if block.any() else []
        yield word, shapes
    yield STATUS[front.LIBERATED], [shapely.Polygon(ring) for ring in features.liberated_blobs()]


def _split(shapes: Geometries) -> dict[str, float]:
    """Area in km² of some shapes together by leaf, what lies in none under `UA-outside`."""
    if not len(shapes):
        return {}
    names, leaves = list(outlines.leaves()), np.array(list(outlines.leaves().values()), dtype=object)
    which, leaf = shapely.STRtree(leaves).query(shapes, predicate="intersects")
    parts = shapely.area(shapely.intersection(shapes[which], leaves[leaf])) / 1e6
    found = {name: float(parts[leaf == number].sum()) for number, name in enumerate(names) if (leaf == number).any()}
    rest = float(shapely.area(shapes).sum()) / 1e6 - sum(found.values())
    return found | ({OUTSIDE: rest} if rest > 1e-9 else {})


@cache
def _by_cell() -> pl.DataFrame:
    """Area of each changing cell by leaf: cell (place in the world's cells), unit_id, area_km2."""
    rows, columns = np.divmod(world().cells, COLUMNS)
    area_km2 = cell_area_m2()[rows, columns] / 1e6
    one = np.ones((1, 1), dtype=bool)
    shapes = np.array(
        [shape(polygons(one, int(row), int(column))[0]) for row, column in zip(rows, columns, strict=True)],
        dtype=object,
    )
    leaves = outlines.leaves()
    inside, leaf = shapely.STRtree(list(leaves.values())).query(shapes, predicate="within")
    names = list(leaves)
    unit_of = {int(cell): names[number] for cell, number in zip(inside, leaf, strict=True)}
    found: list[tuple[int, str, float]] = []
    for cell, km2 in enumerate(area_km2.tolist()):
        parts = {unit_of[cell]: km2} if cell in unit_of else _split(shapes[cell : cell + 1])
        found += [(cell, unit_id, part) for unit_id, part in parts.items()]
    return pl.DataFrame(found, schema={"cell": pl.Int64, "unit_id": pl.String, "area_km2": pl.Float64}, orient="row")


def _rolled_up(leaves: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Leaves and the sums of their oblasts and the country, which leaves land held in Russia out."""
    parents = {unit_id: outlines.parent_of(unit_id) for unit_id in outlines.leaves()} | {OUTSIDE: OUTSIDE}
    held = pl.any_horizontal(pl.col(key) == STATUS[HELD] for key in keys if key.endswith("status"))
    oblasts = leaves.filter(pl.col("unit_id") != OUTSIDE).with_columns(pl.col("unit_id").replace_strict(parents))
    country = leaves.filter(~held).with_columns(unit_id=pl.lit(COUNTRY))
    columns = ["unit_id", *keys, "area_km2"]
    stacked = pl.concat([part.select(columns) for part in (leaves, oblasts, country)])
    return (
        stacked.group_by("unit_id", *keys)
        .agg(pl.col("area_km2").sum())
        .with_columns(unit_level=pl.col("unit_id").replace_strict(levels_of_units(), return_dtype=pl.String))
        .select(keys[0], "unit_id", "unit_level", *keys[1:], "area_km2")
    )
