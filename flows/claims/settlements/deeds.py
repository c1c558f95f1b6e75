"""Which deed governs which places of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from flows.claims.places.gazetteer import identity
from flows.claims.reading.context import Context
from flows.claims.settlements.mentions import Mention, mentions_of
from flows.claims.settlements.names import is_capital, names_oblast
from flows.claims.settlements.reach import Reach
from flows.claims.words.grammar import Cue

Voice = Literal["taken", "retaken", "left", "ousted", "held", "nominal", "passive"]
"""What a deed says of who has the place; of a `nominal` and a `passive` one the word itself does."""
ACTIVE: tuple[tuple[Voice, str], ...] = (
    ("taken", "taken"),
    ("taken", "marked"),
    ("retaken", "retaken"),
    ("left", "left"),
    ("left", "departed"),
    ("held", "held"),
    ("ousted", "ousted"),
    ("nominal", "nominal"),
)
WITH_WAY_OUT = ("departed", "ousted")
WITH_PLACE_BEFORE = ("taken", "retaken", "left")
QUOTES = re.compile(r"[“”\"«»]")


@dataclass(frozen=True, slots=True)
class Governed:
    """A deed with the places that it governs; `noun_start`: where "the village of" before them begins."""

    voice: Voice
    cue: Cue
    mentions: list[Mention]
    noun_start: int | None = None

    @property
    def names_start(self) -> int:
        """Where the first name begins."""
        return self.mentions[0].start

    @property
    def names_end(self) -> int:
        """Where the last name ends."""
        return self.mentions[-1].end

    @property
    def is_before_names(self) -> bool:
        """Whether the deed stands before the places."""
        return self.cue.end <= self.names_start


def governed(context: Context) -> Iterator[Governed]:
    """Every deed of a sentence that governs a place."""
    mentions = mentions_of(context.text, context.words)
    if not mentions and context.previous is None:
        return
    reach = Reach(context.text, mentions, context.words)
    # The press writes the “liberation” of a town, with a mark that stands between the words of the tables.
    plain = QUOTES.sub(" ", context.text)
    for deed in (*_active(context, reach, plain), *_with_place_before(context, reach, plain)):
        yield _without_oblasts(deed)


def _active(context: Context, reach: Reach, plain: str) -> Iterator[Governed]:
    words = context.words
    verbs: list[Cue] = []
    for voice, section in ACTIVE:
        for cue in words.find(f"settlement_deeds/{section}", plain):
            # "take control of" is one deed, of which "control of" is the end.
            if voice == "nominal" and any(verb.start < cue.start < verb.end for verb in verbs):
                continue
            verbs.append(cue)
            end = cue.end
            if section in WITH_WAY_OUT:
                way = words.after("settlement_way_out", context.text, cue.end)
                if way is None:
                    continue
                end = way.end()
            is_of_land = words.has("settlement_of_land_alone", cue.text)
            found, noun_start = reach.object_of(end, takes_land_alone=is_of_land)
            if not found and section in WITH_PLACE_BEFORE:
                found = reach.antecedent_of(cue.start, cue.end) or reach.fronted_object_of(cue.start, cue.end)
                found = found or _named_before(context, reach, end)
            if found:
                yield Governed(voice, cue, found, noun_start)


def _with_place_before(context: Context, reach: Reach, plain: str) -> Iterator[Governed]:
    """Nouns that a place owns, and what a place suffered."""
    words = context.words
    for cue in words.find("settlement_deeds/owned", plain):
        if found := reach.owner_of(cue.start):
            yield Governed("nominal", cue, found)
    for cue in words.find("settlement_deeds/passive", plain):
        is_of_land = words.has("settlement_of_land_alone", cue.text)
        found, noun_start = reach.object_of(cue.end, takes_land_alone=is_of_land)
        if not found:
            is_bare = words.after("settlement_participle", plain, cue.start) is not None
            found = reach.subject_of(cue.start, is_bare=is_bare)
            found = [*found, *reach.likewise_after(cue.end)] if found else reach.named_after(cue.start, cue.end)
            found = found or _named_before(context, reach, cue.start, is_subject=True)
        if found:
            yield Governed("passive", cue, found, noun_start)


def _named_before(context: Context, reach: Reach, at: int, *, is_subject: bool = False) -> list[Mention]:
    """What "it" or "the town" is beside a deed: the one place that the sentence names before it.

    "The town" may also be the one that the sentence before names. `is_subject`: it ends at `at`, else it begins there.
    """
    text, words = context.text, context.words
    ask = words.before if is_subject else words.after
    town = ask("settlement_that_place", text, at)
    that = town or ask("settlement_it", text, at)
    if that is None or text[that.end() + 1 : that.end() + 2].isupper():
        return []
    earlier = [m for m in reach.mentions if m.end <= that.start() and m.is_certain]
    if not earlier and town and context.previous is not None:
        earlier = [m for m in mentions_of(context.previous.text, context.previous.words) if m.is_certain]
    if len({identity(mention.name) for mention in earlier}) != 1:
        return []
    return [replace(earlier[-1], begin=that.start(), start=that.start(), end=that.end(), has_noun=True)]


def _without_oblasts(deed: Governed) -> Governed:
    """Beside Donetsk and Luhansk the names of capitals are those of their oblasts."""
    if not any(names_oblast(mention.name) and not mention.has_noun for mention in deed.mentions):
        return deed
    towns = [m for m in deed.mentions if m.has_noun or not is_capital(m.name)] or deed.mentions[:1]
    return Governed(deed.voice, deed.cue, towns, deed.noun_start)
