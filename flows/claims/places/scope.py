"""Where: the country, an oblast, land in Russia, or a place that is no unit of the map."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from flows.claims.land.dating_events import without_events
from flows.claims.places.front import place_at
from flows.claims.text.clauses import past_brackets
from flows.claims.words.grammar import Words, any_of, table, words_of_text

ATTACHED = re.compile(r"(?:\s\([^)]{1,40}\))?(?:\s[\w'’-]+){1,4}\s|\s")
"""Between a figure and the region that is its own: "205 кв. км в", "300 sq km of land in the"."""
NAME = re.compile(r"\b[A-Z][a-z]+\b")
LAST_WORD = re.compile(r"[\w'’ʼ-]+$")
SENTENCE_END = re.compile(r"[.;]|$")


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the land by name; `unit_id` is None where the release has no such unit."""

    name: str
    unit_id: str | None
    in_russia: bool = False
    start: int = 0
    is_region: bool = False
    """Whether it is an oblast or another part of the country with a border, so that a share of it means something."""


FIGURE = re.compile(r"\d")
UKRAINE = Scope("Ukraine", "UA")
JOINED = " and "
"""Joins the names of oblasts whose figures a text gives as one."""
A_PART = Scope("a part of Ukraine", None)
WITHOUT_CRIMEA = Scope("Ukraine without Crimea", None)


@cache
def _regions() -> list[tuple[Scope, re.Pattern[str]]]:
    compiled, forms = [], table("regions")
    for row in forms["regions"]:
        stands = forms["forms"] + (forms["forms_alone"] if row.get("is_alone") else [])
        stem = f"(?:{'|'.join(row['stem'])})"
        names = row["alone"] + ([form.replace("[]", stem) for form in stands] if row["stem"] else [])
        scope = Scope(row["name"], row["unit_id"], row.get("in_russia", False), is_region=True)
        compiled.append((scope, re.compile(rf"(?<!\w)(?:{any_of(names)})(?!\w)", re.IGNORECASE)))
    return compiled


@cache
def oblast_named(name: str) -> Scope | None:
    """The oblast that a bare word names where the text means one: `Kharkiv`, `Запорізької`."""
    for row in table("regions")["regions"]:
        if row["stem"] and re.fullmatch(any_of(row["stem"]), name, re.IGNORECASE):
            return Scope(row["name"], row["unit_id"], is_region=True)
    return None


@lru_cache(maxsize=256)
def regions_in(text: str, begin: int = 0, end: int | None = None) -> list[tuple[int, int, Scope]]:
    """Every oblast and land of Russia that a text names, in order: begin, end, scope. Kept, for many ask it."""
    stop = len(text) if end is None else end
    found = [(m.start(), m.end(), scope) for scope, named in _regions() for m in named.finditer(text, begin, stop)]
    return sorted(found, key=lambda entry: entry[0])


def scope_at(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope:
    """Where the quantity at `start:end` is; Ukraine where no part of it is named for that quantity."""
    return named_scope(text, start, end, clause) or UKRAINE


def named_scope(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope | None:
    """Where the words say that the quantity at `start:end` is; None where they name no part of the country."""
    words = words_of_text(text)
    text = without_events(text, start)
    if (listed := place_at(text, start, end, (max(0, start - 80), start))) and words.between(
        "listed", text, listed[1], start
    ):
        return Scope(listed[2], None, start=listed[0])
    for region in regions_in(text, max(0, start - 80), start):
        if words.between("listed", text, region[1], start):
            return replace(region[2], start=region[0])
    regions = [r for r in regions_in(text, *clause) if not _of_another(text, r, start, end, clause, words)]
    place = place_at(text, start, end, clause)
    attached = [r for r in regions if r[0] > end and ATTACHED.fullmatch(text[end : r[0]])]
    if not attached and (bare := bare_region_at(text[past_brackets(text, end) : end + 90])):
        return bare
    if not regions:
        return Scope(place[2], None, start=place[0]) if place else None
    nearest = min(attached or regions, key=lambda entry: _gap(entry, start, end))
    begin, stop, scope = nearest
    between = text[end:begin] if begin >= end else text[stop:start]
    if words.has("mostly", between) or _gap(nearest, start, end) >= 160:
        return UKRAINE
    if place and (_gap(place, start, end) < _gap(nearest, start, end) or 0 <= place[0] - stop < 25):
        return Scope(place[2], None, start=place[0])
    others = [s for s in _joined(regions, nearest, text, start, words) if s.name != scope.name]
    if others:
        return Scope(
            JOINED.join([scope.name, *dict.fromkeys(s.name for s in others)]), None, start=begin, is_region=True
        )
    return replace(scope, start=begin)


def _of_another(
    text: str, region: tuple[int, int, Scope], start: int, end: int, clause: tuple[int, int], words: Words
) -> bool:
    """Whether a region is of another figure: "in Kursk more than the 300", "…, в Херсонской области — 95 кв. км"."""
    if region[1] <= start:
        return words.has("compares", text, region[1], start)
    comma = text.rfind(",", end, region[0])
    opens = comma >= 0 and words.between("opens_another", text, comma, region[0])
    return bool(opens) and FIGURE.search(text, region[1], max(clause[1], region[1] + 40)) is not None


def _gap(entry: tuple[int, int, object], start: int, end: int) -> int:
    return entry[0] - end if entry[0] >= end else start - entry[1]


def _joined(
    regions: list[tuple[int, int, Scope]], one: tuple[int, int, Scope], text: str, start: int, words: Words
) -> list[Scope]:
    """The regions of one list with `one` ("in the Donetsk and Kharkiv regions"), or all that lead up to a figure."""
    at = regions.index(one)
    found = [s for _, stop, s in regions if one[1] <= start and stop <= start and not FIGURE.search(text, stop, start)]
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(regions):
            first, second = sorted((regions[here], regions[here + step]))
            if second[0] >= first[1] and not words.between("region_joins", text, first[1], second[0]):
                break
            here += step
            found.append(regions[here][2])
    return found


def before_named(earlier: tuple[str, ...]) -> Scope | None:
    """The one region of the last sentence that names any: what "the region" means in the next."""
    for text in reversed(earlier):
        words = words_of_text(text)
        for bare in reversed(list(NAME.finditer(text))):
            if words.before("within", text, bare.start()) and (oblast := oblast_named(bare.group())):
                return oblast
        if named := {entry[2].name: entry[2] for entry in regions_in(without_events(text, -1))}:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def is_without_crimea(text: str) -> bool:
    """Whether a level or a share leaves Crimea out and nothing else, which the map does not tell."""
    words = words_of_text(text)
    left = next(iter(words.find("without_crimea", text)), None)
    if left is None:
        return False
    ends = SENTENCE_END.search(text, left.end)
    return not words.has("held_before", text, left.end, min(ends.start() if ends else len(text), left.end + 60))


def bare_region_at(tail: str) -> Scope | None:
    """The oblast whose bare name stands right at the start: "2,1% Запорізької, 1,3% Харківської"."""
    words = words_of_text(tail)
    named = words.after("of_a_region", tail, 0)
    name = LAST_WORD.search(named.group()) if named else None
    return oblast_named(name.group()) if name else None
