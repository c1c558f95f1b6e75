"""Settlements captured, liberated, held or denied in a sentence, by whom and according to whom."""

from __future__ import annotations

from dataclasses import replace

from flows.claims.claim import Claim, Polarity
from flows.claims.places.gazetteer import display, identity
from flows.claims.places.scope import Scope
from flows.claims.reading.context import Context
from flows.claims.settlements.events import events_told
from flows.claims.settlements.names import names_oblast
from flows.claims.settlements.outcome import Event
from flows.claims.spans.periods import Period
from flows.claims.told.attribution import Attribution
from flows.claims.words.grammar import Cue

BESIDE = 40
"""Signs between a word of denial and who denies."""
BACK, AHEAD = 24, 30
"""Signs before and after a word of denial in which "this" or "the claim" points back to what was told."""


def settlement_claims(context: Context, told_before: list[Claim]) -> list[Claim]:
    """One claim a settlement and an event that a sentence tells; `told_before` is what was told of settlements last."""
    claims: list[Claim] = []
    seen: dict[str, list[Cue]] = {}
    # What came to be goes before what is: "under Russian control" is in both tables.
    for told in sorted(events_told(context), key=lambda told: told.event == "held"):
        # A village that nobody knows is one beside another that is known; a city may stand for its oblast.
        has_noun = any(mention.has_noun for mention in told.mentions)
        for name in (mention.name for mention in told.mentions):
            if names_oblast(name) and not has_noun:
                continue
            place = identity(name)
            # One word tells one thing of a place: "освобождение" stands in two tables, "control of" in "regained …".
            before = seen.setdefault(place, [])
            if any(cue.start < told.cue.end and told.cue.start < cue.end for cue in before) or any(
                claim.place and identity(claim.place) == place and claim.event == told.event for claim in claims
            ):
                continue
            before.append(told.cue)
            by = _denier(context, told.cue, told.winner) if told.event == "denied" else None
            claims.append(_claim(context, name, told.event, told.cue, _polarity(told.event, told.winner), by))
    return claims + _denials(context, claims or told_before)


def _claim(
    context: Context, name: str, event: Event, cue: Cue, polarity: Polarity, attribution: Attribution | None = None
) -> Claim:
    place = display(name)
    claim = context.claim(
        "settlement",
        cue.start,
        scope=Scope(place, None),
        period=_day_near(context, cue),
        polarity=polarity,
        attribution=attribution,
        name=f"settlement-{identity(name)}-{event}",
    )
    return replace(claim, place=place, event=event)


def _polarity(event: Event, winner: str | None) -> Polarity:
    if event == "taken":
        return "ukraine_gains" if winner == "ukraine" else "russia_gains"
    if event == "retaken":
        return "russia_gains" if winner == "russia" else "ukraine_gains"
    return "unstated"


def _day_near(context: Context, cue: Cue) -> Period | None:
    """The day named nearest to the verb."""
    days = [
        p for p in context.periods if p.means in ("as_of", "on_day", "yesterday", "month", "trailing", "now", "between")
    ]
    return min(days, key=lambda p: abs(p.start - cue.start), default=None)


def _denials(context: Context, told: list[Claim]) -> list[Claim]:
    """What somebody denies or does not confirm of the settlements told of in the sentence or in the one before."""
    text, words = context.text, context.words
    denied: list[Claim] = []
    for cue in words.find("settlement_denied", text):
        beside = (max(0, cue.start - BACK), min(len(text), cue.end + AHEAD))
        if not any(claim.quote == text for claim in told) and not words.has("settlement_refers_back", text, *beside):
            continue
        for claim in (claim for claim in told if claim.event in ("taken", "retaken")):
            by = _denier(context, cue, "russia" if claim.polarity == "russia_gains" else "ukraine")
            if claim.place and (by is not None or words.has("settlement_untrue", text)):
                denied.append(_claim(context, claim.place, "denied", cue, "unstated", by))
    return denied


def _denier(context: Context, cue: Cue, winner: str | None) -> Attribution | None:
    """Who denies: a source named just before the word, else the side that lost the place by what is denied."""
    named = [m for m in context.mentions if m.source.kind == "witness" and 0 <= cue.start - m.end < BESIDE]
    if named:
        return Attribution(named[-1].source.name, named[-1].source)
    side, name = ("russia", "Russia") if winner == "ukraine" else ("ukraine", "Ukraine")
    around = (max(0, cue.start - BESIDE), min(len(context.text), cue.end + BESIDE))
    return Attribution(name, None) if context.words.has(f"settlement_denier/{side}", context.text, *around) else None
