"""Records: no window of the same length in the span named, and before the window itself, gained as much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flows.claims.claim import Claim
from flows.claims.spans.span import month_end
from flows.claims.telling.wording import between, day
from flows.claims.verifying.figures import Figures, change_query
from flows.claims.verifying.mapday import Group
from flows.claims.verifying.outcome import Outcome, not_checkable

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Contest:
    """The window that is said to lead, and the rivals before it: last day and km² net of each."""

    day_from: date
    day_to: date
    value: float
    rivals: list[tuple[str, float]]
    since: date
    is_cut: bool
    """Whether the span named began before the release does."""


def record_holds(claim: Claim, figures: Figures, map_day: date, published: date) -> bool | None:
    """Whether the record stands on a map day; None where it cannot be told."""
    contest = None if _names_no_span(claim) else _contest(claim, figures, map_day, published)
    if contest is None or not contest.rivals:
        return None
    return _leads(claim, contest)


def check_record(claim: Claim, figures: Figures, group: Group, published: date) -> Outcome:
    """The verdict on a superlative."""
    if group.map_day is None:
        return not_checkable("Not checkable: no map day near publication lies in the release.")
    if _names_no_span(claim):
        return not_checkable("Not checkable: the words do not name the span that is said to lead.")
    contest = _contest(claim, figures, group.map_day, published)
    if contest is None or not contest.rivals:
        return not_checkable(
            f"Not checkable: the words compare with a span that release {figures.release_id} "
            f"({day(figures.from_day)} to {day(figures.to_day)}) does not cover.",
            map_day=group.map_day,
        )
    leads = _leads(claim, contest)
    verdict = "inconsistent" if not leads else "not_checkable" if contest.is_cut else "consistent"
    low = claim.direction == "down"
    name, rival = (min if low else max)(contest.rivals, key=lambda entry: entry[1])
    days = (contest.day_to - contest.day_from).days
    sentence = (
        f"The map gives {between(contest.value, contest.value)} net for the {days} days from the end of "
        f"{day(contest.day_from)} to the end of {day(contest.day_to)}; the"
        f" {'smallest' if low else 'largest'} other span of "
        f"that kind since {day(contest.since)} is {between(rival, rival)} ({name}): "
    )
    if not group.is_checkable and claim.attribution is not None:
        verdict = "not_comparable"
        ending = f"{claim.attributed_to} counts otherwise, so this is neither right nor wrong."
    elif contest.is_cut and leads:
        ending = (
            f"it leads as far as release {figures.release_id} reaches, but what was before "
            f"{day(figures.from_day)} is missing."
        )
    else:
        ending = f"{verdict} on map day {day(group.map_day)}, release {figures.release_id}."
    return Outcome(
        verdict=verdict,  # type: ignore[arg-type]
        explanation=sentence + ending,
        reading=f"net of {days} days against every earlier span of that length",
        map_day=group.map_day,
        day_from=contest.day_from,
        day_to=contest.day_to,
        computed_low=contest.value,
        computed_high=contest.value,
        computed_unit="km2",
        deviation_pct=(contest.value - rival) / rival * 100 if rival > 0 else None,
        query=change_query(claim.unit_id or "UA", contest.day_from, contest.day_to, "net"),
    )


def _names_no_span(claim: Claim) -> bool:
    """Whether neither days nor a length are told: a week would be a guess."""
    return claim.period is None and claim.rate is None


def _leads(claim: Claim, contest: _Contest) -> bool:
    values = [value for _, value in contest.rivals]
    return contest.value < min(values) if claim.direction == "down" else contest.value > max(values)


def _contest(claim: Claim, figures: Figures, map_day: date, published: date) -> _Contest | None:
    since = _since(claim, map_day, published)
    begin = max(since, figures.from_day)
    unit = claim.unit_id or "UA"
    is_month = claim.rate == "month" or (
        claim.period is not None and claim.period.means in ("month", "last_month", "mtd")
    )
    if is_month:
        return _of_months(claim, figures, unit, map_day, published, begin, since)
    end, days = (map_day, 1) if claim.rate == "day" else _window(claim, map_day, published)
    value = figures.change(unit, end - timedelta(days=days), end, "net")
    if value is None:
        return None
    # Windows that share days with the one itself are no rivals.
    windows = figures.windows(unit, days, begin, end - timedelta(days=days), "net")
    rivals = [(f"the {days} days to {day(last)}", km2) for last, km2 in windows]
    return _Contest(end - timedelta(days=days), end, value, rivals, begin, since < figures.from_day - DAY)


def _window(claim: Claim, map_day: date, published: date) -> tuple[date, int]:
    """The last day and the length of the span named; one that is not over by the map day ends there, at full length."""
    spans = claim.period.spans(published, published) if claim.period else []
    days = (spans[0].last - spans[0].first).days + 1 if spans else 7
    return min(spans[0].last, map_day) if spans else map_day, days if 1 <= days <= 62 else 7


def _since(claim: Claim, map_day: date, published: date) -> date:
    """Where the span of comparison begins: the one named, else 1 January."""
    spans = claim.base_period.spans(map_day, published) if claim.base_period else []
    return spans[0].first if spans else date(map_day.year, 1, 1)


def _of_months(
    claim: Claim, figures: Figures, unit: str, map_day: date, published: date, begin: date, since: date
) -> _Contest | None:
    """Calendar months: the one named, else the last that had ended by publication."""
    spans = claim.period.spans(map_day, published) if claim.period else []
    if spans and spans[0].first.day == 1:
        first, last = spans[0].first, spans[0].last
    else:
        last = date(published.year, published.month, 1) - DAY
        first = date(last.year, last.month, 1)
    value = figures.change(unit, first - DAY, min(last, map_day), "net")
    if value is None:
        return None
    rivals = []
    month = date(begin.year, begin.month, 1)
    while month < first:
        km2 = figures.change(unit, month - DAY, month_end(month.year, month.month), "net")
        if km2 is not None and month > since - timedelta(days=1):
            rivals.append((f"{month:%B %Y}", km2))
        month = month_end(month.year, month.month) + DAY
    return _Contest(first - DAY, min(last, map_day), value, rivals, begin, since < figures.from_day - DAY)
