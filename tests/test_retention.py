"""Retention: what stays is told by age, month, citation and what is in force, and by nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.manifest import Stated
from flows.retention import to_remove


def built(name: str, at: datetime) -> Stated:
    return Stated(name, at, date(2024, 1, 1), at.date(), "", False, [])


def a_year_of_days() -> list[Stated]:
    first = datetime(2024, 1, 1, 6, tzinfo=UTC)
    return [built(f"{first + timedelta(days=n):%Y-%m-%d}.1", first + timedelta(days=n)) for n in range(366)]


def test_of_a_year_of_daily_releases_thirty_and_one_a_month_stay() -> None:
    releases = a_year_of_days()
    gone = set(to_remove(releases, 30, {"2024-12-31.1", "2024-03-05.1"}))
    staying = sorted(stated.release_id for stated in releases if stated.release_id not in gone)
    months = [f"2024-{month:02}" for month in range(1, 12)]
    lasts = [max(stated.release_id for stated in releases if stated.release_id.startswith(month)) for month in months]
    newest = [stated.release_id for stated in releases[-30:]]
    assert staying == sorted({*lasts, *newest, "2024-03-05.1"})


def test_a_day_rebuilt_later_does_not_cost_the_monthly_release_its_place() -> None:
    monthly = built("2024-01-31.1", datetime(2024, 1, 31, 6, tzinfo=UTC))
    rebuilt = built("2024-01-31.2", datetime(2024, 3, 2, 6, tzinfo=UTC))
    assert to_remove([monthly, rebuilt], 1, set()) == []


@given(
    hours=st.lists(st.integers(0, 24 * 400), unique=True, max_size=60),
    keep=st.integers(1, 40),
    protected=st.sets(st.integers(0, 59), max_size=5),
)
def test_the_newest_the_protected_and_the_last_of_each_month_always_stay(
    hours: list[int], keep: int, protected: set[int]
) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    releases = [built(str(n), start + timedelta(hours=hour)) for n, hour in enumerate(hours)]
    gone = set(to_remove(releases, keep, {str(n) for n in protected}))
    in_order = sorted(releases, key=lambda stated: stated.built_at)
    assert not gone & {stated.release_id for stated in in_order[-keep:]}
    assert not gone & {str(n) for n in protected}
    for earlier, later in pairwise(in_order):
        if (earlier.built_at.year, earlier.built_at.month) != (later.built_at.year, later.built_at.month):
            assert earlier.release_id not in gone


@given(hours=st.lists(st.integers(0, 24 * 400), unique=True, min_size=1, max_size=60), keep=st.integers(1, 10))
def test_what_stayed_as_a_past_month_s_last_stays_whatever_comes_after(hours: list[int], keep: int) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    kept: list[Stated] = []
    for n, hour in enumerate(sorted(hours)):
        before = {one.release_id for one in kept if one.built_at.month != (start + timedelta(hours=hour)).month}
        lasts = {(one.built_at.year, one.built_at.month): one.release_id for one in kept}
        kept.append(built(str(n), start + timedelta(hours=hour)))
        gone = set(to_remove(kept, keep, {str(n)}))
        assert not gone & before & set(lasts.values())
        kept = [one for one in kept if one.release_id not in gone]
