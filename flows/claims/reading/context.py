"""What is known of a sentence before any claim is read from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flows.claims.claim import Claim, Kind, Measure, Polarity
from flows.claims.land.polarity import Deed, last_actor, side_of
from flows.claims.places.scope import UKRAINE, Scope
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.spans.anchored import LEANING, POINTING, anchored
from flows.claims.spans.periods import Period, periods_in
from flows.claims.spans.timeline import Timeline
from flows.claims.text.article import Article
from flows.claims.text.sentences import Sentence
from flows.claims.told.attribution import Attribution, Mention, Source, attribution_at
from flows.claims.words.grammar import Words

LOOKING_BACK = 4
"""How many sentences back "that month" may find its month."""
TOLD_BACK = 4
"""How many sentences back "the region" may find its name."""
SPANNED = (*KM2_PER, "percent")
RESPECTIVE = ("month", "year", "last_month", "trailing", "quarter", "days", "season")


def after_sign(text: str, at: int, signs: str) -> int:
    """Where the words before `at` begin that none of the signs parts from it."""
    return max(text.rfind(sign, 0, at) for sign in signs) + 1


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
    earlier: Context | None = None
    """The sentence before in whatever paragraph: "in that month" looks further back than a subject does."""
    told_by: Attribution | None = None
    """Whom the paragraph or the article says a figure is from that has no source beside it."""

    @cached_property
    def periods(self) -> list[Period]:
        """The spans of time that the sentence names; most sentences are never asked."""
        found = periods_in(self.text, self.words, self.article.published)
        if not any(period.means in LEANING for period in found):
            return found
        named, told, at = list[Period](), list[Period](), self.earlier
        for _ in range(LOOKING_BACK):
            if at is None:
                break
            named, told = [*at.periods, *named], [*(p for p in at.periods if not at.timeline.is_base(p)), *told]
            at = at.earlier
        for n, period in enumerate(found):
            before = named if period.means in POINTING else told
            found[n] = anchored(period, [*before, *found[:n]], self.article.published)
        return found

    @cached_property
    def timeline(self) -> Timeline:
        """Its spans and figures together."""
        return Timeline(self.text, self.words, self.periods, [q for q in self.quantities if q.unit in SPANNED])

    @cached_property
    def carried_period(self) -> Period | None:
        """The one span that an earlier sentence of the paragraph is of, for a figure without one; none of several."""
        if self.previous is None:
            return None
        spans = self.previous.timeline.spans()
        if spans:
            # Of several figures in that sentence some may have no span: then it is not told whose this one is.
            shared = all(self.previous.span_of(area) is not None for area in self.previous.areas)
            return spans[0] if len(spans) == 1 and shared else None
        return self.previous.carried_period

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
        return attribution_at(self.mentions, at, self.rests_on) or self.told_by

    @property
    def told_before(self) -> tuple[str, ...]:
        """The few sentences before, whatever their paragraphs, the nearest last: where "the region" was named."""
        texts: list[str] = []
        at = self.earlier
        while at is not None and len(texts) < TOLD_BACK:
            texts.insert(0, at.text)
            at = at.earlier
        return tuple(texts)

    def side_of(self, deed: Deed, quantity: Quantity, clause: tuple[int, int], scope: Scope) -> str | None:
        """Who does a deed: the words, else whoever tells it, else who does such a thing there."""
        by = self.attribution(quantity.start)
        teller = by.basis.side if by and by.basis else None
        text = self.text[slice(*clause)]
        side = side_of(deed, text, teller, self.words, in_russia=scope.in_russia)
        if side is None and self.previous is not None and self.words.has("pronouns", text):
            side = last_actor(self.previous.text, self.previous.words)
        return side

    def span_of(self, quantity: Quantity) -> Period | None:
        """The span in which the land of a quantity changed hands."""
        if len(self.areas) > 1 and (shared := self._respective(quantity)):
            return shared
        return self.timeline.span_of(quantity)

    def _respective(self, quantity: Quantity) -> Period | None:
        """The nth span for the nth quantity, counted from the word `respectively` back."""
        said = self.words.find("respectively", self.text)
        spans = [p for p in self.periods if p.means in RESPECTIVE and said and p.end <= said[0].end]
        areas = [q for q in self.areas if said and q.start < said[0].end]
        count = min(len(spans), len(areas))
        return dict(zip(areas[-count:], spans[-count:], strict=True)).get(quantity) if count > 1 else None

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
            attributed_to=by.label if by and not by.is_assumed else None,
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
