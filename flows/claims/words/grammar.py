"""The tables of words (`en/`, `uk/`, `ru/` by language, `units.yml` and its like for all) as compiled patterns.

A table's word is a small pattern: a star is the rest of a word, a space is any white space, `{name}` is what the
section `pieces` of the same language has under that name, and the usual signs of a regular expression keep their
meaning. Every repetition is bounded, so that no text makes a match slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SPACE = r"(?:\s{1,3})"
APOSTROPHES = "'’ʼ`"
NOTHING = r"(?!)"
PIECE = re.compile(r"\{([a-z_]+)\}")
BESIDE = 160
"""How many signs before a word are asked for what stands right before it."""
CYRILLIC = re.compile(r"[\u0400-\u052f]")
LATIN = re.compile(r"[A-Za-z]")
OWN_LETTERS = {"uk": "[іїєґ]", "ru": "[ыэъё]"}
"""Cyrillic letters that only one of the two languages has."""
OF_UKRAINIAN, OF_RUSSIAN = (re.compile(letters, re.IGNORECASE) for letters in OWN_LETTERS.values())


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of a table found in a text, by its offsets."""

    start: int
    end: int
    text: str


def pattern_of(word: str) -> str:
    """The regular expression of one entry of a table."""
    word = word.replace(r"\S+", "[^\\s]{1,30}").replace(r"\S*", "[^\\s]{0,30}").replace(r"\w*", r"\w{0,24}")
    # A group of whole words, which ends in a space, repeats; after anything else a star is the rest of the word.
    word = re.sub(r"(?<= \))\*", "{0,3}", word)
    word = re.sub(r"(?<=[\w')\]])\*", r"\\w{0,12}", word)
    # A look-behind needs a fixed width, so a space in it is one sign; one sign too is a space within square brackets.
    word = re.sub(r"\(\?<[!=][^)]*\)|\[[^\]]*\]", lambda found: found.group().replace(" ", r"\s"), word)
    parts = re.split(r"(\[[^\]]*\])", word)
    parts[::2] = [part.replace("'", f"[{APOSTROPHES}]") for part in parts[::2]]
    parts[1::2] = [part.replace("'", APOSTROPHES) for part in parts[1::2]]
    return "".join(parts).replace(" ", SPACE)


def any_of(words: list[str]) -> str:
    """Alternatives, the longest first, so that `more than` is found before `more`; the caller sets the borders."""
    return "|".join(pattern_of(word) for word in sorted(words, key=len, reverse=True))


def compile_words(words: list[str]) -> re.Pattern[str]:
    """A pattern of whole words; an empty table matches nothing."""
    return re.compile(rf"(?<!\w)(?:{_bordered(words)})", re.IGNORECASE)


def _bordered(words: list[str]) -> str:
    # A word that ends in a sign, as `~` or `$`, or looks ahead has no border to its right.
    parts = [
        pattern_of(word) + ("" if re.search(r"[\s+~≈$€:\"]$|\.$|\(\?=[^()]*\)$", word) else r"(?!\w)")
        for word in sorted(words, key=len, reverse=True)
    ]
    return "|".join(parts) or NOTHING


FORMS: dict[str, Callable[[list[str]], re.Pattern[str]]] = {
    "anywhere": compile_words,
    # Signs of names tell here: a capital is one.
    "named": lambda words: re.compile(rf"(?<!\w)(?:{_bordered(words)})"),
    "before": lambda words: re.compile(rf"(?<!\w)(?:{any_of(words) or NOTHING})\s{{0,2}}$", re.IGNORECASE),
    "after": lambda words: re.compile(rf"\s{{0,2}}(?:{_bordered(words)})", re.IGNORECASE),
    "between": lambda words: re.compile(any_of(words) or NOTHING, re.IGNORECASE),
}
"""How a section is asked: for a word anywhere (`named` with regard to letter case), right before or after a place, or
for all that stands between two."""


@cache
def table(name: str) -> Any:
    """A table of words as it is written in `<name>.yml`."""
    return _read(HERE / f"{name}.yml")


@cache
def shared_pattern(name: str, section: str) -> re.Pattern[str]:
    """The whole words of a section of a table that all languages share."""
    return compile_words(table(name)[section])


def _read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=LOADER)


@cache
def _sections(language: str) -> dict[str, Any]:
    """Every section of a language's tables, with the pieces in their places; a section stands in one table."""
    tables = [_read(path) for path in sorted((HERE / language).glob("*.yml"))]
    pieces = {name: words for words_of in tables for name, words in words_of.pop("pieces", {}).items()}
    return {key: _whole(words, pieces) for words_of in tables for key, words in words_of.items()}


