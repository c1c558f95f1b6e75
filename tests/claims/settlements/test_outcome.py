"""What became of a settlement and which side has it."""

from __future__ import annotations

import pytest

from tests.claims.labelled import read


def told(text: str) -> set[tuple[str | None, str | None, str]]:
    return {(claim.place, claim.event, claim.polarity) for claim in read(text) if claim.kind == "settlement"}


@pytest.mark.parametrize(
    ("text", "event", "polarity"),
    [
        ("Ukrainian marines liberated Selydove.", "retaken", "ukraine_gains"),
        ("Russia's defence ministry said its troops had liberated Selydove.", "taken", "russia_gains"),
        ("Russian troops withdrew from Selydove.", "retaken", "ukraine_gains"),
        ("Ukrainian troops withdrew from Selydove.", "taken", "russia_gains"),
        ("Ukrainian troops drove the Russians out of Selydove.", "retaken", "ukraine_gains"),
        ("ЗСУ звільнили Селидове.", "retaken", "ukraine_gains"),
        ("ЗСУ відійшли із Селидового.", "taken", "russia_gains"),
        ("Наші бійці вибили ворога із Селидового.", "retaken", "ukraine_gains"),
        ("Російські війська залишили Селидове.", "retaken", "ukraine_gains"),
        ("Минобороны РФ: освобождено Селидово.", "taken", "russia_gains"),
        ("ВСУ освободили Селидово.", "retaken", "ukraine_gains"),
        ("Об освобождении Селидово сообщили в Минобороны РФ.", "taken", "russia_gains"),
        ("Об освобождении Селидово сообщила пресс-служба ВСУ.", "retaken", "ukraine_gains"),
        ("Жители рассказали о переходе Селидово под контроль Украины.", "retaken", "ukraine_gains"),
        ("Kyiv announced the capture of Selydove.", "retaken", "ukraine_gains"),
        ("An adviser in Kyiv confirmed the fall of Selydove.", "taken", "russia_gains"),
        ("Massive fighting went on until Selydove was captured by Ukrainian marines.", "retaken", "ukraine_gains"),
        ("Массовый отход ВСУ из Селидово начался ночью.", "taken", "russia_gains"),
    ],
)
def test_one_sides_liberation_is_the_others_capture(text: str, event: str, polarity: str) -> None:
    assert told(text) == {("Selydove", event, polarity)}


@pytest.mark.parametrize(
    ("text", "event", "polarity"),
    [
        ("Российские войска освободили Суджу.", "retaken", "russia_gains"),
        ("ВСУ заняли Суджу в августе.", "taken", "ukraine_gains"),
        ("Сили оборони відійшли із Суджі.", "retaken", "russia_gains"),
        ("Ukrainian troops captured Sudzha in August.", "taken", "ukraine_gains"),
    ],
)
def test_beyond_the_border_russia_takes_its_own_land_back(text: str, event: str, polarity: str) -> None:
    assert {(event_, polarity_) for _, event_, polarity_ in told(text)} == {(event, polarity)}


def test_a_hold_and_a_denial_count_where_the_place_is_said_to_be_taken() -> None:
    assert told("Ukrainian troops still hold Selydove.") == set()
    text = "Russia's defence ministry said its troops took Selydove. Ukraine denied it."
    assert {event for _, event, _ in told(text)} == {"taken", "denied"}


def test_nobody_denies_what_is_only_not_commented_on() -> None:
    text = "Russia's defence ministry said its troops took Selydove. Ukraine did not comment."
    assert {event for _, event, _ in told(text)} == {"taken"}
