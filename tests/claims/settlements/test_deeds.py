"""Which places a deed governs: what may stand between the one and the other, in three languages."""

from __future__ import annotations

import pytest

from flows.claims.claim import Claim
from tests.claims.labelled import read

SELYDOVE, VUHLEDAR = "Selydove", "Vuhledar"


def told(text: str) -> set[tuple[str | None, str | None]]:
    return {(claim.place, claim.event) for claim in settlements(text)}


def settlements(text: str) -> list[Claim]:
    return [claim for claim in read(text) if claim.kind == "settlement"]


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops captured the ruined mining town of Selydove on Tuesday.",
        "Selydove, which lies on the railway, was captured in October.",
        "Two more towns were lost: Moscow's army took two towns in the region, Selydove and Vuhledar.",
        "The capture of Selydove took a week.",
        "From Selydove, captured in October, the army went on.",
        "Росіяни захопили в Донецькій області місто Селидове.",
        "Місто Селидове росіяни захопили в жовтні.",
        "Селидове, що лежить на залізниці, вже захоплено.",
        "Після захоплення російськими військами Селидового ворог рушив далі.",
        "Штурмовики РФ взяли под контроль шахтерский город Селидово.",
        "Под контроль армии России перешёл город Селидово.",
        "Город Селидово заняли российские войска.",
        "Сообщается о взятии российскими войсками города Селидово.",
    ],
)
def test_a_deed_reaches_its_place(text: str) -> None:
    assert (SELYDOVE, "taken") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops captured positions near the town of Selydove.",
        "Russian troops captured half of Selydove.",
        "Russian troops captured hills from which Selydove can be seen.",
        "Росіяни захопили позиції поблизу міста Селидове.",
        "Росіяни захопили 80% Селидового.",
        "Російські війська захопили частину Селидового.",
        "Российские войска заняли половину Селидово.",
        "Российские войска захватили позиции под Селидово.",
        "В Селидово освобождена вся южная часть.",
    ],
)
def test_what_lies_near_a_place_or_is_a_part_of_it_is_not_the_place(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops captured the towns of Selydove (Donetsk region), Vuhledar and several villages.",
        "Selydove fell on 29 October, Vuhledar on 1 October.",
        "Росіяни захопили два міста: Селидове та Вугледар.",
        "Селидове окуповано 29 жовтня, а Вугледар – 1 жовтня.",
        "Російські війська захопили ще два міста на Донеччині, зокрема Селидове і Вугледар.",
        "Освобождены города Селидово в ДНР и Угледар, сообщили в Минобороны РФ.",
        "«Центр» освободил Селидово, «Восток» — Угледар.",
    ],
)
def test_a_deed_reaches_every_place_of_its_list(text: str) -> None:
    assert {place for place, _ in told(text)} == {SELYDOVE, VUHLEDAR}


def test_the_town_is_the_one_that_was_named_last_where_there_is_only_one() -> None:
    assert told("Battles for Selydove lasted a month. Then Russian troops captured the town.") == {(SELYDOVE, "taken")}
    assert told("Battles for Selydove and Vuhledar lasted a month. Then Russian troops captured the town.") == set()


def test_a_question_tells_of_no_event() -> None:
    assert told("Have Russian troops captured Selydove?") == set()


def test_no_reading_is_lost_when_a_quotation_mark_stands_in_a_deed() -> None:
    assert told('Moscow\'s ministry announced the "liberation" of Selydove.') == {(SELYDOVE, "taken")}
