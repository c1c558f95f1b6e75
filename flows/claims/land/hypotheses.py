"""Whether a plan, a condition, a demand or a forecast governs a quantity, so that nothing is said to have happened."""

from __future__ import annotations

from flows.claims.land.polarity import Deed
from flows.claims.quantities.quantity import Quantity
from flows.claims.text.clauses import tells_of_it
from flows.claims.words.grammar import Cue, Words


def is_hypothetical(text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words) -> bool:
    """Whether a plan, a condition, a demand or a forecast governs the quantity, and not a deed that was done."""
    # A condition or a plan at the head of the sentence governs the clauses after it too.
    if _open(words.find("conditions", text, 0, clause[0]), text, words):
        return True
    for cue in _open(words.find("hypothetical", text, *clause), text, words):
        if cue.start >= quantity.end:
            # after the quantity only where it is the verb itself: "another 200 sq km would be needed"
            if len(text[quantity.end : cue.start].split()) <= 2 and deed.cue.start > cue.start:
                return True
        elif words.has("wishes", cue.text) or not _is_done(text, quantity, deed, cue, clause, words):
            return True
    return False


def _open(cues: list[Cue], text: str, words: Words) -> list[Cue]:
    """Those that leave open what happens; "if Crimea is counted" does not."""
    return [cue for cue in cues if not words.after("counted", text, cue.start)]


def _is_done(text: str, quantity: Quantity, deed: Deed, cue: Cue, clause: tuple[int, int], words: Words) -> bool:
    """Whether a deed of the past holds, though the clause also tells of what is wanted."""
    if tells_of_it(text, quantity.end, words):
        return True
    if deed.cue.end > quantity.start or not _is_past(text, deed.cue, words):
        return False
    return deed.cue.start > cue.end or (clause[0] < deed.cue.end < cue.start and not _governs(text, cue, quantity))


def _governs(text: str, cue: Cue, quantity: Quantity) -> bool:
    """Whether nothing but a few words lies between a cue and the quantity."""
    between = text[cue.end : quantity.start]
    return len(between.split()) <= 6 and "," not in between


def _is_past(text: str, verb: Cue, words: Words) -> bool:
    first = verb.text.split()[0] if verb.text.split() else ""
    is_finite = words.between("finite_past", first, 0, len(first)) is not None
    return is_finite and not words.before("not_finite", text, verb.start)
