"""A check before it has its ids: what a rule found out about a claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flows.claims.claim import Verdict
from flows.claims.verifying.readings import Reading


@dataclass(frozen=True)
class Outcome:
    """A verdict with its sentence, the figures that it rests on, and every other reading that was tried."""

    verdict: Verdict
    explanation: str
    reading: str
    map_day: date | None = None
    day_from: date | None = None
    day_to: date | None = None
    computed_low: float | None = None
    computed_high: float | None = None
    computed_unit: str | None = None
    deviation_pct: float | None = None
    query: str | None = None
    others: list[tuple[Reading, Verdict]] = field(default_factory=list)


def not_checkable(explanation: str, reading: str = "no reading", map_day: date | None = None) -> Outcome:
    """An outcome without figures; the explanation says what is missing."""
    return Outcome("not_checkable", explanation, reading, map_day)
