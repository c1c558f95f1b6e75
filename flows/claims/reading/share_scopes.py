"""What a percentage is a share of: the country, an oblast, or what a share before it is of."""

from __future__ import annotations

import re
from string import digits

from flows.claims.claim import Claim
from flows.claims.places.scope import (
    JOINED,
    Scope,
    bare_region_at,
    before_named,
    named_scope,
    regions_in,
    scope_at,
)
from flows.claims.quantities.conversions import restated
from flows.claims.quantities.quantity import Quantity
from flows.claims.reading.context import Context, after_sign

CHANGE_IN_BRACKETS = re.compile(r"[”\"»’]?(?:\s?\([+−–-]?[\d.,]+\s?%?\))?")
"""After a percentage: the end of a quotation, "“less than 1%” of the region", and "17.5% (+0.01%) of the country"."""
IN_BRACKETS = re.compile(r"\([+−–-]?$")
NAME = re.compile(r"\s?(?P<name>[A-ZА-ЯІЇЄҐ][\w'’ʼ-]{2,20})")
NAMED = re.compile(r"(?P<name>[A-ZА-ЯІЇЄҐ][\w'’ʼ-]{2,20}(?:\s\w{2,10}\.?)?)\s?$")
"""Before a percentage: "Запорожская область контролируется Россией на 67%, Донецкая – на 57%"."""
DASH = re.compile(r"(?:\s[—–-])?")
ENDS = re.compile(r"[”\"»’)]?\s?(?:[.,;:)]|$)")
BESIDE = re.compile(r"[,;]\s(?:\w+\s){0,2}$")
DEEDS_BETWEEN = ("losing", "gains_noun", "up", "not_change_subject")
"""Between a percentage and "of the territory" these make it one of losses, not of land."""


def share_scope(context: Context, quantity: Quantity, before: list[Claim]) -> Scope | None:
    """What a percentage is a share of, told by its own words, by the shares `before` it or by an area beside it."""
    return (
        _share_in_list(context, quantity)
        or _share_of(context, quantity)
        or _share_like(before, context, quantity)
        or _share_alone(context, quantity)
    )


def _share_in_list(context: Context, quantity: Quantity) -> Scope | None:
    """The oblast that a list's item names first: both shares are its own in "Kharkiv: 1.9% – 4.7%"."""
    begin = context.sentence.heading
    if not begin or IN_BRACKETS.search(context.text, 0, quantity.start):
        return None
    named = [region for region in regions_in(context.text, begin) if region[0] < quantity.start]
    return named[0][2] if named else None


def _share_of(context: Context, quantity: Quantity) -> Scope | None:
    """What a percentage is a share of: Ukraine or an oblast; None for anything else."""
    text, words = context.text, context.words
    skipped = CHANGE_IN_BRACKETS.match(text, quantity.end)
    at = skipped.end() if skipped else quantity.end
    if IN_BRACKETS.search(text, 0, quantity.start) and text[quantity.end :][:1] == ")":
        return None
    if words.after("up", text, at) or words.after("down", text, at):
        return None
    if named_at := _region_before(context, quantity) or bare_region_at(text[at : at + 70]):
        together = scope_at(text, quantity.start, quantity.end, (quantity.end, quantity.end + 110))
        return together if JOINED in together.name else named_at
    if _is_of_a_town(context, at):
        return None
    if (region := _region_after(context, quantity, at)) is not None:
        return region
    if words.after("of_the_region", text, at):
        return before_named((*context.told_before, text[: quantity.start])) or Scope("an oblast named before", None)
    if _is_growth(context, quantity):
        return None
    return _share_of_land(context, quantity, at)


def _share_of_land(context: Context, quantity: Quantity, at: int) -> Scope | None:
    """Ukraine, or the oblast whose territory the words after or before a percentage name."""
    text, words = context.text, context.words
    if taken := words.after("share_of_taken", text, at):
        found = taken if words.has("retaking", text) else None
    else:
        found = words.pattern("share_of").search(text, at, at + 70)
    if found and len(text[at : found.start()].split()) <= 2 and not _is_of_deeds(context, at, found.start()):
        if words.has("country", found.group()):
            return Scope("Ukraine", "UA")
        held = named_scope(text, quantity.start, quantity.end, (0, len(text)))
        return held if held is not None and held.is_region else Scope("Ukraine", "UA")
    begin = max(quantity.start - 50, after_sign(text, quantity.start, digits))
    return Scope("Ukraine", "UA") if words.has("share_before", text, begin, quantity.start) else None


