"""Steps: what changed from one content to the next, computed once and kept."""

from __future__ import annotations

import polars as pl

from flows import territory
from flows.core.shelf import Shelf
from flows.progress import Progress
from flows.territory import Outlines
from flows.warehouse import Warehouse


def take_steps(warehouse: Warehouse, shelf: Shelf, outlines: Outlines, progress: Progress) -> dict[str, int]:
    """Compute the steps that the series asks for and core does not have, and the full levels of its two ends.

    Returns how many steps were computed by each method.
    """
    key = {"boundary_edition": outlines.edition, "territory_version": territory.VERSION}
    wanted = warehouse.rows(
        "select previous_content_id, content_id from core.series anti join core.step"
        " on from_content_id = previous_content_id and to_content_id = content_id"
        " and boundary_edition = $1 and territory_version = $2"
        " where previous_content_id <> content_id order by day",
        list(key.values()),
    )
    methods: dict[str, int] = {}
    steps, areas = [], []
    for done, (before, after) in enumerate(wanted.iter_rows(), start=1):
        step = territory.step(shelf[before], shelf[after], outlines)
        named = {"from_content_id": before, "to_content_id": after, **key}
        steps.append({**named, "method": step.method, "balance_km2": step.balance_km2})
        # Core counts square millimetres; what is less is the noise of cutting lines and would be a row of nothing.
        moved = step.areas.filter(pl.col("area_km2") > 5e-13)
        areas.append(moved.select(*(pl.lit(value).alias(name) for name, value in named.items()), pl.all()))
        methods[step.method] = methods.get(step.method, 0) + 1
        progress(done, len(wanted), "taking steps")
    warehouse.put("core.step_area", pl.concat(areas) if areas else pl.DataFrame())
    # The step itself comes last: one without its areas would never be computed again.
    warehouse.put("core.step", pl.DataFrame(steps))
    _level_ends(warehouse, shelf, outlines, key)
    return methods


def _level_ends(warehouse: Warehouse, shelf: Shelf, outlines: Outlines, key: dict[str, str]) -> None:
    ends = warehouse.rows("select distinct arg_min(content_id, day), arg_max(content_id, day) from core.series").row(0)
    for content_id in dict.fromkeys(ends):
        known = warehouse.rows(
            "select 1 from core.level"
            " where content_id = $1 and boundary_edition = $2 and territory_version = $3 limit 1",
            [content_id, *key.values()],
        )
        if known.is_empty():
            named = {"content_id": content_id, **key}
            levels = territory.levels(shelf[content_id], outlines)
            warehouse.put(
                "core.level",
                levels.select(*(pl.lit(value).alias(name) for name, value in named.items()), pl.all()),
            )
