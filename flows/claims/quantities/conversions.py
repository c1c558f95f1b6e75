"""A second figure that says the first in another unit, told apart from a second place."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.quantities.quantity import KM2_PER, KM_PER_MI, Quantity
from flows.claims.words.grammar import Words

SIGN = re.compile(r"\.?\s?([(\[/]|,|–|—|-|=|≈)?\s?")
BRACKETS = ("(", "[", "/")


def join_conversions(text: str, quantities: list[Quantity], words: Words) -> list[Quantity]:
    """The quantities, each conversion folded into what it converts as its `second`."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        if last and last.second is None and _converts(text, last, quantity, words):
            close = quantity.end + (text[quantity.end : quantity.end + 1] in (")", "]"))
            joined[-1] = replace(_settle(last, quantity), end=close, second=quantity)
        else:
            joined.append(quantity)
    return joined


def _converts(text: str, first: Quantity, second: Quantity, words: Words) -> bool:
    """Whether the second quantity is the first in another unit, rightly or wrongly converted, and not another place."""
    if first.unit == second.unit or first.unit not in KM2_PER or second.unit not in KM2_PER:
        return False
    opening = restated(text, first.end, second.start, words)
    closes = text[second.end : second.end + 1] in (")", "]")
    return opening is not None and ((opening in BRACKETS and closes) or _near(first, second))


def restated(text: str, start: int, end: int, words: Words) -> str | None:
    """The sign or the words with which a figure at `end` says again what ends at `start`; None where it does not."""
    of_land = words.after("of_land", text, start)
    sign = SIGN.match(text, of_land.end() if of_land else start)
    if sign is None or sign.end() > end:
        return None
    said = text[sign.end() : end]
    if said and not words.between("in_other_words", text, sign.end(), end):
        return None
    return sign[1] or said or None


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
