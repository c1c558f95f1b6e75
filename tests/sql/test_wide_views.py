"""mart.country_daily, oblast_daily, raion_daily and the macro that compares two spans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.warehouse import SQL
from tests.small_core import BEFORE, FREE, GREY, IN_RUSSIA, SINCE, fill

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 10)
OPENING = {
    ("R1", SINCE): 10.0,
    ("R2", BEFORE): 20.0,  # never moves
    ("UA-65", SINCE): 30.0,
    ("UA-65", BEFORE): 15.0,  # together more than the official 40
    ("UA-outside", IN_RUSSIA): 9.0,
}
MOVES = {
    date(2024, 1, 2): [("R1", FREE, SINCE, 1.0), ("R1", FREE, GREY, 2.0)],
    date(2024, 1, 8): [("R1", FREE, SINCE, 4.0), ("UA-65", SINCE, FREE, 1.0)],
}


@pytest.fixture
def built(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    fill(con, FIRST, LAST, OPENING, MOVES).build_layer("mart")
    return con


def row(con: duckdb.DuckDBPyConnection, view: str, day: int, unit_id: str) -> dict[str, object]:
    rows = con.execute(f"from mart.{view} where day = ? and unit_id = ?", [date(2024, 1, day), unit_id]).pl()
    assert len(rows) == 1
    return rows.row(0, named=True)


def test_the_country_is_one_row_a_day_with_every_status_in_both_units(built: duckdb.DuckDBPyConnection) -> None:
    found = row(built, "country_daily", 8, "UA")
    assert found["occupied_since_2022_km2"] == 44.0  # 10 + 1 + 4 + 30 - 1
    assert found["occupied_before_2022_km2"] == 35.0
    assert found["unknown_mi2"] == pytest.approx(2.0 / 2.589988110336)
    assert found["free_km2"] == pytest.approx(100 - 44 - 35 - 2)
    assert (found["gained_km2"], found["lost_km2"], found["net_km2"]) == (4.0, 1.0, 3.0)


def test_the_share_is_of_all_occupied_land_and_never_above_the_whole(built: duckdb.DuckDBPyConnection) -> None:
    assert row(built, "country_daily", 8, "UA")["share_pct"] == pytest.approx(79.0)
    assert row(built, "oblast_daily", 1, "UA-65")["share_pct"] == 100.0  # 45 of 40


def test_a_raion_where_nothing_moved_changed_by_nothing_and_has_no_share(built: duckdb.DuckDBPyConnection) -> None:
    found = row(built, "raion_daily", 3, "R2")
    assert (found["occupied_since_2022_km2"], found["occupied_before_2022_km2"]) == (0.0, 20.0)
    assert (found["gained_km2"], found["net_mi2"], found["share_pct"]) == (0.0, 0.0, None)


def test_a_first_day_without_an_opening_map_has_levels_but_no_change(con: duckdb.DuckDBPyConnection) -> None:
    fill(con, FIRST, LAST, OPENING, MOVES, opened=False).build_layer("mart")
    for view, unit_id in (("country_daily", "UA"), ("oblast_daily", "UA-14"), ("raion_daily", "R2")):
        assert row(con, view, 1, unit_id)["gained_km2"] is None
        assert row(con, view, 3, unit_id)["gained_km2"] == 0.0


def test_two_spans_compare_in_one_line(built: duckdb.DuckDBPyConnection) -> None:
    built.execute((Path(SQL) / "macro" / "compare_spans.sql").read_text(encoding="utf-8"))
    rows = built.execute(
        "select days, is_complete, gained_km2, lost_km2, net_km2, km2_per_day, against_pct"
        " from mart.compare_spans('UA', '2024-01-05', '2024-01-10', '2023-12-31', '2024-01-05')"
    ).fetchall()
    assert rows == [(5, True, 4.0, 1.0, 3.0, 0.6, pytest.approx(200.0)), (5, True, 1.0, 0.0, 1.0, 0.2, None)]


def test_a_span_beyond_the_release_says_that_it_is_incomplete(built: duckdb.DuckDBPyConnection) -> None:
    built.execute((Path(SQL) / "macro" / "compare_spans.sql").read_text(encoding="utf-8"))
    rows = built.execute(
        "select days, is_complete from mart.compare_spans('UA', '2024-01-05', '2024-01-12', '2024-01-01', '2024-01-03')"
    ).fetchall()
    assert rows == [(5, False), (2, True)]
