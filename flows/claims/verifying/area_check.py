"""Areas and shares against the map, on the shared map day and on the days around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flows.claims.claim import Claim, Verdict
from flows.claims.telling.wording import between, day, short_day
from flows.claims.verifying.figures import Figures
from flows.claims.verifying.intervals import Interval, claimed, claimed_km2
from flows.claims.verifying.mapday import BARELY, Group, candidate_days
from flows.claims.verifying.outcome import Outcome, not_checkable
from flows.claims.verifying.readings import Reading, readings_of
from flows.claims.verifying.rereadings import better_reading


def interval_of(claim: Claim) -> Interval:
    """The claimed figures in km², or in percent for a share."""
    assert claim.quantity is not None
    return claimed(claim.quantity) if claim.value_unit == "percent" else claimed_km2(claim.quantity)


def holds(claim: Claim, figures: Figures, map_day: date, published: date) -> float | None:
    """How well any reading on that map day meets the words, see mapday.Holds; None where there is no reading."""
    readings = readings_of(claim, figures, map_day, published)
    if not readings:
        return None
    interval = interval_of(claim)
    if any(interval.allows(reading.value, 0.0) for reading in readings):
        return 1.0
    return BARELY if any(interval.allows(reading.value) for reading in readings) else 0.0


def check_area(claim: Claim, figures: Figures, group: Group, published: date) -> Outcome:
    """The verdict on a claim of area or share."""
    missing = _missing(claim, figures, group, published)
    if missing is not None:
        return not_checkable(missing, map_day=group.map_day)
    assert group.map_day is not None
    readings = readings_of(claim, figures, group.map_day, published)
    interval = interval_of(claim)
    best = _best(readings, interval) if group.is_checkable else readings[0]
    alike = [r for r in readings if r.measure == best.measure and _same_span(r, best)]
    low, high = min(r.value for r in alike), max(r.value for r in alike)
    outcome = Outcome(
        verdict="consistent" if interval.allows(best.value) else "inconsistent",
        explanation="",
        reading=best.text if len(alike) == 1 else f"{best.measure}, {_starts(alike)}",
        map_day=group.map_day,
        day_from=min((r.day_from for r in alike if r.day_from), default=None),
        day_to=best.day_to,
        computed_low=low,
        computed_high=high,
        computed_unit=best.unit,
        deviation_pct=_deviation(best.value, claim),
        query=best.query,
        others=_all_readings(claim, figures, interval, published),
    )
    if group.is_checkable:
        return replace(outcome, explanation=_explain(claim, figures, group, published, outcome, best, readings))
    return replace(outcome, verdict="not_comparable", explanation=_other_count(claim, figures, group, outcome, best))


def _missing(claim: Claim, figures: Figures, group: Group, published: date) -> str | None:
    """What stands in the way of a figure, as a sentence; None where nothing does."""
    if claim.note == "in Russia":
        return (
            f"Not checkable: the figure is about {claim.scope}, and the map's tally of changes covers "
            f"land within "
            "Ukraine's recognised borders only."
        )
    if claim.unit_id is None:
        return (
            f'Not checkable: the figure is about "{claim.scope}", which is no unit of the tally; it has the country, '
            "its oblasts and their raions."
        )
    if group.map_day is None:
        return (
            f"Not checkable: no map day from {day(published - timedelta(days=7))} to {day(published)} "
            f"lies in release "
            f"{figures.release_id}, which covers {day(figures.from_day)} to {day(figures.to_day)}."
        )
    if not figures.has_unit(claim.unit_id):
        return f"Not checkable: release {figures.release_id} has no figures for {claim.scope} ({claim.unit_id})."
    if claim.measure != "level" and claim.period is None:
        return "Not checkable: the words name no span of time, and without one an area cannot be counted."
    if readings_of(claim, figures, group.map_day, published):
        return None
    stated = claim.period.text if claim.period else "the day"
    if claim.period is not None and not claim.period.spans(group.map_day, published):
        return (
            f'Not checkable: "{stated}" cannot be dated from the words alone; give the first day to `landtally change`.'
        )
    return (
        f'Not checkable: "{stated}" reaches beyond release {figures.release_id}, which covers '
        f"{day(figures.from_day)} to {day(figures.to_day)}."
    )


def _best(readings: list[Reading], interval: Interval) -> Reading:
    """The reading nearest to the words; of those that meet them the first, for the likeliest come first."""
    fitting = [r for r in readings if interval.allows(r.value)]
    if fitting:
        return min(fitting, key=lambda r: 0.0 if interval.allows(r.value, 0.0) else 1.0)
    return min(readings, key=lambda r: min(abs(r.value - interval.low), abs(r.value - interval.high)))


def _same_span(one: Reading, other: Reading) -> bool:
    """Whether two readings differ by where the first day begins only."""
    if one.day_from is None or other.day_from is None:
        return one.text == other.text
    return one.day_to == other.day_to and abs((one.day_from - other.day_from).days) <= 1


def _starts(alike: list[Reading]) -> str:
    starts = " or ".join(short_day(r.day_from) for r in alike if r.day_from)
    return f"from the end of {starts} to the end of {short_day(alike[0].day_to)}"


def _deviation(value: float, claim: Claim) -> float | None:
    """How far the figure is from the printed one, in percent of the printed one; 0 within a range."""
    assert claim.quantity is not None
    low, high = claimed_point(claim)
    if low <= value <= high or high == 0:
        return 0.0
    nearest = low if value < low else high
    return (value - nearest) / nearest * 100


def claimed_point(claim: Claim) -> tuple[float, float]:
    """The printed figure or range in km² (percent for a share), without rounding."""
    assert claim.quantity is not None
    from flows.claims.quantities.quantity import KM2_PER

    factor = KM2_PER.get(claim.quantity.unit, 1.0)
    low, high = sorted((abs(claim.quantity.low) * factor, abs(claim.quantity.high) * factor))
    return low, high


def _all_readings(claim: Claim, figures: Figures, interval: Interval, published: date) -> list[tuple[Reading, Verdict]]:
    """Every reading of every map day that was tried, each span once."""
    seen: set[tuple[str, date | None, date]] = set()
    tried: list[tuple[Reading, Verdict]] = []
    for map_day in candidate_days(published, figures):
        for reading in readings_of(claim, figures, map_day, published):
            key = (reading.measure + reading.text, reading.day_from, reading.day_to)
            if key not in seen:
                seen.add(key)
                tried.append((reading, "consistent" if interval.allows(reading.value) else "inconsistent"))
    return tried


def _computed(outcome: Outcome) -> str:
    assert outcome.computed_low is not None
    assert outcome.computed_high is not None
    if outcome.computed_unit == "percent":
        low, high = f"{outcome.computed_low:.2f}%", f"{outcome.computed_high:.2f}%"
        return low if low == high else f"{low} to {high}"
    return between(outcome.computed_low, outcome.computed_high)


def _explain(
    claim: Claim,
    figures: Figures,
    group: Group,
    published: date,
    outcome: Outcome,
    best: Reading,
    readings: list[Reading],
) -> str:
    assert claim.quantity is not None
    assert group.map_day is not None
    said = f'The words say "{claim.quantity.printed}"'
    found = f"the map gives {_computed(outcome)} ({outcome.reading}) in release {figures.release_id}"
    lag = (published - group.map_day).days
    days = "on the day of publication" if lag == 0 else f"{lag} day{'s' if lag != 1 else ''} before publication"
    parts = [f"{said}; {found}: {outcome.verdict} on map day {day(group.map_day)}, {days}."]
    other = [r for r in readings if r.measure != best.measure]
    if other:
        parts.append("Other readings on that day: " + "; ".join(f"{figure_of(r)} {r.text}" for r in other[:3]) + ".")
    if moves := _moves(claim, figures, group.map_day, published, best):
        parts.append(moves)
    if outcome.verdict == "inconsistent":
        if claim.attributed_to is None:
            parts.append("The words name no source: it may be another count than the map's.")
        parts += _what_would_hold(claim, figures, group, published)
    return " ".join(parts)


def figure_of(reading: Reading) -> str:
    """A reading's figure with its unit."""
    return f"{reading.value:.2f}%" if reading.unit == "percent" else between(reading.value, reading.value)


