"""Words beside a figure: "over", "about", "up to" and the ends of a range."""

from __future__ import annotations

import re
from typing import cast

from flows.claims.quantities.quantity import Bound
from flows.claims.words.grammar import Words

FIGURE = re.compile(r"^[^.;]*\d[^.;]*$")
"""With no end of a clause: "from 39 sq km in May [to]"."""


def bound_at(text: str, at: int, end: int, words: Words) -> tuple[Bound, int]:
    """The bound that stands before a figure or after its unit, and where the quantity begins."""
    best: tuple[int, int, Bound] | None = None
    begin = max(0, at - 40)
    for name in ("at_least", "about", "at_most"):
        for cue in words.find(f"bounds/{name}", text, begin, at):
            gap = text[cue.end : at].strip(" \u00a0(").lower()
            if gap in ("", *words.section("determiners")) and (best is None or cue.start < best[0]):
                best = (cue.start, cue.end, name)
    if best is not None and not _is_target_of_move(text, best[0], best[1], words):
        return best[2], best[0]
    tail = text[end : end + 14]
    for name in ("at_least", "about"):
        after = next(iter(words.find(f"bounds_after/{name}", tail)), None)
        if after is not None and not tail[: after.start].strip():
            return cast(Bound, name), at
    return "exact", at


def _is_target_of_move(text: str, start: int, end: int, words: Words) -> bool:
    """Whether "up to" is where a figure has come to, not a limit: the end of a sum, a movement or an opened range."""
    word = text[start:end].lower()
    if word not in words.section("up_to"):
        return False
    if words.before("sums", text, start):
        return True
    if word not in words.section("range_words"):
        return False
    opened = words.find("range_openers", text, max(0, start - 60), start)
    return any(FIGURE.search(text[cue.end : start]) for cue in opened) or moves(text, start, words)


def opener_at(text: str, at: int, words: Words) -> int | None:
    """Where a word such as "from" or "between" stands right before a figure; None where none does."""
    opener = words.before("range_openers", text, at)
    return opener.start() if opener else None


def moves(text: str, at: int, words: Words) -> bool:
    """Whether a verb of growth or decline stands shortly before: "grew from 39 to 317" is no range."""
    cues = [cue for name in ("up", "down") for cue in words.find(name, text, max(0, at - 30), at)]
    return any(not words.has("comparatives", cue.text) for cue in cues)
