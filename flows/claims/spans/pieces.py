"""A sentence cut into pieces at its commas and conjunctions, and what else than a figure a span of time in one dates.

It may date another event, a word of telling, or what something is compared with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from flows.claims.quantities.quantity import Quantity
from flows.claims.spans.periods import Period
from flows.claims.words.grammar import Cue, Words

BREAK = re.compile(
    r"[,;:()]|\s[—–-]\s|\s(?:that|which|who|when|whom|where|while|although|but|after|що|як(?:ий|а|е|і|у|их)|коли|де|але"
    r"|а також|котор\w{2,3}|что|когда|где|но)\s",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"\([A-ZА-ЯІЇЄҐ]{2,6}\)")
SINCE = ("since", "since_month", "since_year", "since_season", "since_weekday", "invasion", "ytd", "mtd", "event")
"""Spans that run to the day of writing."""
AGAINST = (*SINCE, "year", "this_year", "season", "last_year")
"""Spans that a superlative before them is one of: "the most since May", "the largest of 2024"."""
ALONE = re.compile(
    r"\W*(?:\w+(?:ed|en|ld)|\w+н(?:ий|ого|ої|ій|у|і|их|ый|ой|ая|ую|ое|ые|ых|а|ы)|\w+т(?:ий|ого|ый|ый))\W*"
)
"""A participle with nothing but its span, "seized in 2014": an apposition, no deed of the sentence."""
OF_A_NOUN = re.compile(
    r"(?:['’]s)?\s(?:invasion|counter-?offensive|offensive|incursion|borders?|territor\w+|levels?|war|referend\w+|total|figure)\b",
    re.IGNORECASE,
)
"""After a span: "Ukraine's 2013 territory", "the September 2022 counteroffensive"."""
BEFORE_IT = re.compile(r"\b(?:before|prior to|until|ahead of|pre-?|перед|накануне)\s(?:the\s|в\s|у\s)?$", re.IGNORECASE)
LAND_OF = re.compile(r"\b(?:territory|borders|land|(?:територі|террито|кордон|границ|меж)\w+)\s$", re.IGNORECASE)
"""Before a year without a preposition: "the territory of 2014", "в границах 1991 года"."""
DEEDS = ("taking", "losing", "retaking", "gains_noun")
DOER = re.compile(r"захватчик|загарбник|окупант|оккупант", re.IGNORECASE)
AND_BY = re.compile(r"\s(?:and|by|with|та|и|і|й)\s", re.IGNORECASE)
"""Between two deeds that are one: "its largest gain on 12 August by capturing 90 sq km"."""
AND = re.compile(r"\s(?:and|та|и|і|й)\s", re.IGNORECASE)


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
        weekdays = self.words.mapping("weekdays").values()
        named = tuple(re.sub(r"[\[(].*", "", form) for forms in weekdays for form in forms)
        return [
            m.end()
            for m in BREAK.finditer(self.text)
            if not any(begin < m.end() <= end for begin, end in held)
            and not (m.group() == "," and self.text[: m.start()].lower().rpartition(" ")[2].startswith(named))
        ]

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
        return [cue for cue in found if not nouns.match(self.text, cue.end + 1) and not DOER.match(cue.text)]

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
        if OF_A_NOUN.match(text, period.end) or BEFORE_IT.search(text[: period.start]):
            return True
        if re.match(r"(?:of )?\d", period.text) and LAND_OF.search(text[: period.start]):
            return True
        is_own = quantity is not None and begin <= quantity.start < end
        if is_own and quantity is not None and self._is_of_first_deed(period, quantity):
            return True
        if not is_own and ALONE.fullmatch(text[begin : period.start]) and len(text[period.end : end].split()) <= 3:
            return True
        if period.means in SINCE:
            return False
        events = words.find("other_events", text, begin, period.start)
        if events and not any(events[-1].end <= q.start < period.start for q in self.quantities):
            return True
        is_span = re.match(r"for|за|протягом|over|in the|since", period.text, re.IGNORECASE) is not None
        if is_own and quantity is not None and period.means == "on_day":
            # "On 3 July the minister reported the capture of 90 sq km."
            return words.has("telling", text, period.end, quantity.start)
        return not is_own and not is_span and not self.deeds(begin, end) and words.has("telling", text, begin, end)

    def _is_of_first_deed(self, period: Period, quantity: Quantity) -> bool:
        """Whether a deed before the span has it, and another the figure: "areas seized in May included, it holds …"."""
        if period.end > quantity.start or AND_BY.match(self.text, period.end):
            return False
        begin = max(self.piece(quantity.start, quantity.end)[0], period.start - 30)
        cues = [*self._all_deeds, *self._all_holdings]
        first = [c for c in cues if begin <= c.start and c.end <= period.start]
        close = any(len(self.text[c.end : period.start].split()) <= 1 for c in first)
        return close and any(period.end <= c.start and c.end <= quantity.start for c in cues)
