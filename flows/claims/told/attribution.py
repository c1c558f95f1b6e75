"""According to whom: the sources that a sentence names, and the source that an outlet's analysis rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.claims.words.grammar import Words, pattern_of, table

SourceKind = Literal["map", "witness", "outlet"]


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody whom articles cite."""

    source_id: str
    name: str
    kind: SourceKind
    side: Literal["russia", "ukraine"] | None = None
    """The army that it belongs to, so that its "we" and its "liberated" say whose gain it is."""
    counts_land: bool = False
    """Whether it counts land, so that an article that cites it takes its other figures from it too."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A source named in a sentence; `cites` tells a word such as "according to" beside it."""

    source: Source
    start: int
    end: int
    cites: bool


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a claim is attributed to. `basis` is the map or the witness that it rests on, where the text tells."""

    label: str
    basis: Source | None
    outlet: Source | None = None
    is_assumed: bool = False
    """Whether the words name nobody, and the source is the count that the article cites."""


@cache
def _sources() -> list[tuple[Source, re.Pattern[str]]]:
    compiled = []
    for row in table("sources"):
        loose = "|".join(pattern_of(say) for say in row.get("says", []))
        exact = "|".join(pattern_of(say) for say in row.get("exact", []))
        parts = [f"(?i:{loose})"] if loose else []
        parts += [exact] if exact else []
        source = Source(row["id"], row["name"], row["kind"], row.get("side"), row.get("counts_land", False))
        compiled.append((source, re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")))
    return compiled


def mentions_in(text: str, words: Words) -> list[Mention]:
    """The sources that a sentence names, in order."""
    found: list[Mention] = []
    for source, pattern in _sources():
        for match in pattern.finditer(text):
            if any(match.start() < m.end and m.start < match.end() for m in found):
                continue
            found.append(Mention(source, match.start(), match.end(), _cites(text, match.start(), match.end(), words)))
    return sorted(found, key=lambda mention: mention.start)


def _cites(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a word of citing stands in, shortly before or shortly after a name."""
    if words.has("attribution/within", text[start:end]):
        return True
    before = text[max(0, start - 110) : start]
    ends_sentence = len(re.findall(r"\w+", text[end:])) <= 2
    # Ukrainian and Russian put the verb on either side of the name.
    for cue in [*words.find("attribution/before", before), *words.find("attribution/after", before)]:
        between = before[cue.end :]
        # A phrase of citing reaches over a name with its office; a verb reaches a teller who ends the sentence.
        reach = 12 if ends_sentence and len(cue.text) > 4 and "," not in between else 9 if " " in cue.text else 5
        if len(between.split()) <= reach:
            return True
    after = text[end : end + 50]
    follow = next(iter(words.find("attribution/after", after)), None)
    return follow is not None and len(re.findall(r"\w+", after[: follow.start])) <= 4


def attribution_at(mentions: list[Mention], at: int, rests_on: dict[str, Source]) -> Attribution | None:
    """Whom the figure at offset `at` is attributed to; `rests_on` maps an outlet to what it analyses."""
    data = [
        m
        for m in mentions
        if m.source.kind == "map" or (m.source.kind == "witness" and (m.cites or m.source.counts_land))
    ]
    outlets = [m for m in mentions if m.source.kind == "outlet" and m.cites]
    outlet = min(outlets, key=lambda m: abs(m.start - at)).source if outlets else None
    if data:
        basis = min(data, key=lambda m: abs(m.start - at) + (25 if m.start > at else 0)).source
        label = f"{basis.name}, via {outlet.name}" if outlet else basis.name
        return Attribution(label, basis, outlet)
    if outlet is not None:
        known = rests_on.get(outlet.source_id)
        return Attribution(outlet.name, known, outlet)
    return None


def what_outlets_rest_on(mentions_by_sentence: list[list[Mention]], sole: Source | None) -> dict[str, Source]:
    """Which map or witness each outlet analyses: one named beside it, else the `sole` count of the article."""
    rests: dict[str, Source] = {}
    by_itself = {row["id"]: row["counts_by"] for row in table("sources") if "counts_by" in row}
    for mentions in mentions_by_sentence:
        bases = [m.source for m in mentions if m.source.counts_land]
        for mention in mentions:
            if mention.source.kind == "outlet" and bases:
                rests.setdefault(mention.source.source_id, bases[0])
    by_id = {source.source_id: source for source, _ in _sources()}
    rests |= {outlet: by_id[count] for outlet, count in by_itself.items() if outlet not in rests}
    if sole is not None:
        for mention in (m for mentions in mentions_by_sentence for m in mentions if m.source.kind == "outlet"):
            rests.setdefault(mention.source.source_id, sole)
    return rests
