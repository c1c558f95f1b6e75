"""Sentences, and lists whose items are read with the heading over them."""

from __future__ import annotations

import pytest

from flows.claims.text.sentences import sentences_of
from tests.claims.labelled import read


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    "text",
    ["They took 5 sq. km in a day.", "За добу зайнято 5 кв. км.", "Пошло 5 тыс. км дороги.", "Gen. Bondar said so."],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert texts(text) == [text]


def test_a_wrapped_line_is_joined_to_the_one_before() -> None:
    assert texts("Russian troops took 86 square kilometres in the week that ended\nyesterday.") == [
        "Russian troops took 86 square kilometres in the week that ended yesterday."
    ]


def test_the_items_of_a_list_carry_its_heading() -> None:
    items = sentences_of("Occupied by region:\nKharkiv — 4.7%\nKherson — 72%\nThe rest is free.")
    assert [item.text for item in items] == [
        "Occupied by region:",
        "Occupied by region: Kharkiv — 4.7%",
        "Occupied by region: Kherson — 72%",
        "The rest is free.",
    ]
    assert [item.heading for item in items] == [0, 19, 19, 0]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Occupied by the end of the year:\nKharkiv region — 4.7%\nKherson region — 72%", {"UA-63": 4.7, "UA-65": 72}),
        ("Площа окупованої території за областями:\nХарківська — 4,7%\nХерсонська — 72%", {"UA-63": 4.7, "UA-65": 72}),
        (
            "Доля оккупированной территории:\nХарьковская область – 4,7%\nХерсонская область – 72%",
            {"UA-63": 4.7, "UA-65": 72},
        ),
    ],
)
def test_a_list_of_regions_is_a_list_of_shares(text: str, shares: dict[str, float]) -> None:
    assert {claim.unit_id: claim.value_low for claim in read(text) if claim.kind == "share"} == shares


def test_both_shares_of_an_item_are_of_its_region() -> None:
    claims = read("Occupied a year ago and now, by oblast:\nKharkiv: 1.9% – 4.7%\nDonetsk — was 57%, became 78%")
    assert [(claim.unit_id, claim.value_low) for claim in claims if claim.kind == "share"] == [
        ("UA-63", 1.9),
        ("UA-63", 4.7),
        ("UA-14", 57.0),
        ("UA-14", 78.0),
    ]


def test_a_list_of_months_is_a_list_of_areas() -> None:
    text = "Скільки захопили росіяни за місяцями:\nсерпень — 477 кв. км\nвересень — 468 кв. км"
    assert [(claim.value_low, str(claim.period_start)) for claim in read(text)] == [
        (477.0, "2024-08-01"),
        (468.0, "2024-09-01"),
    ]


def test_what_a_heading_tells_is_told_once() -> None:
    claims = read(
        "Russian troops took 500 sq km in October, by region:\nDonetsk Oblast — 400 sq km\nKharkiv Oblast — 100 sq km"
    )
    assert sorted(claim.value_low or 0 for claim in claims) == [100, 400, 500]
