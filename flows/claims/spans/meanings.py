"""What the words of a period mean in days: `in the last week` seen from a map day is the seven days that end on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flows.claims.spans import calendar_spans
from flows.claims.spans.span import DAY, INVASION, Span, Stated, clipped, invasion, months_back

MONTH_JUST_ENDED = 5
"""Up to this day of a month "over the past month" mostly sums up the one before."""
Meaning = Callable[[Stated, date, date], list[Span]]


def _trailing(s: Stated, map_day: date, published: date) -> list[Span]:
    count, unit = s.number or 1, s.unit or "day"
    if count > 4000:
        return []
    if unit in ("month", "year"):
        first = months_back(map_day, min(count * (12 if unit == "year" else 1), 600)) + DAY
    else:
        days = {"day": count, "hour": max(1, round(count / 24)), "week": 7 * count, "fortnight": 14 * count}.get(unit)
        if days is None:
            return []
        first = map_day - timedelta(days=days - 1)
    length = (map_day - first).days + 1
    if unit == "month" and count == 1:
        return _one_month(Span(first, map_day, f"the {length} days to the map day"), map_day, published)
    return [Span(first, map_day, f"the {length} days to the map day" if length > 1 else "the map day alone")]


def _one_month(to_date: Span, map_day: date, published: date) -> list[Span]:
    """A month to the map day or the calendar month before; right after a month has ended the latter comes first."""
    calendar_month = calendar_spans.last_month(Stated("last_month", ""), map_day, published)
    return [*calendar_month, to_date] if published.day <= MONTH_JUST_ENDED else [to_date, *calendar_month]


def _since(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    if s.start == INVASION:
        return invasion(map_day)
    return clipped(s.start, map_day, map_day, "since the day named", named=True)


def _between(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    assert s.end is not None
    return clipped(s.start, s.end, map_day, "between the days named", named=True)


def _since_weekday(s: Stated, map_day: date, published: date) -> list[Span]:
    back = (published.weekday() - int(s.which or 0)) % 7 or 7
    return clipped(published - timedelta(days=back), map_day, map_day, "since the day of the week named", named=True)


def _unit_to(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    spans = _trailing(Stated("trailing", s.text, number=s.number, unit=s.unit), s.start, s.start)
    return [span for span in spans if span.last <= map_day]


def _last_week(s: Stated, map_day: date, published: date) -> list[Span]:
    monday = published - timedelta(days=published.weekday() + 7)
    calendar_week = clipped(monday, monday + timedelta(days=6), map_day, "the calendar week before")
    return [*_trailing(Stated("trailing", s.text, number=1, unit="week"), map_day, published), *calendar_week]


def _this_week(s: Stated, map_day: date, published: date) -> list[Span]:
    monday = published - timedelta(days=published.weekday())
    return clipped(monday, map_day, map_day, "since Monday")


def _as_of(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    return clipped(s.start, s.start, map_day, "the day named")


def _now(s: Stated, map_day: date, published: date) -> list[Span]:
    return [Span(map_day, map_day, "the map day")]


def _ago(s: Stated, map_day: date, published: date) -> list[Span]:
    count = min(s.number or 1, 600)
    if s.unit in ("month", "year"):
        day = months_back(published, min(count * (12 if s.unit == "year" else 1), 600))
    else:
        day = published - count * {"week": 7, "fortnight": 14}.get(s.unit or "day", 1) * DAY
    return clipped(day, day, map_day, f"{s.text} from publication")


def _unknown(s: Stated, map_day: date, published: date) -> list[Span]:
    return []


MEANINGS: dict[str, Meaning] = {
    "trailing": _trailing,
    "since": _since,
    "between": _between,
    "days": lambda s, map_day, published: _between(s, map_day, published),
    "months": calendar_spans.months,
    "month": calendar_spans.month,
    "ytd": calendar_spans.ytd,
    "ytd_month": calendar_spans.month_to_date,
    "mtd": calendar_spans.month_to_date,
    "since_month": calendar_spans.since_month,
    "since_year": calendar_spans.since_year,
    "since_weekday": _since_weekday,
    "year": calendar_spans.year,
    "this_year": calendar_spans.ytd,
    "last_year": calendar_spans.last_year,
    "first_months": calendar_spans.first_months,
    "first_days": calendar_spans.first_days,
    "half": calendar_spans.half,
    "quarter": calendar_spans.quarter,
    "season": calendar_spans.season,
    "last_week": _last_week,
    "this_week": _this_week,
    "last_month": calendar_spans.last_month,
    "as_of": _as_of,
    "now": _now,
    "yesterday": _now,
    "invasion": lambda s, map_day, published: invasion(map_day),
    "on_day": _as_of,
    "as_of_part": calendar_spans.part_day,
    "ago": _ago,
    "last_days": calendar_spans.last_days,
    "thirds": calendar_spans.thirds,
    "since_season": calendar_spans.since_season,
    "the_span": _trailing,
    "unit_to": _unit_to,
    "formerly": _unknown,
    "event": _unknown,
    "vague": _unknown,
    "preceding": _unknown,
    "that_span": _unknown,
    "same_last_year": _unknown,
}
"""What each word of `periods.yml` means. `event` only the text's writer could date; `preceding`, `that_span` and
`same_last_year` mean days once the span that they lean on is known (`anchored.py`)."""
