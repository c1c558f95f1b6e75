"""A text to its sentences, each with the paragraph it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.claims.words.grammar import table

MAX_SENTENCE = 1200
"""Longer runs without a full stop are lists or broken text; they are cut at a blank."""
MAX_HEADING = 300
BULLET = re.compile(r"[-–—•*·]\s[^.!?]{0,160}\d[^.!?]{0,120}")
"""A line of a list with its mark: "- More than 80% of Donetsk"."""
ITEM = re.compile(r"[^:.!?]{2,60}(?:\s[—–-]\s?|[—–:]\s?)[^:]{0,80}\d[^:]{0,80}")
"""A line of a list under a heading: "Kharkiv — 4.7%", "жовтень: 478 кв. км"."""
END = re.compile(r"([.!?…]+)([\"'»”’)\]]{0,3})\s+(?!\(\d)(?=[\"'«“„(\[—–-]{0,3}\s?[A-ZА-ЯІЇЄҐЁ0-9])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its number in the text and that of its paragraph, both from 0."""

    text: str
    number: int
    paragraph: int
    heading: int = 0
    """Signs at the begin that are the heading over a list, which every item of it is read with."""


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text in order; headings and list items count as one each, an item with its heading."""
    found: list[Sentence] = []
    blocks = _paragraphs(text)
    heading = ""
    for paragraph, block in enumerate(blocks):
        pieces = _split(block)
        if heading and _is_item(blocks, paragraph, heading):
            found.append(Sentence(f"{heading} {block}", len(found), paragraph, len(heading)))
            continue
        found += [Sentence(piece, len(found) + n, paragraph) for n, piece in enumerate(pieces)]
        heading = pieces[-1] if len(pieces[-1]) <= MAX_HEADING else ""
    return found


def _is_item(blocks: list[str], at: int, heading: str) -> bool:
    """Whether a line is an item of a list: one of several alike, or one under a heading that ends with a colon."""
    if heading.endswith(":") and BULLET.fullmatch(blocks[at]):
        return True
    beside = (blocks[n] for n in (at - 1, at + 1) if 0 <= n < len(blocks))
    return ITEM.fullmatch(blocks[at]) is not None and (
        heading.endswith(":") or any(ITEM.fullmatch(line) is not None for line in beside)
    )


def _paragraphs(text: str) -> list[str]:
    """Lines, where lines that were wrapped at a width are joined again."""
    blocks: list[str] = []
    previous_open = False
    for line in text.split("\n"):
        line = re.sub(r"\s+", " ", line.replace("\u00a0", " ")).strip(" \t")
        if not line:
            previous_open = False
            continue
        # A wrapped line breaks off within a sentence: no end mark, and the next starts small or with a figure.
        if previous_open and (line[0].islower() or line[0].isdigit() or line[0] in "(,;"):
            blocks[-1] = f"{blocks[-1]} {line}"
        else:
            blocks.append(line)
        previous_open = line[-1] not in '.!?…:»”"' or line.lower().endswith(tuple(_listed("open_units")))
        previous_open = previous_open and len(line) > 40
    return blocks


def _split(block: str) -> list[str]:
    pieces: list[str] = []
    begin = 0
    for mark in END.finditer(block):
        if mark.group(1) == "." and not mark.group(2) and _is_abbreviation(block, mark.start(), mark.end()):
            continue
        pieces.append(block[begin : mark.end(2)])
        begin = mark.end()
    pieces.append(block[begin:])
    return [part for piece in pieces for part in _cut(piece.strip()) if part]


def _is_abbreviation(block: str, dot: int, after: int) -> bool:
    word = re.search(r"[\w.]{1,12}$", block[max(0, dot - 12) : dot])
    if word is None:
        return False
    token = word.group().lower()
    if len(token) == 1 and token.isalpha() and word.group().isupper():
        return True  # an initial
    if token in _listed("abbreviations_before_figure") and block[after : after + 1].isdigit():
        return True
    return token in _listed("abbreviations") and token not in _listed("closing_abbreviations")


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(table("text")[section])


def _cut(piece: str) -> list[str]:
    parts: list[str] = []
    while len(piece) > MAX_SENTENCE:
        at = piece.rfind(" ", MAX_SENTENCE // 2, MAX_SENTENCE)
        at = at if at > 0 else MAX_SENTENCE
        parts.append(piece[:at].strip())
        piece = piece[at:].strip()
    return [*parts, piece]
