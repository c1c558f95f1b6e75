"""Places within an oblast: towns and directions of the front, which are no units of the map."""

from __future__ import annotations

import re

from flows.claims.words.grammar import words_of_text

PAUSE = re.compile(r"[;:]")
CLOSE = 60


def place_at(text: str, start: int, end: int, clause: tuple[int, int]) -> tuple[int, int, str] | None:
    """Begin, end and words of the place that the figure at `start:end` stands by, the nearest of several."""
    words = words_of_text(text)
    found: list[tuple[int, int, str]] = []
    for match in words.pattern("front_places", "named").finditer(text, *clause):
        is_before = match.start() < end
        between = text[match.end() : start] if is_before else text[end : match.start()]
        # What follows a figure after a comma or an "and" is told of something else.
        is_loose = PAUSE.search(between) or (not is_before and ("," in between or words.has("of_else", between)))
        if len(between) <= CLOSE and not is_loose:
            found.append((match.start(), match.end(), match.group().strip()))
    return min(found, key=lambda entry: entry[0] - end if entry[0] >= end else start - entry[1], default=None)
