"""Under which other reading an inconsistent area would be true: a mistaken unit, another span of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flows.claims.claim import Claim
from flows.claims.quantities.quantity import KM2_PER
from flows.claims.spans.span import month_end, months_back
from flows.claims.telling.wording import between, day
from flows.claims.verifying.figures import Figures
from flows.claims.verifying.intervals import Interval

DAY = timedelta(days=1)
CLOSE = 0.01
"""A better reading must come closer than a recomputation would excuse, for many are tried."""


def better_reading(claim: Claim, figures: Figures, map_day: date, interval: Interval) -> str | None:
    """A sentence that names the first other reading that meets the words closely, or None."""
    if claim.kind != "area_change" or claim.unit_id is None or claim.measure == "lost" or claim.quantity is None:
        return None
    if swapped := _swapped_unit(claim, figures, map_day):
        return swapped
    if interval.high == float("inf") or claim.rate:
        return None
    for name, day_from, day_to in calendar_spans(map_day):
        value = figures.change(claim.unit_id, day_from, day_to, "net")
        if value is not None and interval.allows(value, CLOSE):
            return f"The words would be true of {name}: {between(value, value)} net."
    return None


def _swapped_unit(claim: Claim, figures: Figures, map_day: date) -> str | None:
    """The figure with km² and mi² exchanged."""
    assert claim.quantity is not None
    assert claim.unit_id is not None
    other = {"km2": "mi2", "mi2": "km2"}.get(claim.quantity.unit)
    spans = claim.period.spans(map_day, map_day) if claim.period else []
    if other is None or not spans or claim.rate:
        return None
    value = figures.change(claim.unit_id, spans[0].first - DAY, spans[0].last, "net")
    meant = abs(claim.quantity.low) * KM2_PER[other]
    if value is None or abs(value - meant) > 2 * CLOSE * meant:
        return None
    name = "square miles" if other == "mi2" else "square kilometres"
    return f"The words would be true in {name}: {between(value, value)} is {claim.quantity.low:,g} {name}."


def calendar_spans(map_day: date) -> Iterator[tuple[str, date, date]]:
    """Spans of the calendar that people speak of, the nearest first: name, day from, day to."""
    for days in (7, 14, 30, 31):
        yield f"the {days} days to {day(map_day)}", map_day - timedelta(days=days), map_day
    for back in range(12):
        first = months_back(date(map_day.year, map_day.month, 1), back)
        last = min(month_end(first.year, first.month), map_day)
        yield f"{first:%B %Y}", first - DAY, last
    yield f"1 January to {day(map_day)}", date(map_day.year - 1, 12, 31), map_day
    for months in range(2, 12):
        first = date(map_day.year, 1, 1)
        last = month_end(map_day.year, months)
        if last <= map_day:
            yield f"the first {months} months of {map_day.year}", first - DAY, last
