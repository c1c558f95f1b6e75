"""`settlement_contested`: settlement-days on which sources disagree on who holds a place.

A source's last word on a settlement holds until its next one, or for `LASTS` days. A day is contested where at least
two sources' standing words name different holders; then every source with a word has a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flows.claims.claim import Claim
from flows.claims.places.gazetteer import identity
from flows.claims.verifying.figures import SOURCE, SettlementEvent

LASTS = timedelta(days=14)
STATUS_OF_EVENT = {"occupied": "russia", "liberated": "ukraine", "pushed_back": "ukraine"}


@dataclass(frozen=True, slots=True)
class Word:
    """What a source says of a settlement from a day on: `status` is `russia`, `ukraine` or `unconfirmed`."""

    day: date
    settlement_id: str
    name_en: str
    source: str
    status: str


def words_of_events(events: list[SettlementEvent]) -> list[Word]:
    """The map's and other sources' events as words; those that name no holder are left out."""
    return [
        Word(e.day, identity(e.name), e.name, e.source, STATUS_OF_EVENT[e.event])
        for e in events
        if e.event in STATUS_OF_EVENT
    ]


def words_of_claims(claims: list[Claim], published: date) -> list[Word]:
    """An article's claims on settlements as words, on the day that they name, else on that of publication."""
    words = []
    for claim in claims:
        if claim.kind != "settlement" or claim.place is None:
            continue
        basis = claim.attribution.basis if claim.attribution else None
        source = basis.source_id if basis else (claim.attributed_to or "article")
        named = claim.period_end if claim.period_end and claim.period_start == claim.period_end else published
        words.append(Word(named, identity(claim.place), claim.place, source, _status(claim)))
    return words


def settlement_contested(words: list[Word], last_day: date) -> list[dict[str, Any]]:
    """Rows `day, settlement_id, name_en, source, status, since_day` of mart.settlement_contested up to `last_day`."""
    rows: list[dict[str, Any]] = []
    by_place: dict[str, list[Word]] = {}
    for word in sorted(words, key=lambda w: (w.day, w.source != SOURCE, w.source)):
        by_place.setdefault(word.settlement_id, []).append(word)
    for place, said in sorted(by_place.items()):
        day = said[0].day
        while day <= min(last_day, said[-1].day + LASTS):
            standing = {w.source: w for w in said if w.day <= day <= w.day + LASTS}
            if len({w.status for w in standing.values()}) > 1:
                rows += [_row(day, place, word) for _, word in sorted(standing.items())]
            day += timedelta(days=1)
    return rows


def _row(day: date, place: str, word: Word) -> dict[str, Any]:
    return {
        "day": day,
        "settlement_id": place,
        "name_en": word.name_en,
        "source": word.source,
        "status": word.status,
        "since_day": word.day,
    }


def _status(claim: Claim) -> str:
    if claim.event == "denied":
        return "unconfirmed"
    if claim.event == "held":
        return "ukraine"
    return {"russia_gains": "russia", "ukraine_gains": "ukraine"}.get(claim.polarity, "unconfirmed")
