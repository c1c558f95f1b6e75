"""Which of the three languages a text is in, by letters and small words; anything else is `other`."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["en", "uk", "ru", "other"]

UKRAINIAN = re.compile(r"[іїєґ]|\b(?:та|що|від|це|не|які|під)\b", re.IGNORECASE)
RUSSIAN = re.compile(r"[ыэъё]|\b(?:и|что|от|это|которые|также|из)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(?:the|of|and|in|to|has|have|since|that|with|by|said|from|was|is|for|on|more|than|square"
    r"|russian|ukrainian|according)\b",
    re.IGNORECASE,
)
OTHER_LATIN = re.compile(
    r"\b(?:der|die|das|und|nicht|le|la|les|des|et|est|il|di|che|el|los|las|del|y|w|się|na|jest|que|een"
    r"|het)\b|[äöüßéèêçñąęłśżźćōőű]",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """The language of the first 20,000 signs."""
    text = text[:20_000]
    cyrillic = len(re.findall(r"[\u0400-\u052f]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    if cyrillic > latin:
        ukrainian, russian = len(UKRAINIAN.findall(text)), len(RUSSIAN.findall(text))
        # Neither set of letters in a longer text means a third Cyrillic language.
        if ukrainian == russian == 0 and cyrillic > 200:
            return "other"
        # No longer Ukrainian text does without its letters; a Russian one may do without "ы" and "э".
        return "uk" if ukrainian > russian or (cyrillic < 40 and ukrainian == russian) else "ru"
    if not latin:
        return "other"
    return "en" if len(ENGLISH.findall(text)) >= len(OTHER_LATIN.findall(text)) else "other"


def language_by_letters(text: str) -> Language:
    """`uk` or `ru` where the letters that only one of them has tell, else `other`."""
    ukrainian, russian = len(re.findall(r"[іїєґ]", text.lower())), len(re.findall(r"[ыэъё]", text.lower()))
    return "other" if ukrainian == russian else "uk" if ukrainian > russian else "ru"
