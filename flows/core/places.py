"""Places: the settlements of the gazetteer, and what each content of the map shows of them, of hubs and of the front.

What a content shows is measured once and kept, as a step is. Neighbours in time share most of their features, so
each measure remembers what it found of a feature and a content costs what is new in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

AT_ONCE = 100
"""Contents whose rows are written together: a settlement has a row on each, which is much to hold of all of them."""


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
        warehouse.con.execute("delete from core.settlement_control")
    _renew(warehouse, "core.place_alias", aliases)


def measure_places(warehouse: Warehouse, shelf: Shelf, outlines: Outlines, progress: Progress) -> None:
    """Measure what core does not have yet of the contents of the series: settlements, hubs, the front."""
    version = {"territory_version": territory.VERSION}
    edition = {"boundary_edition": outlines.edition}
    measures: list[tuple[str, dict[str, str], Measure]] = [
        ("core.settlement_control", version, _settlement_control(warehouse)),
        ("core.hub_distance", version, territory.hub_distances),
        ("core.frontline", version | edition, Front(outlines).lengths),
    ]
    wanted = [_missing(warehouse, table, key) for table, key, _ in measures]
    done, total = 0, sum(map(len, wanted))
    for (table, key, measure), contents in zip(measures, wanted, strict=True):
        for start in range(0, len(contents), AT_ONCE):
            frames = []
            for content_id in contents[start : start + AT_ONCE]:
                frames.append(measure(shelf[content_id]).with_columns(content_id=pl.lit(content_id)))
                progress(done := done + 1, total, "measuring places")
            warehouse.put(table, pl.concat(frames).with_columns(**{name: pl.lit(key[name]) for name in key}))


def _settlement_control(warehouse: Warehouse) -> Measure:
    """Measures the status of the land at each settlement's point; free ones have no row."""
    places = warehouse.rows("select settlement_id, longitude, latitude from core.settlement order by settlement_id")
    points = Points(places.select("longitude", "latitude").to_numpy())

    def measure(snapshot: Snapshot) -> pl.DataFrame:
        status = pl.Series("status", points.statuses(snapshot), dtype=pl.Categorical)
        return places.select("settlement_id", status).filter(status != FREE)

    return measure


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
