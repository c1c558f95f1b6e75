from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.quantities.numerals import numerals_in
from flows.claims.quantities.quantities import quantities_in
from flows.claims.quantities.quantity import Quantity
from flows.claims.words.grammar import words_of_text


def read(text: str) -> list[Quantity]:
    return quantities_in(text, words_of_text(text))


@pytest.mark.parametrize(
    "unit",
    [
        "square kilometers", "square kilometres", "square kms", "sq. km", "sq km", "sq.km", "sqkm", "km2", "km²",
        "km^2",
        "sq. kilometers", "square-kilometer", "кв. км", "кв км", "кв.км", "км кв.", "км²", "км2",
        "квадратних кілометрів",
        "квадратні кілометри", "кілометрів квадратних", "квадратных километров", "кв. километров",
        "квадратного километра",
        "quadratkilometer", "kilomètres carrés",
    ],
)  # fmt: skip
def test_every_spelling_of_a_square_kilometre_is_read(unit: str) -> None:
    (found,) = read(
        f"захвачено 86 {unit} земли" if unit[0] in "ккм" and ord(unit[0]) > 200 else f"took 86 {unit} of land"
    )
    assert (found.low, found.unit) == (86, "km2")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,146 sq km", 1146), ("1 146 кв. км", 1146), ("1\u00a0146 кв. км", 1146), ("1\u202f146 km²", 1146),
        ("1.146 кв. км", 1146), ("64,12 кв. км", 64.12), ("116 тис 165 кв. км", 116_165), ("5,8 тысячи кв. км", 5800),
        ("4,000sq km", 4000), ("5.8 thousand sq km", 5800), ("18.24 sq. km", 18.24), ("0.125 sq km", 0.125),
        ("two hundred and fifty square kilometres", 250), ("сто двадцять кв. км", 120),
        ("двести пятьдесят кв. км", 250),
        ("minus 116 sq km", -116), ("мінус 116 кв. км", -116), ("67,192 km2", 67_192), ("114 493 кв км", 114_493),
        ("3 тисячі 306 кв. км", 3306), ("1.234.567 кв. км", 1_234_567), ("1,234.5 sq km", 1234.5),
    ],
)  # fmt: skip
def test_figures_are_read_as_printed(printed: str, value: float) -> None:
    (found,) = read(f"захоплено {printed}" if "к" in printed else f"they took {printed}")
    assert found.low == found.high == pytest.approx(value)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("over 200 sq km", "at_least"), ("at least 200 sq km", "at_least"), ("no less than 200 sq km", "at_least"),
        ("up to 200 sq km", "at_most"), ("less than 200 sq km", "at_most"), ("no more than 200 sq km", "at_most"),
        ("nearly 200 sq km", "about"), ("some 200 sq km", "about"), ("an estimated 200 sq km", "about"),
        ("200 sq km", "exact"), ("200 sq km or more", "at_least"), ("понад 200 кв. км", "at_least"),
        ("близько 200 кв. км", "about"), ("не більше ніж 200 кв. км", "at_most"), ("более 200 кв. км", "at_least"),
        ("не более 200 кв. км", "at_most"), ("порядка 200 кв. км", "about"), ("не менее чем 200 кв. км", "at_least"),
    ],
)  # fmt: skip
def test_bounds_are_read(words: str, bound: str) -> None:
    (found,) = read(f"захопили {words}" if "кв" in words else f"they took {words}")
    assert found.bound == bound


@pytest.mark.parametrize(
    "text", ["600-667 km²", "600–667 кв. км", "between 600 and 667 sq km", "from 600 to 667 sq km"]
)
def test_ranges_are_one_quantity(text: str) -> None:
    (found,) = read(text)
    assert (found.low, found.high, found.bound) == (600, 667, "range")


def test_from_one_month_to_another_are_two_quantities() -> None:
    for text in ("from 363 sq km in August to 730 in November", "від 363 у серпні до 730 кв. км у листопаді"):
        assert [q.low for q in read(text)] == [363, 730]


def test_respectively_lends_the_unit() -> None:
    assert [q.low for q in read("477 and 459 square kilometers, respectively")] == [477, 459]


@pytest.mark.parametrize(
    "text",
    ["1,146 square kilometers (442 square miles)", "1,146 sq km, or 442 sq miles,", "1,146 km² – about 442 mi² –"],
)
def test_a_conversion_belongs_to_its_quantity(text: str) -> None:
    (found,) = read(text)
    assert found.second is not None
    assert (found.low, found.second.low, found.second.unit) == (1146, 442, "mi2")


def test_a_second_place_is_no_conversion() -> None:
    assert len(read("200 square kilometers (New York covers 302 square miles)")) == 2
    assert len(read("20 sq km near Kupiansk and 35 sq miles near Lyman")) == 2


def test_a_distance_is_no_area() -> None:
    assert read("the town lies 12 kilometers from the front, 3 км від річки") == []


@given(st.integers(min_value=1, max_value=999_999))
def test_a_grouped_figure_is_the_plain_one(value: int) -> None:
    grouped = f"{value:,}"
    for text in (f"took {grouped} sq km", f"took {value} sq km", f"взяли {grouped.replace(',', ' ')} кв. км"):
        (found,) = read(text)
        assert found.low == value


@given(st.decimals(min_value="0.1", max_value="999", places=2))
def test_a_decimal_comma_is_a_decimal_point(value: object) -> None:
    (english,) = read(f"took {value} sq km")
    (ukrainian,) = read(f"взяли {str(value).replace('.', ',')} кв. км")
    assert english.low == ukrainian.low == pytest.approx(float(str(value)))


def test_a_blank_after_a_shortened_scale_is_no_part_of_it() -> None:
    text = "на 5 млрд (у євро) та 7 тис. кв. км"
    assert [numeral.value for numeral in numerals_in(text, words_of_text(text))] == [5e9, 7e3]


def test_the_dot_of_a_shortened_scale_lies_within_the_figure() -> None:
    (found,) = read("росіяни захопили 64,5 тис. кв. км")
    assert found.low == 64_500
