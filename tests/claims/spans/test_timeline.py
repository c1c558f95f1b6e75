from __future__ import annotations

import pytest

from flows.claims import Claim, read_article, read_claims
from tests.claims.labelled import PUBLISHED

NO_SPAN = "None..None"


def claim_of(text: str, value: float) -> Claim:
    claims = read_claims(read_article(text.encode(), PUBLISHED))
    return next(claim for claim in claims if claim.value_low == value)


def days(text: str, value: float) -> str:
    claim = claim_of(text, value)
    return f"{claim.period_start}..{claim.period_end}"


def base_days(claim: Claim) -> str:
    spans = claim.base_period.spans(PUBLISHED, PUBLISHED) if claim.base_period else []
    return f"{spans[0].first}..{spans[0].last}" if spans else NO_SPAN


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        # A span after another noun of land is that noun's.
        ("The capture of 90 sq km by Russian troops came on top of gains made over the summer.", 90, NO_SPAN),
        (
            "Russian troops were fast in the final week of September. "
            "Their capture of 90 sq km added to gains made over the summer.",
            90,
            "2024-09-24..2024-09-30",
        ),
        # Another event's year, a day of telling, a day of state.
        ("With Crimea, annexed in 2014, and parts of Donbas, Russia holds 17.9% of Ukraine.", 17.9, NO_SPAN),
        (
            "The ministry said on 20 October that Russian forces had taken 88 sq km since May.",
            88,
            "2024-05-01..2024-11-01",
        ),
        ("By 27 October Russian forces had seized 470 sq km of land.", 470, NO_SPAN),
        ("As of 27 October Russian forces held 109,000 sq km of Ukraine.", 109000, "2024-10-27..2024-10-27"),
        # What is held now is of no month in which something was taken.
        ("In September Russia took 400 sq km, and it now controls 18.1% of Ukraine.", 18.1, "2024-11-01..2024-11-01"),
        # A part's span is not the whole's, and what was said to be a base is not the figure's.
        ("Війська звільнили 40 кв. км, з яких 5 кв. км — за останній тиждень.", 40, NO_SPAN),
        ("У вересні ворог захопив удвічі більше землі, ніж у серпні, – 410 кв. км.", 410, "2024-09-01..2024-09-30"),
        ("Since January Russia took 2,600 sq km, 2,000 sq km more than in the same period of 2023.", 2000, NO_SPAN),
        ("На начало года войска РФ ежемесячно занимали 100 кв. км.", 100, NO_SPAN),
        # A month that leans on another.
        (
            "In August Russian troops took 470 sq km. The month before they had captured 190 sq km.",
            190,
            "2024-07-01..2024-07-31",
        ),
        (
            "У серпні ворог захопив 363 кв. км, а попереднього місяця окупував 190 кв. км.",
            190,
            "2024-07-01..2024-07-31",
        ),
        (
            "Генштаб 20 октября сообщил, что войска РФ захватили 90 кв. км с начала сентября.",
            90,
            "2024-09-01..2024-11-01",
        ),
        ("В начале 2024 года армия РФ возобновила наступление, захватив 700 кв. км.", 700, NO_SPAN),
    ],
)
def test_a_figure_has_the_span_that_its_own_words_name(text: str, value: float, expected: str) -> None:
    assert days(text, value) == expected


def test_the_base_of_a_percentage_stands_after_than() -> None:
    text = (
        "Russian forces seized 25% more territory since the start of August than in the first seven months of the year."
    )
    claim = claim_of(text, 25)
    assert (str(claim.period_start), str(claim.period_end)) == ("2024-08-01", "2024-11-01")
    assert base_days(claim) == "2024-01-01..2024-07-31"


@pytest.mark.parametrize(
    "text",
    [
        "Ворог у серпні захопив 363 кв. км. Це найбільший показник за 2024 рік.",
        "Войска РФ в августе захватили 363 кв. км. Это самый высокий показатель за 2024 год.",
        "Russian forces took 363 sq km in August. It was the biggest gain of 2024.",
    ],
)
def test_a_record_may_be_of_what_the_sentence_before_told(text: str) -> None:
    claims = read_claims(read_article(text.encode(), PUBLISHED))
    record = next(claim for claim in claims if claim.kind == "record")
    assert (str(record.period_start), str(record.period_end)) == ("2024-08-01", "2024-08-31")
    assert base_days(record) == "2024-01-01..2024-11-01"
