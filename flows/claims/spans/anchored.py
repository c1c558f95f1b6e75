"""Spans that lean on the one named before: "the month before", "that month", "the same period last year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.claims.spans.periods import LEVEL_PERIODS, Period
from flows.claims.spans.span import DAY, Span, Stated, month_end, months_back

POINTING = ("that_span", "same_last_year")
"""These point at what was named last, if only to compare with: "more than in May. In that month …"."""
LEANING = ("preceding", "the_span", *POINTING)
LENGTH = {"week": (5, 10), "month": (26, 31), "quarter": (88, 93), "year": (360, 366), "span": (2, 4000)}
"""How many days a span may have to be what "that month" or "the week before" speaks of."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def anchored(period: Period, before: list[Period], published: date) -> Period:
    """A period with the days that follow from the nearest fitting span of `before`, where it leans on one."""
    if period.means not in LEANING:
        return period
    low, high = LENGTH.get(period.stated.unit or "span", LENGTH["span"])
    for anchor in reversed(before):
        if anchor.means in (*LEVEL_PERIODS, "on_day"):
            continue
        spans = anchor.spans(published, published)
        if not spans:
            continue
        whole = _whole(anchor, spans[0])
        if low <= (whole.last - whole.first).days + 1 <= high:
            return replace(period, stated=_stated(period.stated, whole, spans[0]))
    return period


def _whole(anchor: Period, span: Span) -> Span:
    """A month that lasts yet is a month all the same."""
    if anchor.means in ("month", "last_month", "mtd", "ytd_month"):
        return replace(span, last=month_end(span.first.year, span.first.month))
    return span


def _stated(stated: Stated, whole: Span, span: Span) -> Stated:
    """The days that the words mean, as a span between two days."""
    if stated.means in ("that_span", "the_span"):
        return replace(stated, means="days", start=span.first, end=span.last)
    if stated.means == "same_last_year":
        return replace(stated, means="days", start=months_back(span.first, 12), end=months_back(span.last, 12))
    last = whole.first - DAY
    months = MONTHS.get(stated.unit or "")
    first = months_back(whole.first, months) if months else whole.first - (whole.last - whole.first) - DAY
    return replace(stated, means="days", start=first, end=last)
