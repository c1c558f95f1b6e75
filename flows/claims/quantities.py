"""Quantities of area and percentages in a sentence: value or range, bound, unit, and the conversion in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from flows.claims.grammar import Words, pattern_of, table
from flows.claims.numerals import Numeral, numerals_in

Bound = Literal["exact", "about", "at_least", "at_most", "range"]
AreaUnit = Literal["km2", "mi2", "ha", "acre", "percent"]
KM2_PER = {"km2": 1.0, "mi2": 2.589988110336, "ha": 0.01, "acre": 0.0040468564224}
"""Square kilometres in one of each unit; exact by definition of the international foot."""
KM_PER_MI = 1.609344
AREA_UNITS = tuple(KM2_PER)
DETERMINER = re.compile(
    r"^\s*(?:the|a|an|another|an additional|a further|its|their|whole|still|ще|еще|ещё|цілих|целых)?\s*[(]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed. `start` and `end` are offsets in the sentence, bound, unit and brackets included."""

    start: int
    end: int
    low: float
    high: float
    bound: Bound
    unit: AreaUnit
    place: float
    round_place: float
    printed: str
    second: Quantity | None = None
    ambiguous: bool = False

    @property
    def low_km2(self) -> float:
        """The lower value in km²; for units of area only."""
        return self.low * KM2_PER[self.unit]


@cache
def _unit_pattern() -> re.Pattern[str]:
    groups = []
    for unit, spellings in table("units").items():
        parts = [pattern_of(spelling) for spelling in sorted(spellings, key=len, reverse=True)]
        groups.append(f"(?P<{unit}>" + "|".join(parts) + ")")
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(groups) + r")(?![^\W\d_]|\d)", re.IGNORECASE)


@cache
def _gap(words: Words) -> re.Pattern[str]:
    fillers = "|".join(pattern_of(word) for word in words.section("fillers"))
    return re.compile(rf"^[\s\u00a0\u202f-]{{0,2}}(?:(?:{fillers})\s){{0,2}}[(]?$", re.IGNORECASE)


def quantities_in(text: str, words: Words) -> list[Quantity]:
    """The quantities of a sentence in order; a conversion in brackets belongs to the quantity that it converts."""
    numerals = numerals_in(text, words)
    units = list(_unit_pattern().finditer(text))
    plain = [found for unit in units if (found := _with_unit(text, unit, numerals, words))]
    plain += _without_unit(text, numerals, plain, words)
    return _join_conversions(text, _join_ranges(text, sorted(plain, key=lambda q: q.start), words))


def _with_unit(text: str, unit: re.Match[str], numerals: list[Numeral], words: Words) -> Quantity | None:
    before = [n for n in numerals if n.end <= unit.start() and unit.start() - n.end < 40]
    if not before or not _gap(words).match(text[before[-1].end : unit.start()]):
        return None
    name: AreaUnit = unit.lastgroup  # type: ignore[assignment]
    last = before[-1]
    if name == "percent" and last.ambiguous:
        last = _as_decimal(last)
    first, opened = _range_start(text, before, words)
    low, high, bound, start = last.value, last.value, "exact", last.start
    if first is not None:
        low, high, bound, start = first.value, last.value, "range", opened
        if (
            low > 0
            and abs(high) > 2 * low
            and last.value >= 1000 > low
            and first.place == 1.0
            and last.round_place >= 1000
        ):
            low *= 1000  # "5-6 thousand": the scale belongs to both
    if bound == "exact":
        bound, start = _bound(text, last.start, unit.end(), words)
    return Quantity(
        start,
        unit.end(),
        low,
        high,
        bound,
        name,
        last.place,
        last.round_place,
        text[start : unit.end()],
        ambiguous=last.ambiguous,
    )  # type: ignore[arg-type]


def _as_decimal(numeral: Numeral) -> Numeral:
    """`19,045 %` is nineteen and a bit: no percentage of land is in thousands."""
    value = float(numeral.printed.replace(",", "."))
    return replace(numeral, value=value, place=0.001, round_place=0.001, ambiguous=False)


