"""Percentages of change: both spans are computed, and where the words do not hold the base that would is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flows.claims.claim import Claim
from flows.claims.spans.span import Span, month_end, months_back
from flows.claims.telling.wording import between, day, signed_pct
from flows.claims.verifying.figures import Column, Figures, change_query
from flows.claims.verifying.intervals import Interval, claimed
from flows.claims.verifying.mapday import Group
from flows.claims.verifying.outcome import Outcome, not_checkable
from flows.claims.verifying.readings import columns_of

DAY = timedelta(days=1)
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
POINTS = 2.5
"""How far a percentage of change may be off when both of its areas are recomputed, in points of 100% and above."""


@dataclass(frozen=True, slots=True)
class _Ratio:
    """The change of one span against another, in percent."""

    value: float
    current: Span
    base: Span
    column: Column
    current_km2: float
    base_km2: float
    day_from: date


def percent_holds(claim: Claim, figures: Figures, map_day: date, published: date) -> bool | None:
    """Whether the percentage holds on a map day; None where a span cannot be counted."""
    ratios = _ratios(claim, figures, map_day, published)
    return any(_interval(claim).allows(r.value, 0.0) for r in ratios) if ratios else None


def check_percent(claim: Claim, figures: Figures, group: Group, published: date) -> Outcome:
    """The verdict on a percentage of change."""
    if claim.unit_id is None or claim.note == "in Russia":
        return not_checkable(f'Not checkable: "{claim.scope}" is no unit of the tally.')
    if group.map_day is None:
        return not_checkable("Not checkable: no map day near publication lies in the release.")
    ratios = _ratios(claim, figures, group.map_day, published)
    if not ratios:
        return not_checkable(_why_not(claim, figures), map_day=group.map_day)
    interval = _interval(claim)
    best = min(
        ratios,
        key=lambda r: (
            not interval.allows(r.value, 0.0),
            abs(r.value - _target(claim)) if not interval.allows(r.value, 0.0) else 0.0,
        ),
    )
    first = ratios[0]
    shown = best if interval.allows(best.value, 0.0) else first
    verdict = "consistent" if interval.allows(best.value, 0.0) else "inconsistent"
    explanation = _explain(claim, figures, group, shown, verdict)
    if not group.is_checkable:
        verdict = "not_comparable"
        explanation = (
            f"This percentage is of figures of {claim.attributed_to or 'another source'}, which counts "
            f"otherwise; "
            f"the map gives {signed_pct(shown.value)} for the same spans in release {figures.release_id}."
        )
    same = [r.value for r in ratios if r.column == shown.column and r.base == shown.base]
    return Outcome(
        verdict=verdict,  # type: ignore[arg-type]
        explanation=explanation,
        reading=f"{shown.column}, {_span(shown.current)} against {shown.base.reading}",
        map_day=group.map_day,
        day_from=shown.day_from,
        day_to=shown.current.last,
        computed_low=min(same),
        computed_high=max(same),
        computed_unit="percent",
        deviation_pct=(shown.value - _target(claim)) / abs(_target(claim)) * 100 if _target(claim) else None,
        query=_query(claim, shown),
    )


def _target(claim: Claim) -> float:
    value = ((claim.value_low or 0.0) + (claim.value_high or 0.0)) / 2
    return -value if claim.direction == "down" else value


def _interval(claim: Claim) -> Interval:
    """The percentages that the words allow; falls are negative."""
    assert claim.quantity is not None
    raw = claimed(claim.quantity)
    slack = max(POINTS, 0.02 * (100 + abs(_target(claim))))
    low, high = raw.low - slack, raw.high + slack
    return Interval(-high, -low) if claim.direction == "down" else Interval(low, high)


def _currents(claim: Claim, map_day: date, published: date) -> list[Span]:
    """The span that grew or fell: the one named; the calendar month before publication where the base is a month.

    None where neither is told: two guesses make no verdict.
    """
    if claim.period is not None and claim.period != claim.base_period:
        return claim.period.spans(map_day, published)
    if claim.base_period is None:
        return []
    last = date(published.year, published.month, 1) - DAY
    return [Span(date(last.year, last.month, 1), min(last, map_day), "the month before publication")]


def _bases(claim: Claim, current: Span, map_day: date, published: date) -> list[Span]:
    """What it is measured against: the span named, else the one of the same length just before."""
    if claim.base_period is not None and claim.base_period != claim.period:
        return [s for s in claim.base_period.spans(map_day, published) if s.first != current.first]
    if current.first.day == 1 and current.last == month_end(current.last.year, current.last.month):
        months = (current.last.year - current.first.year) * 12 + current.last.month - current.first.month + 1
        return [Span(months_back(current.first, months), current.first - DAY, "the months before")]
    length = current.last - current.first
    return [Span(current.first - length - DAY, current.first - DAY, "the days before")]


def _ratios(claim: Claim, figures: Figures, map_day: date, published: date) -> list[_Ratio]:
    if claim.unit_id is None:
        return []
    return [
        ratio
        for current in _currents(claim, map_day, published)
        for base in _bases(claim, current, map_day, published)
        for column in columns_of(claim)
        for ratio in _against(claim, figures, current, base, column)
    ]


def _against(claim: Claim, figures: Figures, current: Span, base: Span, column: Column) -> list[_Ratio]:
    assert claim.unit_id is not None
    below = figures.change(claim.unit_id, base.first - DAY, base.last, column)
    found = []
    for day_from in (current.first - DAY, *([current.first] if current.start_is_named else [])):
        above = figures.change(claim.unit_id, day_from, current.last, column)
        if above is not None and below is not None and below > 0:
            found.append(_Ratio((above / below - 1) * 100, current, base, column, above, below, day_from))
    return found


def _explain(claim: Claim, figures: Figures, group: Group, shown: _Ratio, verdict: str) -> str:
    assert claim.quantity is not None
    assert group.map_day is not None
    sentence = (
        f'The words say "{claim.quantity.printed}" {"less" if claim.direction == "down" else "more"}; the map gives '
        f"{between(shown.current_km2, shown.current_km2)} {shown.column} for {_span(shown.current)} against "
        f"{between(shown.base_km2, shown.base_km2)} in {shown.base.reading} ({_days(shown.base)}), which is "
        f"{signed_pct(shown.value)}: {verdict} on map day {day(group.map_day)}, release {figures.release_id}."
    )
    if verdict == "consistent":
        return sentence
    better = _better_base(claim, figures, shown)
    if better is None:
        return f"{sentence} No usual span of the year gives the printed percentage."
    return (
        f"{sentence} Best reading: {signed_pct(better.value)} against {better.base.reading} "
        f"({between(better.base_km2, better.base_km2)}, {_days(better.base)})."
    )


def _better_base(claim: Claim, figures: Figures, shown: _Ratio) -> _Ratio | None:
    """The usual span whose base comes nearest to the printed percentage: first months, quarters, the month before."""
    assert claim.unit_id is not None
    year = shown.current.first.year
    spans = [Span(date(year, 1, 1), month_end(year, n), f"the first {NUMBERS[n]} months") for n in range(2, 12)]
    spans += [Span(date(year, 3 * q - 2, 1), month_end(year, 3 * q), f"quarter {q}") for q in range(1, 5)]
    spans += [Span(date(year, m, 1), month_end(year, m), f"{date(year, m, 1):%B}") for m in range(1, 13)]
    usable = [
        s
        for s in spans
        if s.last < shown.current.first + timedelta(days=7) and s.last <= figures.to_day and s != shown.base
    ]
    ratios = [r for s in usable for r in _against(claim, figures, shown.current, s, shown.column)]
    best = min(ratios, key=lambda r: abs(r.value - _target(claim)), default=None)
    return best if best is not None and abs(best.value - _target(claim)) < abs(shown.value - _target(claim)) else None


def _query(claim: Claim, ratio: _Ratio) -> str:
    current = change_query(claim.unit_id or "UA", ratio.day_from, ratio.current.last, ratio.column)
    base = change_query(claim.unit_id or "UA", ratio.base.first - DAY, ratio.base.last, ratio.column)
    return f"select 100 * (({current}) / ({base}) - 1)"


def _why_not(claim: Claim, figures: Figures) -> str:
    if claim.period is None and claim.base_period is None:
        return "Not checkable: the words name neither the span that grew or fell nor the one that it is compared with."
    base = claim.base_period.text if claim.base_period else "the span before"
    return (
        f'Not checkable: the percentage is against "{base}", which release {figures.release_id} '
        f"({day(figures.from_day)} to {day(figures.to_day)}) does not cover, or whose days the words do "
        f"not tell."
    )


def _span(span: Span) -> str:
    return f"{day(span.first)} to {day(span.last)}"


def _days(span: Span) -> str:
    return f"{day(span.first)} to {day(span.last)}"
