"""What an area is measured of: the size of a place, what land is compared with, or one unit of a rate.

Such a figure is no claim of control, whatever is taken or lost in the same sentence.
"""

from __future__ import annotations

import re

from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.words.grammar import Cue, Words

OFFICIAL_KM2 = (
    603_628.0,
    603_550.0,
    603_700.0,
    603_549.0,
    576_628.0,
    26_517.0,
    26_684.0,
    28_461.0,
    27_183.0,
    31_415.0,
    23_834.0,
    31_914.0,
    27_180.0,
    26_081.0,
    27_006.0,
)
"""Ukraine and the oblasts at the front as encyclopedias give them: such a figure without a bound is a size."""


LAND = ("taking", "retaking", "losing", "holding")
FIRST_WORD = re.compile(r"\w+")
NAME = re.compile(r"[A-ZА-ЯІЇЄ]\w{2,}")
PAUSE = re.compile(r"[,;:—–]")


def is_difference(text: str, quantity: Quantity, words: Words) -> bool:
    """Whether a quantity is by how much one figure differs from another: "на 1200 кв. км меньше, чем заявляет …"."""
    is_by = words.before("difference_by", text, quantity.start) is not None
    return is_by and words.after("difference", text, quantity.end) is not None


def is_per_area(text: str, quantity: Quantity, words: Words) -> bool:
    """Whether a quantity is the one unit of a rate: "втрати на один квадратний кілометр"."""
    # The word for one is the figure itself.
    one = FIRST_WORD.match(text, quantity.start) if quantity.low == 1 else None
    before = text[max(0, quantity.start - 24) : one.end() if one else quantity.start]
    cues = words.find("per_area", before)
    if one and words.after("moved", text, quantity.end):
        return False
    return bool(cues) and len(before[cues[-1].end :].split()) <= 1


def is_size(text: str, quantity: Quantity, words: Words) -> bool:
    """Whether the quantity is the size of a place, or what an area is compared with."""
    start = quantity.start
    if _is_compared_with(text, start, words) or words.before("size_before", text, start):
        return True
    nouns = words.find("size_nouns", text, max(0, start - 90), start)
    if words.before("size_of", text, start) and nouns:
        return True
    if words.before("over_area", text, start) and _has_any(("taking", "retaking", "holding"), text[:start], words):
        return False
    if nouns and _is_measured(text, nouns[-1], start, words):
        return True
    is_adjective = "-" in quantity.printed or words.before("one_such", text, start) is not None
    if is_adjective and words.after("sized", text, quantity.end):
        return True
    if quantity.unit in KM2_PER and quantity.bound == "exact":
        value = quantity.low * KM2_PER[quantity.unit]
        # Newspapers round such a size to hundreds: 603,500.
        return any(abs(value - official) < max(0.6, official * 0.0003) for official in OFFICIAL_KM2)
    return False


def _is_compared_with(text: str, start: int, words: Words) -> bool:
    """Whether a place named before a figure is what an area is compared with: "larger than Moscow (2,561 sq km)"."""
    for cue in words.find("compare_words", text, max(0, start - 80), start):
        between = text[cue.end : start]
        # "an area the size of 40 sq km" names the land itself.
        if NAME.search(between) and not PAUSE.search(between) and not _has_any(LAND, between, words):
            return True
    return False


def _is_measured(text: str, noun: Cue, start: int, words: Words) -> bool:
    """Whether a word of size says the figure at `start` of a place, and not of the land in it that changed hands."""
    sizes = words.find("size_words", text, max(0, noun.start - 25, start - 45), start)
    if not sizes or start - sizes[-1].end >= 25:
        return False
    return not _has_any(LAND, text[max(0, noun.start - 60) : start], words)


def _has_any(sections: tuple[str, ...], text: str, words: Words) -> bool:
    return any(words.has(section, text) for section in sections)
