"""Shares of the country or of an oblast that a side holds or took: "18.2% of Ukraine's territory"."""

from __future__ import annotations

from dataclasses import replace

from flows.claims.claim import Claim, Measure
from flows.claims.land.polarity import Deed, deed_at, polarity_of
from flows.claims.land.subjects import is_elsewhere
from flows.claims.places.scope import Scope
from flows.claims.places.where import share_of_a_part
from flows.claims.quantities.quantity import Quantity
from flows.claims.reading.context import Context
from flows.claims.reading.share_scopes import share_scope
from flows.claims.spans.periods import LEVEL_PERIODS
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue


def share_claims(context: Context, before: Claim | None, beside: Claim | None) -> list[Claim]:
    """The shares of land in a sentence. `before`: what the sentence before tells of land, so that a deed may be its;
    `beside`: an area of the same sentence, whose side an equal share has too."""
    claims: list[Claim] = []
    for quantity in context.quantities:
        if quantity.unit != "percent":
            continue
        clause = clause_at(context.text, quantity.start)
        scope = share_scope(context, quantity, claims)
        deed = deed_at(context.text, quantity.start, quantity.end, clause, context.words) or deed_at(
            context.text, quantity.start, quantity.end, (0, len(context.text)), context.words
        )
        if deed is None and (before is not None or context.words.near("equals", context.text, quantity.start, 3)):
            deed = Deed("taking_weak", Cue(quantity.start, quantity.start, ""), None)
        if scope is None or deed is None or not is_land(context, quantity, deed, clause):
            continue
        claim = _share(context, quantity, scope, deed)
        equal = beside or (before if context.words.near("equals", context.text, quantity.start, 3) else None)
        if claim.polarity == "unstated" and equal is not None:
            claim = replace(claim, polarity=equal.polarity)
        claims.append(claim)
    return claims


def is_land(context: Context, quantity: Quantity, deed: Deed, clause: tuple[int, int]) -> bool:
    """Whether a percentage is one of land held, not of votes, power or a plan."""
    text, words = context.text, context.words
    near = (min(deed.cue.end, quantity.start), max(deed.cue.start, quantity.end))
    measures = words.find("equals", text, clause[0], quantity.start)
    if measures and len(text[clause[0] : measures[0].start].split()) <= 1:
        clause = (0, clause[1])  # a relative clause that only measures: what it is a share of stands before it
    if words.has("other_subject", text, *clause) or words.has("not_change_subject", text, *near):
        return False
    if is_elsewhere(text, clause, words):
        return False
    hypothetical = words.find("hypothetical", text, clause[0], quantity.start)
    if words.has("in_exchange", text, quantity.end):
        return False
    return not any(
        len(text[cue.end : quantity.start].split()) <= 8 and not words.after("counted", text, cue.start)
        for cue in hypothetical
    )


def _share(context: Context, quantity: Quantity, scope: Scope, deed: Deed) -> Claim:
    span = context.span_of(quantity)
    side = context.side_of(deed, quantity, clause_at(context.text, quantity.start), scope)
    polarity = polarity_of(deed.verb, side)
    is_small, day = quantity.high < 3, context.timeline.day_of(quantity)
    is_change = deed.verb in ("taking", "taking_weak", "retaking", "losing") and (
        is_small or (span is not None and span.means != "invasion")
    )
    if is_small and span is not None and scope.unit_id == "UA":
        is_change = True
    if not is_small and day is not None and day.means in LEVEL_PERIODS and day.start < quantity.start:
        # "took 0.04%, and now the total is 19%"
        is_change = any(
            context.words.has(verb, context.text, day.end, quantity.start) for verb in ("taking", "retaking", "losing")
        )
    if context.words.after("holds_now", deed.cue.text, 0):
        is_change = False
    scope = share_of_a_part(context, quantity, scope, side, is_change=is_change)
    measure: Measure = "level" if not is_change else "lost" if polarity == "ukraine_gains" else "gained"
    period = (span or context.carried_period) if is_change else day
    claim = context.claim(
        "share", quantity.start, scope=scope, quantity=quantity, period=period, measure=measure, polarity=polarity
    )
    return replace(claim, note="in Russia") if scope.in_russia else claim
