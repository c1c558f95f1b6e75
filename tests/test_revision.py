"""Revisions: a release says which figures it gives otherwise than the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.revision import revise
from tests.small_core import FREE, GREY, SINCE, Move, fill

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 8)
OPENING = {("R1", SINCE): 10.0}
MOVES: dict[date, list[Move]] = {
    date(2024, 1, 3): [("R1", FREE, SINCE, 1.0)],
    date(2024, 1, 5): [("R1", FREE, SINCE, 2.0)],
}


def release(
    path: Path, moves: Mapping[date, list[Move]] = MOVES, release_id: str = "test-1", last: date = LAST
) -> Path:
    """The marts of a small world, as a file of their own."""
    con = duckdb.connect(str(path))
    warehouse = fill(con, FIRST, last, OPENING, moves)
    con.execute("update core.release set release_id = ?", [release_id])
    warehouse.build_layer("mart")
    con.close()
    return path


def revisions(tmp_path: Path, before: Path | None, after: Path) -> list[tuple[str, ...]]:
    con = duckdb.connect(str(after))
    con.execute(f"attach '{before}' as previous (read_only)" if before else "attach ':memory:' as previous")
    count = revise(con)
    rows = con.execute("from mart.revision").fetchall()
    con.close()
    assert count == len(rows)
    return rows


def test_the_first_release_revises_nothing(tmp_path: Path) -> None:
    assert revisions(tmp_path, None, release(tmp_path / "a.duckdb")) == []


def test_the_same_input_gives_no_revision(tmp_path: Path) -> None:
    before = release(tmp_path / "a.duckdb")
    assert revisions(tmp_path, before, release(tmp_path / "b.duckdb", release_id="test-2")) == []


def test_a_new_day_is_no_revision_and_neither_is_a_raion_first_touched_on_it(tmp_path: Path) -> None:
    before = release(tmp_path / "a.duckdb")
    moves = {**MOVES, date(2024, 1, 9): [("R2", FREE, GREY, 1.0)]}
    after = release(tmp_path / "b.duckdb", moves, "test-2", date(2024, 1, 9))
    assert revisions(tmp_path, before, after) == []


def test_a_quiet_edit_shows_with_both_values_on_the_days_that_it_touches(tmp_path: Path) -> None:
    """The map of 3 January is drawn anew with 1.5 instead of 1.0; that of the 5th stays as it was."""
    before = release(tmp_path / "a.duckdb")
    edited = {date(2024, 1, 3): [("R1", FREE, SINCE, 1.5)], date(2024, 1, 5): [("R1", FREE, SINCE, 1.5)]}
    rows = revisions(tmp_path, before, release(tmp_path / "b.duckdb", edited, "test-2"))
    levels = [row for row in rows if row[0] == "mart.control_daily" and "unit_id=R1" in row[1]]
    assert levels == [
        (
            "mart.control_daily",
            f"day=2024-01-0{day}, unit_id=R1, status=occupied_since_2022",
            "area_km2",
            "11.0",
            "11.5",
            "test-1",
            "test-2",
        )
        for day in (3, 4)
    ]
    changes = [row[1:5] for row in rows if row[0] == "mart.change_daily" and row[1].endswith("unit_id=UA")]
    assert changes == [
        ("day=2024-01-03, unit_id=UA", "gained_km2", "1.0", "1.5"),
        ("day=2024-01-05, unit_id=UA", "gained_km2", "2.0", "1.5"),
    ]


def test_what_is_no_longer_there_has_no_new_value(tmp_path: Path) -> None:
    before = release(tmp_path / "a.duckdb")
    rows = revisions(tmp_path, before, release(tmp_path / "b.duckdb", {}, "test-2"))
    (gone,) = [
        row for row in rows if row[0] == "mart.transition_daily" and row[1].startswith("day=2024-01-03, unit_id=R1")
    ]
    assert gone[3:5] == ("1.0", None)


def test_noise_below_a_square_metre_is_no_revision(tmp_path: Path) -> None:
    before = release(tmp_path / "a.duckdb")
    moves = {**MOVES, date(2024, 1, 3): [("R1", FREE, SINCE, 1.0000001)]}
    assert revisions(tmp_path, before, release(tmp_path / "b.duckdb", moves, "test-2")) == []


@pytest.mark.parametrize(
    "lost", ["drop table mart.frontline_daily", "alter table mart.control_daily drop column area_km2"]
)
def test_a_release_of_older_code_is_compared_as_far_as_it_goes(tmp_path: Path, lost: str) -> None:
    before = release(tmp_path / "a.duckdb")
    con = duckdb.connect(str(before))
    con.execute(lost)
    con.close()
    edited = {**MOVES, date(2024, 1, 3): [("R1", FREE, SINCE, 1.5)]}
    rows = revisions(tmp_path, before, release(tmp_path / "b.duckdb", edited, "test-2"))
    assert "mart.change_daily" in {row[0] for row in rows}


def test_a_table_that_was_empty_before_revises_nothing(tmp_path: Path) -> None:
    before = release(tmp_path / "a.duckdb")
    con = duckdb.connect(str(before))
    con.execute("delete from mart.transition_daily")
    con.close()
    assert revisions(tmp_path, before, release(tmp_path / "b.duckdb", release_id="test-2")) == []


def checked(path: Path, verdicts: Mapping[tuple[str, str], tuple[str, bool]]) -> Path:
    """Give a release checks: for a claim and a reading the verdict, and whether it is the best."""
    con = duckdb.connect(str(path))
    for (claim_id, reading), (verdict, is_best) in verdicts.items():
        con.execute(
            "insert into mart.claim_check (check_id, claim_id, reading, verdict, is_best, explanation)"
            " values ($1 || $2, $1, $2, $3, $4, '')",
            [claim_id, reading, verdict, is_best],
        )
    con.close()
    return path


def test_a_verdict_is_compared_by_claim_whichever_reading_carries_it(tmp_path: Path) -> None:
    before = checked(
        release(tmp_path / "a.duckdb"),
        {
            ("c1", "net"): ("inconsistent", True),
            ("c1", "gained"): ("consistent", False),
            ("c2", "net"): ("consistent", True),
            ("gone", "net"): ("consistent", True),
        },
    )
    after = checked(
        release(tmp_path / "b.duckdb", release_id="test-2"),
        {
            ("c1", "net"): ("inconsistent", False),
            ("c1", "gained"): ("consistent", True),  # an edit of the map makes another reading the best
            ("c2", "net"): ("consistent", True),
            ("new", "net"): ("disputed", True),  # a new article is no revision
        },
    )
    assert revisions(tmp_path, before, after) == [
        ("mart.claim_check", "claim_id=c1", "verdict", "inconsistent", "consistent", "test-1", "test-2")
    ]
