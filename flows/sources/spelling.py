"""Which of a place's many spellings is Ukrainian, told by its letters and by how it romanises.

GeoNames gives names without their language. Its main name is the Ukrainian one in Latin letters, so the Cyrillic
spelling that romanises to it (by the table of the Cabinet of Ministers, resolution 55 of 2010) is the Ukrainian one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""At the beginning of a word these letters are written otherwise than within it."""
LETTERS = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ю я".split()  # noqa: SIM905
LATIN_OF = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia".split()  # noqa: SIM905
WITHIN = dict(zip(LETTERS, LATIN_OF, strict=True))
ONLY_RUSSIAN, ONLY_UKRAINIAN = re.compile("[ыэъё]", re.I), re.compile("[іїєґ]", re.I)
RUSSIAN_FORM = re.compile(r"(?:[oe]vka|[oe]vo|ino|oy?e|aya|skiy|naya)$", re.I)
CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ][А-Яа-яЁёІіЇїЄєҐґʼ’'`\u0301 .()-]*")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f’'`ʼ .()-]*")


def romanised(name: str) -> str:
    """A Ukrainian name in Latin letters, lower case, without apostrophes and soft signs."""
    words = re.sub(r"[ь’'ʼ`]", "", name.lower().replace("зг", "zgh")).replace("-", " ").split()
    return " ".join(
        FIRST.get(word[:1], WITHIN.get(word[:1], word[:1])) + "".join(WITHIN.get(c, c) for c in word[1:])
        for word in words
    )


def language_of(name: str) -> str | None:
    """`uk` or `ru` where letters tell, `und` for other Latin and Cyrillic spellings, none for other scripts."""
    if CYRILLIC.fullmatch(name):
        if ONLY_UKRAINIAN.search(name):
            return None if ONLY_RUSSIAN.search(name) else "uk"
        return "ru" if ONLY_RUSSIAN.search(name) else "und"
    return "und" if LATIN.fullmatch(name) else None


def ukrainian_of(name_en: str, spellings: Iterable[str]) -> str | None:
    """The Ukrainian spelling of a place among others: one that romanises to its name, else one by its letters.

    None where nothing tells a Ukrainian spelling from a Russian one.
    """
    cyrillic = [name for name in spellings if CYRILLIC.fullmatch(name) and not ONLY_RUSSIAN.search(name)]
    by_letters = [name for name in cyrillic if ONLY_UKRAINIAN.search(name)]
    # In Crimea the main name is often the Russian one in Latin letters, which would lead to the Russian spelling.
    if RUSSIAN_FORM.search(name_en) and len(by_letters) == 1:
        return by_letters[0]
    alike = [name for name in cyrillic if _folded(romanised(_plain(name))) == _folded(_plain(name_en))]
    if alike:
        return max(alike, key=lambda name: _looks_ukrainian(name_en, name))
    return by_letters[0] if len(by_letters) == 1 else None


def _looks_ukrainian(name_en: str, name: str) -> tuple[bool, bool, bool, bool, str]:
    """A rank among spellings that romanise alike: Покровськ before Покровск, Дніпро before the archaic Днїпро."""
    exact = romanised(_plain(name)) == re.sub(r"[’'ʼ`]", "", _plain(name_en).lower()).replace("-", " ")
    is_archaic = re.search("[бвгґджзклмнпрстфхцчшщ]ї", name.lower()) is not None
    has_soft_ending = re.search("[сц]ьк", name.lower()) is not None
    return exact, not is_archaic, has_soft_ending, ONLY_UKRAINIAN.search(name) is not None, name


def _folded(latin: str) -> str:
    """A romanised name without what the tables in use write differently: Zelenyy Hay, Zelenyi Hai."""
    letters = re.sub(r"[’'ʼ`]", "", latin.lower()).replace("-", " ")
    return re.sub("i+", "i", re.sub("[jy]", "i", letters))


def _plain(name: str) -> str:
    """Without stress marks, which some spellings carry; й and ї keep theirs, which belong to the letter."""
    return unicodedata.normalize("NFC", name).replace("\u0301", "")
