"""Which deed governs which places of an English sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.claims.places.gazetteer import stem
from flows.claims.reading.context import Context
from flows.claims.settlements.forms import ACTIVE, Voice
from flows.claims.settlements.mentions import Mention, mentions_of
from flows.claims.settlements.names import OBLASTS
from flows.claims.settlements.reach import PARTICIPLE, included, owned, reached, suffered, taken_in_relative
from flows.claims.settlements.undone import Spot
from flows.claims.words.grammar import Cue

OUT_OF = re.compile(r"[\"”’]?\s[^.;:,]{0,80}?(?<!\w)(?:out of|(?<!away\s)from)\s")
"""Between a deed and the place that somebody left: "drove the Russian troops out of …"."""
ON_THE_WAY = re.compile(
    r"\b(?:near|around|outskirts|positions|district|(?:north|south|east|west)\w*\sof)\b", re.IGNORECASE
)


ADJECTIVE = re.compile(r"occupied|controlled", re.IGNORECASE)
OF_LAND = re.compile(r"\s(?:territor|land|area)", re.IGNORECASE)
"""After "occupied": it tells what kind of land it is."""


QUOTES = re.compile(r"[“”\"]")
CAPITAL = re.compile(r"Kherson|Zapor\w+|Khark[io]v|Sumy|Mykolaiv|Dnipro\w*")


@dataclass(frozen=True, slots=True)
class Governed:
    """A deed with the places that it governs."""

    voice: Voice
    cue: Cue
    mentions: list[Mention]
    spot: Spot


def governed(context: Context) -> Iterator[Governed]:
    """Every deed of a sentence that governs a place."""
    text, words = context.text, context.words
    mentions = mentions_of(text)
    # The press writes the “liberation” of a town, with a mark that stands between the words of the tables.
    plain = QUOTES.sub(" ", text)
    if not mentions:
        return
    verbs: list[Cue] = []
    for voice, section in (*ACTIVE, ("ousted", "settlement_ousted"), ("nominal", "settlement_nominal")):
        for cue in words.find(section, plain):
            # "take control of" is one deed, of which "control of" is the end.
            if voice == "nominal" and any(verb.start < cue.start < verb.end for verb in verbs):
                continue
            verbs.append(cue)
            if ADJECTIVE.fullmatch(cue.text) and OF_LAND.match(text, cue.end):
                continue
            end = _end_of_deed(text, voice, cue)
            found, noun_start = reached(text, mentions, end) if end is not None else ([], None)
            if found:
                yield _governed(voice, cue, found, noun_start)
            elif (
                voice in ("taken", "retaken", "left")
                and cue.text.lower() != "control"
                and (found := taken_in_relative(text, mentions, cue.start, cue.end))
            ):
                yield _governed(voice, cue, found)
    for cue in words.find("settlement_owned", plain):
        if found := owned(text, mentions, cue.start):
            yield _governed("nominal", cue, found)
    for cue in words.find("settlement_passive", plain):
        is_bare = PARTICIPLE.match(cue.text) is not None
        found = suffered(text, mentions, cue.start, is_bare=is_bare)
        if found := found or included(text, mentions, cue.end):
            yield _governed("passive", cue, found)


def _end_of_deed(text: str, voice: Voice, cue: Cue) -> int | None:
    """Where the words of a deed end: of those who left or were driven out, after "from"."""
    if voice not in ("left", "ousted") or re.search(r"(?:from|of|over)$|^(?:lost|aband|lose|ced|surr)", cue.text):
        return cue.end
    way = OUT_OF.match(text, cue.end)
    return way.end() if way and not ON_THE_WAY.search(way.group()) else None


def _governed(voice: Voice, cue: Cue, listed: list[Mention], noun_start: int | None = None) -> Governed:
    # Beside Donetsk and Luhansk the names of capitals are those of their oblasts.
    are_oblasts = any(stem(m.name) in OBLASTS and not m.has_noun for m in listed)
    mentions = [m for m in listed if not are_oblasts or m.has_noun or not CAPITAL.fullmatch(m.name)] or listed[:1]
    first, last = mentions[0], mentions[-1]
    known = any(mention.is_known or mention.has_noun for mention in mentions)
    return Governed(voice, cue, mentions, Spot(first.start, last.end, max(last.end, cue.end), noun_start, known))
