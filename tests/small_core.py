"""A core small enough to add up by hand: two oblasts, one of them with raions, and land in Russia.

UA              official 100 km²
  UA-14         official  60 km², polygons 70
    R1            polygon 40
    R2            polygon 20
    UA-14-rest    polygon 10
  UA-65         official  40 km², polygon 40, no raions
  UA-outside
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import duckdb
import polars as pl

from flows.warehouse import Warehouse, prepare

SINCE, BEFORE, GREY, FREE = "occupied_since_2022", "occupied_before_2022", "unknown", "free"
IN_RUSSIA = "held_in_russia"

UNITS = [
    ("UA", "country", "Ukraine", "Україна", None, "UA", None, 100.0, 110.0),
    ("UA-14", "oblast", "Donetsk", "Донецька", "UA", "UA-14", "UA14", 60.0, 70.0),
    ("R1", "raion", "Pokrovsk", "Покровський", "UA-14", None, "R1", None, 40.0),
    ("R2", "raion", "Mariupol", "Маріупольський", "UA-14", None, "R2", None, 20.0),
    ("UA-14-rest", "raion", "Donetsk, remainder", "Донецька, решта", "UA-14", None, None, None, 10.0),
    ("UA-65", "oblast", "Kherson", "Херсонська", "UA", "UA-65", "UA65", 40.0, 40.0),
    ("UA-outside", "outside", "Outside", "Поза межами", None, None, None, None, None),
]
_UNIT_COLUMNS = [
    "unit_id", "unit_level", "name_en", "name_uk", "parent_id", "iso_code", "katottg",
    "official_area_km2", "polygon_area_km2",
]  # fmt: skip

Move = tuple[str, str, str, float]
"""Leaf unit, status before, status after, km²."""


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def snapshot_id_of(day: date) -> int:
    """The map of a day is drawn at noon UTC."""
    return int(datetime.combine(day, time(12), UTC).timestamp())


def fill(
    con: duckdb.DuckDBPyConnection,
    first_day: date,
    last_day: date,
    opening: Mapping[tuple[str, str], float],
    moves: Mapping[date, Iterable[Move]],
    silent: Iterable[date] = (),
    opened: bool = True,
) -> Warehouse:
    """Fill the kept tables of core and build the others; the map is drawn every day but the silent ones.

    `opening` is the state at the end of the day before the first, by leaf and status; `opened` false leaves that
    day's map out, so that the first day has nothing to be compared with.
    """
    prepare(con)
    warehouse = Warehouse(con)
    drawn = [day for day in days_between(first_day - timedelta(days=1), last_day) if day not in set(silent)]
    if not opened:
        drawn = drawn[1:]
    tally = {"first_day": first_day, "last_day": last_day, "boundary_edition": "e1", "territory_version": "v1"}
    warehouse.replace("core.tally", pl.DataFrame([tally]))
    units = pl.DataFrame(UNITS, schema=_UNIT_COLUMNS, orient="row", infer_schema_length=None)
    warehouse.replace("core.unit", units.with_columns(boundary_edition=pl.lit("e1")))

    level = {key: Decimal(str(km2)) for key, km2 in opening.items()}
    snapshots, steps, areas, content = [], [], [], f"c-{drawn[0]}"
    contents = {content: dict(level)}
    for day in drawn:
        if day in moves:
            before, content = content, f"c-{day}"
            steps.append(_step(before, content))
            for unit_id, from_status, to_status, km2 in moves[day]:
                areas.append(_area(before, content, unit_id, from_status, to_status, km2))
                for status, sign in ((from_status, -1), (to_status, 1)):
                    if status != FREE:
                        key = (unit_id, status)
                        level[key] = level.get(key, Decimal(0)) + sign * Decimal(str(km2))
            contents[content] = dict(level)
        snapshots.append(_snapshot(day, content))
    kept = {name: contents[name] for name in (f"c-{drawn[0]}", content)}
    warehouse.put("core.snapshot", pl.DataFrame(snapshots, infer_schema_length=None))
    warehouse.put("core.step", pl.DataFrame(steps))
    warehouse.put("core.step_area", pl.DataFrame(areas))
    warehouse.put("core.level", pl.DataFrame([row for name, held in kept.items() for row in _levels(name, held)]))
    release = {
        "release_id": "test-1",
        "built_at": datetime.combine(last_day, time(18)),
        "code_version": "1.0.0",
        "is_synthetic": False,
    }
    warehouse.replace("core.release", pl.DataFrame([release]))
    warehouse.build_layer("core")
    return warehouse


def _step(before: str, after: str) -> dict[str, object]:
    keys = {"from_content_id": before, "to_content_id": after, "boundary_edition": "e1", "territory_version": "v1"}
    return {**keys, "method": "edges", "balance_km2": 0.0}


def _area(before: str, after: str, unit_id: str, from_status: str, to_status: str, km2: float) -> dict[str, object]:
    keys = {"from_content_id": before, "to_content_id": after, "boundary_edition": "e1", "territory_version": "v1"}
    moved = {"unit_id": unit_id, "from_status": from_status, "to_status": to_status, "area_km2": Decimal(str(km2))}
    return {**keys, **moved}


def _levels(content: str, held: Mapping[tuple[str, str], Decimal]) -> list[dict[str, object]]:
    keys = {"content_id": content, "boundary_edition": "e1", "territory_version": "v1"}
    return [
        {**keys, "unit_id": unit_id, "status": status, "area_km2": km2}
        for (unit_id, status), km2 in held.items()
        if km2
    ]


def _snapshot(day: date, content: str) -> dict[str, object]:
    drawn_at = datetime.combine(day, time(12))
    return {
        "snapshot_id": snapshot_id_of(day),
        "sha256": f"{content}@{day}",
        "content_id": content,
        "source": "raw",
        "served_by": "deepstate",
        "created_at": drawn_at,
        "updated_at": drawn_at,
        "fetched_at": drawn_at,
        "day": day,
        "features": 60,
        "refused_features": 0,
        "repaired_features": 0,
        "repaired_km2": 0.0,
        "is_accepted": True,
        "reason": None,
    }
