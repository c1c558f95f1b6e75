from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.days import end_of_day, kyiv_day, last_whole_day


@given(st.dates(date(2022, 1, 1), date(2030, 1, 1)))
def test_a_day_ends_at_kyiv_midnight_summer_or_winter(day: date) -> None:
    end = end_of_day(day)
    assert kyiv_day(end - timedelta(seconds=1)) == day
    assert kyiv_day(end) == day + timedelta(days=1)
    assert end.hour in (21, 22)


def test_the_day_the_clocks_change_is_an_hour_shorter_or_longer() -> None:
    assert end_of_day(date(2024, 3, 31)) - end_of_day(date(2024, 3, 30)) == timedelta(hours=23)
    assert end_of_day(date(2024, 10, 27)) - end_of_day(date(2024, 10, 26)) == timedelta(hours=25)


def test_the_last_whole_day_is_yesterday_in_kyiv_and_waits_out_a_delay() -> None:
    now = datetime(2024, 11, 3, 22, 30, tzinfo=UTC)
    assert last_whole_day(now) == date(2024, 11, 3)
    assert last_whole_day(now, delay_hours=24) == date(2024, 11, 2)
