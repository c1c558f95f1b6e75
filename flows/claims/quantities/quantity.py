"""A quantity of area or a percentage as a sentence prints it, and how its units relate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.territory.area import KM2_PER_MI2

Bound = Literal["exact", "about", "at_least", "at_most", "range"]
Unit = Literal["km2", "mi2", "ha", "acre", "percent"]
KM2_PER = {"km2": 1.0, "mi2": KM2_PER_MI2, "ha": 0.01, "acre": KM2_PER_MI2 / 640}
"""Square kilometres in one of each unit of area; an acre is a 640th of a square mile, exactly."""
KM_PER_MI = 1.609344


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as printed. `start` and `end` are offsets in the sentence, bound, unit and brackets included."""

    start: int
    end: int
    low: float
    high: float
    bound: Bound
    unit: Unit
    place: float
    round_place: float
    printed: str
    second: Quantity | None = None
    ambiguous: bool = False

    @property
    def low_km2(self) -> float:
        """The lower value in km²; for units of area only."""
        return self.low * KM2_PER[self.unit]
