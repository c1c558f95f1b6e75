"""Which of the spans of time in a sentence belongs to a figure of it.

A sentence is cut at its commas and conjunctions. A span belongs to what its own piece tells: to the figure there, or,
where the piece holds nothing else, to the whole sentence. A span is no figure's where it dates another event, a word
of telling, or what something is compared with. Where nothing fits there is no span: a wrong one is worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from flows.claims.grammar import Cue, Words
from flows.claims.periods import LEVEL_PERIODS, Period
from flows.claims.quantity import Quantity

BREAK = re.compile(
    r"[,;:()]|\s[—–-]\s|\s(?:that|which|who|when|whom|where|while|although|but|after|що|як(?:ий|а|е|і|у|их)|коли|де|але"
    r"|а також|котор\w{2,3}|что|когда|где|но)\s",
    re.IGNORECASE,
)
SINCE = ("since", "since_month", "since_year", "since_season", "since_weekday", "invasion", "ytd", "mtd", "event")
"""Spans that run to the day of writing."""
AGAINST = (*SINCE, "year", "this_year", "season", "last_year")
"""Spans that a superlative before them is one of: "the most since May", "the largest of 2024"."""
DATED_LEVELS = ("on_day", "month", "year", "last_month", "last_year", "quarter", "season")
"""Spans in which something may be held, besides the days of `LEVEL_PERIODS`."""
ALONE = re.compile(
    r"\W*(?:\w+(?:ed|en|ld)|\w+н(?:ий|ого|ої|ій|у|і|их|ый|ой|ая|ую|ое|ые|ых|а|ы)|\w+т(?:ий|ого|ый|ый))\W*"
)
"""A participle with nothing but its span, "seized in 2014": an apposition, no deed of the sentence."""
OF_A_NOUN = re.compile(
    r"(?:['’]s)?\s(?:invasion|counter-?offensive|offensive|incursion|borders?|territor\w+|levels?|war|referend\w+|total|figure)\b",
    re.IGNORECASE,
)
"""After a span: "Ukraine's 2013 territory", "the September 2022 counteroffensive"."""
BEFORE_IT = re.compile(
    r"\b(?:before|prior to|until|ahead of|pre-?|(?:territory|borders)(?:\sof|(?=\sof))|перед|накануне"
    r"|(?:територі|террито|кордон|границ)\w+)\s(?:of\s)?(?:the\s|в\s|у\s)?$",
    re.IGNORECASE,
)
NEXT_TO = re.compile(r"(?:['’]s|\s?[(–—:-]|,)?\s?(?:—|–|-)?\s?(?:\w+\s){0,2}$")
AND = re.compile(r"\s(?:and|та|и|і|й)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Timeline:
    """A sentence's spans of time and figures, by their offsets in `text`."""

    text: str
    words: Words
    periods: list[Period]
    quantities: list[Quantity]

    def span_of(self, quantity: Quantity) -> Period | None:
        """The span in which an area changed hands or a percentage grew."""
        found = self._choose(quantity, lambda p: p.means not in LEVEL_PERIODS)
        if found is None and (day := self._choose(quantity, lambda p: p.means in ("as_of", "as_of_part"))):
            # "By 27 October it had taken": since when, the words do not say.
            return replace(day, stated=replace(day.stated, means="vague"))
        return found

    def day_of(self, quantity: Quantity) -> Period | None:
        """The day or the time at which something was held; a span of change in another piece says nothing of it."""
        begin, end = self.piece(quantity.start, quantity.end)
        near = [p for p in self.periods if begin <= p.start < end or self._is_bare(p)]
        near = [p for p in near if not self._is_foreign(p, quantity)]
        for fits in (LEVEL_PERIODS, DATED_LEVELS):
            found = self._choose(quantity, lambda p, fits=fits: p in near and p.means in fits)  # type: ignore[misc]
            if found is not None:
                return found
        return None

    def base_of(self, quantity: Quantity) -> Period | None:
        """What a percentage is measured against: the span after "than" or "compared with"."""
        bases = [p for p in self.periods if self.is_base(p)]
        after = [p for p in bases if p.start >= quantity.end - 1]
        if after or bases:
            return (after or bases)[0]
        following = [p for p in self.periods if p.start >= quantity.end - 1]
        if following and (self._follows(following[0], "base_near") or following[0].means in SINCE):
            return following[0]
        return None

    def spans(self) -> list[Period]:
        """The spans that later sentences may carry on: those of its own areas, else those that are nobody's."""
        of_areas = [self.span_of(q) for q in self.quantities if q.unit != "percent"]
        found = [p for p in of_areas if p is not None]
        if not found:
            found = [p for p in self.periods if p.means not in LEVEL_PERIODS and not self._is_foreign(p, None)]
        return [p for n, p in enumerate(found) if p not in found[:n]]

    def is_total(self, quantity: Quantity) -> bool:
        """Whether a figure is called a total, so that no span of another piece is its own."""
        return self.words.has("total_words", self.text, self.piece(quantity.start, quantity.end)[0], quantity.end)

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """Begin and end of the piece of the sentence that `start:end` stands in."""
        begin = max((b for b in self._breaks if b <= start), default=0)
        return begin, min((b for b in self._breaks if b >= end), default=len(self.text))

    @cached_property
    def _breaks(self) -> list[int]:
        """Offsets of the breaks; the commas within a date, a figure or "on Friday, 1 May" are none."""
        held = [(p.start, p.end) for p in self.periods] + [(q.start, q.end) for q in self.quantities]
        weekdays = self.words.mapping("weekdays").values()
        named = tuple(re.sub(r"\(.*", "", form) for forms in weekdays for form in forms)
        return [
            m.end()
            for m in BREAK.finditer(self.text)
            if not any(begin < m.end() <= end for begin, end in held)
            and not (m.group() == "," and self.text[: m.start()].lower().rpartition(" ")[2].startswith(named))
        ]

    def _choose(self, quantity: Quantity, fits: Callable[[Period], bool]) -> Period | None:
        """In its piece: next to it, after it, before it; then before its piece; then a span of the whole sentence."""
        fitting = [p for p in self.periods if fits(p)]
        beside = [p for p in fitting if self._is_beside(p, quantity)]
        if beside:
            return beside[0]
        begin, end = self.piece(quantity.start, quantity.end)
        free = [p for p in fitting if not self._is_foreign(p, quantity)]
        after = [p for p in free if quantity.end <= p.start < end and self._reaches(quantity, p)]
        if after:
            return after[0]
        inside = [p for p in free if begin <= p.start and p.end <= quantity.start]
        if inside:
            return inside[-1]
        total = self.is_total(quantity)
        earlier = [p for p in free if p.end <= begin and (not total or p.means in SINCE)]
        if earlier:
            return earlier[-1]
        others = [q for q in self.quantities if q.start >= quantity.end]
        later = [
            p
            for p in free
            if p.start >= end and (self._is_bare(p) or not any(q.start < p.start for q in others)) and not total
        ]
        return later[0] if later else None

    def _is_beside(self, period: Period, quantity: Quantity) -> bool:
        """Whether only a sign stands between: "May (449 km²", "584 km² in 2023", "in 2023 – 584"."""
        if period.start >= quantity.end:
            gap = self.text[quantity.end : period.start]
            return gap in (" ", " (") and not self.is_base(period) and not self._is_of_record(period)
        gap = self.text[period.end : quantity.start]
        is_before = period.end <= quantity.start and NEXT_TO.fullmatch(gap) is not None
        return is_before and re.search(r"[(–—:-]|['’]s", gap) is not None

    def _reaches(self, quantity: Quantity, period: Period) -> bool:
        """Whether a span after a figure is of it: no other figure and no second deed stands between."""
        gap = self.text[quantity.end : period.start]
        if any(quantity.end <= q.start < period.start for q in self.quantities):
            return False
        begin = self.piece(quantity.start, quantity.end)[0]
        led = self._deeds(begin, quantity.start)
        second = [c for c in self._deeds(quantity.end, period.start) if not AND.search(self.text[: c.start][-5:])]
        if led and second:
            return False
        following = [q for q in self.quantities if q.start >= period.end]
        # "took 200 in May and in June 129": the second span is the second figure's.
        return not (AND.search(f"{gap} ") and following and any(p.end <= quantity.start for p in self.periods))

    def _deeds(self, begin: int, end: int) -> list[Cue]:
        """Words of land changing hands, but for the participles before a noun: "occupied territory"."""
        cues = [
            cue for verb in ("taking", "losing", "retaking") for cue in self.words.find(verb, self.text, begin, end)
        ] + self.words.find("gains_noun", self.text, begin, end)
        return [c for c in cues if not self.words.pattern("land_nouns").match(self.text, c.end + 1)]

    def _is_bare(self, period: Period) -> bool:
        """Whether a span stands alone in its piece, as "In October, …" does."""
        begin, end = self.piece(period.start, period.end)
        rest = f"{self.text[begin : period.start]} {self.text[period.end : end]}"
        return len(re.findall(r"\w{3,}", rest)) <= 2 and not any(begin <= q.start < end for q in self.quantities)

    def _is_foreign(self, period: Period, quantity: Quantity | None) -> bool:
        return self.is_base(period) or self._is_of_record(period) or self._is_of_other_event(period, quantity)

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

    def _is_of_record(self, period: Period) -> bool:
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
        if OF_A_NOUN.match(text, period.end) or BEFORE_IT.search(text[: _figure_at(period)]):
            return True
        is_own = quantity is not None and begin <= quantity.start < end
        if ALONE.fullmatch(text[begin : period.start]) and not is_own:
            return True
        if period.means in SINCE:
            return False
        events = words.find("other_events", text, begin, period.start)
        if events and not any(events[-1].end <= q.start < period.start for q in self.quantities):
            return True
        is_span = re.match(r"for|за|протягом|over|in the|since", period.text, re.IGNORECASE) is not None
        return not is_own and not is_span and not self._deeds(begin, end) and words.has("telling", text, begin, end)


def _figure_at(period: Period) -> int:
    """Where a span begins without its preposition "of"."""
    return period.start + (3 if period.text.lower().startswith("of ") else 0)
