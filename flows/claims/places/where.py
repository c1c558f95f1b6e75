"""Where an area is, by its clause, its sentence and the sentences before; no place is better than a wrong one.

A figure of an oblast, a town or of land in Russia that is taken for one of all Ukraine gets a false verdict.
"""

from __future__ import annotations

from flows.claims.land.polarity import Deed
from flows.claims.places.scope import (
    A_PART,
    UKRAINE,
    WITHOUT_CRIMEA,
    Scope,
    before_named,
    is_without_crimea,
    named_scope,
    regions_in,
)
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.reading.context import Context
from flows.claims.text.clauses import whole_at

LEAST_OF_COUNTRY = 20_000
"""What either side holds in all Ukraine is more than so many km²; less is held in some part of it."""
MOST_OF_COUNTRY = 30
"""Russia never held a larger share of Ukraine, in percent; more is of an oblast."""
DEEDS_ABROAD = frozenset(
    (
        ("taking", "ukraine"),
        ("taking_weak", "ukraine"),
        ("holding", "ukraine"),
        ("holding", None),
        ("retaking", "russia"),
    )
)
"""What is done to land in Russia, once a text speaks of it: Ukraine takes and holds it, Russia takes it back."""


def land_of(context: Context, quantity: Quantity, clause: tuple[int, int], deed: Deed, *, is_level: bool) -> Scope:
    """What the clause names, what the sentence names, else what the sentences before are of, else Ukraine."""
    text, words, start, end = context.text, context.words, quantity.start, quantity.end
    named = named_scope(text, start, end, clause)
    whole = whole_at(text, start)
    if (
        named is None
        and not words.has("our_land", text, *clause)
        and sum(whole[0] <= area.start < whole[1] for area in context.areas) == 1
    ):
        named = named_scope(text, start, end, whole)
    if named is None and words.has("that_front", text, *clause):
        return A_PART
    if named is None and words.has("this_region", text, *clause):
        named = before_named(context.told_before)
    if named is None and not words.has("our_land", text, *clause):
        named = _not_of_ukraine(context, quantity, deed, clause, is_level=is_level)
    if named in (None, UKRAINE) and is_level and is_without_crimea(text):
        return WITHOUT_CRIMEA
    return named or UKRAINE


def _not_of_ukraine(
    context: Context, quantity: Quantity, deed: Deed, clause: tuple[int, int], *, is_level: bool
) -> Scope | None:
    """The land that the text speaks of, where a deed or its size says that the figure is not of all Ukraine."""
    earlier = (*context.told_before, context.text[: quantity.start])
    abroad = [entry[2] for sentence in earlier for entry in regions_in(sentence) if entry[2].in_russia]
    if abroad and (deed.verb, context.side_of(deed, quantity, clause, UKRAINE)) in DEEDS_ABROAD:
        return abroad[-1]
    is_part = is_level and quantity.high * KM2_PER[quantity.unit] < LEAST_OF_COUNTRY
    return before_named(earlier) or A_PART if is_part and deed.cue.text else None


def share_of_a_part(context: Context, quantity: Quantity, scope: Scope, side: str | None, *, is_change: bool) -> Scope:
    """The scope of a share that is said of the country by no word of its own, and cannot be of it or leaves Crimea."""
    if scope.unit_id != "UA" or is_change:
        return scope
    if is_without_crimea(context.text):
        return WITHOUT_CRIMEA
    if side == "russia" and quantity.low > MOST_OF_COUNTRY and not context.words.has("our_land", context.text):
        return before_named((*context.told_before, context.text[: quantity.start])) or A_PART
    return scope