def _is_of_deeds(context: Context, start: int, end: int) -> bool:
    between = context.text[start:end]
    return bool(re.search(r"[,;]", between)) or any(context.words.has(name, between) for name in DEEDS_BETWEEN)


def _is_growth(context: Context, quantity: Quantity) -> bool:
    """Whether something grew or fell by a percentage: "an increase of 18%"."""
    text, words = context.text, context.words
    by = words.before("by", text, quantity.start)
    return by is not None and any(words.before(way, text, by.start()) for way in ("up", "down"))


def _is_of_a_town(context: Context, at: int) -> bool:
    """Whether a percentage is of a town: "50% of Novopavlivka in Dnipropetrovsk Oblast"."""
    text, words = context.text, context.words
    of = words.after("of_what", text, at)
    named = NAME.match(text, of.end() if of else at)
    if named is None or not words.after("in_what", text, named.end()) or words.has("country", named["name"]):
        return False
    return not scope_at(named["name"], 0, 0, (0, len(named["name"]))).is_region


def _region_after(context: Context, quantity: Quantity, at: int) -> Scope | None:
    """The oblast named after a percentage that is a share of it, not of a town in it."""
    text, words = context.text, context.words
    named = scope_at(text, quantity.start, quantity.end, (quantity.end, min(len(text), quantity.end + 60)))
    dash = DASH.match(text, at)
    begin = dash.end() if dash else at
    if not named.is_region or words.has("settlement_nouns", text, quantity.end, named.start):
        return None
    joins = words.after("region_share", text, begin) is not None or NAME.match(text, begin) is not None
    is_near = named.start - quantity.end < (45 if text[begin + 1 : begin + 2].islower() else 5)
    return named if joins and is_near else None


def _region_before(context: Context, quantity: Quantity) -> Scope | None:
    """The oblast whose share it is, in a list that names them first: "Луганскую область – 99%, Донецкую – на 57%"."""
    text, words = context.text, context.words
    joins = words.before("share_region", text, quantity.start, max(0, quantity.start - 80))
    named = NAMED.search(text, max(0, quantity.start - 80), joins.start()) if joins else None
    for name in (named["name"], *(f"{named['name']} {word}" for word in words.section("oblast"))) if named else ():
        scope = scope_at(name, 0, 0, (0, len(name)))
        if scope.unit_id not in (None, "UA"):
            return scope
    return None


def _share_like(claims: list[Claim], context: Context, quantity: Quantity) -> Scope | None:
    """The scope of the share just before: "took 0.04% of the country, bringing the total to 19.04%"."""
    text, words = context.text, context.words
    if not claims:
        return None
    another = words.near("another", text, quantity.start, 1)
    is_another = another is not None and text[: another.start].rstrip()[-1:] in ("–", "—", "-")
    beside = words.near("share_beside", text, quantity.start, 2) or BESIDE.search(text[: quantity.start])
    is_beside = beside and any(0 <= p.start - quantity.end <= 4 for p in context.periods)
    is_again = words.near("share_again", text, quantity.start, 3) is not None
    if (is_another and ENDS.match(text, quantity.end)) or is_beside or is_again:
        return Scope(claims[-1].scope, claims[-1].unit_id)
    return None


def _share_alone(context: Context, quantity: Quantity) -> Scope | None:
    """The scope of a percentage with no noun: of land that the words before it call held ("площа втрачених земель
    становить близько 18%"), or of the area beside it."""
    text, words = context.text, context.words
    if not ENDS.match(text, quantity.end):
        return None
    equals = words.near("equals", text, quantity.start, 3)
    begin = after_sign(text, equals.start, ".;%") if equals else 0
    if equals and any(words.has(name, text, begin, equals.start) for name in ("holding", "losing")):
        return scope_at(text, quantity.start, quantity.end, (0, quantity.end))
    beside = [area for area in context.areas if restated(text, area.end, quantity.start, words)]
    return scope_at(text, beside[0].start, beside[0].end, (0, quantity.end)) if beside else None
