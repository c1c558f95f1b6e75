"""The clause of a sentence that a word stands in."""

from __future__ import annotations

import re
from functools import lru_cache

BREAK = re.compile(
    r";|\s[—–-]\s(?=[^\d])|:\s"
    r"|,?\s(?:while|whereas|although|though|whilst)\s|,\s(?:but|and (?:the|its|their|it|that|russia\w*"
    r"|ukrain\w*|has|have|had|is|are|was)|with|(?:\w+ )?(?:of )?which|where|after|so)\s"
    r"|,?\s(?:(?:у|в) той час,? як|тим часом як|в то время,? как)\s"
    r"|,\s(?:а(?!\s(?:саме|именно)\b)|але|проте|однак|тоді як|хоча|натомість|при цьому|що"
    r"|яка|який|яке|які|де|та (?:ще|також)"
    r"|но|однако|тогда как|хотя|при этом|которая|который|которое|которые|где|и (?:еще|ещё|также))\s"
    r"|,?\s(?:з|із|из)\s(?:них|яких|которых)\s|[,(]\s?(?:у тому числі|в т\.\s?ч\.|в том числе)\s",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:of|з|із|из)\s(?:which|those|these|them|них|яких|которых)\b|у тому числі|в том числе"
    r"|\bincluding\s(?:\w+\s){0,2}?\d",
    re.IGNORECASE,
)
"""Opens what is said of a part of a figure: "398 sq km, of which 300 in the Donetsk region"."""

RELATIVE = re.compile(
    r"(?:\s\([^)]{1,40}\))?(?:(?:\sof\s(?:\w+\s){0,2}\w+)?\s|\sof\s[^.;]{1,70}?\s(?=that|which))(?:(?:that|which)\s)?(?:it|they|he|kyiv|moscow|russia|ukraine"
    r"|(?:its|russian|ukrainian)\s(?:forces|troops|army))\s(?:\w+\s){0,2}(?:captured|seized|occupie[sd]|took|taken|holds?"
    r"|controls?|gained|retook|liberated)"
    r"|(?:\s\w+){0,2},\s(?:які|яку|що|які вже|которые|которую)\s"
    r"(?:\w+\s){0,3}(?:захоп|окуп|звільн|утрим|контрол|захват|оккуп|освоб|удерж)",
    re.IGNORECASE,
)
"""A relative clause that tells a deed of the very land: "to hold the 500 square miles it has captured"."""


def whole_at(text: str, at: int) -> tuple[int, int]:
    """Begin and end of all that a sentence says of the figure at `at`, without what it says of a part of another."""
    parts = [match.start() for match in PART.finditer(text)]
    return max((p for p in parts if p <= at), default=0), min((p for p in parts if p > at), default=len(text))


def clause_at(text: str, at: int) -> tuple[int, int]:
    """Begin and end of the clause around offset `at`."""
    begin, end = 0, len(text)
    for start, stop in _breaks(text):
        if stop <= at:
            begin = stop
        elif start >= at:
            end = start
            break
    return begin, end


@lru_cache(maxsize=16)
def _breaks(text: str) -> list[tuple[int, int]]:
    """Where clauses end and the next begin; a sentence is asked many times."""
    return [match.span() for match in BREAK.finditer(text)]
