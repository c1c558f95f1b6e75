"""Days as articles write them, with or without the year: `Aug. 6`, `6 серпня`, `06.08.2024`; and names of time."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from flows.claims.words.grammar import NOTHING, Words, any_of

YEAR = r"(?:19|20)\d\d(?!\d)"


@cache
def forms(words: Words, name: str) -> str:
    """Every form of a mapping of names, as of the months, as alternatives of a pattern."""
    return any_of([form for spelled in words.mapping(name).values() for form in spelled]) or NOTHING


def any_word(words: Words, section: str) -> str:
    """The words of a section as alternatives of a pattern."""
    return any_of(words.section(section)) or NOTHING


@cache
def _named(words: Words, name: str) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (str(key), re.compile(rf"(?<!\w)(?:{any_of(spelled)})(?!\w)", re.IGNORECASE))
        for key, spelled in words.mapping(name).items()
    ]


def key_of(text: str, words: Words, name: str) -> str | None:
    """Which of a mapping of names a text holds: of `months` the number, of `units` the unit."""
    return next((key for key, pattern in _named(words, name) if pattern.search(text)), None)


def date_pattern(words: Words) -> str:
    """A pattern of a day with its month, with or without the year."""
    month, ending = forms(words, "months"), any_word(words, "day_endings")
    joins, of_year = any_word(words, "day_joins"), any_word(words, "year_words")
    return (
        rf"(?:{month})\s\d{{1,2}}(?:{ending})?(?!\d)(?:,?\s{YEAR})?"
        rf"|\d{{1,2}}(?:{ending})?\s(?:(?:{joins})\s)?(?:{month})(?!\w)(?:,?\s{YEAR})?(?:\s(?:{of_year}))?"
        r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}"
    )


def read_date(text: str, words: Words, published: date, *, before: date | None = None) -> date | None:
    """The day that `text` names; without a year the last such day that is not after publication (or `before`)."""
    limit = before or published
    if numeric := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return _day(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    if numeric := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        return _day(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    month, day = key_of(text, words, "months"), re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    if month is None or day is None:
        return None
    if year := re.search(YEAR, text):
        return _day(int(year.group()), int(month), int(day.group()))
    found = _day(limit.year, int(month), int(day.group()))
    return _day(limit.year - 1, int(month), int(day.group())) if found is not None and found > limit else found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
