"""What is known of a sentence before any claim is read from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flows.claims.article import Article
from flows.claims.attribution import Attribution, Mention, Source, attribution_at
from flows.claims.claim import Claim, Kind, Measure, Polarity
from flows.claims.grammar import Words
from flows.claims.periods import Period, periods_in
from flows.claims.quantity import KM2_PER, Quantity
from flows.claims.scope import UKRAINE, Scope
from flows.claims.sentences import Sentence


@dataclass(frozen=True)
class Context:
    """A sentence with its tables of words and what was found in it; offsets are those of `text`."""

    article: Article
    sentence: Sentence
    words: Words
    quantities: list[Quantity]
    mentions: list[Mention]
    rests_on: dict[str, Source]
    previous: Context | None = None
    """The sentence before in the same paragraph."""

    @cached_property
    def periods(self) -> list[Period]:
        """The spans of time that the sentence names; most sentences are never asked."""
        return periods_in(self.text, self.words, self.article.published)

    @cached_property
    def carried(self) -> Attribution | None:
        """Whom an earlier sentence of the paragraph cites, for a sentence that cites nobody."""
        before = self.previous
        return before.attribution(len(before.text)) if before else None

    @cached_property
    def carried_period(self) -> Period | None:
        """The span that an earlier sentence of the paragraph names, for a figure without one."""
        if self.previous is None:
            return None
        spans = [p for p in self.previous.periods if p.means not in ("as_of", "now")]
        return spans[0] if spans else self.previous.carried_period

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @property
    def article_is_of_the_war(self) -> bool:
        """Whether the article names the war's sides at all."""
        return self.words.has("war_words", self.article.text[:20_000])

    @property
    def areas(self) -> list[Quantity]:
        """The quantities of area, conversions folded into what they convert."""
        return [q for q in self.quantities if q.unit in KM2_PER]

    def attribution(self, at: int) -> Attribution | None:
        """Whom a figure at offset `at` is attributed to."""
        return attribution_at(self.mentions, at, self.rests_on) or self.carried

    def period_of(self, quantity: Quantity) -> Period | None:
        """The span that belongs to a quantity: one right after it, else the last before it, else any after it."""
        others = [q for q in self.areas if q is not quantity]
        after = [
            p
            for p in self.periods
            if p.start >= quantity.end and not any(quantity.end <= q.start < p.start for q in others)
        ]
        before = [p for p in self.periods if p.end <= quantity.start]
        if len(others) >= 1 and self.words.has("respectively", self.text):
            return self._respective(quantity)
        if after and self._is_attached(quantity, after[0]):
            return after[0]
        named = [p for p in before if p.means != "now"] or before
        if named and not self._is_base(named[-1]):
            return named[-1]
        free = [p for p in after if not self._is_base(p)]
        return free[0] if free else None

    def _respective(self, quantity: Quantity) -> Period | None:
        """The nth span for the nth quantity, as `respectively` says."""
        index = self.areas.index(quantity)
        spans = [p for p in self.periods if p.means in ("month", "year", "last_month", "trailing", "quarter")]
        return spans[index] if index < len(spans) else None

    def _is_attached(self, quantity: Quantity, period: Period) -> bool:
        gap = self.text[quantity.end : period.start]
        if self._is_base(period) or any(sign in gap for sign in ",;:"):
            return False
        joined = f" {gap.strip().lower()} "
        return len(gap) < 70 and not any(
            f" {word} " in joined for word in ("and", "та", "и", "і", "than", "ніж", "чем")
        )

    def _is_base(self, period: Period) -> bool:
        """Whether a span is what something is compared with: "than in May", "compared with August"."""
        before = self.text[max(0, period.start - 30) : period.start + 6].lower()
        cue = [c for c in self.words.find("base_openers", before) if c.text.lower() not in _TWO_FACED]
        return (
            bool(cue) and len(before[cue[-1].end :].split()) <= 3 and any(q.unit == "percent" for q in self.quantities)
        )

    def percent_base(self, quantity: Quantity) -> Period | None:
        """The span that a percentage is measured against: the first after it."""
        after = [p for p in self.periods if p.start >= quantity.end - 1]
        return after[0] if after else None

    def claim(
        self,
        kind: Kind,
        at: int,
        *,
        scope: Scope = UKRAINE,
        quantity: Quantity | None = None,
        period: Period | None = None,
        measure: Measure = "unstated",
        polarity: Polarity = "unstated",
        attribution: Attribution | None = None,
        name: str | None = None,
    ) -> Claim:
        """A claim of this sentence at offset `at`; `name` tells apart those that share kind and place in the text."""
        by = attribution or self.attribution(at)
        start, end = self.stated_days(period)
        second = quantity.second if quantity else None
        return Claim(
            claim_id=self.claim_id(name or kind, at),
            article_id=self.article.article_id,
            quote=self.text,
            kind=kind,
            measure=measure,
            scope=scope.name,
            unit_id=scope.unit_id,
            value_low=quantity.low if quantity else None,
            value_high=quantity.high if quantity else None,
            bound=quantity.bound if quantity else "exact",
            value_unit=quantity.unit if quantity else None,
            second_value=second.low if second else None,
            second_unit=second.unit if second else None,
            period_start=start,
            period_end=end,
            attributed_to=by.label if by else None,
            polarity=polarity,
            sentence=self.sentence.number,
            paragraph=self.sentence.paragraph,
            attribution=by,
            quantity=quantity,
            period=period,
        )

    def claim_id(self, kind: str, at: int) -> str:
        """A stable id: the same article gives the same ids at every release."""
        seed = f"{self.article.article_id}/{self.sentence.number}/{kind}/{at}"
        return hashlib.sha256(seed.encode()).hexdigest()[:16]

    def stated_days(self, period: Period | None) -> tuple[date | None, date | None]:
        """First and last counted day, seen from the day of publication."""
        spans = period.spans(self.article.published, self.article.published) if period else []
        return (spans[0].first, spans[0].last) if spans else (None, None)


_TWO_FACED = frozenset(
    ("from", "over", "on", "від", "за", "до", "от", "к", "с", "against", "проти", "против", "up from")
)
"""Openers of a base that open other things more often."""
