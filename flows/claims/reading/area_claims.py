"""Claims of area in a sentence: changes, levels, and the grey zone."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.claim import Claim, Measure
from flows.claims.land.control import is_claim
from flows.claims.land.kinds import compared_by, grows_by, kind_of
from flows.claims.land.polarity import VERBS, Deed, polarity_of
from flows.claims.places.scope import Scope
from flows.claims.places.where import land_of
from flows.claims.quantities.quantity import Quantity
from flows.claims.reading.context import Context
from flows.claims.spans.dates import key_of
from flows.claims.text.clauses import clause_at, opens_part
from flows.claims.words.grammar import shared_pattern

BEFORE_RATE = re.compile(r"[\s(,]{0,3}")


def area_claims(context: Context, before: Claim | None) -> list[Claim]:
    """The claims of area in a sentence, one a quantity. `before`: what the sentence before told of land."""
    claims: list[Claim] = []
    for quantity in context.areas:
        clause = clause_at(context.text, quantity.start)
        told = before is not None or bool(claims)
        deed = is_claim(context.text, quantity, clause, context.words, in_context=told)
        if deed is not None:
            claim = _claim(context, quantity, deed, clause)
            if before is not None and opens_part(context.text):
                claim = _part_of(before, claim)
            if claim.polarity == "unstated" and claims and claim.kind == claims[-1].kind:
                claim = replace(claim, polarity=claims[-1].polarity)
            is_bare = not claims and not any(context.words.has(verb, deed.cue.text) for verb in VERBS)
            claims.append(_like(claim, before) if is_bare and before else claim)
    return claims


def _part_of(before: Claim, claim: Claim) -> Claim:
    """A claim that opens with "of these" is of the land and the side that the sentence before tells of."""
    if claim.unit_id == "UA":
        claim = replace(claim, scope=before.scope, unit_id=before.unit_id, note=before.note)
    if claim.polarity == "unstated":
        claim = replace(claim, polarity=before.polarity, measure=before.measure)
    return claim


def _like(claim: Claim, before: Claim) -> Claim:
    """A bare figure ("Almost 125,000 square kilometres.") tells what the sentence before told."""
    if before.measure != "level" or claim.kind != "area_change":
        return claim
    return replace(claim, kind="area_level", measure="level", polarity=before.polarity)


def _claim(context: Context, quantity: Quantity, deed: Deed, clause: tuple[int, int]) -> Claim:
    text, words = context.text, context.words
    span, day = context.span_of(quantity), context.timeline.day_of(quantity)
    kind = kind_of(
        text,
        quantity,
        deed,
        clause,
        words,
        has_span=span is not None and span.means != "vague",
        is_dated=day is not None,
    )
    is_level = kind in ("area_level", "grey_zone")
    scope = land_of(context, quantity, clause, deed, is_level=is_level)
    polarity = polarity_of(deed.verb, context.side_of(deed, quantity, clause, scope))
    if kind == "area_change" and deed.verb == "holding" and grows_by(text, quantity, words) == "down":
        # What one side holds has shrunk: the other gained.
        polarity = "ukraine_gains" if polarity == "russia_gains" else "russia_gains"
    period = day if kind != "area_change" else span
    is_difference = kind == "area_change" and compared_by(text, quantity, words) is not None
    if is_difference:
        period = None  # "2,000 sq km more than in 2023" is of two spans
    elif kind == "area_change" and span is None and not context.timeline.is_total(quantity):
        period = context.carried_period
    claim = context.claim(
        kind,
        quantity.start,
        scope=scope,
        quantity=quantity,
        period=period,
        measure=measure_of(kind, polarity, text, quantity, context),
        polarity=polarity,
    )
    return replace(claim, rate=rate_of(context, quantity), note="in Russia" if scope.in_russia else None)


def measure_of(kind: str, polarity: str, text: str, quantity: Quantity, context: Context) -> Measure:
    """The map's measure of a claim; `net` where the words say so."""
    if kind in ("area_level", "grey_zone"):
        return "level"
    if context.words.has("net_words", text, max(0, quantity.start - 40), min(len(text), quantity.end + 30)):
        return "net"
    return {"russia_gains": "gained", "ukraine_gains": "lost"}.get(polarity, "unstated")  # type: ignore[return-value]


def rate_of(context: Context, quantity: Quantity) -> str | None:
    """`day`, `week` or `month` where a quantity is one per such a span."""
    text, words = context.text, context.words
    lead = BEFORE_RATE.match(text, quantity.end)
    at = lead.end() if lead else quantity.end
    if after := words.after("rate_after", text, at):
        is_span = words.after("rate_if_average", text, at) and not words.has("average", text)
        return None if is_span else key_of(after.group(), words, "lengths")
    before = words.find("rate_before", text, max(0, quantity.start - 60), quantity.start)
    return key_of(before[-1].text, words, "lengths") if before else None


def unread_claims(context: Context) -> list[Claim]:
    """In a language whose words are not read: the areas alone, as claims of no kind, where the text is of this war."""
    if not shared_pattern("text", "of_this_war").search(context.article.text[:20_000]):
        return []
    unread = Scope("unread", None)
    return [
        replace(claim, attribution=None, attributed_to=None)
        for quantity in map(_grouped, context.areas)
        for claim in [context.claim("other", quantity.start, scope=unread, quantity=quantity)]
    ]


def _grouped(quantity: Quantity) -> Quantity:
    """`1.146` is thousands in most of Europe, unless a conversion has settled it already."""
    if not quantity.ambiguous or quantity.low >= 1000 or quantity.second is not None:
        return quantity
    return replace(quantity, low=quantity.low * 1000, high=quantity.high * 1000, place=1.0, round_place=1.0)
