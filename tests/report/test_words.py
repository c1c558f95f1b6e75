"""Figures in words."""

from __future__ import annotations

import pytest

from flows.report.words import age_text, km2, signed


@pytest.mark.parametrize(
    ("area", "text"),
    [(0.0, "0.0"), (0.03, "< 0.1"), (0.05, "0.1"), (1234.56, "1,234.6"), (-5.25, "−5.2")],
)
def test_an_area_that_is_there_is_never_shown_as_nothing(area: float, text: str) -> None:
    assert km2(area) == text


@pytest.mark.parametrize(
    ("area", "text"),
    [(0.0, "0.0"), (-0.01, "0.0"), (0.01, "0.0"), (202.4, "+202.4"), (-1234.5, "−1,234.5")],
)
def test_a_change_bears_its_sign_unless_it_rounds_to_nothing(area: float, text: str) -> None:
    assert signed(area) == text


@pytest.mark.parametrize(("hours", "text"), [(0.2, "under an hour"), (30.0, "30 h"), (17971.0, "749 days")])
def test_ages_are_told_in_the_unit_that_suits(hours: float, text: str) -> None:
    assert age_text(hours) == text
