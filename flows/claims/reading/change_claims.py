"""Percentages of change with their base: "25% more than in May"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from flows.claims.claim import Claim
from flows.claims.land.polarity import deed_at, polarity_of
from flows.claims.places.scope import scope_at
from flows.claims.quantities.quantity import Quantity
from flows.claims.reading.context import Context
from flows.claims.spans.periods import Period
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

BEFORE_DIGIT = re.compile(r"\s\d")


def percent_change_claims(context: Context, taken: list[Claim]) -> list[Claim]:
    """Percentages by which gained land grew or fell; `taken` are the claims that hold a percentage already."""
    used = {claim.quantity.start for claim in taken if claim.quantity is not None}
    claims: list[Claim] = []
    for quantity in context.quantities:
        if quantity.unit != "percent" or quantity.start in used:
            continue
        clause = clause_at(context.text, quantity.start)
        direction = _direction(context, quantity, clause)
        if direction is not None and _is_of_land(context, quantity, clause):
            claims.append(_change(context, quantity, direction, clause))
    return claims


def _direction(context: Context, quantity: Quantity, clause: tuple[int, int]) -> Literal["up", "down"] | None:
    """Up or down: the nearest such word, a little further before a figure than after it."""
    text, words = context.text, context.words
    if words.before("level_moves", text, quantity.start):
        return None  # "a drop from 40%", "rose to 19%": what was held then, not by how much it changed
    begin, end = max(clause[0] - 20, quantity.start - 70, 0), min(len(text), quantity.end + 25)
    best: tuple[int, Literal["up", "down"]] | None = None
    for direction in ("up", "down"):
        for cue in words.find(direction, text, begin, end):
            # "более 118 дней" bounds another figure.
            than = words.after("base_openers", text, cue.end)
            is_bound = BEFORE_DIGIT.match(text, than.end() if than else cue.end, quantity.start) is not None
            if quantity.start <= cue.start < quantity.end or is_bound:
                continue
            distance = quantity.start - cue.end if cue.end <= quantity.start else cue.start - quantity.end
            if best is None or distance < best[0]:
                best = (distance, direction)
    return best[1] if best else None


def _is_of_land(context: Context, quantity: Quantity, clause: tuple[int, int]) -> bool:
    text, words = context.text, context.words
    of_war = words.has("war_words", text) or (words.has("taking", text) and words.has("territory", text))
    of_war = of_war or (context.previous is not None and words.has("war_words", context.previous.text))
    if words.has("other_subject", text, *clause) or not of_war:
        return False
    if words.near("hypothetical", text, quantity.start, 6, clause[0]):
        return False
    near = (max(clause[0], quantity.start - 110), min(clause[1], quantity.end + 60))
    against = _nearest(words.find("not_change_subject", text, *near), quantity)
    within = _nearest(words.find("change_subject", text, *near), quantity)
    if within is None:
        # "totalling 1,146 sq km since 6 August – a 25% increase …": the land stands in the clause before.
        return against is None and (bool(context.areas) or words.has("change_subject", text, 0, quantity.start))
    return against is None or (
        within < against and not _leads(words.find("not_change_subject", text, near[0], quantity.start), text, quantity)
    )


def _nearest(cues: list[Cue], quantity: Quantity) -> int | None:
    distances = [quantity.start - c.end if c.end <= quantity.start else c.start - quantity.end + 10 for c in cues]
    return min(distances, default=None)


def _leads(cues: list[Cue], text: str, quantity: Quantity) -> bool:
    """Whether a subject that is not land heads the clause, so that "casualties per square km grew" is not land."""
    return any("," not in text[cue.end : quantity.start] for cue in cues)


def _change(context: Context, quantity: Quantity, direction: Literal["up", "down"], clause: tuple[int, int]) -> Claim:
    deed = deed_at(context.text, quantity.start, quantity.end, (0, len(context.text)), context.words)
    scope = scope_at(context.text, quantity.start, quantity.end, clause)
    base = context.timeline.base_of(quantity)
    period = _own_period(context, quantity, base)
    if period == base:
        period = None
    polarity = polarity_of(deed.verb, context.side_of(deed, quantity, clause, scope)) if deed else "unstated"
    if deed and deed.verb == "holding" and direction == "down":
        # What one side holds has shrunk: the other gained.
        polarity = {"russia_gains": "ukraine_gains", "ukraine_gains": "russia_gains"}.get(polarity, polarity)  # type: ignore[assignment]
    claim = context.claim(
        "percent_change",
        quantity.start,
        scope=scope,
        quantity=quantity,
        period=period,
        measure="lost" if polarity == "ukraine_gains" else "gained",
        polarity=polarity,
    )
    return replace(claim, base_period=base, direction=direction, note="in Russia" if scope.in_russia else None)


def _own_period(context: Context, quantity: Quantity, base: Period | None) -> Period | None:
    """The span whose change the percentage is of: one named after it, that of the area before it, else any other."""
    own = context.timeline.span_of(quantity)
    areas = [area for area in context.areas if area.end <= quantity.start]
    if areas and (own is None or own == base or own.start < quantity.end):
        found = context.span_of(areas[-1])
        if found is not None:
            return found
    return own or context.carried_period