def _moves(claim: Claim, figures: Figures, map_day: date, published: date, best: Reading) -> str | None:
    """How far the figure moves from one map day to the next, with the neighbours' figures."""
    near = []
    for shift in (-1, 1):
        neighbour = map_day + timedelta(days=shift)
        if neighbour > published:
            continue
        same = [r for r in readings_of(claim, figures, neighbour, published) if _is_same_way(r, best, shift)]
        if same and same[0].day_to != best.day_to:
            near.append((neighbour, same[0]))
    if not near:
        return None
    listed = ", ".join(f"{figure_of(r)} on {short_day(d)}" for d, r in near)
    largest = max(abs(r.value - best.value) for _, r in near)
    step = f"{largest:.2f} points" if best.unit == "percent" else between(largest, largest)
    return f"By another map day it would be {listed}: it moves by up to {step} a day."


def _is_same_way(reading: Reading, best: Reading, shift: int) -> bool:
    if reading.measure != best.measure:
        return False
    if reading.day_from is None or best.day_from is None:
        return reading.day_from == best.day_from and reading.text.split(",")[0] == best.text.split(",")[0]
    moved = best.day_from + timedelta(days=shift)
    return reading.day_from in (best.day_from, moved) and reading.day_to == best.day_to + timedelta(days=shift)


def _what_would_hold(claim: Claim, figures: Figures, group: Group, published: date) -> list[str]:
    """The day or the reading under which the words would be true."""
    for map_day in candidate_days(published, figures):
        if map_day != group.map_day and holds(claim, figures, map_day, published):
            return [
                f"On map day {day(map_day)} alone it would hold, but the {group.holding} other claims "
                f"that rest on the "
                f"same source do not."
                if group.holding
                else f"On map day {day(map_day)} it would hold."
            ]
    better = better_reading(claim, figures, group.map_day or published, interval_of(claim))
    return [better] if better else []


def _other_count(claim: Claim, figures: Figures, group: Group, outcome: Outcome, best: Reading) -> str:
    assert claim.quantity is not None
    who = claim.attribution.label if claim.attribution else group.basis
    low, high = claimed_point(claim)
    middle = (low + high) / 2
    ratio = f"; theirs is {middle / best.value:.2f} times ours" if best.value > 0 else ""
    return (
        f'"{claim.quantity.printed}" is a figure of {who}, which counts otherwise; for the same words the map gives '
        f"{_computed(outcome)} ({outcome.reading}) in release {figures.release_id}{ratio}. "
        "Figures of different sources are not comparable, so this is neither right nor wrong."
    )
