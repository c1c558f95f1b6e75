from __future__ import annotations

from datetime import date

import pytest

from flows.claims.spans.periods import periods_in
from flows.claims.words.grammar import words_of_text

PUBLISHED = date(2024, 11, 1)
MAP_DAY = date(2024, 10, 28)


def first_span(text: str, published: date = PUBLISHED, map_day: date = MAP_DAY) -> tuple[str, str]:
    period = periods_in(text, words_of_text(text), published)[0]
    span = period.spans(map_day, published)[0]
    return str(span.first), str(span.last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("taken in the last week", "2024-10-22", "2024-10-28"),
        ("taken over the past 24 hours", "2024-10-28", "2024-10-28"),
        ("taken since Aug. 6", "2024-08-06", "2024-10-28"),
        ("taken since 6 August", "2024-08-06", "2024-10-28"),
        ("taken in May", "2024-05-01", "2024-05-31"),
        ("taken in December", "2023-12-01", "2023-12-31"),
        ("taken last month", "2024-10-01", "2024-10-28"),
        ("taken between 1 and 25 September 2024", "2024-09-01", "2024-09-25"),
        ("taken from 1 to 30 July", "2024-07-01", "2024-07-30"),
        ("taken in the week of Oct. 20-27", "2024-10-20", "2024-10-27"),
        ("taken so far this year", "2024-01-01", "2024-10-28"),
        ("taken in the first seven months", "2024-01-01", "2024-07-31"),
        ("taken in the first half of the year", "2024-01-01", "2024-06-30"),
        ("taken in the second quarter", "2024-04-01", "2024-06-30"),
        ("taken over the summer", "2024-06-01", "2024-08-31"),
        ("taken since February 24, 2022", "2022-02-24", "2024-10-28"),
        ("taken in the past two months", "2024-08-29", "2024-10-28"),
        ("захоплено за тиждень", "2024-10-22", "2024-10-28"),
        ("захоплено за минулу добу", "2024-10-28", "2024-10-28"),
        ("захоплено з 6 серпня", "2024-08-06", "2024-10-28"),
        ("захоплено за перші сім місяців", "2024-01-01", "2024-07-31"),
        ("захоплено з 1 по 25 вересня", "2024-09-01", "2024-09-25"),
        ("захоплено з початку року", "2024-01-01", "2024-10-28"),
        ("захоплено у липні 2024 року", "2024-07-01", "2024-07-31"),
        ("захвачено за неделю", "2024-10-22", "2024-10-28"),
        ("захвачено с начала года", "2024-01-01", "2024-10-28"),
        ("захвачено с 20 по 27 октября", "2024-10-20", "2024-10-27"),
        ("taken since the army launched its incursion on 6 August", "2024-08-06", "2024-10-28"),
        ("taken since the offensive began in May", "2024-05-01", "2024-10-28"),
        ("taken from the start of the operation on 6 August up to 20 August", "2024-08-06", "2024-08-20"),
        ("taken since the start of summer", "2024-06-01", "2024-10-28"),
        ("taken in the final week of September", "2024-09-24", "2024-09-30"),
        ("taken in the first ten days of October", "2024-10-01", "2024-10-10"),
        ("taken in nine months of 2024", "2024-01-01", "2024-09-30"),
        ("held at the end of 2023", "2023-12-31", "2023-12-31"),
        ("held at the end of last year", "2023-12-31", "2023-12-31"),
        ("taken in the second half of last year", "2023-07-01", "2023-12-31"),
        ("taken since the start of last year", "2023-01-01", "2024-10-28"),
        ("утримували наприкінці минулого року", "2023-12-31", "2023-12-31"),
        ("захоплено за весь місяць", "2024-10-01", "2024-10-28"),
        ("захвачено в первом полугодии этого года", "2024-01-01", "2024-06-30"),
        ("удерживали в конце прошлого года", "2023-12-31", "2023-12-31"),
        ("held two months ago", "2024-09-01", "2024-09-01"),
        ("taken on 12 August", "2024-08-12", "2024-08-12"),
        ("захоплено відтоді, як 6 серпня почалася операція", "2024-08-06", "2024-10-28"),
        ("захоплено з моменту початку операції 6 серпня", "2024-08-06", "2024-10-28"),
        ("захоплено за останній тиждень вересня", "2024-09-24", "2024-09-30"),
        ("захоплено у другій декаді вересня", "2024-09-11", "2024-09-20"),
        ("захоплено за десять місяців 2024 року", "2024-01-01", "2024-10-28"),
        ("захоплено 12 серпня", "2024-08-12", "2024-08-12"),
        ("захвачено с тех пор, как 6 августа началась операция", "2024-08-06", "2024-10-28"),
        ("захвачено в первой декаде октября", "2024-10-01", "2024-10-10"),
        ("захвачено за последнюю неделю сентября", "2024-09-24", "2024-09-30"),
        ("захвачено 12 августа", "2024-08-12", "2024-08-12"),
        ("захвачено с начала полномасштабного вторжения", "2022-02-24", "2024-10-28"),
    ],
)
def test_words_become_days_seen_from_the_map_day(text: str, first: str, last: str) -> None:
    assert first_span(text) == (first, last)


def test_a_month_ends_on_the_map_day_while_it_lasts() -> None:
    assert first_span("taken in October") == ("2024-10-01", "2024-10-28")
    assert first_span("taken in October", map_day=date(2024, 11, 1)) == ("2024-10-01", "2024-10-31")


def test_a_day_without_a_year_is_the_last_one_before_publication() -> None:
    assert first_span("taken since 6 August", published=date(2024, 3, 1), map_day=date(2024, 3, 1))[0] == "2023-08-06"


def test_only_the_writer_can_date_an_offensive() -> None:
    (period,) = periods_in("since the start of the counteroffensive", words_of_text("since"), PUBLISHED)
    assert period.spans(MAP_DAY, PUBLISHED) == []


def test_may_and_march_are_months_only_with_a_capital() -> None:
    words = words_of_text("they")
    assert periods_in("they may march on", words, PUBLISHED) == []
    assert len(periods_in("in May and in March", words, PUBLISHED)) == 2


def test_a_day_that_does_not_exist_is_no_period() -> None:
    assert periods_in("since 31 February 2024 or 45.13.2024", words_of_text("since"), PUBLISHED)[0].means != "since"


@pytest.mark.parametrize(
    "text", ["taken in early May", "taken by mid-October", "зайнято до жовтня", "занято в середине мая"]
)
def test_a_time_without_first_and_last_day_has_none(text: str) -> None:
    assert periods_in(text, words_of_text(text), PUBLISHED)[0].spans(MAP_DAY, PUBLISHED) == []
