from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flows.acceptance import DECLARED_RATIO, Content, Decision, decide

START = datetime(2024, 1, 1, 20, tzinfo=UTC)


def content(day: float, since_km2: float, *, sha: str = "", fetched: float | None = None, refusal: str | None = None):
    created = START + timedelta(days=day)
    fetched_at = START + timedelta(days=fetched if fetched is not None else day)
    drawn = {"occupied_since_2022": since_km2, "occupied_before_2022": 43_987.0}
    return Content(int(created.timestamp()), sha or f"sha-{day}", created, fetched_at, drawn, refusal)


def decided(
    contents: list[Content],
    declared: Mapping[int, float] | None = None,
    words: dict[str, tuple[bool, str]] | None = None,
) -> list[Decision]:
    areas = {snapshot_id: {"occupied_since_2022": area} for snapshot_id, area in (declared or {}).items()}
    decisions = decide(contents, areas, words or {})
    return [decisions[each.snapshot_id, each.sha256] for each in contents]


def test_a_quiet_map_is_accepted_without_a_word() -> None:
    assert decided([content(0, 64_569), content(1, 64_580), content(2, 64_575)]) == [Decision(True)] * 3


def test_a_payload_that_cannot_be_read_is_refused_with_its_own_reason() -> None:
    first, second = decided([content(0, 64_569), content(1, 0, refusal="no features at all")])
    assert first.is_accepted
    assert second == Decision(False, "no features at all")


def test_a_jump_that_nothing_confirms_waits() -> None:
    assert [each.is_accepted for each in decided([content(0, 64_569), content(1, 66_000)])] == [True, False]


def test_a_true_jump_of_thousands_passes_when_the_service_declares_it() -> None:
    before, after = content(0, 64_569), content(1, 59_568)
    _, decision = decided([before, after], {after.snapshot_id: 59_568 / DECLARED_RATIO})
    assert decision.is_accepted
    assert "as the service declares" in (decision.reason or "")


def test_half_a_payload_is_refused_because_the_service_declares_the_whole() -> None:
    before, after = content(0, 64_569), content(1, 32_284)
    _, decision = decided([before, after], {after.snapshot_id: 64_569 / DECLARED_RATIO})
    assert not decision.is_accepted
    assert "declares" in (decision.reason or "")


def test_a_later_snapshot_that_stays_there_confirms_a_jump() -> None:
    decisions = decided([content(0, 64_569), content(1, 66_000), content(2, 66_010)])
    assert all(each.is_accepted for each in decisions)
    assert "later snapshot" in (decisions[1].reason or "")


def test_two_great_days_in_a_row_confirm_each_other() -> None:
    decisions = decided([content(0, 70_000), content(1, 66_915), content(2, 63_768), content(3, 63_760)])
    assert all(each.is_accepted for each in decisions)


def test_a_later_snapshot_that_comes_back_leaves_the_jump_in_quarantine() -> None:
    decisions = decided([content(0, 64_569), content(1, 66_000), content(2, 64_580)])
    assert [each.is_accepted for each in decisions] == [True, False, True]


def test_days_without_a_map_allow_what_each_of_them_would() -> None:
    assert decided([content(0, 64_569), content(3, 64_969)])[1].is_accepted
    assert not decided([content(0, 64_569), content(2, 64_969)])[1].is_accepted


def test_a_persons_word_stands_above_the_rules() -> None:
    maps = [content(0, 64_569), content(1, 66_000, sha="odd"), content(2, 64_580, sha="fine")]
    decisions = decided(maps, words={"odd": (True, "redrawn coast"), "fine": (False, "wrong day")})
    assert [each.is_accepted for each in decisions] == [True, True, False]
    assert decisions[1].reason == "accepted by a person: redrawn coast"


def test_a_bad_edit_leaves_the_content_before_it_accepted() -> None:
    good, edit = content(1, 64_580, sha="good"), content(1, 99_000, sha="edit", fetched=5)
    decisions = decided([content(0, 64_569), good, edit, content(2, 64_585)])
    assert [each.is_accepted for each in decisions] == [True, True, False, True]
