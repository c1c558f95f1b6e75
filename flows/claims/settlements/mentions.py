"""The names in an English sentence that may be of settlements, whatever is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.claims.settlements.names import NOT_A_PLACE_AFTER, is_in_gazetteer, is_place

NOUN = (
    r"(?:towns?|cit(?:y|ies)|villages?|settlements?|hamlets?|hubs?|ports?|strongholds?|bastions?|holdouts?|outposts?"
    r"|suburbs?|localit(?:y|ies)|communit(?:y|ies)|nodes?|junctions?|capitals?|cent(?:re|er)s?)"
)
"""What a settlement is called."""
WORD = r"[A-Z](?:[A-Za-z]|['’ʼ](?!s(?![\w'’ʼ]))){2,24}(?:-[A-Z][a-z]\w{1,20})?"
"""A capitalised word without its possessive "'s"; "Rai-Oleksandrivka" is one."""
RUN = re.compile(rf"(?<![\w'’-]){WORD}(?:\s{WORD}){{0,2}}")
"""Capitalised words in a row: a name, or a name with what stands before it, "Russian Defence", "Ukrainian Toretsk"."""
NOUN_BEFORE = re.compile(rf"\b{NOUN}(?:\s(?:of|called|named))?\s[\"“]?$", re.IGNORECASE)
NOUN_AFTER = re.compile(r"\s(?:village|town|city|settlement)(?:,|\.|\s(?!of\b|council|hall|cent)|$)")
APPOSED = re.compile(r"(?:,|\s[—–-])\sa(?:n|nother)?\s(?:[\w-]+\s){0,4}(?:village|town|city|settlement)\b")
"""After a name: "Zoria, a small village", which no gazetteer has to know."""
REGIONS = r"(?:region|oblast|province|direction|district)s"
REGIONS_AFTER = re.compile(rf"(?:,\s{WORD}){{0,4}},?\sand\s{WORD}\s{REGIONS}", re.IGNORECASE)
"""After a name: "the Chernihiv and Sumy oblasts" are no towns."""
REGION_OF = re.compile(r"\b(?:region|oblast|province|district|republic)\sof\s$", re.IGNORECASE)
OF_REGION = re.compile(r"\s(?:Oblast|Region|Province|District|Raion|Republic|Sea|River|Island|Axis|Ministry)\b")
SLAVIC = re.compile(
    r"(?:[a-z]a|yi|yy|iy|oye)$|^(?:Vel|Mal|Nov|Star|Verkh|Nyzh|Nizh|Bil|Bel|Chervon|Krasn|Zelen|Zolot|Ray|Rai)\w*(?:[aei]|yi|yy|iy|y)$"
)
"""Adjectives that begin names of villages."""


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


def mentions_of(text: str) -> list[Mention]:
    """Every name that may be of a settlement; whether it is one, the list and the gazetteer tell."""
    mentions: list[Mention] = []
    for run in RUN.finditer(text):
        start, words = run.start(), run.group().split(" ")
        if _is_no_place(text, run):
            continue
        noun = NOUN_BEFORE.search(text, max(0, start - 30), start)
        has_noun = bool(noun or NOUN_AFTER.match(text, run.end()) or APPOSED.match(text, run.end()))
        at, count = _named(words, has_noun=has_noun)
        begin = noun.start() if noun and at == 0 else start + len(" ".join(words[:at])) + (at > 0)
        first = start + len(" ".join(words[:at])) + (at > 0)
        name = " ".join(words[at : at + count])
        known = is_place(name, "", has_noun=False, in_known_list=False)
        if is_place(name, "", has_noun=True, in_known_list=False):
            mentions.append(Mention(name, begin, first, first + len(name), known, has_noun))
    return mentions


def _named(words: list[str], *, has_noun: bool) -> tuple[int, int]:
    """Which of the capitalised words in a row are the name: the longest end that is known, else all of them."""
    for at in range(max(0, len(words) - 2), len(words)):
        if is_in_gazetteer(" ".join(words[at:])):
            # "Nova Zoria" is one name, though "Zoria" alone is known; "Ukrainian Zoria" is not.
            is_of_name = at == 1 and len(words) == 2 and (has_noun or SLAVIC.search(words[0]))
            return (0, 2) if is_of_name else (at, len(words) - at)
    return 0, len(words)


def _is_no_place(text: str, run: re.Match[str]) -> bool:
    """Whether a region, a part of something or a bracket makes the name another thing than a place of its own."""
    after = text[run.end() : run.end() + 60]
    return bool(
        NOT_A_PLACE_AFTER.match(after)
        or REGIONS_AFTER.match(after)
        or OF_REGION.search(run.group())
        or re.match(r"-[a-z]", after)
        or REGION_OF.search(text, max(0, run.start() - 30), run.start())
        or _in_brackets(text, run.start())
    )


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)
