"""Which capitalised words are names of settlements: `words/names.yml`, the gazetteer, and how names of villages end."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.places.gazetteer import find_place, stem
from flows.claims.words.grammar import any_of, table


@cache
def _stems(section: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table("names")[section])


@cache
def _pattern(section: str, form: str) -> re.Pattern[str]:
    return re.compile(form.format(any_of(table("names")[section])), re.IGNORECASE)


def names_oblast(name: str) -> bool:
    """Whether a city's name alone is said of its oblast: "Donetsk"."""
    return stem(name) in _stems("oblasts")


def is_across_the_border(name: str) -> bool:
    """Whether a name is that of a town in Russia that is fought over."""
    return stem(name) in _stems("across_the_border")


def is_capital(name: str) -> bool:
    """Whether a name is that of the capital of an oblast and of the oblast too."""
    return _pattern("capitals", "(?:{})").fullmatch(name) is not None


def begins_village(word: str) -> bool:
    """Whether a word is an adjective that begins names of villages: "Nova"."""
    return _pattern("village_adjectives", "(?:{})").fullmatch(word) is not None


def is_no_settlement(word: str) -> bool:
    """Whether a capitalised word is known to be something else: a country, an oblast, an agency, a day."""
    return stem(word) in _stems("no_settlements") or _pattern("oblasts_in_a_word", "(?:{})").fullmatch(word) is not None


def is_adjective(word: str) -> bool:
    """Whether a word ends as adjectives of regions do and no name of a settlement does."""
    return _pattern("adjective_endings", r"(?:{})$").search(word) is not None


def is_in_gazetteer(name: str) -> bool:
    """Whether the gazetteer has a settlement of that name; a capital or a country stands for its government."""
    return find_place(name) is not None and not is_no_settlement(name)


def can_be_settlement(name: str) -> bool:
    """Whether a name may be one of a settlement at all: no country, no government, no oblast in one word."""
    words = name.split()
    return (
        len(name) >= 3
        and not any(is_no_settlement(part) for part in (name, words[0], words[-1]))
        and _pattern("institutions", r"(?<!\w)(?:{})(?!\w)").search(name) is None
    )


def sounds_like_person(name: str) -> bool:
    """Whether a name that nobody knows is one of two words that begins and ends as no village's does."""
    first, *rest = name.split()
    return bool(rest) and not (
        is_in_gazetteer(name)
        or begins_village(first)
        or _pattern("village_nouns", "(?:{})").fullmatch(rest[-1]) is not None
    )


def is_settlement(name: str, *, opens_sentence: bool = False) -> bool:
    """Whether a name is one of a settlement with nothing beside it that says so.

    A small village is in no gazetteer: it is known by its ending, but for a word that has its capital from the start
    of a sentence.
    """
    if len(name) < 4 or names_oblast(name) or _pattern("no_village_beginnings", "(?:{})").match(name):
        return False
    if find_place(name) is not None or is_across_the_border(name):
        return True
    if " " in name:
        return not sounds_like_person(name)
    endings = ("village_endings",) if opens_sentence else ("village_endings", "weak_village_endings")
    return any(_pattern(section, r"(?:{})$").search(name) is not None for section in endings)
