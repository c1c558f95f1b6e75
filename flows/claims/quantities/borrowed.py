"""Figures that borrow the unit of a neighbour: "477 and 459 sq km", "363 sq km in August and 730 in November"."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.quantities.bounds import bound_at
from flows.claims.quantities.numerals import Numeral
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.text.clauses import PART
from flows.claims.words.grammar import Words, pattern_of

OPENS_SPAN = (
    r"\s(?:sq\s)?(?:in|during|for|over|throughout|у|в|за)\s"
    r"(?:all of\s|the\s|whole\s|entire\s|entirety of\s|весь\s|увесь\s|full\s|year\s){{0,3}}"
    r"(?:{months}|(?:19|20)\d\d|previous|last|same|first|second|preceding|entire|prior"
    r"|попередн|минул|предыдущ|прошл|перш|перв)"
)

AFTER_SPAN = (
    r"(?:у|в|за|in)\s(?:{months}|(?:19|20)\d\d)(?:\s(?:році|року|году|года|р\.))?"
    r"(?:\s?[–—:-]|\s(?:про|на|до))\s(?:\w+\s)?$"
)
"""Before a figure with nothing after it: "…, у 2024 році – 3734"."""


PART_BEFORE = re.compile(rf"(?:{PART.pattern})\s(?:\w+\s){{0,3}}$", re.IGNORECASE)
PLACED = re.compile(
    r"\s(?:[–—-]\s)?(?:(?:were|was|are|lie|припада\w+|прийшл\w+|приходит\w+|пришл\w+)\s)?(?:in|on|у|в|на)\s(?:the\s)?[А-ЯA-ZІЇЄ]"
)
"""After a figure that is a part of another: "з них 300 - у Донецькій області"."""


def _is_part(text: str, numeral: Numeral) -> bool:
    before = text[max(0, numeral.start - 40) : numeral.start]
    return PART_BEFORE.search(before) is not None and PLACED.match(text[numeral.end :]) is not None


def borrowing(text: str, numerals: list[Numeral], plain: list[Quantity], words: Words) -> list[Quantity]:
    """Figures that borrow the unit of a neighbour: "477 and 459 sq km", "363 sq km in August and 730 in November"."""
    areas = [q for q in plain if q.unit in KM2_PER]
    if not areas:
        return []
    found: list[Quantity] = []
    for numeral in numerals:
        if any(q.start <= numeral.start < q.end for q in plain) or is_year(text, numeral):
            continue
        lender = _lender(text, numeral, areas, words)
        if lender is not None:
            bound, start = bound_at(text, numeral.start, numeral.end, words)
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
    is_after_span = re.search(AFTER_SPAN.format(months=months), before, re.IGNORECASE) and re.match(r"[.,;)]|$", after)
    if _is_part(text, numeral) and any(area.low > numeral.value for area in areas if area.end <= numeral.start):
        return max((area for area in areas if area.end <= numeral.start), key=lambda area: area.start)
    if not is_after_span and not re.match(OPENS_SPAN.format(months=months), after, re.IGNORECASE):
        return None
    if re.search(r"[$€#№]\s?$", before):
        return None
    if words.has("not_change_subject", text, max(0, numeral.start - 90), numeral.start):
        return None  # "from 6,457 shellings the week before to 11,753 in the last"
    return min(areas, key=lambda area: abs(area.start - numeral.start))


@cache
def _months(words: Words) -> str:
    return "|".join(pattern_of(form) for forms in words.mapping("months").values() for form in forms)


def _is_pair(text: str, words: Words, months: str) -> bool:
    return words.has("respectively", text) or len(re.findall(rf"(?<!\w)(?:{months})(?!\w)", text, re.IGNORECASE)) >= 2


def is_year(text: str, numeral: Numeral) -> bool:
    """Whether a bare figure is a year."""
    found = numeral.place == 1.0 and 1900 <= numeral.value <= 2100 and re.fullmatch(r"\d{4}", numeral.printed)
    return bool(found)
