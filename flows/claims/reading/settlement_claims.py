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


def settlement_claims(context: Context) -> list[Claim]:
    """One claim a settlement and an event that a sentence tells."""
    claims: list[Claim] = []
    seen: dict[str, list[Cue]] = {}
    for told in events_told(context):
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
            claims.append(_claim(context, name, told.event, told.cue, _polarity(told.event, told.winner)))
    return claims + _denials(context, claims)


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


def _denials(context: Context, claims: list[Claim]) -> list[Claim]:
    """A source that denies or does not confirm what the sentence tells of a settlement."""
    denied: list[Claim] = []
    for cue in context.words.find("settlement_denied", context.text):
        named = [
            m for m in context.mentions if m.source.kind == "witness" and m.start < cue.start and cue.start - m.end < 40
        ]
        if not named:
            continue
        source = named[-1].source
        for place in dict.fromkeys(claim.place for claim in claims if claim.place):
            denied.append(_claim(context, place, "denied", cue, "unstated", Attribution(source.name, source)))
    return denied
