"""mart.change_daily and mart.transition_daily: what moved on a day, and what it was made of."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.small_core import FREE, GREY, IN_RUSSIA, SINCE, fill

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 6)
OPENING = {("R1", SINCE): 10.0, ("R1", GREY): 10.0, ("UA-65", SINCE): 5.0, ("UA-outside", IN_RUSSIA): 4.0}
MOVES = {
    FIRST: [("R1", GREY, SINCE, 1.0)],  # against the opening state
    date(2024, 1, 2): [
        ("R1", GREY, SINCE, 0.1),
        ("R1", FREE, SINCE, 0.2),  # gained is gained wherever it came from
        ("UA-65", SINCE, GREY, 0.5),  # lost to the grey zone, not to the other side
        ("R1", FREE, GREY, 2.0),  # no change of occupied land
    ],
    date(2024, 1, 5): [
        ("UA-outside", IN_RUSSIA, FREE, 1.5),  # in Russia: no movement of the country
        ("UA-outside", IN_RUSSIA, SINCE, 0.25),  # over the border: the country's level rises by it
    ],
}
SILENT = [date(2024, 1, 3), date(2024, 1, 4)]


@pytest.fixture
def built(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    fill(con, FIRST, LAST, OPENING, MOVES, SILENT).build("mart.change_daily", "mart.transition_daily")
    return con


def change(con: duckdb.DuckDBPyConnection, day: int, unit_id: str) -> tuple[float, float, float]:
    found = con.execute(
        "select gained_km2, lost_km2, net_km2 from mart.change_daily where day = ? and unit_id = ?",
        [date(2024, 1, day), unit_id],
    ).fetchone()
    assert found
    return found


def test_gained_and_lost_are_told_apart_and_net_is_their_difference(built: duckdb.DuckDBPyConnection) -> None:
    assert change(built, 2, "UA") == (0.3, 0.5, -0.2)
    assert change(built, 2, "UA-14") == (0.3, 0.0, 0.3)
    assert change(built, 2, "UA-65") == (0.0, 0.5, -0.5)
    assert change(built, 2, "R1") == (0.3, 0.0, 0.3)


def test_the_first_day_is_compared_with_the_opening_map(built: duckdb.DuckDBPyConnection) -> None:
    assert change(built, 1, "UA") == (1.0, 0.0, 1.0)


def test_a_first_day_without_an_opening_map_has_no_change(con: duckdb.DuckDBPyConnection) -> None:
    moves = {day: rows for day, rows in MOVES.items() if day != FIRST}
    fill(con, FIRST, LAST, OPENING, moves, opened=False).build("mart.change_daily")
    assert con.execute("select min(day) from mart.change_daily").fetchone() == (date(2024, 1, 2),)


def test_map_days_count_from_map_to_map_and_a_carried_day_spans_none(built: duckdb.DuckDBPyConnection) -> None:
    rows = built.execute("select day, map_days from mart.change_daily where unit_id = 'UA' order by day").fetchall()
    assert [map_days for _, map_days in rows] == [1, 1, 0, 0, 3, 1]
    assert change(built, 3, "UA") == (0.0, 0.0, 0.0)


def test_raions_where_nothing_ever_moved_are_left_out_and_all_others_have_every_day(
    built: duckdb.DuckDBPyConnection,
) -> None:
    counts = dict(built.execute("select unit_id, count(*) from mart.change_daily group by all").fetchall())
    assert counts == {"UA": 6, "UA-14": 6, "UA-65": 6, "UA-outside": 6, "R1": 6}


def test_square_miles_follow_from_square_kilometres(built: duckdb.DuckDBPyConnection) -> None:
    worst = built.execute(
        "select max(abs(net_mi2 * 2.589988110336 - net_km2)) from mart.change_daily where net_km2 <> 0"
    ).fetchone()
    assert worst
    assert worst[0] < 1e-15


def test_transitions_have_only_what_moved_and_land_in_russia_is_free_for_the_country(
    built: duckdb.DuckDBPyConnection,
) -> None:
    rows = built.execute(
        "select day, unit_id, unit_level, from_status, to_status, area_km2 from mart.transition_daily"
        " where unit_level <> 'raion' and day >= '2024-01-02' order by all"
    ).fetchall()
    second, fifth = date(2024, 1, 2), date(2024, 1, 5)
    assert rows == [
        (second, "UA", "country", FREE, SINCE, 0.2),
        (second, "UA", "country", FREE, GREY, 2.0),
        (second, "UA", "country", SINCE, GREY, 0.5),
        (second, "UA", "country", GREY, SINCE, 0.1),
        (second, "UA-14", "oblast", FREE, SINCE, 0.2),
        (second, "UA-14", "oblast", FREE, GREY, 2.0),
        (second, "UA-14", "oblast", GREY, SINCE, 0.1),
        (second, "UA-65", "oblast", SINCE, GREY, 0.5),
        (fifth, "UA", "country", FREE, SINCE, 0.25),
        (fifth, "UA-outside", "outside", IN_RUSSIA, FREE, 1.5),
        (fifth, "UA-outside", "outside", IN_RUSSIA, SINCE, 0.25),
    ]
