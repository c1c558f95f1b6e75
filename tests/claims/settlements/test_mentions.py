"""Which capitalised words of a sentence may be settlements."""

from __future__ import annotations

import pytest

from flows.claims.settlements.mentions import Mention, mentions_of
from flows.claims.words.grammar import words_of_text


def certain(text: str) -> list[str]:
    return [mention.name for mention in _mentions(text) if mention.is_certain]


def _mentions(text: str) -> list[Mention]:
    return mentions_of(text, words_of_text(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They took Selydove and the village of Qwertinka.", ["Selydove", "Qwertinka"]),
        ("Бійці зайняли село Зоря та Селидове.", ["Зоря", "Селидове"]),
        ("Войска заняли посёлок Зоря и Селидово.", ["Зоря", "Селидово"]),
    ],
)
def test_a_name_is_certain_by_the_gazetteer_or_by_the_noun_before_it(text: str, names: list[str]) -> None:
    assert certain(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "They advanced in the Kharkiv region and along the Pokrovsk axis.",
        "Бої тривають у Харківській області та на Покровському напрямку.",
        "Бои идут в Харьковской области и на Покровском направлении.",
        "The ministry in Kyiv answered Moscow.",
        "Російські війська підійшли до річки Дніпро.",
        "Группировка «Север» и группировка «Днепр» продвинулись.",
    ],
)
def test_regions_fronts_governments_rivers_and_armies_are_none(text: str) -> None:
    assert certain(text) == []


def test_the_region_after_a_name_is_no_part_of_it() -> None:
    assert certain("Звільнено село Зоря Донецької області.") == ["Зоря"]
    assert certain("Освобождено село Заря Донецкой Народной Республики.") == ["Заря"]


def test_a_word_with_its_capital_from_the_start_of_a_sentence_is_no_name() -> None:
    assert certain("Українські захисники відбили атаку.") == []
    assert certain("Минулого тижня фронт не змінився.") == []


def test_the_noun_before_a_name_is_part_of_what_a_deed_takes() -> None:
    text = "They took the village of Zoria."
    (mention,) = _mentions(text)[1:] or _mentions(text)
    assert text[mention.begin : mention.end] == "village of Zoria"


def test_two_words_that_nobody_knows_are_a_person_unless_they_begin_as_villages_do() -> None:
    assert "Petro Bondar" not in certain("They left, Petro Bondar said.")
    assert certain("Окупанти захопили Новий Бондар.") == ["Новий Бондар"]
