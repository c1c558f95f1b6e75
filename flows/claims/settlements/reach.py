"""Which places a deed reaches: what may stand between the one and the other (`settlement_gaps` of the tables).

A deed governs what follows it or goes before it with no preposition but its own between and no second verb.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.settlements.mentions import Mention
from flows.claims.settlements.names import names_oblast, sounds_like_person
from flows.claims.words.grammar import Words

FAR = 200
"""Signs between a deed and its place beyond which nothing is read."""
SIGNED = re.compile(r"[—–-]\s$")


class Reach:
    """A sentence with the places that it names."""

    def __init__(self, text: str, mentions: list[Mention], words: Words) -> None:
        self.text = text
        self.mentions = mentions
        self.words = words

    def object_of(self, end: int, *, takes_land_alone: bool = False) -> tuple[list[Mention], int | None]:
        """The list of places that are the object of a deed that ends at `end`, and where their noun stands.

        `takes_land_alone`: the deed takes nothing but land, so that a name that nobody knows is a place, too.
        """
        for index, mention in enumerate(self.mentions):
            if mention.start < end:
                continue
            if mention.begin - end > FAR:
                break
            if self.words.before("settlement_part_adjectives", self.text, mention.begin, end) and not mention.has_noun:
                continue
            if self._gap("object", end, mention.begin):
                listed = self._listed(index)
                is_close = len(self.text[end : mention.begin].split()) <= 1
                if takes_land_alone and is_close and not names_oblast(mention.name):
                    listed[0] = replace(listed[0], has_noun=True)
                # A village that nobody knows is one beside a town that is known.
                if any(member.is_certain for member in listed):
                    return listed, mention.begin
            if counted := self._counted(end, index):
                return counted, end
        return [], None

    def _counted(self, end: int, index: int) -> list[Mention]:
        """The places that a deed names after their number: "captured two more villages, Zoria and …"."""
        first = self.mentions[index]
        if names_oblast(first.name) and not first.has_noun:
            return []
        if first.is_certain and self._gap("included", end, first.begin):
            return self._listed(index)
        is_joined = self.words.has("settlement_and", self.text, end, first.begin)
        if self.words.after("settlement_parts_taken", self.text, end) and not is_joined:
            return []
        if self._gap("counted", end, first.begin):
            listed = self._listed(index)
            # "ours freed six villages – Bondar": a headline's end is who tells it.
            is_alone = len(listed) == 1 and not self.text[first.end :].strip('.»”" ')
            if is_alone and not first.is_certain and SIGNED.search(self.text, end, first.begin):
                return []
            return [replace(first, has_noun=True), *listed[1:]]
        return self._listed(index) if first.is_certain and self._gap("counted_land", end, first.begin) else []

    def named_after(self, start: int, end: int) -> list[Mention]:
        """The places that a passive names after it: "four villages were captured, including …"."""
        are_counted = self.words.has("settlement_nouns", self.text, max(0, start - FAR), start)
        kinds = ("example", "named_after") if are_counted else ("example",)
        for index, mention in enumerate(self.mentions):
            if mention.start >= end:
                is_named = mention.is_certain and any(self._gap(kind, end, mention.begin) for kind in kinds)
                return self._listed(index) if is_named else []
        return []

    def likewise_after(self, end: int) -> list[Mention]:
        """The places that a sentence says the same of with no verb: "Zoria fell on the 26th, Lypne on the 27th"."""
        found: list[Mention] = []
        for mention in self.mentions:
            if mention.start < end:
                continue
            if not self._gap("likewise", end, mention.begin) or not mention.is_certain:
                break
            if self.words.after("settlement_dated_after", self.text, mention.end) is None:
                break
            found.append(mention)
            end = mention.end
        return found

    def subject_of(self, start: int, *, is_bare: bool) -> list[Mention]:
        """The list of places that a passive word at `start` is said of; `is_bare`: a participle without "was"."""
        before = [m for m in self.mentions if m.end <= start]
        for index in range(len(before) - 1, -1, -1):
            end = before[index].end
            if start - end > FAR:
                break
            first = self._first_of_list(before, index)
            if not before[first].is_certain:
                continue
            listed = before[first : index + 1]
            if self._gap("relative", end, start) or (is_bare and self._gap("participle", end, start)):
                return listed
            if self._gap("subject", end, start) and not self._is_under_preposition(before[first]):
                return listed
        return []

    def fronted_object_of(self, start: int, end: int) -> list[Mention]:
        """The list of places that stands before an active deed which has no object after it."""
        if self._has_object_after(end):
            return []
        before = [m for m in self.mentions if m.end <= start]
        for index in range(len(before) - 1, -1, -1):
            first = self._first_of_list(before, index)
            listed = before[first : index + 1]
            # A capital at the start of a sentence is no name: only "the town of" tells that the object comes first.
            if (
                (before[first].has_noun or len(listed) > 1)
                and self._gap("fronted", before[index].end, start)
                and not self._is_under_preposition(before[first])
            ):
                return listed
        return []

    def antecedent_of(self, start: int, end: int) -> list[Mention]:
        """The place whose relative clause holds an active deed without an object: "Zoria, which they captured"."""
        if self._has_object_after(end) or self.text[end + 1 : end + 2].isupper():
            return []
        before = [m for m in self.mentions if m.end <= start]
        for mention in reversed(before[-3:]):
            if self.words.before("settlement_landmark_before", self.text, mention.begin):
                continue
            if mention.is_certain and self._gap("relative", mention.end, start):
                return [mention]
        return []

    def owner_of(self, start: int) -> list[Mention]:
        """The place that has a noun of capture: "Zoria's recent fall"."""
        return [m for m in self.mentions if m.end <= start and self._gap("owner", m.end, start)]

    def _has_object_after(self, end: int) -> bool:
        return self.words.after("settlement_object_after", self.text, end) is not None

    def _gap(self, kind: str, start: int, end: int) -> bool:
        return self.words.between(f"settlement_gaps/{kind}", self.text, start, end) is not None

    def _listed(self, index: int) -> list[Mention]:
        """A place and those that follow it in its list."""
        members = [self.mentions[index]]
        skipped = 0
        for mention in self.mentions[index + 1 :]:
            if self._gap("joined", members[-1].end, mention.start) and not self.words.after(
                "settlement_clause_after", self.text, mention.end
            ):
                members.append(mention)
                skipped = 0
            elif (skipped := skipped + 1) > 2:
                break
        # A stranger at the end is who tells it: "… the village of Zoria, Petro Bondar said".
        while len(members) > 1 and not members[-1].is_certain and self._tells(members[-1]):
            members.pop()
        return members

    def _tells(self, mention: Mention) -> bool:
        return (
            sounds_like_person(mention.name)
            or self.words.after("settlement_teller_after", self.text, mention.end) is not None
        )

    def _first_of_list(self, mentions: list[Mention], index: int) -> int:
        first = index
        while index > 0 and self._continues(mentions[index - 1], mentions[index]):
            index -= 1
            # A name that nobody knows counts between two that are known.
            first = index if mentions[index].is_certain else first
        return first

    def _continues(self, one: Mention, other: Mention) -> bool:
        """Whether a list goes from one name to the other; "10 km from Zoria, the village of Vyshneve" is none."""
        return self._gap("joined", one.end, other.start) and not (
            self.text[one.end] == "," and self._is_under_preposition(one)
        )

    def _is_under_preposition(self, mention: Mention) -> bool:
        return self.words.before("settlement_under_preposition", self.text, mention.begin) is not None
