"""Figures that borrow the unit of a neighbour: "477 and 459 sq km", "363 sq km in August and 730 in November"."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.quantities.bounds import bound_at
from flows.claims.quantities.numerals import Numeral
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.spans.dates import YEAR, any_word, forms
from flows.claims.words.grammar import Words

CAPITAL = re.compile(r"\s?[А-ЯA-ZІЇЄҐ]")
SINCE_MONTH = re.compile(r"[\s.]*(?:\d{1,2}\s\w{1,5}\s)?")
"""Between a month and a day of it: "February 14 and 20"."""
DASH = re.compile(r"(?:\s[–—-])?")


@cache
def _months(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{forms(words, 'months')})(?!\w)", re.IGNORECASE)


@cache
def _spans(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A span after the figure that is its own, and one before a figure with nothing after it: "у 2024 році – 3734"."""
    opens = f"(?:{any_word(words, 'in_span')})"
    named = f"(?:{forms(words, 'months')}|{YEAR})"
    after = rf"\s{opens}\s(?:{named}|{any_word(words, 'span_openers')})"
    of_year, joins = any_word(words, "year_words"), any_word(words, "span_joins")
    before = rf"{opens}\s{named}(?:\s(?:{of_year}))?(?:\s?[–—:-]|\s(?:{joins}))\s(?:\w+\s)?$"
    return re.compile(after, re.IGNORECASE), re.compile(before, re.IGNORECASE)


def _is_part(text: str, numeral: Numeral, words: Words) -> bool:
    """Whether a figure is a part of one before it, told by its place: "з них 300 - у Донецькій області"."""
    begin = DASH.match(text, numeral.end)
    place = words.after("lies_in", text, begin.end() if begin else numeral.end)
    named = place is not None and CAPITAL.match(text, place.end()) is not None
    return named and words.near("part_of_it", text, numeral.start, 3) is not None


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
    if _is_day(before, after, words):
        return None
    # a pair before one unit
    for area in areas:
        gap = text[numeral.end : area.start].strip(" ,").lower()
        if numeral.end <= area.start and gap in ("", *words.section("and")) and _is_pair(text, words):
            return area
    earlier = [area for area in areas if area.end <= numeral.start]
    if any(area.low > numeral.value for area in earlier) and _is_part(text, numeral, words):
        return max(earlier, key=lambda area: area.start)
    has_span, follows_span = _spans(words)
    is_last = re.match(r"[.,;)]|$", after) is not None
    if not has_span.match(after) and not (is_last and follows_span.search(before)):
        return None
    if re.search(r"[$€#№]\s?$", before):
        return None
    if words.has("not_change_subject", text, max(0, numeral.start - 90), numeral.start):
        return None  # "from 6,457 shellings the week before to 11,753 in the last"
    return min(areas, key=lambda area: abs(area.start - numeral.start))


def _is_day(before: str, after: str, words: Words) -> bool:
    """Whether a figure is the day of a month named beside it."""
    ends = [month.end() for month in _months(words).finditer(before)]
    return (bool(ends) and SINCE_MONTH.fullmatch(before, ends[-1]) is not None) or _months(words).match(
        after, 1
    ) is not None


def _is_pair(text: str, words: Words) -> bool:
    return words.has("respectively", text) or len(_months(words).findall(text)) >= 2


def is_year(text: str, numeral: Numeral) -> bool:
    """Whether a bare figure is a year."""
    found = numeral.place == 1.0 and 1900 <= numeral.value <= 2100 and re.fullmatch(r"\d{4}", numeral.printed)
    return bool(found)
