"""Places: the settlements of the gazetteer, and what each content of the map shows of them, of hubs and of the front.

What a content shows, and what a step changed, is measured once and kept. Neighbours in time share most of their
features, so each measure remembers what it found of a feature and a content costs what is new in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from flows import territory
from flows.core.shelf import Shelf
from flows.landing import Landing
from flows.progress import Progress
from flows.sources import settlements
from flows.territory import FREE, Front, Outlines, Points, Snapshot
from flows.warehouse import Warehouse

Measure = Callable[[Snapshot], pl.DataFrame]
"""What a table holds of one content, without its keys."""

BLANK = ""
"""The content id of a map on which all is free: the step to the first content of the series is taken from it."""

STEP_SCHEMA = pl.Schema(
    {
        "from_content_id": pl.String(),
        "to_content_id": pl.String(),
        "settlement_ids": pl.List(pl.String()),
        "statuses": pl.List(pl.String()),
    }
)


def put_settlements(warehouse: Warehouse, landing: Landing, outlines: Outlines) -> None:
    """Fill the gazetteer: from its dump where one has landed, else from the package, with the unit of each point."""
    dump = landing.latest(settlements.SOURCE, settlements.DUMP)
    found = settlements.read_dump(landing.read(dump.sha256)) if dump else settlements.packaged()
    units = territory.leaves_at(np.array([[place.longitude, place.latitude] for place in found]), outlines)
    rows = [
        (place.settlement_id, place.name_en, place.name_uk, unit_id, place.latitude, place.longitude, place.population)
        for place, unit_id in zip(found, units, strict=True)
    ]
    # The gazetteer does not say from when to when a name was in force.
    aliases = [
        (place.settlement_id, alias.name, alias.language, None, None) for place in found for alias in place.aliases
    ]
    if _renew(warehouse, "core.settlement", rows):
        # Other points, other statuses.
        warehouse.con.execute("delete from core.settlement_step")
    _renew(warehouse, "core.place_alias", aliases)


def measure_places(warehouse: Warehouse, shelf: Shelf, outlines: Outlines, progress: Progress) -> None:
    """Measure what core does not have yet of the series: settlements by step, hubs and the front by content."""
    version = {"territory_version": territory.VERSION}
    edition = {"boundary_edition": outlines.edition}
    measures: list[tuple[str, dict[str, str], Measure]] = [
        ("core.hub_distance", version, territory.hub_distances),
        ("core.frontline", version | edition, Front(outlines).lengths),
    ]
    steps = _missing_steps(warehouse)
    wanted = [_missing(warehouse, table, key) for table, key, _ in measures]
    done, total = 0, len(steps) + sum(map(len, wanted))
    rows = []
    for row in _settlement_steps(warehouse, shelf, steps):
        rows.append(row)
        progress(done := done + 1, total, "measuring places")
    _put(warehouse, "core.settlement_step", pl.DataFrame(rows, schema=STEP_SCHEMA, orient="row"), version)
    for (table, key, measure), contents in zip(measures, wanted, strict=True):
        frames = []
        for content_id in contents:
            frames.append(measure(shelf[content_id]).with_columns(content_id=pl.lit(content_id)))
            progress(done := done + 1, total, "measuring places")
        _put(warehouse, table, pl.concat(frames) if frames else pl.DataFrame(), key)


def _put(warehouse: Warehouse, table: str, rows: pl.DataFrame, key: dict[str, str]) -> None:
    warehouse.put(table, rows.with_columns(**{name: pl.lit(value) for name, value in key.items()}))


def _settlement_steps(
    warehouse: Warehouse, shelf: Shelf, steps: list[tuple[str, str]]
) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """For each step its contents, the settlements whose points it shows in another status, and which."""
    places = warehouse.rows("select settlement_id, longitude, latitude from core.settlement order by settlement_id")
    points, ids = Points(places.select("longitude", "latitude").to_numpy()), places["settlement_id"].to_numpy()
    for before, after in steps:
        was = points.statuses(shelf[before]) if before != BLANK else FREE
        becomes = points.statuses(shelf[after])
        changed = becomes != was
        yield before, after, ids[changed].tolist(), becomes[changed].tolist()


def _missing_steps(warehouse: Warehouse) -> list[tuple[str, str]]:
    """The steps of the series that settlements were not asked about yet, in the order of their days."""
    wanted = warehouse.rows(
        "with step as (select coalesce(previous_content_id, $1) as before, content_id as after, day from core.series)"
        " select before, after from step anti join core.settlement_step on from_content_id = before"
        " and to_content_id = after and territory_version = $2 where before <> after group by all order by min(day)",
        [BLANK, territory.VERSION],
    )
    return wanted.rows()


def _missing(warehouse: Warehouse, table: str, key: dict[str, str]) -> list[str]:
    """The contents of the series of which a table holds nothing, in the order of their days."""
    held = " and ".join(f"{name} = ${position}" for position, name in enumerate(key, start=1))
    wanted = warehouse.rows(
        f"select content_id from core.series where content_id not in (select content_id from {table} where {held})"
        " group by content_id order by min(day)",
        list(key.values()),
    )
    return wanted["content_id"].to_list()


def _renew(warehouse: Warehouse, table: str, rows: Sequence[tuple[object, ...]]) -> bool:
    """Make a table hold these rows, in the order of its columns; returns whether it held others."""
    had = warehouse.rows(f"from {table} order by all")
    fresh = pl.DataFrame(rows, schema=had.schema, orient="row")
    if fresh.sort(pl.all()).equals(had):
        return False
    warehouse.replace(table, fresh)
    return True
