"""A sentence cut into pieces at its commas and conjunctions, and what else than a figure a span of time in one dates.

It may date another event, a word of telling, or what something is compared with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from flows.claims.quantities.quantity import Quantity
from flows.claims.spans.dates import forms
from flows.claims.spans.periods import Period
from flows.claims.words.grammar import Cue, Words

BREAK = re.compile(r"[,;:()]|\s[—–-]\s")
ACRONYM = re.compile(r"\([A-ZА-ЯІЇЄҐ]{2,6}\)")
SINCE = ("since", "since_month", "since_year", "since_season", "since_weekday", "invasion", "ytd", "mtd", "event")
"""Spans that run to the day of writing."""
AGAINST = (*SINCE, "year", "this_year", "season", "last_year")
"""Spans that a superlative before them is one of: "the most since May", "the largest of 2024"."""
DEEDS = ("taking", "losing", "retaking", "gains_noun")


@dataclass(frozen=True)
class Pieces:
    """A sentence's spans of time and figures, by their offsets in `text`."""

    text: str
    words: Words
    periods: list[Period]
    quantities: list[Quantity]

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """Begin and end of the piece of the sentence that `start:end` stands in."""
        begin = max((b for b in self._breaks if b <= start), default=0)
        return begin, min((b for b in self._breaks if b >= end), default=len(self.text))

    @cached_property
    def _breaks(self) -> list[int]:
        """Offsets of the breaks; those within a date, a figure, "on Friday, 1 May" or around an acronym are none."""
        held = [(p.start, p.end) for p in self.periods] + [(q.start, q.end) for q in self.quantities]
        held += [match.span() for match in ACRONYM.finditer(self.text)]
        held += [match.span() for match in _weekday_comma(self.words).finditer(self.text)]
        ends = [match.end() for match in BREAK.finditer(self.text)]
        ends += [cue.end for cue in self.words.find("piece_openers", self.text)]
        return [at for at in ends if not any(begin < at <= end for begin, end in held)]

    def is_bare(self, period: Period) -> bool:
        """Whether a span stands alone in its piece, as "In October, …" does."""
        begin, end = self.piece(period.start, period.end)
        rest = f"{self.text[begin : period.start]} {self.text[period.end : end]}"
        return len(re.findall(r"\w{3,}", rest)) <= 2 and not any(begin <= q.start < end for q in self.quantities)

    def deeds(self, begin: int, end: int) -> list[Cue]:
        """Words of land changing hands, but for the participles before a noun: "occupied territory"."""
        return [cue for cue in self._all_deeds if begin <= cue.start and cue.end <= end]

    @cached_property
    def _all_deeds(self) -> list[Cue]:
        found = [cue for table in DEEDS for cue in self.words.find(table, self.text)]
        nouns = self.words.pattern("land_nouns")
        return [cue for cue in found if not nouns.match(self.text, cue.end + 1) and not self._is_doer(cue)]

    def _is_doer(self, cue: Cue) -> bool:
        """Whether a word of taking is a name of those who take: "загарбники"."""
        return self.words.after("actors/russia", self.text, cue.start) is not None

    @cached_property
    def _all_holdings(self) -> list[Cue]:
        return self.words.find("holding", self.text)

    def is_foreign(self, period: Period, quantity: Quantity | None) -> bool:
        """Whether a span dates or measures something else than the figure (or, with None, than any)."""
        return self.is_base(period) or self.is_of_record(period) or self._is_of_other_event(period, quantity)

    def is_base(self, period: Period) -> bool:
        """Whether a span is what something is compared with: "than in May", "compared with August"."""
        return self._follows(period, "base_openers")

    def _follows(self, period: Period, section: str) -> bool:
        """Whether a word of a section opens what the span ends, with no figure between."""
        begin = self.piece(period.start, period.end)[0]
        cues = self.words.find(section, self.text, begin, period.end)
        cues = [c for c in cues if c.start <= period.start]
        if not cues:
            return False
        between = self.text[cues[-1].end : period.start]
        if section != "base_openers" and len(between.split()) > 1:
            return False
        return not any(cues[-1].start <= q.end <= period.start for q in self.quantities)

    def is_of_record(self, period: Period) -> bool:
        """Whether a superlative stands before it: "the largest monthly gain since March 2022"."""
        if period.means not in AGAINST:
            return False
        begin = self.piece(period.start, period.end)[0]
        cues = self.words.find("records", self.text, begin, period.end)
        return any(
            c.start < period.start and not any(c.start < q.start < period.start for q in self.quantities) for c in cues
        )

    def _is_of_other_event(self, period: Period, quantity: Quantity | None) -> bool:
        """Whether it dates a word of telling or another event, and not land changing hands."""
        text, words = self.text, self.words
        begin, end = self.piece(period.start, period.end)
        if words.after("dated_nouns", text, period.end) or words.before("before_span", text, period.start):
            return True
        if (year := re.search(r"\d", period.text)) and words.before("land_of_year", text, period.start + year.start()):
            return True
        is_own = quantity is not None and begin <= quantity.start < end
        if is_own and quantity is not None and self._is_of_first_deed(period, quantity):
            return True
        if not is_own and self._is_of_participle(period, begin, end):
            return True
        if period.means in SINCE:
            return False
        events = words.find("other_events", text, begin, period.start)
        if events and not any(events[-1].end <= q.start < period.start for q in self.quantities):
            return True
        is_span = words.after("lasting", text, period.start) is not None
        if is_own and quantity is not None and period.means == "on_day":
            # "On 3 July the minister reported the capture of 90 sq km."
            return words.has("telling", text, period.end, quantity.start)
        return not is_own and not is_span and not self.deeds(begin, end) and words.has("telling", text, begin, end)

    def _is_of_participle(self, period: Period, begin: int, end: int) -> bool:
        """Whether a participle has the piece with its span to itself: an apposition, "seized in 2014"."""
        alone = self.text[begin : period.start].strip(" ,:;()—–-")
        is_participle = self.words.between("participle", alone, 0, len(alone)) is not None
        return is_participle and len(self.text[period.end : end].split()) <= 3

    def _is_of_first_deed(self, period: Period, quantity: Quantity) -> bool:
        """Whether a deed before the span has it, and another the figure: "areas seized in May included, it holds …"."""
        if period.end > quantity.start or self.words.after("one_deed", self.text, period.end):
            return False
        begin = max(self.piece(quantity.start, quantity.end)[0], period.start - 30)
        cues = [*self._all_deeds, *self._all_holdings]
        first = [c for c in cues if begin <= c.start and c.end <= period.start]
        close = any(len(self.text[c.end : period.start].split()) <= 1 for c in first)
        return close and any(period.end <= c.start and c.end <= quantity.start for c in cues)


@cache
def _weekday_comma(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{forms(words, 'weekdays')}),", re.IGNORECASE)
