"""mart.change_period and mart.change_rolling: sums of days, with rank and record told without hindsight."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from tests.small_core import FREE, SINCE, days_between, fill

# 2024-01-01 is a Monday: the tally has 31 days of January, all of February and ten days of March.
FIRST, LAST = date(2024, 1, 1), date(2024, 3, 10)
OPENING = {("R1", SINCE): 1.0}
# Gains a week, in km² on its Monday, from the first week on; the seventh loses what the second gained.
WEEKS = [3.0, 5.0, 4.0, 6.0, 6.0, 0.0, 0.0, 2.0, 7.0, 1.0]
MOVES = {FIRST + timedelta(weeks=n): [("R1", FREE, SINCE, gained)] for n, gained in enumerate(WEEKS) if gained} | {
    date(2024, 2, 14): [("R1", SINCE, FREE, 5.0)]
}


def weeks(con: duckdb.DuckDBPyConnection, column: str, unit_id: str = "UA") -> list[object]:
    rows = con.execute(
        f"select {column} from mart.change_period where period_kind = 'week' and unit_id = ? order by period_start",
        [unit_id],
    ).fetchall()
    return [value for (value,) in rows]


def build(con: duckdb.DuckDBPyConnection, silent: list[date] | None = None) -> duckdb.DuckDBPyConnection:
    fill(con, FIRST, LAST, OPENING, MOVES, silent or []).build(
        "mart.change_daily", "mart.change_period", "mart.change_rolling"
    )
    return con


def test_weeks_run_from_monday_to_sunday_and_sum_their_days(con: duckdb.DuckDBPyConnection) -> None:
    build(con)
    assert weeks(con, "net_km2") == [3.0, 5.0, 4.0, 6.0, 6.0, 0.0, -5.0, 2.0, 7.0, 1.0]
    assert weeks(con, "gained_km2")[6] == 0.0
    assert weeks(con, "lost_km2")[6] == 5.0
    assert weeks(con, "period_end - period_start") == [6] * 10
    assert weeks(con, "km2_per_day")[0] == pytest.approx(3 / 7)


def test_ranks_go_by_net_within_the_year_and_ties_share_one(con: duckdb.DuckDBPyConnection) -> None:
    assert weeks(build(con), "rank_in_year") == [6, 4, 5, 2, 2, 9, 10, 7, 1, 8]


def test_a_record_beats_all_before_it_in_its_year_and_knows_nothing_of_later(con: duckdb.DuckDBPyConnection) -> None:
    # The fifth only equals the fourth; the second was a record, although the fourth would beat it.
    assert weeks(build(con), "is_record") == [True, True, False, True, False, False, False, False, True, False]


def test_a_week_with_a_carried_end_is_no_record_but_keeps_its_rank(con: duckdb.DuckDBPyConnection) -> None:
    """The Sunday of the fourth week has no map: the fourth week ends, and the fifth begins, on a carried state."""
    sunday = FIRST + timedelta(days=27)
    build(con, [sunday])
    assert weeks(con, "is_record")[2:6] == [False, None, None, False]
    assert weeks(con, "rank_in_year")[3] == 2
    assert weeks(con, "carried_days")[2:5] == [0, 1, 0]


def test_a_period_that_the_tally_covers_in_part_says_so_and_has_no_rank(con: duckdb.DuckDBPyConnection) -> None:
    build(con)
    rows = con.execute(
        "select period_kind, period_start, period_end, is_complete, rank_in_year, is_record, net_km2"
        " from mart.change_period where unit_id = 'UA' and period_kind <> 'week' order by all"
    ).fetchall()
    assert rows == [
        ("half", FIRST, LAST, False, None, None, 29.0),
        ("month", FIRST, date(2024, 1, 31), True, 1, True, 24.0),
        ("month", date(2024, 2, 1), date(2024, 2, 29), True, 2, False, 4.0),
        ("month", date(2024, 3, 1), LAST, False, None, None, 1.0),
        ("quarter", FIRST, LAST, False, None, None, 29.0),
        ("year", FIRST, LAST, False, None, None, 29.0),
    ]


def test_a_window_is_the_days_that_end_with_its_own(con: duckdb.DuckDBPyConnection) -> None:
    build(con)
    rolling = dict(
        con.execute("select day, net_km2 from mart.change_rolling where window_days = 7 and unit_id = 'UA'").fetchall()
    )
    assert rolling[date(2024, 1, 7)] == 3.0  # the first week whole
    assert rolling[date(2024, 1, 8)] == 5.0  # its Monday has left, the next has come
    assert rolling[date(2024, 2, 14)] == -5.0


def test_windows_that_begin_before_the_opening_map_are_incomplete(con: duckdb.DuckDBPyConnection) -> None:
    build(con)
    first_complete = con.execute(
        "select window_days, min(day) filter (where is_complete), count(*) filter (where rank_in_year is null)"
        " from mart.change_rolling where unit_id = 'UA' group by all order by all"
    ).fetchall()
    assert first_complete == [(7, date(2024, 1, 7), 6), (30, date(2024, 1, 30), 29)]


def test_a_rolling_record_is_told_without_hindsight(con: duckdb.DuckDBPyConnection) -> None:
    records = [
        day
        for (day,) in build(con)
        .execute("select day from mart.change_rolling where window_days = 7 and unit_id = 'UA' and is_record")
        .fetchall()
    ]
    # The first whole window, then each Monday that beats all windows so far.
    assert records == [date(2024, 1, 7), date(2024, 1, 8), date(2024, 1, 22), date(2024, 2, 26)]


def test_carried_days_of_a_window_are_counted(con: duckdb.DuckDBPyConnection) -> None:
    build(con, [date(2024, 1, 10), date(2024, 1, 11)])
    carried = con.execute(
        "select day, carried_days from mart.change_rolling where window_days = 7 and unit_id = 'UA'"
        " and day between '2024-01-09' and '2024-01-18' order by day"
    ).fetchall()
    assert [days for _, days in carried] == [0, 1, 2, 2, 2, 2, 2, 2, 1, 0]


def test_years_are_ranked_apart(con: duckdb.DuckDBPyConnection) -> None:
    """A small week after New Year is the first of its year, however large the weeks before were."""
    first, last = date(2024, 12, 23), date(2025, 1, 12)
    moves = {date(2024, 12, 24): [("R1", FREE, SINCE, 9.0)], date(2025, 1, 8): [("R1", FREE, SINCE, 1.0)]}
    fill(con, first, last, OPENING, moves).build("mart.change_daily", "mart.change_period")
    # The week of 30 December ends in 2025 and belongs to it.
    assert weeks(con, "rank_in_year") == [1, 2, 1]
    assert weeks(con, "is_record") == [True, True, True]
    assert len(days_between(first, last)) == 21
