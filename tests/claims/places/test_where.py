"""Where a figure is, whose gain it is and who tells it, across the sentences of an article."""

from __future__ import annotations

import pytest

from flows.claims import read_article, read_claims
from flows.claims.claim import Claim
from flows.claims.land.dating_events import without_events
from tests.claims.labelled import PUBLISHED


def claims(text: str) -> list[Claim]:
    return read_claims(read_article(text.encode(), PUBLISHED))


def bases(text: str) -> list[str]:
    """Whose count each claim of a text rests on."""
    return [c.attribution.basis.source_id if c.attribution and c.attribution.basis else "nobody" for c in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces took 500 sq km since Kyiv's troops entered the Kursk region.",
        "Since the incursion into the Kursk region, Russian forces have taken 500 sq km.",
        "Росіяни взяли 500 кв. км, відколи ЗСУ почали операцію в Курській області.",
        "После начала операции в Курской области российская армия заняла 500 кв. км.",
    ],
)
def test_an_event_that_only_dates_a_figure_gives_it_no_place_and_no_doer(text: str) -> None:
    (claim,) = claims(text)
    assert (claim.unit_id, claim.polarity) == ("UA", "russia_gains")


@pytest.mark.parametrize(
    ("text", "gains"),
    [
        ("The mayor said that 64% of the Donetsk region is under the control of Russian troops.", "russia_gains"),
        ("Голова ОВА сказав, що 64% Донецької області перебуває під контролем росіян.", "russia_gains"),
        ("Глава области сказал, что 64% Донецкой области находится под контролем россиян.", "russia_gains"),
        ("За даними Генштабу, 36% Донецької області залишається під контролем ЗСУ.", "ukraine_gains"),
    ],
)
def test_land_is_whose_control_the_words_beside_it_name(text: str, gains: str) -> None:
    assert [claim.polarity for claim in claims(text)] == [gains]


def test_blanks_stand_for_an_event_so_that_offsets_stay() -> None:
    text = "It took 500 sq km since troops entered the Kursk region, the map shows."
    bared = without_events(text, text.index("500"))
    assert len(bared) == len(text)
    assert "Kursk" not in bared
    assert bared.endswith(", the map shows.")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The enemy took 300 sq km in Donetsk Oblast, 40 sq km in Kharkiv Oblast.", ["UA-14", "UA-63"]),
        ("У Донецькій області ворог захопив 300 кв. км, у Харківській області - 40 кв. км.", ["UA-14", "UA-63"]),
        ("Россияне захватили 300 кв. км в ДНР, 40 кв. км в Харьковской области.", ["UA-14", "UA-63"]),
        ("Russian forces took 300 sq km, of which 240 were in the Donetsk region.", ["UA", "UA-14"]),
        ("Russian forces took 20 sq km near Pokrovsk.", [None]),
        ("Russian forces took 20 sq km in the Donetsk region near Pokrovsk.", [None]),
        ("Russian forces took 90 sq km in the Donetsk and Luhansk regions.", [None]),
        ("Росіяни захопили 20 кв. км на Лиманському напрямку.", [None]),
        ("Російські війська контролюють 110 кв. км.", [None]),
    ],
)
def test_each_figure_has_its_own_land(text: str, units: list[str | None]) -> None:
    assert [claim.unit_id for claim in claims(text)] == units


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv's forces entered the Kursk region. They hold 700 sq km, the president said.",
        "ЗСУ воюють у Курській області. Сирський доповів: взято під контроль 12 кв. км.",
        "Бои идут в Курской области. По словам Герасимова, освобождено 640 кв. км.",
    ],
)
def test_what_ukraine_holds_and_russia_takes_back_is_in_russia_once_the_text_is_there(text: str) -> None:
    assert [claim.note for claim in claims(text)] == ["in Russia"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Russia took 300 sq km in a month.\n\nThis was reported by DeepState.", ["deepstate"]),
        ("Росіяни взяли 300 кв. км за місяць.\n\nПро це повідомив проєкт DeepState.", ["deepstate"]),
        ("Россияне взяли 300 кв. км за месяц. Об этом сообщает проект DeepState.", ["deepstate"]),
        ("ISW data show 300 sq km taken by Russia in May.\n\nIn June Russia took 310 sq km.", ["isw", "isw"]),
        ("«Ми звільнили 14 кв. км за добу. Бої тривають», – сказав Сирський.", ["ukraine_command"]),
        ("Сирський виступив у вівторок, повідомив штаб. За його словами, звільнено 14 кв. км.", ["ukraine_command"]),
        ("Russia took 300 sq km in a month.", ["nobody"]),
    ],
)
def test_the_teller_is_found_in_the_sentences_around(text: str, told: list[str]) -> None:
    assert bases(text) == told


def test_a_count_that_is_only_assumed_is_no_attribution_of_the_text() -> None:
    first, second = claims("ISW data show 300 sq km taken by Russia in May.\n\nIn June Russia took 310 sq km.")
    assert (first.attributed_to, second.attributed_to) == ("ISW", None)


def test_we_and_liberated_are_the_tellers_side() -> None:
    russian, ukrainian = (
        claims(f"«За неделю освобождено 30 кв. км», — заявил {who}.")[0] for who in ("Белоусов", "Сырский")
    )
    assert (russian.polarity, ukrainian.polarity) == ("russia_gains", "ukraine_gains")
