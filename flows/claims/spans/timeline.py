"""Which of the spans of time in a sentence belongs to a figure of it.

A span belongs to what its own piece of the sentence tells: to the figure there, or, where the piece holds nothing
else, to the whole sentence. Where nothing fits there is no span: a wrong one is worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from flows.claims.quantities.quantity import Quantity
from flows.claims.spans.periods import LEVEL_PERIODS, Period
from flows.claims.spans.pieces import SINCE, Pieces

OF_THE_PAST = ("vague", "month", "year", "season", "on_day", "as_of_part", "last_year")
DATED_LEVELS = ("on_day", "vague", "month", "year", "last_month", "last_year", "quarter", "season")
"""Spans in which something may be held, besides the days of `LEVEL_PERIODS`."""
NEXT_TO = re.compile(r"(?:['’]s|\s?[(–—:-]|,)?\s?(?:—|–|-)?\s?(?:\w+\s){0,2}$")


@dataclass(frozen=True)
class Timeline(Pieces):
    """Which span each figure has."""

    def span_of(self, quantity: Quantity) -> Period | None:
        """The span in which an area changed hands or a percentage grew."""
        found = self._choose(quantity, lambda p: p.means not in LEVEL_PERIODS)
        if found is None and (day := self._choose(quantity, lambda p: p.means in ("as_of", "as_of_part"))):
            # "By 27 October it had taken": since when, the words do not say.
            return _undated(day)
        if found is not None and found.means == "trailing" and not self.words.has("lately", found.text):
            # "In early August it advanced, taking 90 sq km in two weeks": these do not end on the day of writing.
            others = [p for p in self.periods if p.means in OF_THE_PAST and p.end <= found.start]
            return _undated(found) if any(not self.is_foreign(p, quantity) for p in others) else found
        return found

    def day_of(self, quantity: Quantity) -> Period | None:
        """The day or the time at which something was held; a span of change in another piece says nothing of it."""
        begin, end = self.piece(quantity.start, quantity.end)
        opening = [
            p for p in self.periods if 0 <= begin - p.end <= 8 and self.words.before("on_which", self.text, begin)
        ]
        if opening and opening[0].stated.start is not None:
            # "since 12 November, when it held …": on that day.
            return replace(opening[0], stated=replace(opening[0].stated, means="on_day"))
        near = [p for p in self.periods if begin <= p.start < end or self.is_bare(p)]
        near = [p for p in near if not self.is_foreign(p, quantity)]
        for fits in (LEVEL_PERIODS, DATED_LEVELS):
            found = self._choose(quantity, lambda p, fits=fits: p in near and p.means in fits, is_sum=False)  # type: ignore[misc]
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
            found = [p for p in self.periods if p.means not in LEVEL_PERIODS and not self.is_foreign(p, None)]
        return [p for n, p in enumerate(found) if p not in found[:n]]

    def is_total(self, quantity: Quantity) -> bool:
        """Whether a figure is called a total, so that no span of another piece is its own."""
        return self.words.has("total_words", self.text, self.piece(quantity.start, quantity.end)[0], quantity.end)

    def _choose(
        self, quantity: Quantity, fits: Callable[[Period], bool], *, is_sum: bool | None = None
    ) -> Period | None:
        """In its piece: next to it, after it, before it; then before its piece; then a span of the whole sentence."""
        fitting = [p for p in self.periods if fits(p)]
        beside = [p for p in fitting if self._is_beside(p, quantity)]
        if beside:
            return self._dated(max(beside, key=lambda p: p.start))
        begin, end = self.piece(quantity.start, quantity.end)
        free = [p for p in fitting if not self.is_foreign(p, quantity)]
        after = [p for p in free if quantity.end <= p.start < end and self._reaches(quantity, p)]
        if after:
            return self._dated(after[0])
        inside = [p for p in free if begin <= p.start and p.end <= quantity.start]
        if inside:
            return inside[-1]
        total = self.is_total(quantity) if is_sum is None else is_sum
        earlier = [p for p in free if p.end <= begin and (not total or p.means in SINCE)]
        if earlier:
            return earlier[-1]
        others = [q for q in self.quantities if q.start >= quantity.end]
        later = [
            p
            for p in free
            if p.start >= end
            and (self.is_bare(p) or not any(q.start < p.start for q in others))
            and not any(self._is_beside(p, q) for q in others)
            and not self.words.near("part_of_it", self.text, p.start, 2)
            and not total
        ]
        return later[0] if later else None

    def _dated(self, period: Period) -> Period:
        """The days right after a span that say which it is: "over the past week, from 29 September to 6 October"."""
        days = [p for p in self.periods if 0 <= p.start - period.end <= 3 and p.means == "between"]
        return days[0] if days else period

    def _is_beside(self, period: Period, quantity: Quantity) -> bool:
        """Whether only a sign stands between: "May (449 km²", "584 km² in 2023", "in 2023 – 584"."""
        if period.start >= quantity.end:
            gap = self.text[quantity.end : period.start]
            return (
                gap in (" ", " (", " – ", " — ", " - ") and not self.is_base(period) and not self.is_of_record(period)
            )
        gap = self.text[period.end : quantity.start]
        is_before = period.end <= quantity.start and NEXT_TO.fullmatch(gap) is not None
        signs = r"[(:]|['’]s" if self.is_base(period) else r"[(–—:-]|['’]s"
        return is_before and re.search(signs, gap) is not None

    def _reaches(self, quantity: Quantity, period: Period) -> bool:
        """Whether a span after a figure is of it: no other figure and no second deed stands between."""
        gap = self.text[quantity.end : period.start]
        if any(quantity.end <= q.start < period.start for q in self.quantities):
            return False
        begin = self.piece(quantity.start, quantity.end)[0]
        led = self.deeds(begin, quantity.start)
        second = [c for c in self.deeds(quantity.end, period.start) if not self.words.before("and", self.text, c.start)]
        if led and second:
            return False
        following = [q for q in self.quantities if q.start >= period.end]
        # "took 200 in May and in June 129": the second span is the second figure's.
        return not (self.words.has("and", gap) and following and any(p.end <= quantity.start for p in self.periods))


def _undated(period: Period) -> Period:
    """The same words, without days."""
    return replace(period, stated=replace(period.stated, means="vague"))
