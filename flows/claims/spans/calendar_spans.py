"""What the words of a calendar span mean in days: months, seasons, quarters, years and their parts."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from flows.claims.spans.span import DAY, Span, Stated, clipped, invasion, month_end


def _year_of(s: Stated, month: int, published: date) -> int:
    return s.year if s.year is not None else published.year - (month > published.month)


def month(s: Stated, map_day: date, published: date) -> list[Span]:
    """A month, the last of its name that had begun by publication."""
    month = s.month or 1
    year = _year_of(s, month, published)
    return clipped(date(year, month, 1), month_end(year, month), map_day, "the month named")


def months(s: Stated, map_day: date, published: date) -> list[Span]:
    """From one month to another."""
    assert s.start is not None
    assert s.end is not None
    return clipped(s.start, month_end(s.end.year, s.end.month), map_day, "the months named")


def month_to_date(s: Stated, map_day: date, published: date) -> list[Span]:
    """From the first of a month to the map day."""
    month = s.month or published.month
    return clipped(date(_year_of(s, month, published), month, 1), map_day, map_day, "from the first of the month")


def since_month(s: Stated, map_day: date, published: date) -> list[Span]:
    """From a month or a part of it to the map day."""
    month = s.month or 1
    year = _year_of(s, month, published)
    day = {"mid": 15, "late": 21}.get(s.which or "", 1)
    if s.which == "end":
        day = calendar.monthrange(year, month)[1]
    if (year, month) == (2022, 2):
        return invasion(map_day)
    return clipped(date(year, month, day), map_day, map_day, "since the month named", named=True)


def since_year(s: Stated, map_day: date, published: date) -> list[Span]:
    """From a year to the map day."""
    assert s.year is not None
    if s.year == 2022:
        return invasion(map_day)
    return clipped(date(s.year, 1, 1), map_day, map_day, "since the year named")


def ytd(s: Stated, map_day: date, published: date) -> list[Span]:
    """The year to the map day."""
    return clipped(date(s.year or published.year, 1, 1), map_day, map_day, "from 1 January to the map day")


def year(s: Stated, map_day: date, published: date) -> list[Span]:
    """A year."""
    year = s.year or published.year
    return clipped(date(year, 1, 1), date(year, 12, 31), map_day, "the year named")


def last_year(s: Stated, map_day: date, published: date) -> list[Span]:
    """The calendar year before publication."""
    year = published.year - 1
    return clipped(date(year, 1, 1), date(year, 12, 31), map_day, "the calendar year before")


def first_months(s: Stated, map_day: date, published: date) -> list[Span]:
    """The first so many months of a year."""
    count = min(max(s.number or 1, 1), 12)
    year = s.year or published.year - (date(published.year, count, 1) > published)
    return clipped(date(year, 1, 1), month_end(year, count), map_day, f"the first {count} months of the year")


def half(s: Stated, map_day: date, published: date) -> list[Span]:
    """Half a year, or half a month."""
    first_half = s.which == "1"
    if s.month:
        year = _year_of(s, s.month, published)
        if first_half:
            return clipped(date(year, s.month, 1), date(year, s.month, 15), map_day, "the first half of the month")
        return clipped(date(year, s.month, 16), month_end(year, s.month), map_day, "the second half of the month")
    year = s.year or published.year - (not first_half and published.month < 7)
    if first_half:
        return clipped(date(year, 1, 1), date(year, 6, 30), map_day, "the first half of the year")
    return clipped(date(year, 7, 1), date(year, 12, 31), map_day, "the second half of the year")


def quarter(s: Stated, map_day: date, published: date) -> list[Span]:
    """A quarter of a year."""
    current = (published.month - 1) // 3 + 1
    number = int(s.which) if s.which and s.which.isdigit() else (current - 2) % 4 + 1
    year = s.year or published.year - (number > current or (s.which == "last" and current == 1))
    return clipped(date(year, 3 * number - 2, 1), month_end(year, 3 * number), map_day, f"quarter {number}")


def season(s: Stated, map_day: date, published: date) -> list[Span]:
    """A season, the last of its name that had begun by publication."""
    first_month = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}.get(s.which or "", 3)
    year = s.year or published.year - (first_month > published.month)
    first = date(year, first_month, 1)
    return clipped(
        first, month_end(year + (first_month == 12), (first_month + 1) % 12 + 1), map_day, "the season named"
    )


def since_season(s: Stated, map_day: date, published: date) -> list[Span]:
    """From the first day of a season."""
    return [Span(span.first, map_day, "since the season named") for span in season(s, map_day, published)]


def first_days(s: Stated, map_day: date, published: date) -> list[Span]:
    """The first days or weeks of a month."""
    month = s.month or 1
    first = date(_year_of(s, month, published), month, 1)
    days = (s.number or 1) * (7 if s.unit == "week" else 1)
    return clipped(first, first + timedelta(days=min(days, 62) - 1), map_day, "the first days of the month")


def last_month(s: Stated, map_day: date, published: date) -> list[Span]:
    """The calendar month before publication."""
    last = date(published.year, published.month, 1) - DAY
    return clipped(date(last.year, last.month, 1), last, map_day, "the calendar month before")


def last_days(s: Stated, map_day: date, published: date) -> list[Span]:
    """The last days or weeks of a month: "the final week of October" is its last seven days."""
    month = s.month or 1
    last = month_end(_year_of(s, month, published), month)
    days = (s.number or 1) * (7 if s.unit == "week" else 1)
    return clipped(last - timedelta(days=min(days, 62) - 1), last, map_day, "the last days of the month")


def thirds(s: Stated, map_day: date, published: date) -> list[Span]:
    """Ten days of a month, which Ukrainian and Russian call a decade; the last is what remains."""
    month = s.month or 1
    first = date(_year_of(s, month, published), month, 1)
    number = {"1": 0, "2": 1}.get(s.which or "", 2)
    last = first + timedelta(days=10 * number + 9) if number < 2 else month_end(first.year, month)
    return clipped(first + timedelta(days=10 * number), last, map_day, "ten days of the month")


def part_day(s: Stated, map_day: date, published: date) -> list[Span]:
    """The day on which a month or a year begins or ends."""
    ends = s.which == "end"
    if s.month is None:
        year = s.year or published.year
        day = date(year, 12, 31) if ends else date(year, 1, 1)
    else:
        year = _year_of(s, s.month, published)
        day = month_end(year, s.month) if ends else date(year, s.month, 1)
    return clipped(day, day, map_day, "the day named")
