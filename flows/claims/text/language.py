"""Which of the three languages a text is in, by letters and small words; anything else is `other`."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from flows.claims.words.grammar import OWN_LETTERS, table

Language = Literal["en", "uk", "ru", "other"]

LETTERS = OWN_LETTERS | {"other": "[äöüßéèêçñąęłśżźćōőű]"}
"""Letters that only one of them has."""


@cache
def _signs(language: str) -> re.Pattern[str]:
    """The letters and small words of a language."""
    words = rf"\b(?:{'|'.join(table('text')['small_words'][language])})\b"
    return re.compile("|".join(filter(None, (LETTERS.get(language), words))), re.IGNORECASE)


def _count(language: str, text: str) -> int:
    return len(_signs(language).findall(text))


def language_of(text: str) -> Language:
    """The language of the first 20,000 signs."""
    text = text[:20_000]
    cyrillic = len(re.findall(r"[\u0400-\u052f]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    if cyrillic > latin:
        ukrainian, russian = _count("uk", text), _count("ru", text)
        # Neither set of letters in a longer text means a third Cyrillic language.
        if ukrainian == russian == 0 and cyrillic > 200:
            return "other"
        # No longer Ukrainian text does without its letters; a Russian one may do without "ы" and "э".
        return "uk" if ukrainian > russian or (cyrillic < 40 and ukrainian == russian) else "ru"
    if not latin:
        return "other"
    return "en" if _count("en", text) >= _count("other", text) else "other"


def language_by_letters(text: str) -> Language:
    """`uk` or `ru` where the letters that only one of them has tell, else `other`."""
    ukrainian, russian = (len(re.findall(LETTERS[language], text.lower())) for language in ("uk", "ru"))
    return "other" if ukrainian == russian else "uk" if ukrainian > russian else "ru"
