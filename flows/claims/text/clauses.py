"""The clause of a sentence that a word stands in.

A sentence is read with the tables that fit its letters, so that a clause can be asked for by its text alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flows.claims.words.grammar import Words, any_of, words_of_text

IN_BRACKETS = re.compile(r"\s?\([^)]{1,40}\)")


def opens_part(text: str) -> bool:
    """Whether a sentence goes on with a part of what the one before told: "Of these, 300 are in Donetsk Oblast"."""
    return words_of_text(text).after("part_of_it", text, 0) is not None


def tells_of_it(text: str, end: int, words: Words) -> bool:
    """Whether a relative clause tells a deed of the very land whose figure ends at `end`."""
    at = past_brackets(text, end)
    return any(words.after(deed, text, at) for deed in ("then_taken", "then_held"))


def past_brackets(text: str, end: int) -> int:
    """Where the words after a figure go on: "500 square miles (1,295 sq km) that it has captured"."""
    brackets = IN_BRACKETS.match(text, end)
    return brackets.end() if brackets else end


def whole_at(text: str, at: int) -> tuple[int, int]:
    """Begin and end of all that a sentence says of the figure at `at`, without what it says of a part of another."""
    parts = [cue.start for cue in words_of_text(text).find("part_of_it", text)]
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
    return [match.span() for match in _break(words_of_text(text)).finditer(text)]


@cache
def _break(words: Words) -> re.Pattern[str]:
    anywhere, after_comma = any_of(words.section("clause_words")), any_of(words.section("clause_after_comma"))
    return re.compile(
        rf";|\s[—–-]\s(?=[^\d])|:\s|,?\s(?:{anywhere})\s|[,(]\s?(?:{after_comma})\s",
        re.IGNORECASE,
    )
