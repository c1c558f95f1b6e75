"""The article's planted verdicts hold of the planted figures."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from flows.sample.article import ENGLISH, MAP_DAY, NO_CLAIMS, PUBLISHED, UKRAINIAN, VERDICTS
from flows.sample.notes import planted_events
from flows.sample.planted import planted

KM2_IN_MI2 = 2.589988110336


def span(unit_id: str, first: date, last: date) -> tuple[float, float]:
    """Net and gained of a span of days, both ends counted."""
    rows = planted().filter(pl.col("unit_id") == unit_id, pl.col("day").is_between(first, last))
    return float(rows["net_km2"].sum()), float(rows["gained_km2"].sum())


def planted_for(words: str) -> tuple[float, float]:
    (verdict,) = [verdict for verdict in VERDICTS if words in verdict.quote]
    assert verdict.computed is not None
    return verdict.computed


def test_the_articles_say_in_their_first_line_that_they_are_synthetic() -> None:
    assert ENGLISH.startswith("SYNTHETIC SAMPLE")
    assert UKRAINIAN.startswith("SYNTHETIC SAMPLE")


def test_every_planted_quote_is_in_the_article_once() -> None:
    for quote in [*(verdict.quote for verdict in VERDICTS), *NO_CLAIMS]:
        assert ENGLISH.count(quote) == 1, quote


def test_computed_figures_are_those_of_the_planted_days() -> None:
    week = span("UA", date(2024, 10, 15), MAP_DAY)
    since = [*span("UA", date(2024, 8, 1), MAP_DAY), *span("UA", date(2024, 8, 2), MAP_DAY)]
    assert planted_for("over 150") == pytest.approx((min(week), max(week)), abs=1e-4)
    assert planted_for("1,004") == pytest.approx((min(since), max(since)), abs=1e-4)
    assert planted_for("gained 368") == pytest.approx(span("UA", date(2024, 9, 1), date(2024, 9, 30)), abs=1e-4)
    assert planted_for("gained 288") == pytest.approx(span("UA", date(2024, 8, 1), date(2024, 8, 31)), abs=1e-4)
    assert planted_for("captured 300") == pytest.approx(span("UA-63", date(2024, 5, 1), date(2024, 5, 31)), abs=1e-4)


def test_the_last_week_is_over_150_on_the_map_day_alone_and_the_record_of_the_year_so_far() -> None:
    country = planted().filter(pl.col("unit_id") == "UA", pl.col("day") <= PUBLISHED).sort("day")
    weeks = dict(zip(country["day"], country["net_km2"].rolling_sum(7), strict=True))
    assert [day for day, km2 in weeks.items() if km2 is not None and km2 >= 150] == [MAP_DAY]


def test_the_increase_is_14_percent_against_seven_months_and_far_more_against_the_half_year() -> None:
    (since, _), (half, _), (seven, _) = (
        span("UA", date(2024, 8, 2), MAP_DAY),
        span("UA", date(2024, 1, 1), date(2024, 6, 30)),
        span("UA", date(2024, 1, 1), date(2024, 7, 31)),
    )
    assert since / seven - 1 == pytest.approx(0.14, abs=0.01)
    assert since / half - 1 > 0.4


def test_conversions_agree_but_for_the_one_that_converts_a_length() -> None:
    assert round(1004 / KM2_IN_MI2) == 388
    assert round(368 / KM2_IN_MI2) == 142
    assert round(288 / KM2_IN_MI2) != 179 == round(288 / 1.609344)


def test_the_map_says_of_the_settlements_what_the_verdicts_say() -> None:
    occupied = {(event.name_en, event.day) for event in planted_events() if event.event == "occupied"}
    assert ("Hirnyk", date(2024, 8, 28)) in occupied
    assert "Myrnohrad" not in {name for name, _ in occupied}
