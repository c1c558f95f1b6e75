"""The names in a sentence that may be of settlements, whatever is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.claims.settlements.names import (
    begins_village,
    can_be_settlement,
    is_adjective,
    is_in_gazetteer,
    is_no_settlement,
    is_settlement,
)
from flows.claims.words.grammar import Words

LATIN = r"(?![A-Z]{4})[A-Z](?:[A-Za-z]|['’ʼ](?!s(?![\w'’ʼ]))){2,24}(?:-[A-Z][a-z]\w{1,20})?"
"""A capitalised word without its possessive "'s"; "Rai-Oleksandrivka" is one."""
CYRILLIC = r"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ]{1,24}(?:-[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ]{1,24})?(?!\w)"
"""The same; an acronym, "ДНР", is none."""
RUN = re.compile(rf"(?<![\w'’-])(?:{LATIN}(?:\s{LATIN}){{0,2}}|{CYRILLIC}(?:\s{CYRILLIC}){{0,2}})")
"""Capitalised words in a row: a name, or a name with what stands before it, "Russian Defence", "Ukrainian Toretsk"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as a sentence names it; `begin` is where "the village of" before it begins."""

    name: str
    begin: int
    start: int
    end: int
    is_known: bool
    has_noun: bool

    @property
    def is_certain(self) -> bool:
        """Whether the name is one of a place without regard to what stands beside it."""
        return self.is_known or self.has_noun


def mentions_of(text: str, words: Words) -> list[Mention]:
    """Every name that may be of a settlement; whether it is one, the list and the gazetteer tell."""
    # A Latin name among Cyrillic words is one of a newspaper.
    runs = (run for run in RUN.finditer(text) if words.languages == ("en",) or not run.group().isascii())
    return [mention for run in runs if (mention := _mention(text, run.start(), run.group(), words))]


def _mention(text: str, start: int, run: str, words: Words) -> Mention | None:
    named = run.split(" ")
    end = start + len(run)
    # "Зоря Донецької області": the region after the name is no part of it.
    while named and (is_adjective(named[-1]) or _is_no_place(text, start, end, words)):
        end -= len(named.pop()) + 1
    opens_sentence = not text[:start].strip('«»"“”(—– ')
    # "Село Зоря", "Росією Зорі": a word that has a capital for another reason.
    has_noun = False
    while len(named) > 1 and (is_no_settlement(named[0]) or (opens_sentence and _is_apart(named))):
        has_noun = words.after("settlement_nouns", named[0], 0) is not None
        start += len(named.pop(0)) + 1
        opens_sentence = False
    if not named:
        return None
    noun = words.before("settlement_noun_before", text, start)
    has_noun = has_noun or noun is not None or words.after("settlement_noun_after", text, end) is not None
    at, count = _named(named, has_noun=has_noun)
    name = " ".join(named[at : at + count])
    if not can_be_settlement(name):
        return None
    first = start + len(" ".join(named[:at])) + (at > 0)
    begin = noun.start() if noun and at == 0 else first
    return Mention(name, begin, first, first + len(name), is_settlement(name, opens_sentence=opens_sentence), has_noun)


def _is_apart(named: list[str]) -> bool:
    """Whether the first of capitalised words in a row has its capital from the sentence only."""
    return not begins_village(named[0]) and not is_in_gazetteer(" ".join(named))


def _named(named: list[str], *, has_noun: bool) -> tuple[int, int]:
    """Which of the capitalised words in a row are the name: the longest end that is known, else all of them."""
    for at in range(max(0, len(named) - 2), len(named)):
        if is_in_gazetteer(" ".join(named[at:])):
            # "Nova Zoria" is one name, though "Zoria" alone is known; "Ukrainian Zoria" is not.
            is_of_name = at == 1 and len(named) == 2 and (has_noun or begins_village(named[0]))
            return (0, 2) if is_of_name else (at, len(named) - at)
    return 0, len(named)


def _is_no_place(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a region, a part of something or a bracket makes the name another thing than a place of its own."""
    return bool(
        words.after("settlement_no_name_after", text, end)
        or words.has("settlement_no_name", text, start, end)
        or words.before("settlement_no_name_before", text, start)
        or text.rfind("(", 0, start) > text.rfind(")", 0, start)
    )
