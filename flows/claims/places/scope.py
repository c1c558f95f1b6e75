"""Where: the country, an oblast, land in Russia, or a place that is no unit of the map."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from flows.claims.land.dating_events import without_events
from flows.claims.places.front import place_at
from flows.claims.words.grammar import pattern_of, table

OBLAST_WORD = r"(?:'s|’s)?\s(?:regions?|oblasts?|provinces?|област\w{1,4}|обл\.)"
MOSTLY = re.compile(
    r"\b(?:mostly|mainly|primarily|largely|especially|particularly|includ\w+|above all|chiefly|most of"
    r"|predominantly|focus\w*|notably"
    r"|переважно|передусім|в першу чергу|у першу чергу|в первую очередь"
    r"|здебільшого|найбільше|насамперед|особливо|зокрема|преимущественно|в основном|особенно"
    r"|в частности|главным образом)\b",
    re.IGNORECASE,
)
LEFT_OUT = re.compile(
    r"\b(?:excluding|not (?:counting|including)|except|apart from|without|other than|outside|не враховуючи|не рахуючи"
    r"|без (?:урахування|врахування|учета|учёта)?|крім|окрім|за винятком|не считая|не учитывая"
    r"|за исключением|кроме|помимо)"
    r"\s(?:\w+\s){0,2}(?:crimea|крим|крым)(?P<rest>[^.;]{0,60})",
    re.IGNORECASE,
)
HELD_BEFORE = re.compile(r"donbas|донбас|ордло|2014|2022|donetsk|luhansk|донецьк|донецк|луганс", re.IGNORECASE)
"""Left out beside Crimea: the rest is what has been occupied since 2022, which the map tells apart."""
JOINT = re.compile(r"(?:,|\s(?:and|та|і|й|и|as well as|а також|а также|or|або|или))?[\s,]+(?:(?:in|of|the|в|у|на)\s)*")
THIS_REGION = re.compile(
    r"\b(?:in|of|across) (?:the|this|that) (?:region|oblast|province)\b"
    r"|\b(?:у|в|на) (?:цій|цьому|этой|этом|самій|самой)"
    r"\s(?:област\w+|регіон\w+|регион\w+)|\b(?:у|в) (?:області|регіоні|области|регионе)\b",
    re.IGNORECASE,
)
OUR_LAND = re.compile(
    r"ukrainian (?:territor|land|soil)|ukraine|україн\w+ (?:територ|земл)|украинск\w+ (?:террит|земл)"
    r"|територ\w+ україни|территор\w+ украины",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?:as(?!\s(?:much|many|of|well))|against|проти|против|compared|порівняно|сравнению)\b"
    r"|(?<!more )(?<!less )(?<!fewer )(?<!rather )(?<!более )(?<!больше )(?<!менее )(?<!більше )(?<!більш )(?<!менш )"
    r"\b(?:than|ніж|чем)\b",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\s?[—–:-]\s(?:(?:на|над|понад|більше|майже|близько|ще|более|больше|свыше|почти|около|еще|ещё|over|about|nearly|almost"
    r"|some|more than|around)\s){0,2}"
)
"""Between a region and its figure in a list: "в ЛНР - более 205 кв. км"."""
ATTACHED = re.compile(r"(?:\s\([^)]{1,40}\))?(?:\s[\w'’-]+){1,4}\s|\s")
"""Between a figure and the region that is its own: "205 кв. км в", "300 sq km of land in the"."""


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
JOINED = " and "
"""Joins the names of oblasts whose figures a text gives as one."""
A_PART = Scope("a part of Ukraine", None)
WITHOUT_CRIMEA = Scope("Ukraine without Crimea", None)


@cache
def _regions() -> list[tuple[Scope, re.Pattern[str]]]:
    compiled = []
    for row in table("regions"):
        names = [pattern_of(stem) for stem in row["alone"]]
        if stems := "|".join(pattern_of(stem) for stem in row["stem"]):
            names.append(f"(?:{stems}){OBLAST_WORD}")
            # "Донецькій та Луганській областях", "the regions of Donetsk and Luhansk": one word serves both names.
            names.append(rf"(?:{stems})(?=\s(?:та|і|й|и|and)\s\w+\s(?:област\w+|regions|oblasts|provinces))")
            names.append(
                rf"(?:(?<=regions\sof\s)|(?<=region\sof\s)|(?<=oblast\sof\s)|(?<=province\sof\s))(?:{stems})|(?<=\band\s)(?:{stems})(?=[.,;]|\s(?:in|since|over)\b|$)"
            )
            if row["stem"][0] in ("donetsk", "luhansk"):
                names.append(rf"(?<=\sin\s)(?:{stems})(?=[.,;]|\s(?:in|since|over|alone|during)\b|$)")
            names.append(rf"(?<=[kers][ms]\sin\s)(?:{stems})(?=[.,;]|\s(?:in|since|over|alone|during)\b|$)")
        scope = Scope(row["name"], row["unit_id"], row.get("in_russia", False), is_region=True)
        compiled.append((scope, re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)))
    return compiled


def regions_in(text: str, begin: int = 0, end: int | None = None) -> list[tuple[int, int, Scope]]:
    """Every oblast and land of Russia that a text names, in order: begin, end, scope."""
    stop = len(text) if end is None else end
    found = [(m.start(), m.end(), scope) for scope, named in _regions() for m in named.finditer(text, begin, stop)]
    return sorted(found, key=lambda entry: entry[0])


def scope_at(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope:
    """Where the quantity at `start:end` is; Ukraine where no part of it is named for that quantity."""
    return named_scope(text, start, end, clause) or UKRAINE


def named_scope(text: str, start: int, end: int, clause: tuple[int, int]) -> Scope | None:
    """Where the words say that the quantity at `start:end` is; None where they name no part of the country."""
    text = without_events(text, start)
    if (listed := place_at(text, start, end, (max(0, start - 80), start))) and LISTED.fullmatch(
        text[listed[1] : start]
    ):
        return Scope(listed[2], None, start=listed[0])
    for region in regions_in(text, max(0, start - 80), start):
        if LISTED.fullmatch(text[region[1] : start]):
            return replace(region[2], start=region[0])
    regions = [r for r in regions_in(text, *clause) if not _of_another(text, r, start, end, clause)]
    place = place_at(text, start, end, clause)
    attached = [r for r in regions if r[0] > end and ATTACHED.fullmatch(text[end : r[0]])]
    if not attached and (bare := bare_region_at(re.sub(r"^\s?\([^)]{1,40}\)", "", text[end : end + 90]))):
        return bare
    if not regions:
        return Scope(place[2], None, start=place[0]) if place else None
    nearest = min(attached or regions, key=lambda entry: _gap(entry, start, end))
    begin, stop, scope = nearest
    between = text[end:begin] if begin >= end else text[stop:start]
    if MOSTLY.search(between) or _gap(nearest, start, end) >= 160:
        return UKRAINE
    if place and (_gap(place, start, end) < _gap(nearest, start, end) or 0 <= place[0] - stop < 25):
        return Scope(place[2], None, start=place[0])
    others = [s for s in _joined(regions, nearest, text, start) if s.name != scope.name]
    if others:
        return Scope(
            JOINED.join([scope.name, *dict.fromkeys(s.name for s in others)]), None, start=begin, is_region=True
        )
    return replace(scope, start=begin)


def _of_another(text: str, region: tuple[int, int, Scope], start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether a region is of another figure: "in Kursk more than the 300", "…, в Херсонской области — 95 кв. км"."""
    if region[1] <= start:
        return COMPARES.search(text[region[1] : start]) is not None
    opens = OPENS_ANOTHER.search(text[end : region[0]]) if region[0] >= end else None
    return opens is not None and FIGURE.search(text, region[1], max(clause[1], region[1] + 40)) is not None


