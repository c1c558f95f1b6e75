"""Macros travel with a release: two spans compare in one line for whoever opens the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.change import change_between
from flows.reading import read_release
from flows.release import DATABASE
from flows.warehouse import SQL, opened_warehouse
from tests.releasing import published_home

SPANS = "from mart.compare_spans('{}', '2024-01-01', '2024-01-04', '2023-12-31', '2024-01-02')"


def test_a_release_opened_for_reading_compares_two_spans_in_one_line(tmp_path: Path) -> None:
    home = published_home(tmp_path / "home")
    with duckdb.connect(str(home.current / DATABASE), read_only=True) as con:
        rows = con.execute("select net_km2, is_complete, against_pct " + SPANS.format("UA")).fetchall()
    assert rows == [(2.5, True, pytest.approx(150.0)), (1.0, True, None)]


def test_the_working_database_has_every_macro_too(tmp_path: Path) -> None:
    home = published_home(tmp_path / "home")
    with opened_warehouse(home.warehouse) as warehouse:
        known = warehouse.rows("select function_name from duckdb_functions() where schema_name = 'mart'")
        assert set(known["function_name"]) == {path.stem for path in (SQL / "macro").glob("*.sql")}
        assert len(warehouse.rows(SPANS.format("UA-65"))) == 2


def test_the_command_and_the_macro_tell_the_same(tmp_path: Path) -> None:
    home = published_home(tmp_path / "home")
    with read_release(home) as con:
        for unit_id in ("UA", "UA-14", "UA-65"):
            found = change_between(con, date(2024, 1, 1), date(2024, 1, 4), unit_id)
            other = change_between(con, date(2023, 12, 31), date(2024, 1, 2), unit_id)
            rows = con.execute("select gained_km2, lost_km2, net_km2, against_pct " + SPANS.format(unit_id)).fetchall()
            assert rows[0][:3] == pytest.approx((found.gained_km2, found.lost_km2, found.net_km2))
            assert rows[1][:3] == pytest.approx((other.gained_km2, other.lost_km2, other.net_km2))
            # Against a span without net change there is no percentage: UA-65 had none by the 2nd.
            assert rows[0][3] == pytest.approx(found.against_pct(other))
