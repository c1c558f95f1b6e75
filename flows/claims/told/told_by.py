"""Who tells a figure that its own sentence attributes to nobody: whom the paragraph, or the article, says it is from.

A wrong source gives a wrong verdict, for only figures of the map's own count can be right or wrong. So a figure
without a source is taken to be of the count that the article cites, rather than of the map.
"""

from __future__ import annotations

import re

from flows.claims.text.clauses import opens_part
from flows.claims.text.sentences import Sentence
from flows.claims.told.attribution import Attribution, Mention, Source, attribution_at
from flows.claims.words.grammar import words_of_text

REACH = 3
"""How many sentences back one may say from whom they are."""


def told_by(
    sentences: list[Sentence], mentions: list[list[Mention]], rests_on: dict[str, Source]
) -> list[Attribution | None]:
    """Whom each sentence's figures are from where they have no source beside them; in the article's order."""
    own = _named_by(sentences, mentions, rests_on)
    is_quoted = _quoted(sentences)
    only = sole_count(mentions)
    told: list[Attribution | None] = []
    paragraph: Attribution | None = None
    count = _assumed(only) if only else None
    for at, sentence in enumerate(sentences):
        if at and sentences[at - 1].paragraph != sentence.paragraph and not opens_part(sentence.text):
            paragraph = None
        # "Об этом сообщает ТАСС" repeats; whose figure it is was said before.
        found = own[at]
        if found is not None and found.basis is None and paragraph is not None and paragraph.basis is not None:
            found = paragraph
        told.append(
            found or paragraph or _named_later(sentences, own, at, is_quoted) or count or _next(sentences, own, at)
        )
        paragraph = found or paragraph
        if found and found.basis and found.basis.counts_land:
            count = _assumed(found.basis)
    return told


def _named_by(
    sentences: list[Sentence], mentions: list[list[Mention]], rests_on: dict[str, Source]
) -> list[Attribution | None]:
    """Whom each sentence cites, by name or by a word for the last one named: "he said"."""
    found: list[Attribution | None] = []
    last: Attribution | None = None
    for sentence, named in zip(sentences, mentions, strict=True):
        own = attribution_at(named, 0, rests_on)
        if own is None and last is not None:
            own = last if words_of_text(sentence.text).has("attribution/refers", sentence.text) else None
        elif own is not None and (own.basis is not None or last is None):
            last = own
        found.append(own)
    return found


def sole_count(mentions: list[list[Mention]]) -> Source | None:
    """The one count of land that an article cites; None where it cites none or several."""
    cited = {m.source.source_id: m.source for named in mentions for m in named if m.source.counts_land}
    return next(iter(cited.values())) if len(cited) == 1 else None


def _assumed(source: Source) -> Attribution:
    return Attribution(f"{source.name}, the count that the article cites", source, is_assumed=True)


def _named_later(
    sentences: list[Sentence], own: list[Attribution | None], at: int, is_quoted: list[bool]
) -> Attribution | None:
    """The source that a sentence a little further names for those before it, or for the quotation that it ends."""
    within = is_quoted[at]
    for later in range(at + 1, min(len(sentences), at + 1 + REACH)):
        if (found := own[later]) is not None:
            text = sentences[later].text
            return found if within or words_of_text(text).has("attribution/tells_back", text.lstrip('"«“—– ')) else None
        within = within and is_quoted[later]
    return None


def _next(sentences: list[Sentence], own: list[Attribution | None], at: int) -> Attribution | None:
    """The source of the next sentence of the paragraph, where nothing else tells."""
    later = at + 1
    is_near = later < len(sentences) and sentences[later].paragraph == sentences[at].paragraph
    return own[later] if is_near else None


def _quoted(sentences: list[Sentence]) -> list[bool]:
    """Whether a quotation is still open at the end of each sentence."""
    depth, paragraph, open_after = 0, -1, []
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            depth, paragraph = 0, sentence.paragraph
        text = sentence.text
        depth += len(re.findall("[«“„]", text)) - len(re.findall("[»”]", text))
        depth = max(depth, 0)
        if text.count('"') % 2:
            depth = 0 if depth else 1
        open_after.append(depth > 0)
    return open_after