def _gap(entry: tuple[int, int, object], start: int, end: int) -> int:
    return entry[0] - end if entry[0] >= end else start - entry[1]


def _joined(regions: list[tuple[int, int, Scope]], one: tuple[int, int, Scope], text: str, start: int) -> list[Scope]:
    """The regions of one list with `one` ("in the Donetsk and Kharkiv regions"), or all that lead up to a figure."""
    at = regions.index(one)
    found = [s for _, stop, s in regions if one[1] <= start and stop <= start and not FIGURE.search(text, stop, start)]
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(regions):
            first, second = sorted((regions[here], regions[here + step]))
            if second[0] >= first[1] and not JOINT.fullmatch(text[first[1] : second[0]]):
                break
            here += step
            found.append(regions[here][2])
    return found


def before_named(earlier: tuple[str, ...]) -> Scope | None:
    """The one region of the last sentence that names any: what "the region" means in the next."""
    for text in reversed(earlier):
        for bare in reversed(list(re.finditer(r"\bin (?P<name>[A-Z][a-z]+)\b", text))):
            named_region = scope_at(f"{bare['name']} region", 0, 0, (0, len(bare["name"]) + 7))
            if named_region.is_region:
                return named_region
        if named := {entry[2].name: entry[2] for entry in regions_in(without_events(text, -1))}:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def is_without_crimea(text: str) -> bool:
    """Whether a level or a share leaves Crimea out and nothing else, which the map does not tell."""
    left = LEFT_OUT.search(text)
    return left is not None and not HELD_BEFORE.search(left["rest"])


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
