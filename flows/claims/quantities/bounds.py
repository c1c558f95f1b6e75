"""Words beside a figure: "over", "about", "up to" and the ends of a range."""

from __future__ import annotations

import re
from typing import cast

from flows.claims.quantities.quantity import Bound
from flows.claims.words.grammar import Words

DETERMINER = re.compile(
    r"^\s*(?:the|a|an|another|an additional|a further|its|their|whole|still|ще|еще|ещё|цілих"
    r"|целых)?\s*[(]?\s*$",
    re.IGNORECASE,
)

TOTALS = re.compile(
    r"\b(?:add(?:s|ed|ing)?|com(?:e|es|ing)|came|amount(?:s|ed|ing)?|sum(?:s|med|ming)?|bring(?:s|ing)?|brought"
    r"|total(?:s|ed|led|ing|ling)?|work(?:s|ed)? out)\s(?:(?:it|them|this|that|the total|altogether)\s)?$"
    r"|(?:сяг|досяг|дійш|доход|дошл|достиг|довед|довел|дорос|вирос|вырос|зріс|зрос|возрос)\w{0,8}\s$",
    re.IGNORECASE,
)
"""What stands before "up to" where it is the end of a sum ("the gains add up to 1,004"), not a limit."""


COMPARATIVE = re.compile(r"(?:ше|er)$", re.IGNORECASE)
"""Adverbs that compare two paces, "швидше", and move no figure."""


def bound_at(text: str, at: int, end: int, words: Words) -> tuple[Bound, int]:
    """The bound that stands before a figure or after its unit, and where the quantity begins."""
    best: tuple[int, int, Bound] | None = None
    begin = max(0, at - 40)
    for name in ("at_least", "about", "at_most"):
        for cue in words.find(f"bounds/{name}", text, begin, at):
            if DETERMINER.match(text[cue.end : at]) and (best is None or cue.start < best[0]):
                best = (cue.start, cue.end, name)
    if best is not None and not _is_target_of_move(text, best, words):
        return best[2], best[0]
    tail = text[end : end + 14]
    for name in ("at_least", "about"):
        after = next(iter(words.find(f"bounds_after/{name}", tail)), None)
        if after is not None and not tail[: after.start].strip():
            return cast(Bound, name), at
    return "exact", at


def _is_target_of_move(text: str, best: tuple[int, int, Bound], words: Words) -> bool:
    """`до` after a verb of growth or an opened range means "to", not "up to"."""
    words_of_bound = text[best[0] : best[1]].lower()
    if words_of_bound in ("up to", "до") and TOTALS.search(text[max(0, best[0] - 40) : best[0]]):
        return True
    if words_of_bound != "до":
        return False
    opened = re.search(r"(?<!\w)(?:від|з|із|от|с|со)\s[^.;]{1,60}$", text[: best[0]], re.IGNORECASE)
    return (opened is not None and bool(re.search(r"\d", opened.group()))) or moves(text, best[0], words)


def opener_at(text: str, at: int, words: Words) -> int | None:
    """Where a word such as "from" or "between" stands right before a figure; None where none does."""
    match = re.search(r"(\w+)\s+$", text[max(0, at - 12) : at])
    if match and match.group(1).lower() in words.section("range_openers"):
        return max(0, at - 12) + match.start()
    return None


def moves(text: str, at: int, words: Words) -> bool:
    """Whether a verb of growth or decline stands shortly before: "grew from 39 to 317" is no range."""
    begin = max(0, at - 30)
    return any(not COMPARATIVE.search(cue.text) for name in ("up", "down") for cue in words.find(name, text, begin, at))
