"""What a clause speaks of where it is not of this war's land: fire, mines or fields, another war, another century."""

from __future__ import annotations

import re

from flows.claims.land.polarity import Deed
from flows.claims.quantities.quantity import Quantity
from flows.claims.words.grammar import Cue, Words

LONG_AGO = re.compile(r"(?<![\d.,])1[5-9]\d\d(?![\d.,]*\d)")


def is_elsewhere(text: str, clause: tuple[int, int], words: Words) -> bool:
    """Whether a clause names another land, or a year of another century."""
    if any(not words.after("counts_what", text, year.end()) for year in LONG_AGO.finditer(text, *clause)):
        return True
    here = words.find("elsewhere", text, *clause)
    return (bool(here) and not _names_the_sides(text, clause, words)) or len(here) > 1


def is_other_subject(text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words) -> bool:
    others = words.find("other_subject", text, *clause)
    if not others:
        return False
    strong = deed.verb in ("taking", "retaking", "losing") and clause[0] <= deed.cue.start < clause[1]
    if quantity.unit in ("ha", "acre") and not (strong and _names_the_sides(text, clause, words)):
        return True
    if not strong:
        return True
    if any(_heads(text, other, deed, words) for other in others):
        return True
    distance = abs(quantity.start - deed.cue.end)
    nearer = [o for o in others if _gap(o, quantity) < distance]
    governs = (
        deed.cue.end <= quantity.start
        and distance < 60
        and not any(deed.cue.end <= o.start < quantity.start for o in others)
    )
    return bool(nearer) or not governs


def _names_the_sides(text: str, clause: tuple[int, int], words: Words) -> bool:
    return words.has("actors/russia", text, *clause) or words.has("actors/ukraine", text, *clause)


def _heads(text: str, other: Cue, deed: Deed, words: Words) -> bool:
    """Whether another subject is the one that does the deed: "sappers returned 35,000 sq km to use"."""
    if other.end > deed.cue.start or deed.cue.start - other.end > 40:
        return False
    between = text[other.end : deed.cue.start]
    return "," not in between and not words.has("actors/russia", between) and not words.has("actors/ukraine", between)


def _gap(cue: Cue, quantity: Quantity) -> int:
    return quantity.start - cue.end if cue.end <= quantity.start else cue.start - quantity.end
