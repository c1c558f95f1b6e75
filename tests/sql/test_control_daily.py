"""mart.control_daily: levels of each day are the opening state and every step since."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from tests.small_core import BEFORE, FREE, GREY, IN_RUSSIA, SINCE, days_between, fill, snapshot_id_of

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 5)
OPENING = {
    ("R1", SINCE): 10.0,
    ("R2", SINCE): 20.0,  # the whole raion: it can only shrink
    ("UA-14-rest", SINCE): 1.0,
    ("UA-65", BEFORE): 45.0,  # more than the official area: polygons hold sea
    ("UA-outside", SINCE): 0.5,  # what seeps over the border still counts for the country
}
MOVES = {
    date(2024, 1, 2): [("R1", GREY, SINCE, 0.1), ("R1", FREE, GREY, 3.0)],
    date(2024, 1, 4): [("R1", GREY, SINCE, 0.2), ("UA-outside", FREE, IN_RUSSIA, 7.0)],
}
SILENT = [date(2024, 1, 3)]


@pytest.fixture
def built(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    fill(con, FIRST, LAST, OPENING, MOVES, SILENT).build("mart.control_daily")
    return con


def level(con: duckdb.DuckDBPyConnection, day: int, unit_id: str, status: str) -> float | None:
    found = con.execute(
        "select area_km2 from mart.control_daily where day = ? and unit_id = ? and status = ?",
        [date(2024, 1, day), unit_id, status],
    ).fetchone()
    return found[0] if found else None


def test_a_level_is_the_opening_state_and_every_step_up_to_the_day(built: duckdb.DuckDBPyConnection) -> None:
    """Decimals: 10 + 0.1 + 0.2 is 10.3 to the last bit, which a sum of doubles misses."""
    assert [level(built, day, "R1", SINCE) for day in range(1, 6)] == [10.0, 10.1, 10.1, 10.3, 10.3]
    assert level(built, 5, "R1", GREY) == 2.7


def test_leaves_add_up_to_their_oblast_and_all_to_the_country(built: duckdb.DuckDBPyConnection) -> None:
    assert level(built, 5, "UA-14", SINCE) == 31.3  # 10.3 + 20 + 1
    assert level(built, 5, "UA-65", BEFORE) == 45.0  # an oblast without raions is its own leaf
    assert level(built, 5, "UA", SINCE) == 31.8  # with the 0.5 that lies in no polygon


def test_land_in_russia_stands_in_outside_alone_and_in_no_sum(built: duckdb.DuckDBPyConnection) -> None:
    rows = built.execute(
        "select day, unit_id, area_km2 from mart.control_daily where status = 'held_in_russia' order by day"
    ).fetchall()
    assert rows == [(day, "UA-outside", 7.0 if day >= date(2024, 1, 4) else 0.0) for day in days_between(FIRST, LAST)]
    # Country, since 2022, before and grey: the land in Russia takes nothing from what is free.
    assert level(built, 5, "UA", FREE) == pytest.approx(100 - 31.8 - 45 - 2.7)


def test_free_is_what_the_official_area_leaves_and_never_below_nothing(built: duckdb.DuckDBPyConnection) -> None:
    assert level(built, 1, "UA-14", FREE) == 60 - 31
    assert level(built, 1, "UA-65", FREE) == 0.0  # 40 less 45
    assert level(built, 1, "UA-outside", FREE) is None
    assert level(built, 1, "R1", FREE) is None


def test_a_share_is_of_the_official_area_and_never_above_the_whole(built: duckdb.DuckDBPyConnection) -> None:
    shares = dict(
        built.execute(
            "select unit_id, share_pct from mart.control_daily where day = '2024-01-01' and status in (?, ?)"
            " and area_km2 > 0 order by unit_id",
            [SINCE, BEFORE],
        ).fetchall()
    )
    assert shares.pop("UA-14") == pytest.approx(100 * 31 / 60)
    assert shares.pop("UA-65") == 100.0
    assert shares.pop("UA") in (pytest.approx(31.5), pytest.approx(45.0))
    assert shares == {"R1": None, "R2": None, "UA-14-rest": None, "UA-outside": None}


def test_a_day_without_a_map_carries_the_last_state_and_says_so(built: duckdb.DuckDBPyConnection) -> None:
    rows = built.execute("select distinct day, is_carried, snapshot_id from mart.control_daily order by day").fetchall()
    assert [carried for _, carried, _ in rows] == [False, False, True, False, False]
    assert rows[2][2] == snapshot_id_of(date(2024, 1, 2))


def test_rows_are_dense_but_a_raion_has_only_statuses_that_it_ever_has(built: duckdb.DuckDBPyConnection) -> None:
    counts = dict(
        built.execute("select unit_id, count(*) from mart.control_daily group by all order by all").fetchall()
    )
    # Five days times: four statuses and free, or five statuses and no free, or what was ever there.
    assert counts == {
        "UA": 25,
        "UA-14": 25,
        "UA-65": 25,
        "UA-outside": 25,
        "R1": 10,  # since 2022 and grey
        "R2": 5,
        "UA-14-rest": 5,
    }


def test_without_an_opening_map_the_first_day_is_where_levels_start(con: duckdb.DuckDBPyConnection) -> None:
    fill(con, FIRST, LAST, OPENING, MOVES, opened=False).build("mart.control_daily")
    assert con.execute("select min(day), max(day) from mart.control_daily").fetchone() == (FIRST, LAST)
    assert level(con, 1, "R1", SINCE) == 10.0
    assert level(con, 5, "R1", SINCE) == 10.3


def test_traces_that_an_overlay_leaves_on_either_side_of_nothing_are_nothing(con: duckdb.DuckDBPyConnection) -> None:
    opening = {("R1", GREY): 1.0, ("R1", SINCE): 5.0}
    moves = {date(2024, 1, 2): [("R1", GREY, SINCE, 1.000000000001)]}
    fill(con, FIRST, LAST, opening, moves).build("mart.control_daily")
    assert level(con, 2, "R1", GREY) == 0.0
