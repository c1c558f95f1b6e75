"""Records: superlatives of land taken, "the most since March 2022", with the span that leads and the one it leads."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.claim import Claim
from flows.claims.land.polarity import deed_at, polarity_of
from flows.claims.reading.context import Context
from flows.claims.spans.periods import Period
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

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
ONE_OF = re.compile(r"\b(?:one of the|одн\w{1,3} (?:з|із|зі|из)|вважа\w+|считал\w+)\s(?:\w+\s)?$", re.IGNORECASE)
"""Before a superlative: "one of the fastest rates" says that another was as fast."""
LEANS = re.compile(
    r"(?:this|that|it|which|это|этот|эта|це|цей|ця)\s(?:(?:is|was|were|the|has|been|also|тоже|також|стало|стал|стала|став"
    r"|є|был|была|было)\s){0,3}$",
    re.IGNORECASE,
)
"""Before a superlative: its subject is the sentence before."""
FIGURE = re.compile(
    r"\s?(?:\w+\s){0,2}(?:figure|total|result|gain|pace|rate|amount|increase|показник|показат|результат|приріст|прирост|темп)"
    r"|\s?[^.;]{0,20}\b(?:since|з|с|за)\s",
    re.IGNORECASE,
)


def record_claims(context: Context) -> list[Claim]:
    """Superlatives about land taken: the most, the least, the fastest of a span."""
    text, words = context.text, context.words
    for cue in words.find("records", text):
        clause = clause_at(text, cue.start)
        if _is_record_of_land(context, cue) or _is_of_what_was_told(context, cue):
            return [_record(context, cue, clause)]
    return []


def _is_record_of_land(context: Context, cue: Cue) -> bool:
    text, words = context.text, context.words
    is_of_war = any(words.has(section, text) for section in ("war_words", "taking", "retaking"))
    if not is_of_war or words.has("other_subject", text):
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


def _is_of_what_was_told(context: Context, cue: Cue) -> bool:
    """Whether the land that leads stands in the sentence before: "It is the lowest figure since August"."""
    before = context.previous
    if before is None or not before.areas or not before.words.has("taking", before.text):
        return False
    return LEANS.match(context.text[: cue.start]) is not None and FIGURE.match(context.text[cue.end :]) is not None


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
    base = _base(context, cue)
    polarity = polarity_of(deed.verb, deed.actor) if deed else "unstated"
    claim = context.claim(
        "record",
        cue.start,
        period=_own(context, cue, base),
        measure="lost" if polarity == "ukraine_gains" else "gained",
        polarity=polarity,
    )
    return replace(
        claim,
        base_period=base,
        direction="down" if context.words.has("record_low", text, cue.start, cue.end) else "up",
        rate=_window(text[max(0, cue.start - 40) : cue.end + 60]),
    )


def _base(context: Context, cue: Cue) -> Period | None:
    """The span that it leads: of those after the superlative the one that it can be a record of, else the first."""
    after = [p for p in context.periods if cue.start - 2 <= p.start <= cue.end + 110]
    return next((p for p in after if p.means in AGAINST), after[0] if after else None)


def _own(context: Context, cue: Cue, base: Period | None) -> Period | None:
    """The span that leads: that of the figure before the superlative, else of one after it, else the last named.

    "That was the most since May" leans on the sentence before.
    """
    areas = sorted(context.areas, key=lambda area: min(abs(area.start - cue.end), abs(cue.start - area.end)))
    found = [context.span_of(area) for area in areas]
    named = context.timeline.spans()
    before, after = [p for p in named if p.end <= cue.start], [p for p in named if p.start >= cue.start]
    own = next((p for p in (*found, *reversed(before), *after) if p is not None and p != base), None)
    return own or context.carried_period


def _window(around: str) -> str | None:
    for name, stems in (
        ("month", r"month|місяч|місяц|месяч|месяц"),
        ("week", r"week|тиж|недел"),
        ("day", r"\bdaily|\bday\b|доб|сут"),
    ):
        if re.search(stems, around, re.IGNORECASE):
            return name
    return None
