"""The daily archive's file D is the state at the end of the day before."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.sources.archive import day_of, day_wanted, file_name

DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


def test_the_end_of_20_october_is_in_the_file_of_the_21st() -> None:
    wanted = day_wanted("https://example.org", date(2024, 10, 20))
    assert wanted.url == "https://example.org/data/deepstatemap_data_20241021.geojson"
    assert (wanted.source, wanted.name) == ("archive", "20241021")


def test_the_last_day_of_a_year_is_in_the_first_file_of_the_next() -> None:
    assert file_name(date(2024, 12, 31)) == "20250101"


@given(DAYS)
def test_a_file_tells_the_day_whose_end_it_shows(day: date) -> None:
    assert day_of(file_name(day)) == day


@given(DAYS)
def test_files_follow_one_another_as_days_do(day: date) -> None:
    assert file_name(day) < file_name(day + timedelta(days=1))


def test_an_archive_may_lack_a_day() -> None:
    assert day_wanted("https://example.org", date(2024, 8, 17)).may_miss
