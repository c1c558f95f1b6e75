"""The claims of an article, sentence by sentence."""

from __future__ import annotations

from flows.claims.claim import Claim
from flows.claims.places.gazetteer import identity
from flows.claims.quantities.quantities import quantities_in
from flows.claims.reading.aid_claims import aid_claims
from flows.claims.reading.area_claims import area_claims, unread_claims
from flows.claims.reading.change_claims import percent_change_claims
from flows.claims.reading.context import Context
from flows.claims.reading.record_claims import record_claims
from flows.claims.reading.settlement_claims import settlement_claims
from flows.claims.reading.share_claims import share_claims
from flows.claims.text.article import Article
from flows.claims.text.language import language_by_letters
from flows.claims.text.sentences import sentences_of
from flows.claims.told.attribution import mentions_in, what_outlets_rest_on
from flows.claims.told.told_by import sole_count, told_by
from flows.claims.words.grammar import words_of_text

DENIED_WITHIN = 2
"""A denial is of what was told so many sentences before it."""
OF_LAND = ("area_change", "area_level", "grey_zone", "share")


def read_claims(article: Article) -> list[Claim]:
    """Every claim about territory, settlements and aid in an article, in the order of its text."""
    sentences = sentences_of(article.text)
    language = language_by_letters(article.text[:20_000])
    tables = [words_of_text(sentence.text, language) for sentence in sentences]
    mentions = [mentions_in(s.text, words) for s, words in zip(sentences, tables, strict=True)]
    rests_on = what_outlets_rest_on(mentions, sole_count(mentions))
    sources = told_by(sentences, mentions, rests_on)
    claims: list[Claim] = []
    context: Context | None = None
    earlier: Context | None = None
    before: Claim | None = None
    taken: list[Claim] = []
    for sentence, words, named, source in zip(sentences, tables, mentions, sources, strict=True):
        if context is not None and context.sentence.paragraph != sentence.paragraph:
            # "This is 0.7% of the country" may stand in a paragraph of its own.
            context, before = None, before if words.has("equals", sentence.text) else None
        quantities = quantities_in(sentence.text, words)
        earlier = context = Context(article, sentence, words, quantities, named, rests_on, context, earlier, source)
        taken = [claim for claim in taken if sentence.number - claim.sentence <= DENIED_WITHIN]
        found = _claims_of(context, before, taken)
        before = next((claim for claim in found if claim.kind in OF_LAND), None)
        taken = [claim for claim in found if claim.event in ("taken", "retaken")] or taken
        claims.extend(found)
    return _without_idle_holds(claims)


def _claims_of(context: Context, before: Claim | None, taken: list[Claim]) -> list[Claim]:
    """The claims of a sentence.

    `before` is one of land in the sentence before it, whose words a bare figure shares; `taken` are those of
    settlements that a denial may be of.
    """
    found: list[Claim] = []
    if context.article.language == "other":
        return unread_claims(context)
    if context.quantities:
        found += area_claims(context, before)
        shares = share_claims(context, before, found[-1] if found else None)
        found += shares + percent_change_claims(context, shares)
    if context.sentence.heading:
        told = [claim for claim in found if claim.quantity and claim.quantity.start >= context.sentence.heading]
        return told + aid_claims(context)
    found += record_claims(context)
    found += aid_claims(context)
    found += settlement_claims(context, taken)
    return found


def _without_idle_holds(claims: list[Claim]) -> list[Claim]:
    """A settlement that is held or denied matters where the article also says that the other side has it."""
    changed = [claim for claim in claims if claim.place and claim.event in ("taken", "retaken")]
    places = {
        "denied": {identity(claim.place) for claim in changed if claim.place},
        "held": {identity(claim.place) for claim in changed if claim.place and claim.polarity == "russia_gains"},
    }
    return [c for c in claims if c.event not in places or (c.place and identity(c.place) in places[c.event])]
