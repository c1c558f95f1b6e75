"""Whether a quantity of area is a claim of control over land at all.

A claim needs a word of taking, losing, retaking or holding (or a noun such as "gains") that governs the quantity.
It is none where the clause speaks of something else (fire, mines, fields), of the size of a place, of a plan or a
condition, of a rate of casualties, or of another war. All words stand in the tables of the languages.
"""

from __future__ import annotations

from flows.claims.land.hypotheses import is_hypothetical
from flows.claims.land.polarity import Deed, deed_at
from flows.claims.land.sizes import is_difference, is_per_area, is_size
from flows.claims.land.subjects import is_elsewhere, is_other_subject
from flows.claims.quantities.quantity import Quantity
from flows.claims.text.clauses import opens_part
from flows.claims.words.grammar import Cue, Words


def is_claim(text: str, quantity: Quantity, clause: tuple[int, int], words: Words, *, in_context: bool) -> Deed | None:
    """The deed that makes a quantity a claim of control, or None. `in_context`: a claim stood just before it."""
    start, end = quantity.start, quantity.end
    if (
        is_difference(text, quantity, words)
        or is_per_area(text, quantity, words)
        or is_size(text, quantity, words)
        or is_elsewhere(text, clause, words)
    ):
        return None
    # "Almost 125,000 square kilometres.", "That is 5 sq km a day": bare figures, of what stood just before.
    is_bare = in_context and (
        len(text.split()) <= 8
        or opens_part(text)
        or words.before("this_is", text, start) is not None
        or words.after("rate_after", text, end) is not None
    )
    deed = deed_at(text, start, end, clause, words) or deed_at(text, start, end, (0, clause[1]), words)
    if deed is None and not in_context:
        deed = deed_at(text, start, end, (0, len(text)), words)
    if grey := next(iter(words.find("grey_zone", text)), None):
        deed = deed if deed and deed.verb != "taking_weak" else Deed("holding", grey, None)
    if deed is None:
        if not (words.has("territory", text) or in_context) or not (is_bare or words.has("war_words", text)):
            return None
        # "the area of occupied land grew", "territorial gains": a noun alone can make a claim.
        noun = next(iter(words.find("territory", text)), Cue(start, start, ""))
        if not in_context and not words.has("taken_land", noun.text):
            return None
        deed = Deed("taking_weak", noun, None)
    if deed.verb == "taking_weak" and not is_bare and not _weak_holds(text, deed, start, words):
        strong = [v for v in ("taking", "retaking", "losing") if words.has(v, text)]
        if not strong:
            return None
        deed = Deed(strong[0], words.find(strong[0], text)[0], deed.actor)
    if is_other_subject(text, quantity, deed, clause, words) or is_hypothetical(text, quantity, deed, clause, words):
        return None
    if quantity.unit in ("ha", "acre") and not words.has("war_words", text):
        return None
    return deed


def _weak_holds(text: str, deed: Deed, at: int, words: Words) -> bool:
    """`took`, `added`: a claim only where an actor or the land is named too."""
    sides = words.has("actors/russia", text) or words.has("actors/ukraine", text)
    return (sides or words.has("war_words", text)) and (abs(at - deed.cue.end) < 90 or words.has("territory", text))
