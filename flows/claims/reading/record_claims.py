"""Records: superlatives of land taken, "the most since March 2022", with the span that leads and the one it leads."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.claim import Claim
from flows.claims.land.polarity import deed_at, polarity_of
from flows.claims.reading.context import Context
from flows.claims.spans.dates import key_of
from flows.claims.spans.periods import Period
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

AGAINST = frozenset(
    ("since", "since_month", "since_year", "year", "this_year", "ytd", "season", "invasion", "last_year")
)
"""Spans that a record can be one of."""
NAME = re.compile(r"\s(?:\w+\s)?[А-ЯІЇЄA-Z]")


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
    since = _since(context, cue)
    end = since.start if since else min(len(text), cue.end + 60)
    around = (max(0, cue.start - 60), end)
    if words.has("elsewhere", text, cue.start, min(len(text), cue.end + 60)):
        return False
    if words.has("not_change_subject", text, cue.start, min(len(text), cue.end + 40)):
        return False
    if words.has("hypothetical", text, max(0, cue.start - 40), cue.start) or words.near("one_of", text, cue.start, 1):
        return False
    if _is_of_other(context, cue) or _is_of_places(context, cue):
        return False
    is_counted = any(min(abs(area.start - cue.end), abs(cue.start - area.end)) < 80 for area in context.areas) and (
        words.has("taking", text) or words.has("taking_weak", text)
    )
    return (words.has("change_subject", text, *around) or is_counted) and _compares(context, cue)


def _since(context: Context, cue: Cue) -> Cue | None:
    """The word after a superlative that opens what it is compared with."""
    found = context.words.find("since", context.text, cue.end, min(len(context.text), cue.end + 70))
    return found[0] if found else None


def _is_of_other(context: Context, cue: Cue) -> bool:
    """Whether a superlative is of a city, a war, an army; "the fastest since the war began" only names a span."""
    text = context.text
    others = context.words.find("record_of_other", text, cue.start, min(len(text), cue.end + 40))
    return any(
        len(text[cue.end : other.start].split()) <= 2 and not any(p.start < other.end <= p.end for p in context.periods)
        for other in others
    )


def _is_of_places(context: Context, cue: Cue) -> bool:
    """Whether it compares places, not times: "наибольший рост зафиксирован в Донецкой области"."""
    text = context.text
    cues = context.words.find("record_of_places", text, cue.end, min(len(text), cue.end + 90))
    return any(
        NAME.match(text, place.end) and not any(p.start <= place.end <= p.end for p in context.periods)
        for place in cues
    )


def _is_of_what_was_told(context: Context, cue: Cue) -> bool:
    """Whether the land that leads stands in the sentence before: "It is the lowest figure since August"."""
    before = context.previous
    if before is None or not before.areas or not before.words.has("taking", before.text):
        return False
    text, words = context.text, context.words
    leans = words.after("leaning", text, 0) is not None
    return leans and words.has("record_nouns", text, cue.end, min(len(text), cue.end + 30))


def _compares(context: Context, cue: Cue) -> bool:
    """Whether a superlative says against what: "since May", "in 2024", "in two years", "monthly", or "record" itself.

    "Most was lost in the east" compares places, not times, and is no record.
    """
    text, words = context.text, context.words
    if words.has("since", text, 0, 12) or _since(context, cue):
        return True
    if words.has("record_of_times", text, max(0, cue.start - 20), min(len(text), cue.end + 110)):
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
        rate=key_of(text[max(0, cue.start - 40) : cue.end + 80], context.words, "lengths"),
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