def _range_start(text: str, before: list[Numeral], words: Words) -> tuple[Numeral | None, int]:
    """The lower end of a range whose upper end is the last of `before`, and where the range begins."""
    if len(before) < 2:
        return None, 0
    first, last = before[-2], before[-1]
    gap = text[first.end : last.start].strip().lower()
    opener = _opener(text, first.start, words)
    joined = gap in ("-", "–", "—", "‑") or (
        gap in words.section("range_words") and gap != "and" and gap not in ("та", "і", "й", "и")
    )
    if not joined and not (opener is not None and gap in words.section("range_words")):
        return None, 0
    if first.value > last.value * (1000 if last.place >= 100 else 1) or _is_year_or_day(text, first):
        return None, 0
    if opener is not None and _moves(text, opener, words):
        return None, 0  # "grew from 39 to 317" is two figures, of which the second is the claim
    return first, first.start if opener is None else opener


def _opener(text: str, at: int, words: Words) -> int | None:
    match = re.search(r"(\w+)\s+$", text[max(0, at - 12) : at])
    if match and match.group(1).lower() in words.section("range_openers"):
        return max(0, at - 12) + match.start()
    return None


def _moves(text: str, at: int, words: Words) -> bool:
    begin = max(0, at - 30)
    return words.has("up", text, begin, at) or words.has("down", text, begin, at)


def _is_year_or_day(text: str, numeral: Numeral) -> bool:
    is_year = numeral.place == 1.0 and 1900 <= numeral.value <= 2100 and re.fullmatch(r"\d{4}", numeral.printed)
    return bool(is_year)


def _bound(text: str, at: int, end: int, words: Words) -> tuple[Bound, int]:
    """The bound that stands before a figure or after its unit, and where the quantity begins."""
    best: tuple[int, int, Bound] | None = None
    begin = max(0, at - 40)
    for name in ("at_least", "about", "at_most"):
        for cue in words.find(f"bounds/{name}", text, begin, at):
            if DETERMINER.match(text[cue.end : at]) and (best is None or cue.start < best[0]):
                best = (cue.start, cue.end, name)  # type: ignore[assignment]
    if best is not None and not _is_target_of_move(text, best, words):
        return best[2], best[0]
    tail = text[end : end + 14]
    for name in ("at_least", "about"):
        cue = next(iter(words.find(f"bounds_after/{name}", tail)), None)
        if cue is not None and not tail[: cue.start].strip():
            return name, at  # type: ignore[return-value]
    return "exact", at


def _is_target_of_move(text: str, best: tuple[int, int, Bound], words: Words) -> bool:
    """`до` after a verb of growth or an opened range means "to", not "up to"."""
    if text[best[0] : best[1]].lower() != "до":
        return False
    opened = re.search(r"(?<!\w)(?:від|з|із|от|с|со)\s[^.;]{1,60}$", text[: best[0]], re.IGNORECASE)
    return (opened is not None and bool(re.search(r"\d", opened.group()))) or _moves(text, best[0], words)


def _without_unit(text: str, numerals: list[Numeral], plain: list[Quantity], words: Words) -> list[Quantity]:
    """Figures that borrow the unit of a neighbour: "477 and 459 sq km", "363 sq km in August and 730 in November"."""
    areas = [q for q in plain if q.unit in KM2_PER]
    if not areas:
        return []
    found: list[Quantity] = []
    for numeral in numerals:
        if any(q.start <= numeral.start < q.end for q in plain) or _is_year_or_day(text, numeral):
            continue
        lender = _lender(text, numeral, areas, words)
        if lender is not None:
            bound, start = _bound(text, numeral.start, numeral.end, words)
            found.append(
                Quantity(
                    start,
                    numeral.end,
                    numeral.value,
                    numeral.value,
                    bound,
                    lender.unit,
                    numeral.place,
                    numeral.round_place,
                    numeral.printed,
                )
            )
    return found


