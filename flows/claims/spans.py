"""What the words of a period mean in days: `in the last week` seen from a map day is the seven days that end on it.

A span counts its first and its last day: the change counted is from the end of the day before `first` to the end
of `last`, which is contract.md's rule for periods. Days are days of Europe/Kyiv.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

INVASION = date(2022, 2, 24)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last counted day. `start_is_named`: the words name the first day, so the count may begin at its end."""

    first: date
    last: date
    reading: str
    start_is_named: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A period as its words state it, before any map day."""

    means: str
    text: str
    start: date | None = None
    end: date | None = None
    number: int | None = None
    unit: str | None = None
    year: int | None = None
    month: int | None = None
    which: str | None = None


Meaning = Callable[[Stated, date, date], list[Span]]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def clipped(first: date, last: date, map_day: date, reading: str, *, named: bool = False) -> list[Span]:
    """A span that ends on the map day at the latest; none where it would not have begun."""
    if first > map_day:
        return []
    return [Span(first, min(last, map_day), reading if last <= map_day else f"{reading}, to the map day", named)]


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
    return [Span(first, map_day, f"the {length} days to the map day" if length > 1 else "the map day alone")]


def _since(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    if s.start == INVASION:
        return _invasion(s, map_day, published)
    return clipped(s.start, map_day, map_day, "since the day named", named=True)


def _between(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    assert s.end is not None
    return clipped(s.start, s.end, map_day, "between the days named", named=True)


def _months(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    assert s.end is not None
    return clipped(s.start, month_end(s.end.year, s.end.month), map_day, "the months named")


def _year_of(s: Stated, month: int, published: date) -> int:
    return s.year if s.year is not None else published.year - (month > published.month)


def _month(s: Stated, map_day: date, published: date) -> list[Span]:
    month = s.month or 1
    year = _year_of(s, month, published)
    return clipped(date(year, month, 1), month_end(year, month), map_day, "the month named")


def _month_to_date(s: Stated, map_day: date, published: date) -> list[Span]:
    month = s.month or published.month
    return clipped(date(_year_of(s, month, published), month, 1), map_day, map_day, "from the first of the month")


def _since_month(s: Stated, map_day: date, published: date) -> list[Span]:
    month = s.month or 1
    year = _year_of(s, month, published)
    day = {"mid": 15, "середини": 15, "середины": 15, "late": 21}.get(s.which or "", 1)
    if re.search(r"end|кінця|конца", s.which or ""):
        day = calendar.monthrange(year, month)[1]
    if (year, month) == (2022, 2):
        return _invasion(s, map_day, published)
    return clipped(date(year, month, day), map_day, map_day, "since the month named", named=True)


def _since_year(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.year is not None
    if s.year == 2022:
        return _invasion(s, map_day, published)
    return clipped(date(s.year, 1, 1), map_day, map_day, "since the year named")


def _since_weekday(s: Stated, map_day: date, published: date) -> list[Span]:
    back = (published.weekday() - int(s.which or 0)) % 7 or 7
    return clipped(published - timedelta(days=back), map_day, map_day, "since the day of the week named", named=True)


def _ytd(s: Stated, map_day: date, published: date) -> list[Span]:
    return clipped(date(s.year or published.year, 1, 1), map_day, map_day, "from 1 January to the map day")


def _year(s: Stated, map_day: date, published: date) -> list[Span]:
    year = s.year or published.year
    return clipped(date(year, 1, 1), date(year, 12, 31), map_day, "the year named")


def _last_year(s: Stated, map_day: date, published: date) -> list[Span]:
    year = published.year - 1
    return clipped(date(year, 1, 1), date(year, 12, 31), map_day, "the calendar year before")


def _first_months(s: Stated, map_day: date, published: date) -> list[Span]:
    count = min(max(s.number or 1, 1), 12)
    year = s.year or published.year - (date(published.year, count, 1) > published)
    return clipped(date(year, 1, 1), month_end(year, count), map_day, f"the first {count} months of the year")


def _half(s: Stated, map_day: date, published: date) -> list[Span]:
    first_half = s.which == "1"
    if s.month:
        year = _year_of(s, s.month, published)
        if first_half:
            return clipped(date(year, s.month, 1), date(year, s.month, 15), map_day, "the first half of the month")
        return clipped(date(year, s.month, 16), month_end(year, s.month), map_day, "the second half of the month")
    year = s.year or published.year - ("last" in s.text.lower() or (not first_half and published.month < 7))
    if first_half:
        return clipped(date(year, 1, 1), date(year, 6, 30), map_day, "the first half of the year")
    return clipped(date(year, 7, 1), date(year, 12, 31), map_day, "the second half of the year")


def _quarter(s: Stated, map_day: date, published: date) -> list[Span]:
    current = (published.month - 1) // 3 + 1
    number = int(s.which) if s.which and s.which.isdigit() else (current - 2) % 4 + 1
    year = s.year or published.year - (number > current or (s.which == "last" and current == 1))
    return clipped(date(year, 3 * number - 2, 1), month_end(year, 3 * number), map_day, f"quarter {number}")


def _season(s: Stated, map_day: date, published: date) -> list[Span]:
    first_month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}.get(s.which or "", 3)
    year = s.year or published.year - (first_month > published.month)
    first = date(year, first_month, 1)
    return clipped(
        first, month_end(year + (first_month == 12), (first_month + 1) % 12 + 1), map_day, "the season named"
    )


def _first_days(s: Stated, map_day: date, published: date) -> list[Span]:
    month = s.month or 1
    first = date(_year_of(s, month, published), month, 1)
    days = (s.number or 1) * (7 if s.unit == "week" else 1)
    return clipped(first, first + timedelta(days=min(days, 62) - 1), map_day, "the first days of the month")


def _last_week(s: Stated, map_day: date, published: date) -> list[Span]:
    monday = published - timedelta(days=published.weekday() + 7)
    calendar_week = clipped(monday, monday + timedelta(days=6), map_day, "the calendar week before")
    return [*_trailing(Stated("trailing", s.text, number=1, unit="week"), map_day, published), *calendar_week]


def _this_week(s: Stated, map_day: date, published: date) -> list[Span]:
    monday = published - timedelta(days=published.weekday())
    return clipped(monday, map_day, map_day, "since Monday")


def _last_month(s: Stated, map_day: date, published: date) -> list[Span]:
    last = date(published.year, published.month, 1) - DAY
    return clipped(date(last.year, last.month, 1), last, map_day, "the calendar month before")


def _as_of(s: Stated, map_day: date, published: date) -> list[Span]:
    assert s.start is not None
    return clipped(s.start, s.start, map_day, "the day named")


def _now(s: Stated, map_day: date, published: date) -> list[Span]:
    return [Span(map_day, map_day, "the map day")]


def _invasion(s: Stated, map_day: date, published: date) -> list[Span]:
    return [Span(INVASION, map_day, "since the invasion began")]


MEANINGS: dict[str, Meaning] = {
    "trailing": _trailing,
    "since": _since,
    "between": _between,
    "months": _months,
    "month": _month,
    "ytd": _ytd,
    "ytd_month": _month_to_date,
    "mtd": _month_to_date,
    "since_month": _since_month,
    "since_year": _since_year,
    "since_weekday": _since_weekday,
    "year": _year,
    "this_year": _ytd,
    "last_year": _last_year,
    "first_months": _first_months,
    "first_days": _first_days,
    "half": _half,
    "quarter": _quarter,
    "season": _season,
    "last_week": _last_week,
    "this_week": _this_week,
    "last_month": _last_month,
    "as_of": _as_of,
    "now": _now,
    "yesterday": _now,
    "invasion": _invasion,
    "event": lambda s, map_day, published: [],
}
"""What each word of `periods.yml` means; `event` only the text's writer could date."""
