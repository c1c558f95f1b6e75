"""The claims of an article, sentence by sentence."""

from __future__ import annotations

from flows.claims.aid_claims import aid_claims
from flows.claims.area_claims import area_claims, share_claims
from flows.claims.article import Article
from flows.claims.attribution import Attribution, Mention, Source, mentions_in, what_outlets_rest_on
from flows.claims.change_claims import percent_change_claims, record_claims
from flows.claims.claim import Claim
from flows.claims.context import Context
from flows.claims.gazetteer import identity
from flows.claims.grammar import words_of_text
from flows.claims.periods import Period, periods_in
from flows.claims.quantities import quantities_in
from flows.claims.sentences import Sentence, sentences_of
from flows.claims.settlement_claims import settlement_claims


def read_claims(article: Article) -> list[Claim]:
    """Every claim about territory, settlements and aid in an article, in the order of its text."""
    sentences = sentences_of(article.text)
    mentions = [mentions_in(s.text, words_of_text(s.text)) for s in sentences]
    rests_on = what_outlets_rest_on(mentions)
    claims: list[Claim] = []
    memory = _Memory()
    for sentence, named in zip(sentences, mentions, strict=True):
        memory.enter(sentence)
        context = _context(article, sentence, named, rests_on, memory)
        found = _claims_of(context, in_context=memory.has_area_claim)
        memory.leave(context, found)
        claims.extend(found)
    return _without_idle_holds(claims)


def _context(
    article: Article, sentence: Sentence, named: list[Mention], rests_on: dict[str, Source], memory: _Memory
) -> Context:
    words = words_of_text(sentence.text)
    quantities = quantities_in(sentence.text, words)
    periods = (
        periods_in(sentence.text, words, article.published) if quantities or memory.wants_periods(sentence) else []
    )
    return Context(article, sentence, words, quantities, periods, named, rests_on, memory.attribution, memory.period)


def _claims_of(context: Context, *, in_context: bool) -> list[Claim]:
    found: list[Claim] = []
    if context.quantities:
        found += area_claims(context, in_context=in_context)
        shares = share_claims(context)
        found += shares + percent_change_claims(context, shares)
    found += record_claims(context)
    found += aid_claims(context)
    found += settlement_claims(context)
    return found


class _Memory:
    """What an earlier sentence of the same paragraph leaves open for the next: its source and its span."""

    def __init__(self) -> None:
        self.paragraph = -1
        self.attribution: Attribution | None = None
        self.period: Period | None = None
        self.has_area_claim = False

    def enter(self, sentence: Sentence) -> None:
        """Forget what another paragraph said."""
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.attribution, self.period, self.has_area_claim = None, None, False

    def wants_periods(self, sentence: Sentence) -> bool:
        """Whether a sentence without a figure may still name a span; all do."""
        return True

    def leave(self, context: Context, found: list[Claim]) -> None:
        """Keep what the next sentence may lean on."""
        self.attribution = context.attribution(len(context.text)) or self.attribution
        spans = [p for p in context.periods if p.means not in ("as_of", "now")]
        self.period = spans[0] if spans else self.period
        self.has_area_claim = any(claim.kind in ("area_change", "area_level", "grey_zone") for claim in found)


def _without_idle_holds(claims: list[Claim]) -> list[Claim]:
    """A settlement that is held or denied matters where the article also says that it was taken."""
    contested = {identity(claim.place) for claim in claims if claim.place and claim.event in ("taken", "retaken")}
    return [c for c in claims if c.event not in ("held", "denied") or (c.place and identity(c.place) in contested)]