def _lender(text: str, numeral: Numeral, areas: list[Quantity], words: Words) -> Quantity | None:
    after = text[numeral.end : numeral.end + 60]
    if re.match(r"[\w%$€:/]|[-–]\w|\.\d|\s?%", after):
        return None
    before = text[max(0, numeral.start - 30) : numeral.start]
    months = _months(words)
    if re.search(rf"(?:{months})\s$", before, re.IGNORECASE) or re.match(
        rf"\s(?:{months})(?!\w)", after, re.IGNORECASE
    ):
        return None  # a day of a date
    # a pair before one unit
    for area in areas:
        gap = text[numeral.end : area.start].strip().lower()
        if (
            numeral.end <= area.start
            and gap in (",", "and", "та", "і", "й", "и", ", and")
            and _is_pair(text, words, months)
        ):
            return area
    if not re.match(
        rf"\s(?:sq\s)?(?:in|during|for|over|throughout|у|в|за|during all of)\s(?:all of\s|the\s|whole\s|entire\s|entirety of\s|весь\s|увесь\s|full\s|year\s){{0,3}}"
        rf"(?:{months}|(?:19|20)\d\d|previous|last|same|first|second|preceding|entire|prior|попередн|минул|предыдущ|прошл|перш|перв)",
        after,
        re.IGNORECASE,
    ):
        return None
    if re.search(r"[$€#№]\s?$", before):
        return None
    return min(areas, key=lambda area: abs(area.start - numeral.start))


@cache
def _months(words: Words) -> str:
    return "|".join(pattern_of(form) for forms in words.mapping("months").values() for form in forms)


def _is_pair(text: str, words: Words, months: str) -> bool:
    return words.has("respectively", text) or len(re.findall(rf"(?<!\w)(?:{months})(?!\w)", text, re.IGNORECASE)) >= 2


def _join_ranges(text: str, quantities: list[Quantity], words: Words) -> list[Quantity]:
    """`between 600 sq km and 667 sq km` is one range."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last and last.unit == quantity.unit and last.bound == quantity.bound == "exact" and last.high < quantity.low:
            gap = text[last.end : quantity.start].strip().lower()
            opener = _opener(text, last.start, words)
            if gap in words.section("range_words") and opener is not None and not _moves(text, opener, words):
                joined[-1] = replace(
                    last,
                    start=opener,
                    end=quantity.end,
                    high=quantity.high,
                    bound="range",
                    printed=text[opener : quantity.end],
                )
                continue
        joined.append(quantity)
    return joined


def _join_conversions(text: str, quantities: list[Quantity]) -> list[Quantity]:
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last and last.second is None and _converts(text, last, quantity):
            close = quantity.end + (
                1 if text[quantity.end : quantity.end + 1] in ")]" and text[quantity.end :][:1] else 0
            )
            joined[-1] = replace(_settle(last, quantity), end=close, second=quantity)
        else:
            joined.append(quantity)
    return joined


def _converts(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second quantity is the first in another unit, rightly or wrongly converted, and not another place."""
    if first.unit == second.unit or first.unit not in KM2_PER or second.unit not in KM2_PER:
        return False
    gap = text[first.end : second.start]
    opening = re.fullmatch(
        r"\s?(?:of (?:land|territory|terrain)|території|территории|землі|земли)?\s?(\(|\[|/|,? ?(?:or|або|или|то есть|тобто|that is|i\.e\.)\s|,|–|—|-|=|≈)\s?"
        r"(?:(?:or|which is|equal to|equivalent to|the equivalent of|roughly|about|approximately|i\.e\.|або|или|это|це)\s){0,3}",
        gap,
        re.IGNORECASE,
    )
    if opening is None:
        return False
    closes = text[second.end : second.end + 1] in (")", "]")
    return (opening.group(1) in ("(", "[", "/") and closes) or _near(first, second)


def _near(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities are near each other as areas or, by a common mistake, as lengths."""
    ratio = (second.low * KM2_PER[second.unit]) / (first.low * KM2_PER[first.unit]) if first.low else 0.0
    return 0.85 < ratio < 1.18 or 0.85 < ratio / KM_PER_MI < 1.18 or 0.85 < ratio * KM_PER_MI < 1.18


def _settle(first: Quantity, second: Quantity) -> Quantity:
    """A figure such as `1.146`, of which the conversion tells whether it is thousands."""
    if not first.ambiguous or first.bound == "range":
        return first
    other = first.low * 1000 if first.low < 1000 else first.low / 1000
    target = second.low * KM2_PER[second.unit] / KM2_PER[first.unit]
    if abs(other / target - 1) < 0.1 < abs(first.low / target - 1):
        factor = other / first.low
        return replace(first, low=other, high=other, place=first.place * factor, round_place=first.round_place * factor)
    return first
