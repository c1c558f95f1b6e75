"""The small marts: calendar, unit, settlement_event, check_result, source_version, release."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import polars as pl
import pytest

from flows.warehouse import Warehouse
from tests.small_core import SINCE, fill

FIRST, LAST = date(2024, 6, 29), date(2024, 7, 2)  # over the end of a half; 29 June is a Saturday


@pytest.fixture
def warehouse(con: duckdb.DuckDBPyConnection) -> Warehouse:
    return fill(con, FIRST, LAST, {("R1", SINCE): 1.0}, {}, silent=[date(2024, 7, 1)])


def test_the_calendar_has_the_days_of_the_tally_with_their_periods(warehouse: Warehouse) -> None:
    warehouse.build("mart.calendar")
    assert warehouse.con.execute("from mart.calendar").fetchall() == [
        (date(2024, 6, 29), date(2024, 6, 24), date(2024, 6, 1), 2, 1, 2024, True),
        (date(2024, 6, 30), date(2024, 6, 24), date(2024, 6, 1), 2, 1, 2024, True),
        (date(2024, 7, 1), date(2024, 7, 1), date(2024, 7, 1), 3, 2, 2024, False),  # nothing was mapped
        (date(2024, 7, 2), date(2024, 7, 1), date(2024, 7, 1), 3, 2, 2024, True),
    ]


def test_units_are_those_of_core(warehouse: Warehouse) -> None:
    warehouse.build("mart.unit")
    assert len(warehouse.rows("from mart.unit")) == 7


def test_events_of_the_tally_s_days_are_words_of_a_source(warehouse: Warehouse) -> None:
    noted = {
        "observed_at": datetime.fromisoformat("2024-06-30T12:00"),
        "event": "occupied",
        "latitude": 48.0,
        "longitude": 37.0,
    }
    kept = {"snapshot_id": 1719748800, "language": "en", "sha256": "a", **noted}
    rows = [
        {**kept, "position": 0, "day": date(2024, 6, 30), "name": "Sokil"},
        {**kept, "position": 1, "day": date(2024, 6, 28), "name": "Too early"},
    ]
    warehouse.put("core.settlement_event", pl.DataFrame(rows))
    warehouse.build("mart.settlement_event")
    found = warehouse.rows("select event_id, name_en, event, source, claimed_by from mart.settlement_event").rows()
    assert found == [("deepstate-1719748800-0", "Sokil", "occupied", "deepstate", "DeepState")]


def test_only_the_newest_run_s_checks_go_into_a_release(warehouse: Warehouse) -> None:
    row = {"table_name": "mart.x", "expectation": "e", "severity": "critical", "success": True, "unexpected_count": 0}
    rows = [
        {"run_id": "old", **row, "checked_at": datetime.fromisoformat("2024-07-01T00:00")},
        {"run_id": "new", **row, "checked_at": datetime.fromisoformat("2024-07-02T00:00")},
    ]
    warehouse.put("core.check_result", pl.DataFrame(rows))
    warehouse.build("mart.check_result")
    assert warehouse.rows("select run_id from mart.check_result").rows() == [("new",)]


def test_age_runs_from_what_was_observed_to_when_the_release_was_built(warehouse: Warehouse) -> None:
    """The release is built on 2 July at 18:00; no clock is asked."""
    row = {"sha256": "a", "url": "http://127.0.0.1/", "licence": "l", "licence_url": None, "max_age_hours": 48.0}
    rows = [
        # Fetched an hour ago, but showing a world three days old.
        {
            "source": "map",
            "fetched_at": datetime.fromisoformat("2024-07-02T17:00"),
            "observed_at": datetime.fromisoformat("2024-06-29T18:00"),
            **row,
        },
        # Says nothing of when its state is of.
        {"source": "outlines", "fetched_at": datetime.fromisoformat("2024-07-01T18:00"), "observed_at": None, **row},
    ]
    warehouse.put("core.landed", pl.DataFrame(rows, infer_schema_length=None))
    warehouse.build("mart.source_version")
    found = warehouse.rows("select source, age_hours, is_stale from mart.source_version").rows()
    assert found == [("map", 72.0, True), ("outlines", 24.0, False)]


def test_a_release_names_its_days_and_how_to_cite_it(warehouse: Warehouse) -> None:
    warehouse.build("mart.release")
    (row,) = warehouse.rows("from mart.release").to_dicts()
    assert (row["from_day"], row["to_day"]) == (FIRST, LAST)
    assert "test-1" in row["citation"]
    assert "2024-06-29 to 2024-07-02" in row["citation"]
    assert "Synthetic" not in row["citation"]


def test_the_citation_of_a_made_up_world_begins_by_saying_so(warehouse: Warehouse) -> None:
    warehouse.con.execute("update core.release set is_synthetic = true")
    warehouse.build("mart.release")
    (citation,) = warehouse.rows("select citation from mart.release").row(0)
    assert citation.startswith("Synthetic")
