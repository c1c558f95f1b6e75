"""Quantities of area and percentages in a sentence: value or range, bound, unit, and the conversion in brackets."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from flows.claims.quantities.borrowed import borrowing, is_year
from flows.claims.quantities.bounds import bound_at, moves, opener_at
from flows.claims.quantities.conversions import join_conversions
from flows.claims.quantities.numerals import Numeral, numerals_in
from flows.claims.quantities.quantity import Bound, Quantity, Unit
from flows.claims.spans.dates import any_word
from flows.claims.words.grammar import Words, any_of, table


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = "|".join(f"(?P<{unit}>{any_of(spellings)})" for unit, spellings in table("units").items())
    return re.compile(rf"(?<![^\W\d_])(?:{units})(?:(?<=%)|(?![^\W\d_]|\d))", re.IGNORECASE)


@cache
def _gap(words: Words) -> re.Pattern[str]:
    fillers = any_word(words, "fillers")
    return re.compile(rf"^\+?[\s\u00a0\u202f-]{{0,2}}(?:(?:{fillers})\s){{0,2}}[(]?$", re.IGNORECASE)


def quantities_in(text: str, words: Words) -> list[Quantity]:
    """The quantities of a sentence in order; a conversion in brackets belongs to the quantity that it converts."""
    numerals = numerals_in(text, words)
    units = list(_unit_pattern().finditer(text))
    plain = [found for unit in units if (found := _with_unit(text, unit, numerals, words))]
    plain += borrowing(text, numerals, plain, words)
    return join_conversions(text, _join_ranges(text, sorted(plain, key=lambda q: q.start), words), words)


def _with_unit(text: str, unit: re.Match[str], numerals: list[Numeral], words: Words) -> Quantity | None:
    before = [n for n in numerals if n.end <= unit.start() and unit.start() - n.end < 40]
    if not before or not _gap(words).match(text[before[-1].end : unit.start()]):
        return None
    last = before[-1]
    name = cast(Unit, unit.lastgroup)
    if name == "percent" and last.ambiguous:
        last = _as_decimal(last)
    first, opened = _range_start(text, before, words)
    low = last.value if first is None else _lower_end(first, last)
    bound: Bound = "range"
    start = opened
    if first is None:
        bound, start = bound_at(text, last.start, unit.end(), words)
        if text[last.end : last.end + 1] == "+":
            bound = "at_least"
    printed = text[start : unit.end()]
    return Quantity(
        start, unit.end(), low, last.value, bound, name, last.place, last.round_place, printed, None, last.ambiguous
    )


def _lower_end(first: Numeral, last: Numeral) -> float:
    """The lower end of a range; in "5-6 thousand" the scale belongs to both ends."""
    shares_scale = last.value >= 1000 > first.value > 0 and first.place == 1.0 and last.round_place >= 1000
    return first.value * 1000 if shares_scale else first.value


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
    opener = opener_at(text, first.start, words)
    joined = gap in ("-", "–", "—", "‑", "−", *words.section("range_words"))
    if not joined and not (opener is not None and gap in words.section("and")):
        return None, 0
    if first.value > last.value * (1000 if last.place >= 100 else 1) or is_year(text, first):
        return None, 0
    if opener is not None and moves(text, opener, words):
        return None, 0  # "grew from 39 to 317" is two figures, of which the second is the claim
    return first, first.start if opener is None else opener


def _join_ranges(text: str, quantities: list[Quantity], words: Words) -> list[Quantity]:
    """`between 600 sq km and 667 sq km` is one range."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last and last.unit == quantity.unit and last.bound == quantity.bound == "exact" and last.high < quantity.low:
            gap = text[last.end : quantity.start].strip().lower()
            opener = opener_at(text, last.start, words)
            joins = gap in (*words.section("range_words"), *words.section("and"))
            if joins and opener is not None and not moves(text, opener, words):
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
