"""One child process and one whole database for all tests of the gates; a test that breaks something copies it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.quality.gate import Gate
from flows.warehouse import Warehouse, opened_warehouse
from tests.small_core import BEFORE, FREE, GREY, IN_RUSSIA, SINCE, fill, snapshot_id_of

FIRST, LAST = date(2024, 1, 29), date(2024, 3, 10)  # six weeks from Monday to Sunday, and February whole
OPENING = {
    ("R1", SINCE): 10.0,
    ("R1", GREY): 5.0,
    ("R2", BEFORE): 15.0,
    ("UA-14-rest", SINCE): 1.0,
    ("UA-65", SINCE): 20.0,
    ("UA-outside", SINCE): 0.5,
    ("UA-outside", IN_RUSSIA): 3.0,
}
MOVES = {
    FIRST + timedelta(days=1): [("R1", GREY, SINCE, 0.7), ("UA-14-rest", FREE, SINCE, 0.1)],
    FIRST + timedelta(days=9): [("R1", GREY, SINCE, 0.3), ("UA-65", SINCE, GREY, 1.1)],
    FIRST + timedelta(days=20): [("UA-outside", IN_RUSSIA, FREE, 1.0), ("R1", FREE, SINCE, 0.2)],
    FIRST + timedelta(days=30): [("UA-65", GREY, "liberated", 0.4)],
}
SILENT = [FIRST + timedelta(days=12)]


@pytest.fixture(scope="session")
def gate() -> Iterator[Gate]:
    """The child that serves both gates; its imports take seconds, so there is one."""
    with Gate() as started:
        yield started


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working database in which everything holds."""
    path = tmp_path_factory.mktemp("whole") / "warehouse.duckdb"
    with opened_warehouse(path) as warehouse:
        fill(warehouse.con, FIRST, LAST, OPENING, MOVES, SILENT)
        _put_what_else_there_is(warehouse)
        warehouse.build_layer("mart")
    return path


def _put_what_else_there_is(warehouse: Warehouse) -> None:
    noon = datetime.fromisoformat("2024-03-10T12:00")
    drawn = warehouse.rows(
        "select content_id, status, sum(area_km2)::double as area_km2 from core.level group by all order by all"
    )
    warehouse.put("core.drawn_area", drawn)
    opening = drawn.filter(pl.col("content_id") == "c-2024-01-28", pl.col("status") == SINCE)["area_km2"][0]
    declared = {
        "snapshot_id": snapshot_id_of(FIRST - timedelta(days=1)),
        "status": SINCE,
        # A constant ratio below ours, as the service's are.
        "area_km2": opening * 0.9995,
        "sha256": "d",
    }
    warehouse.put("core.declared_area", pl.DataFrame([declared]))
    landed = {"source": "deepstate", "fetched_at": noon, "observed_at": noon, "sha256": "a", "url": "http://127.0.0.1/"}
    licence = {"licence": "a licence", "licence_url": "http://127.0.0.1/licence", "max_age_hours": 48.0}
    warehouse.put("core.landed", pl.DataFrame([{**landed, **licence}]))
    place = {"settlement_id": "1", "name_en": "Selydove", "name_uk": "Селидове", "unit_id": "R1"}
    warehouse.put("core.settlement", pl.DataFrame([{**place, "latitude": 48.15, "longitude": 37.3, "population": 2}]))
    event = {
        "snapshot_id": snapshot_id_of(FIRST),
        "position": 0,
        "observed_at": noon,
        "day": FIRST,
        "event": "occupied",
    }
    link = {"name": "Selydove", "language": "en", "latitude": 48.15, "longitude": 37.3, "sha256": "a"}
    warehouse.put("core.settlement_event", pl.DataFrame([{**event, **link}]))
    alias = {"place_id": "1", "name": "Selidovo", "language": "ru", "valid_from": date(1956, 1, 1), "valid_to": None}
    warehouse.put("core.place_alias", pl.DataFrame([alias], schema_overrides={"valid_to": pl.Date}))
    # Every content of the series has been measured; the town was grey land throughout but for the opening day.
    contents = warehouse.rows("select distinct content_id from core.series order by all")
    contents = contents.with_columns(territory_version=pl.lit("v1"))
    steps = warehouse.rows(
        "select distinct coalesce(previous_content_id, '') as from_content_id, content_id as to_content_id,"
        " case previous_content_id when 'c-2024-01-28' then ['1'] else [] end as settlement_ids,"
        " 'v1' as territory_version"
        " from core.series where previous_content_id is distinct from content_id"
    )
    grey = pl.col("settlement_ids").list.eval(pl.lit(GREY))
    warehouse.put("core.settlement_step", steps.with_columns(statuses=grey))
    at = {"nearest_latitude": pl.lit(48.0), "nearest_longitude": pl.lit(37.0)}
    for hub, distance_km in (("Pokrovsk", 9.0), ("Kherson", 0.0)):
        warehouse.put(
            "core.hub_distance", contents.with_columns(hub=pl.lit(hub), distance_km=pl.lit(distance_km), **at)
        )
    front = contents.with_columns(boundary_edition=pl.lit("e1"))
    for unit_id, length_km in (("UA-14", 100.25), ("UA-65", 40.5)):
        warehouse.put("core.frontline", front.with_columns(unit_id=pl.lit(unit_id), length_km=pl.lit(length_km)))
