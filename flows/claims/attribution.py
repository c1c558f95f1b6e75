"""According to whom: the sources that a sentence names, and the source that an outlet's analysis rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.claims.grammar import Words, pattern_of, table

SourceKind = Literal["map", "witness", "outlet"]


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody whom articles cite."""

    source_id: str
    name: str
    kind: SourceKind


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
    is_carried: bool = False
    """Whether an earlier sentence of the paragraph named the source, not this one."""


@cache
def _sources() -> list[tuple[Source, re.Pattern[str]]]:
    compiled = []
    for row in table("sources"):
        loose = "|".join(pattern_of(say) for say in row.get("says", []))
        exact = "|".join(pattern_of(say) for say in row.get("exact", []))
        parts = [f"(?i:{loose})"] if loose else []
        parts += [exact] if exact else []
        compiled.append(
            (Source(row["id"], row["name"], row["kind"]), re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"))
        )
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
    if re.search(r"claim|officials?", text[start:end], re.IGNORECASE):
        return True
    before = text[max(0, start - 60) : start]
    cue = list(words.find("attribution/before", before))
    if cue and len(re.findall(r"\w+", before[cue[-1].end :])) <= 5:
        return True
    after = text[end : end + 50]
    follow = next(iter(words.find("attribution/after", after)), None)
    return follow is not None and len(re.findall(r"\w+", after[: follow.start])) <= 4


def attribution_at(mentions: list[Mention], at: int, rests_on: dict[str, Source]) -> Attribution | None:
    """Whom the figure at offset `at` is attributed to; `rests_on` maps an outlet to what it analyses."""
    data = [
        m
        for m in mentions
        if m.source.kind == "map"
        or (m.source.kind == "witness" and (m.cites or m.source.source_id in ("isw", "viina")))
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


def what_outlets_rest_on(mentions_by_sentence: list[list[Mention]]) -> dict[str, Source]:
    """Which map or witness each outlet analyses, where one sentence of the article names both."""
    rests: dict[str, Source] = {}
    for mentions in mentions_by_sentence:
        bases = [
            m.source for m in mentions if m.source.kind == "map" or m.source.source_id in ("isw", "black_bird", "viina")
        ]
        for mention in mentions:
            if mention.source.kind == "outlet" and bases:
                rests.setdefault(mention.source.source_id, bases[0])
    return rests
