from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import WrongUse
from flows.quarantine import Quarantine

AT = datetime(2024, 11, 1, tzinfo=UTC)


def test_a_refused_payload_is_kept_as_it_came_with_its_reason(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    case = quarantine.refuse("deepstate", "history/1703885815/geojson", b"<html>", "an HTML page", AT)
    assert (tmp_path / case.case_id / "payload").read_bytes() == b"<html>"
    assert quarantine.open_cases() == [case]
    assert "an HTML page" in (tmp_path / case.case_id / "case.json").read_text()


def test_the_same_bytes_refused_again_are_one_case(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    first = quarantine.refuse("raw", "snapshot 1", b"x", "half of it is missing", AT)
    assert quarantine.refuse("raw", "snapshot 1", b"x", "half of it is missing", AT) == first
    assert len(quarantine.cases()) == 1


def test_a_word_is_kept_with_its_reason_and_closes_the_case(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    case = quarantine.refuse("raw", "snapshot 1", b"x", "a jump", AT)
    quarantine.speak(case.case_id, "accepted", "confirmed by the publisher", AT)
    assert quarantine.open_cases() == []
    assert quarantine.words()[case.sha256].word_reason == "confirmed by the publisher"
    assert quarantine.refuse("raw", "snapshot 1", b"x", "a jump", AT).word == "accepted"


def test_a_confirmed_payload_leaves_quarantine_unless_a_person_spoke_on_it(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    one = quarantine.refuse("raw", "snapshot 1", b"x", "a jump", AT)
    two = quarantine.refuse("raw", "snapshot 2", b"y", "a jump", AT)
    quarantine.speak(two.case_id, "rejected", "wrong", AT)
    quarantine.settle("raw", "snapshot 1", one.sha256)
    quarantine.settle("raw", "snapshot 2", two.sha256)
    assert [case.case_id for case in quarantine.cases()] == [two.case_id]


@pytest.mark.parametrize("case_id", ["nothing", "../outside"])
def test_a_word_on_an_unknown_case_is_wrong_use(tmp_path: Path, case_id: str) -> None:
    with pytest.raises(WrongUse, match="quarantine list"):
        Quarantine(tmp_path / "quarantine").speak(case_id, "accepted", "why", AT)
