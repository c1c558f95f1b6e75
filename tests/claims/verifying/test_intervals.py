from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.quantities.quantities import quantities_in
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.verifying.intervals import claimed_km2, conversion_agrees, conversion_note
from flows.claims.words.grammar import words_of_text


def read(text: str) -> Quantity:
    return quantities_in(f"took {text}", words_of_text("took"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "1,146 square kilometers (442 square miles)",
        "over 200 square kilometers (77 square miles)",
        "5.8 sq km (2.2 sq miles)",
        "4,168 sq km (1,609 sq miles)",
        "4,168 sq km (about 1,600 sq miles)",
        "100 sq miles (259 sq km)",
        "12,000 hectares (120 sq km)",
    ],
)
def test_a_right_conversion_agrees(text: str) -> None:
    assert conversion_agrees(read(text)) is True


@pytest.mark.parametrize("text", ["90 sq km (56 sq miles)", "461 square kilometers (286 square miles)"])
def test_a_length_conversion_is_named_as_such(text: str) -> None:
    quantity = read(text)
    assert conversion_agrees(quantity) is False
    assert "linear conversion" in (conversion_note(quantity) or "")


def test_any_other_wrong_conversion_says_what_is_right() -> None:
    assert "is 77 mi²" in (conversion_note(read("200 sq km (70 sq miles)")) or "")


def test_without_a_second_unit_there_is_nothing_to_say() -> None:
    assert conversion_agrees(read("90 sq km")) is None
    assert conversion_note(read("90 sq km")) is None


@given(st.integers(min_value=11, max_value=99_999))
def test_every_honest_conversion_agrees(km2: int) -> None:
    mi2 = round(km2 / KM2_PER["mi2"])
    assert conversion_agrees(read(f"{km2} sq km ({mi2} sq miles)"))


@given(st.integers(min_value=60, max_value=9_999))
def test_no_length_conversion_passes_for_one_of_area(km2: int) -> None:
    assert not conversion_agrees(read(f"{km2} sq km ({round(km2 / 1.609344)} sq miles)"))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1,146 sq km", (1145.3, 1150.2, 1166), (1110, 1250)),
        ("over 200 sq km", (200, 202.4, 290, 196.1), (195, 120)),
        ("up to 200 sq km", (20, 199, 203), (206, 300)),
        ("about 200 sq km", (188, 212), (180, 220)),
        ("600-667 sq km", (600, 630, 670), (570, 690)),
        ("100 square miles", (259, 262), (240, 280)),
    ],
)
def test_an_interval_allows_rounding_and_two_percent(
    text: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    interval = claimed_km2(read(text))
    assert [value for value in inside if not interval.allows(value)] == []
    assert [value for value in outside if interval.allows(value)] == []
