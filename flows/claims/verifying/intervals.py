"""What figures a printed one stands for: rounding, bounds, and whether its conversion follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from flows.claims.quantities.quantity import KM2_PER, KM_PER_MI, Quantity

RECOMPUTED = 0.02
"""Two careful tallies of the same map differ by this much at most: outlines, projection, late edits."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The figures that the words allow, in their own unit."""

    low: float
    high: float

    def allows(self, value: float, allowance: float = RECOMPUTED) -> bool:
        """Whether a figure is within, give or take the allowance of a recomputation."""
        slack = abs(value) * allowance
        return value + slack >= self.low and value - slack <= self.high


def rounding(quantity: Quantity, share: float = 0.05) -> float:
    """Half of what the figure was likely rounded to: `1,146` to 1, `200` to 10 at the most, `5.8 thousand` to 100."""
    largest = max(abs(quantity.low), abs(quantity.high))
    return max(quantity.place / 2, min(quantity.round_place / 2, share * largest))


def claimed(quantity: Quantity) -> Interval:
    """The interval of a quantity in its own unit; the sign of a printed minus is left out."""
    low, high = sorted((abs(quantity.low), abs(quantity.high)))
    half = rounding(quantity)
    if quantity.bound == "at_least":
        return Interval(low, inf)
    if quantity.bound == "at_most":
        return Interval(0.0, high)
    if quantity.bound == "about":
        half = max(half, 0.05 * high)
    return Interval(low - half, high + half)


def claimed_km2(quantity: Quantity) -> Interval:
    """The interval of an area in km²."""
    interval, factor = claimed(quantity), KM2_PER[quantity.unit]
    return Interval(interval.low * factor, interval.high * factor)


def conversion_agrees(quantity: Quantity) -> bool | None:
    """Whether the second unit follows from the first by rounding; None where there is none.

    `1,146 km² (442 mi²)`: 1,145.5 to 1,146.5 km² is 442.3 to 442.7 mi², which rounds to 442.
    """
    second = quantity.second
    if second is None:
        return None
    factor = KM2_PER[quantity.unit] / KM2_PER[second.unit]
    half, other_half = rounding(quantity, 0.02), rounding(second, 0.02)
    return (quantity.low - half) * factor <= second.high + other_half and second.low - other_half <= (
        quantity.high + half
    ) * factor


def conversion_note(quantity: Quantity) -> str | None:
    """A sentence on the second unit: that it agrees, that it was converted as a length, or what it should be."""
    second = quantity.second
    if second is None:
        return None
    names = {"km2": "km²", "mi2": "mi²", "ha": "hectares", "acre": "acres"}
    right = quantity.low * KM2_PER[quantity.unit] / KM2_PER[second.unit]
    printed = f"{second.low:,g} {names[second.unit]}"
    if conversion_agrees(quantity):
        return f"The two units agree ({printed})."
    per = {("km2", "mi2"): 1 / KM_PER_MI, ("mi2", "km2"): KM_PER_MI}.get((quantity.unit, second.unit))
    if per is not None and abs(second.low - quantity.low * per) <= max(1.0, 0.01 * second.low):
        return (
            f"The units disagree: {printed} is a linear conversion, of a length, not of an area; it "
            f"should be {right:,.0f}."
        )
    return (
        f"The units disagree: {quantity.low:,g} {names[quantity.unit]} is {right:,.0f} "
        f"{names[second.unit]}, not {second.low:,g}."
    )
