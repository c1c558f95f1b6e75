"""The ledger: what is said about releases stays, and a damaged ledger is never taken for an empty one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import LandtallyError
from flows.ledger import note_cited, note_in_force, note_withdrawn, read_ledger, write_ledger

AT = datetime(2024, 11, 4, 6, tzinfo=UTC)


def test_the_name_of_the_feed_stays(tmp_path: Path) -> None:
    write_ledger(tmp_path, ledger := read_ledger(tmp_path))
    assert read_ledger(tmp_path).feed == ledger.feed


def test_a_release_is_cited_until_that_is_taken_back(tmp_path: Path) -> None:
    note_cited(tmp_path, "a", True, AT)
    note_cited(tmp_path, "a", True, AT + timedelta(days=1))
    assert read_ledger(tmp_path).cited == {"a": AT}
    note_cited(tmp_path, "a", False, AT)
    assert read_ledger(tmp_path).cited == {}


def test_a_release_that_a_crash_kept_out_of_the_ledger_is_noted_with_the_next(tmp_path: Path) -> None:
    note_in_force(tmp_path, "b", left="a")
    assert list(read_ledger(tmp_path).in_force) == ["a", "b"]


def test_coming_into_force_again_ends_a_withdrawal(tmp_path: Path) -> None:
    note_withdrawn(tmp_path, ["a", "b"], AT)
    note_in_force(tmp_path, "a", left=None)
    assert list(read_ledger(tmp_path).withdrawn) == ["b"]


@pytest.mark.parametrize("text", ["", "{", '{"feed": 3}', '{"feed": "urn:uuid:0", "cited": ["a"]}'])
def test_a_damaged_ledger_stops_the_work(tmp_path: Path, text: str) -> None:
    (tmp_path / "ledger.json").write_text(text)
    with pytest.raises(LandtallyError, match=r"ledger\.json cannot be read"):
        note_cited(tmp_path, "a", True, AT)
    assert (tmp_path / "ledger.json").read_text() == text
