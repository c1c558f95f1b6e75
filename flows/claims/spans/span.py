"""Spans of days, and the arithmetic of the calendar that they need.

A span counts its first and its last day: the change counted is from the end of the day before `first` to the end
of `last`, which is contract.md's rule for periods. Days are days of Europe/Kyiv.
"""

from __future__ import annotations

import calendar
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


def invasion(map_day: date) -> list[Span]:
    """Since 24 February 2022."""
    return [Span(INVASION, map_day, "since the invasion began")]