def _whole(node: Any, pieces: dict[str, Any]) -> Any:
    """A section with every `{piece}` spelled out; a piece that is a list stands for any one of its words."""
    if isinstance(node, dict):
        return {key: _whole(words, pieces) for key, words in node.items()}
    if isinstance(node, list):
        return [_whole(word, pieces) for word in node]
    return PIECE.sub(lambda found: _piece(found[1], pieces), node) if isinstance(node, str) else node


def _piece(name: str, pieces: dict[str, Any]) -> str:
    words = _whole(pieces[name], pieces)
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})" if isinstance(words, list) else str(words)


@lru_cache(maxsize=1024)
def _cues(pattern: re.Pattern[str], text: str, start: int, stop: int) -> tuple[Cue, ...]:
    """The words found; kept, for the many figures or names of one sentence ask the same of it."""
    return tuple(Cue(m.start(), m.end(), m.group()) for m in pattern.finditer(text, start, stop))


class Words:
    """The tables of one or more languages, asked by section."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self._compiled: dict[tuple[str, str], re.Pattern[str]] = {}
        self._mappings: dict[str, dict[Any, Any]] = {}

    def section(self, path: str) -> list[str]:
        """The words of a section, `bounds/about` for a nested one, in all the languages."""
        words: list[str] = []
        for language in self.languages:
            node: Any = _sections(language)
            for key in path.split("/"):
                node = node.get(key, []) if isinstance(node, dict) else []
            words.extend(str(word) for word in (node.keys() if isinstance(node, dict) else node))
        return words

    def mapping(self, name: str) -> dict[Any, Any]:
        """A section that is a mapping; a later language adds to an earlier one."""
        if name not in self._mappings:
            merged: dict[Any, Any] = {}
            for language in self.languages:
                for key, value in _sections(language).get(name, {}).items():
                    merged[key] = [*merged.get(key, []), *value] if isinstance(value, list) else value
            self._mappings[name] = merged
        return self._mappings[name]

    def pattern(self, path: str, form: str = "anywhere") -> re.Pattern[str]:
        """The compiled pattern of a section in one of the `FORMS`."""
        if (path, form) not in self._compiled:
            self._compiled[path, form] = FORMS[form](self.section(path))
        return self._compiled[path, form]

    def find(self, path: str, text: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Every word of a section in `text[start:end]`, in order."""
        stop = len(text) if end is None else end
        return list(_cues(self.pattern(path), text, start, stop))

    def has(self, path: str, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether `text[start:end]` holds a word of a section."""
        stop = len(text) if end is None else end
        return self.pattern(path).search(text, start, stop) is not None

    def before(self, path: str, text: str, at: int, begin: int = 0) -> re.Match[str] | None:
        """The word of a section that ends at `at`, but for a space; it does not reach behind `begin`."""
        return self.pattern(path, "before").search(text, max(begin, at - BESIDE, 0), at)

    def near(self, path: str, text: str, at: int, gap: int, begin: int = 0) -> Cue | None:
        """The last word of a section before `at`, if no more than `gap` other words stand between."""
        cues = self.find(path, text, max(begin, at - BESIDE, 0), at)
        return cues[-1] if cues and len(text[cues[-1].end : at].split()) <= gap else None

    def after(self, path: str, text: str, at: int) -> re.Match[str] | None:
        """The word of a section that begins at `at`, but for a space."""
        return self.pattern(path, "after").match(text, at)

    def between(self, path: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """Whether `text[start:end]` as a whole is one of a section."""
        return self.pattern(path, "between").fullmatch(text, start, end)


@cache
def words_for(languages: tuple[str, ...]) -> Words:
    """The tables of these languages, compiled once a process."""
    return Words(languages)


@lru_cache(maxsize=64)
def words_of_text(text: str, of_article: str = "") -> Words:
    """The tables that fit a sentence's letters: Latin ones are read as English, Cyrillic ones as what they belong to.

    An article quotes sentences of the other language, so each is asked by itself. One whose letters do not tell is in
    the language of its article; where nobody knows that, or it has letters of both, it is read with both tables.
    """
    cyrillic = len(CYRILLIC.findall(text))
    if cyrillic <= len(LATIN.findall(text)):
        return words_for(("en",))
    is_ukrainian, is_russian = OF_UKRAINIAN.search(text) is not None, OF_RUSSIAN.search(text) is not None
    if is_ukrainian != is_russian:
        return words_for(("uk",) if is_ukrainian else ("ru",))
    is_told = of_article in ("uk", "ru") and not is_ukrainian
    return words_for((of_article,) if is_told else ("uk", "ru"))
