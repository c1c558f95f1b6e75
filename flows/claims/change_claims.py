"""Percentages of change with their base, and records: "25% more than in May", "the most since March 2022"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from flows.claims.claim import Claim
from flows.claims.clauses import clause_at
from flows.claims.context import Context
from flows.claims.grammar import Cue
from flows.claims.periods import Period
from flows.claims.polarity import deed_at, polarity_of
from flows.claims.quantity import Quantity
from flows.claims.scope import scope_at

AGAINST = frozenset(
    ("since", "since_month", "since_year", "year", "this_year", "ytd", "season", "invasion", "last_year")
)
"""Spans that a record can be one of."""
ANY_OTHER = re.compile(
    r"any (?:other|single|month|week|year)|in recent (?:times?|months|years|memory)"
    r"|\b(?:in|for) (?:(?:more than|over|almost|nearly|about) )?(?:(?:a|an|\w{3,6}) )?(?:years?|months|weeks)\b"
    r"|будь-як|люб(?:ой|ую)|\bза\s(?:весь|всю|все|последн|останн|два|дві|две|три|чотири|четыре|пять|\d+)",
    re.IGNORECASE,
)


OF_PLACES = re.compile(
    r"^[^.;:]{0,60}(?:зафиксирован|произош|приш[её]?л|припа|отмеч|наблюда|зафіксован|відбу|спостеріга)\w{0,5}\s"
    r"(?:в|у|на|під|под|біля|вблизи)\s(?:\w+\s)?[А-ЯІЇЄ]"
)
"""After a superlative: it compares places, "наибольший рост зафиксирован в Донецкой области"."""
ONE_OF = re.compile(r"\b(?:one of the|одн\w{1,3} (?:з|із|зі|из))\s(?:\w+\s)?$", re.IGNORECASE)
"""Before a superlative: "one of the fastest rates" says that another was as fast."""


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
    if re.search(r"\b(?:from|to)\s$", context.text[: quantity.start]):
        return None  # "a drop from 40%", "rose to 19%": what was held then, not by how much it changed
    begin, end = max(clause[0] - 20, quantity.start - 70, 0), min(len(context.text), quantity.end + 25)
    best: tuple[int, Literal["up", "down"]] | None = None
    for direction in ("up", "down"):
        for cue in context.words.find(direction, context.text, begin, end):
            # "более 118 дней" bounds another figure.
            between = context.text[cue.end : quantity.start]
            is_bound = re.match(r"\s(?:чем\s|ніж\s|than\s)?\d", between) is not None
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
    hypothetical = words.find("hypothetical", text, clause[0], quantity.start)
    if any(len(text[cue.end : quantity.start].split()) <= 6 for cue in hypothetical):
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
    base = context.percent_base(quantity)
    period = _own_period(context, quantity)
    polarity = polarity_of(deed.verb, deed.actor) if deed else "unstated"
    claim = context.claim(
        "percent_change",
        quantity.start,
        scope=scope,
        quantity=quantity,
        period=period,
        measure="lost" if polarity == "ukraine_gains" else "gained",
        polarity=polarity,
    )
    return replace(claim, base_period=base, direction=direction)


def _own_period(context: Context, quantity: Quantity) -> Period | None:
    """The span whose change the percentage is of: that of the area before it, else the last span named before it."""
    areas = [area for area in context.areas if area.end <= quantity.start]
    if areas:
        found = context.period_of(areas[-1])
        if found is not None:
            return found
    before = [p for p in context.periods if p.end <= quantity.start]
    return before[-1] if before else context.carried_period


def record_claims(context: Context) -> list[Claim]:
    """Superlatives about land taken: the most, the least, the fastest of a span."""
    text, words = context.text, context.words
    for cue in words.find("records", text):
        clause = clause_at(text, cue.start)
        if _is_record_of_land(context, cue):
            return [_record(context, cue, clause)]
    return []


def _is_record_of_land(context: Context, cue: Cue) -> bool:
    text, words = context.text, context.words
    if not (words.has("war_words", text) or words.has("taking", text)) or words.has("other_subject", text):
        return False
    # What stands after "since" is what it is compared with.
    end = cue.end if re.search(r"\bsince$", cue.text, re.IGNORECASE) else min(len(text), cue.end + 60)
    around = (max(0, cue.start - 60), end)
    inside = (cue.start, min(len(text), cue.end + 40))
    if words.has("elsewhere", text, cue.start, min(len(text), cue.end + 60)):
        return False
    if words.has("not_change_subject", text, *inside) or words.has(
        "hypothetical", text, max(0, cue.start - 40), cue.start
    ):
        return False
    other = re.match(
        r"\W*(?:\w+\W+){0,2}(?:cit(?:y|ies)|towns?|settlements?|villages?|bridge|war|conflict|hub"
        r"|stronghold|part|losses|problem|місто|міст|втрат|проблем|город|потер|атак|напад|обстріл"
        r"|обстрел|війн|воєн|войн|удар|част)",
        text[cue.end : cue.end + 40],
        re.IGNORECASE,
    )
    if OF_PLACES.search(text[cue.end : cue.end + 90]) or ONE_OF.search(text[: cue.start]):
        return False
    # "the fastest rate since the beginning of the war" names a span, not a war that was the fastest.
    if other and not any(p.start < cue.end + other.end() <= p.end for p in context.periods):
        return False
    if re.search(r"\b(?:city|town|war|losses|attack|strike|offensive against|army|power)\b", cue.text, re.IGNORECASE):
        return False
    landed = [
        c for c in words.find("change_subject", text, *around) if not re.match(r"area$|square", c.text, re.IGNORECASE)
    ]
    counted = any(min(abs(area.start - cue.end), abs(cue.start - area.end)) < 80 for area in context.areas) and (
        words.has("taking", text) or words.has("taking_weak", text)
    )
    return (bool(landed) or counted) and _compares(context, cue)


def _compares(context: Context, cue: Cue) -> bool:
    """Whether a superlative says against what: "since May", "in 2024", "in two years", "monthly", or "record" itself.

    "Most was lost in the east" compares places, not times, and is no record.
    """
    around = context.text[max(0, cue.start - 20) : cue.end + 110]
    if re.search(r"\bsince\b", context.text[cue.start : cue.end + 40], re.IGNORECASE):
        return True
    if re.match(r"\W*(?:since|с момента|з моменту|з часу|со времени)\b", context.text, re.IGNORECASE):
        return True
    if re.search(r"record|рекорд", cue.text, re.IGNORECASE) or ANY_OTHER.search(around):
        return True
    if re.search(r"monthly|weekly|daily|annual|(?:щоміс|щотиж|місячн|тижнев|месячн|недельн)", around, re.IGNORECASE):
        return True
    near = [p for p in context.periods if cue.start - 40 <= p.start <= cue.end + 110]
    return any(p.means in AGAINST or (p.means == "trailing" and p.stated.unit in ("month", "year")) for p in near)


def _record(context: Context, cue: Cue, clause: tuple[int, int]) -> Claim:
    text = context.text
    deed = deed_at(text, cue.start, cue.end, clause, context.words)
    base = [p for p in context.periods if p.start >= cue.start - 2 and p.start <= cue.end + 110]
    before = [p for p in context.periods if p.end <= cue.start]
    own = next((context.period_of(area) for area in context.areas), before[-1] if before else None)
    polarity = polarity_of(deed.verb, deed.actor) if deed else "unstated"
    claim = context.claim(
        "record",
        cue.start,
        period=own,
        measure="lost" if polarity == "ukraine_gains" else "gained",
        polarity=polarity,
    )
    return replace(
        claim,
        base_period=base[0] if base else None,
        direction="down" if context.words.has("record_low", text, cue.start, cue.end) else "up",
        rate=_window(text[max(0, cue.start - 40) : cue.end + 60]),
    )


def _window(around: str) -> str | None:
    for name, stems in (
        ("month", r"month|місяч|місяц|месяч|месяц"),
        ("week", r"week|тиж|недел"),
        ("day", r"\bdaily|\bday\b|доб|сут"),
    ):
        if re.search(stems, around, re.IGNORECASE):
            return name
    return None
