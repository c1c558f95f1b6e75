"""Where: the country, an oblast, land in Russia, or a place that is no unit of the map."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from flows.claims.grammar import pattern_of, table

OBLAST_WORD = r"(?:'s|’s)?\s(?:region|oblast|province|област\w{1,4}|обл\.)"
MOSTLY = re.compile(
    r"\b(?:mostly|mainly|primarily|largely|especially|particularly|including|chiefly|most of"
    r"|predominantly|focus\w*|notably"
    r"|переважно|здебільшого|найбільше|насамперед|особливо|зокрема|преимущественно|в основном|особенно"
    r"|в частности|главным образом)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?:(?:near|around|outside|in the area of|in the vicinity of|south of|north of|east of"
    r"|west of)\s(?:the\s)?(?:\w+\s(?:of\s)?){0,3}?(?P<near>[A-Z][\w'’-]{2,}(?:\s[A-Z][\w'’-]+)?)"
    r"|(?P<dir>[A-Z][\w'’-]{2,}(?:[-–][A-Z]\w+)?)\s(?:direction|axis|sector|front|salient|pocket)"
    r"|(?P<kdir>[А-ЯІЇЄҐ][\w'’ʼ-]{3,})\s(?:напрям\w+|направлени\w+|відтинк\w+|ділянц\w+|участк\w+)"
    r"|(?:поблизу|біля|в районі|у районі|в районе|вблизи|около|під|под)\s(?:міста\s|села\s|города\s"
    r"|села\s|н\.п\.\s)?(?P<knear>[А-ЯІЇЄҐ][\w'’ʼ-]{3,}))"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the land by name; `unit_id` is None where the release has no such unit."""

    name: str
    unit_id: str | None
    in_russia: bool = False
    start: int = 0
    is_region: bool = False
    """Whether it is an oblast or another part of the country with a border, so that a share of it means something."""


OPENS_ANOTHER = re.compile(r",\s(?:(?:а|и|і|та|й|and)\s)?(?:в|во|у|на|in)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""Before a region after a figure: "…, в Херсонской области — 95 кв. км" is of the next figure."""
FIGURE = re.compile(r"\d")
UKRAINE = Scope("Ukraine", "UA")


@cache
def _regions() -> list[tuple[Scope, re.Pattern[str]]]:
    compiled = []
    for row in table("regions"):
        alone = [pattern_of(stem) for stem in row["alone"]]
        stems = [f"(?:{pattern_of(stem)}){OBLAST_WORD}" for stem in row["stem"]]
        # "Донецькій та Луганській областях": the word for oblast serves both names.
        stems += [
            rf"(?:{pattern_of(stem)})\s(?:та|і|й|и|and)\s\w+\s(?:област\w+|regions|oblasts)" for stem in row["stem"]
        ]
        scope = Scope(row["name"], row["unit_id"], row.get("in_russia", False), is_region=True)
        compiled.append((scope, re.compile(rf"(?<!\w)(?:{'|'.join(alone + stems)})(?!\w)", re.IGNORECASE)))
    return compiled


def scope_at(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope:
    """Where the quantity at `start:end` is; Ukraine where no part of it is named for that quantity."""
    found: list[tuple[int, Scope, int]] = []
    for scope, pattern in _regions():
        for match in pattern.finditer(text, *clause):
            if (
                match.start() >= end
                and OPENS_ANOTHER.search(text[end : match.start()])
                and FIGURE.search(text, match.end(), clause[1])
            ):
                continue
            distance = match.start() - end if match.start() >= end else start - match.end()
            found.append((distance, replace(scope, start=match.start()), match.start()))
    if found:
        distance, scope, at = min(found, key=lambda entry: entry[0])
        between = text[end:at] if at >= end else text[at:start]
        if not MOSTLY.search(between) and distance < 160:
            return scope
        return UKRAINE
    return _place(text, start, end, clause) or UKRAINE


@cache
def _bare_regions() -> list[tuple[Scope, re.Pattern[str]]]:
    return [
        (
            Scope(row["name"], row["unit_id"]),
            re.compile("|".join(f"(?:{stem.rstrip('*')}(?:ої|ой|ій))" for stem in stems)),
        )
        for row in table("regions")
        if (stems := [stem.capitalize() for stem in row["stem"] if re.match(r"[а-яіїє]", stem)])
    ]


def bare_region_at(tail: str) -> Scope | None:
    """The oblast whose adjective stands right at the start: `2,1% Запорізької, 1,3% Харківської`."""
    english = re.match(
        r"\sof\s(?:the\s)?(?P<name>[A-Z][a-z']+)(?=[,.;)]|\s(?:and|are|is|as|by|in|under|but|while|with|at|which|that|since|has|have|was|were|now)\b|$)",
        tail,
    )
    if english is not None:
        named = scope_at(f"{english['name']} region", 0, 0, (0, len(english["name"]) + 7))
        return None if named.unit_id in (None, "UA") else named
    begins = re.match(r"(?:\s\(?[^\w\s]\d[\d.,]*\)?)?(?:\s[—–-])?\s(?:(?:площі|території|площади|территории)\s)?", tail)
    if begins is None:
        return None
    return next((scope for scope, pattern in _bare_regions() if pattern.match(tail, begins.end())), None)


def _place(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope | None:
    for match in PLACE.finditer(text, *clause):
        name = next(value for value in match.groups() if value)
        between = text[end : match.start()] if match.start() >= end else text[match.end() : start]
        if name.lower() in (
            "ukraine",
            "russia",
            "the",
            "russian",
            "ukrainian",
            "eastern",
            "госкордон",
        ) or MOSTLY.search(between):
            continue
        if len(between) < 60 and not re.search(r"[;:]", between):
            return Scope(match.group().strip(), None, start=match.start())
    return None
