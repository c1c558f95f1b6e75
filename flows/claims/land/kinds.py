"""Of which kind a claim of area is: land that changed hands, land held, or the grey zone."""

from __future__ import annotations

from flows.claims.claim import Kind
from flows.claims.land.polarity import Deed
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.text.clauses import past_brackets
from flows.claims.words.grammar import Words

LARGE_KM2 = 5_000.0
"""More than this is held, not taken, where no span is named: no month since 2022 moved as much."""
ALL_THAT_IS_HELD_KM2 = 100_000.0
"""More than was taken since 2022 in all: the lands of 2014 are counted in."""


def kind_of(
    text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words, *, has_span: bool, is_dated: bool
) -> Kind:
    """`grey_zone`, `area_level` or `area_change` of a quantity that is a claim."""
    if _of_grey_zone(text, quantity, clause, words):
        return "grey_zone"
    if grows_by(text, quantity, words):
        return "area_change"
    is_large = quantity.high * KM2_PER[quantity.unit] > LARGE_KM2
    if words.after("occupied", deed.cue.text, 0) and not has_span and (is_dated or is_large):
        return "area_level"
    if quantity.low * KM2_PER[quantity.unit] > ALL_THAT_IS_HELD_KM2:
        return "area_level"
    if words.before("level_before", text, quantity.start):
        return "area_level"
    after = past_brackets(text, quantity.end)
    if words.after("level_after", text, after):
        return "area_level"
    if not has_span and words.after("then_taken", text, after):
        return "area_change"
    if is_large and (
        words.before("large_level_before", text, quantity.start, clause[0])
        or (not has_span and words.before("total_before", text, quantity.start, clause[0]))
    ):
        return "area_level"
    if words.before("growth_of_held", text, quantity.start, clause[0]):
        return "area_change"
    if deed.verb == "holding":
        taken = [
            cue
            for verb in ("taking", "retaking", "losing")
            for cue in words.find(verb, text, clause[0], quantity.start)
            if abs(quantity.start - cue.end) < 60
        ]
        if not taken or (not has_span and deed.cue.end <= quantity.start):
            return "area_level"
    return "area_change"


def _of_grey_zone(text: str, quantity: Quantity, clause: tuple[int, int], words: Words) -> bool:
    """Whether the last land named before the quantity is the grey zone, or it is named right after it."""
    before = words.find("grey_zone", text, 0, quantity.start)
    if before:
        between = text[before[-1].end : quantity.start]
        return not any(words.has(verb, between) for verb in ("taking", "retaking", "losing"))
    after = text[quantity.end : min(clause[1], quantity.end + 80)]
    named = next(iter(words.find("grey_zone", after)), None)
    return named is not None and not words.has("leaving_out", after, 0, named.start)


def compared_by(text: str, quantity: Quantity, words: Words) -> str | None:
    """`up` or `down` where a quantity is the difference of two: "3,000 sq km less than in May"."""
    return next((way for way in ("up", "down") if words.after(f"compared/{way}", text, quantity.end)), None)


def grows_by(text: str, quantity: Quantity, words: Words) -> str | None:
    """`up` or `down` where a quantity is a growth: "the area held grew by 627 sq km"."""
    begin = max(0, quantity.start - 60)
    if (way := compared_by(text, quantity, words)) or not words.before("by_so_much", text, quantity.start, begin):
        return way
    found = [(cue.start, name) for name in ("up", "down") for cue in words.find(name, text, begin, quantity.start)]
    return max(found)[1] if found else None
