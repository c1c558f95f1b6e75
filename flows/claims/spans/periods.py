"""Words for spans of time in a sentence, and the days that they mean seen from a map day (`periods.yml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from flows.claims.spans.dates import key_of, read_date
from flows.claims.spans.meanings import MEANINGS
from flows.claims.spans.rules import rules_of
from flows.claims.spans.span import Span, Stated
from flows.claims.words.grammar import Words

RELATIVE_YEARS = ("this_year", "last_year")
WHICH = (("h", "ordinals"), ("q", "ordinals"), ("s", "seasons"), ("w", "weekdays"), ("part", "parts"))
"""The groups of a rule that name one of several, and the table that numbers them."""
LEVEL_PERIODS = ("as_of", "as_of_part", "ago", "now", "formerly")
"""Of these a figure is what is held on a day, not what changed in a span."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as a sentence words it, by its offsets; `means` is a word of `periods.yml`."""

    start: int
    end: int
    text: str
    stated: Stated

    @property
    def means(self) -> str:
        """What kind of span it is."""
        return self.stated.means

    def spans(self, map_day: date, published: date) -> list[Span]:
        """The days that the words may mean on that map day, the likeliest first; none if they cannot be dated."""
        return MEANINGS[self.stated.means](self.stated, map_day, published)


def periods_in(text: str, words: Words, published: date) -> list[Period]:
    """The spans of time that a sentence names, in order; where two overlap the earlier rule has it."""
    found: list[Period] = []
    for means, pattern in rules_of(words):
        for match in pattern.finditer(text):
            if any(match.start() < p.end and p.start < match.end() for p in found):
                continue
            stated = _stated(means, match, words, published)
            if stated is not None:
                lead = len(match.group()) - len(match.group().lstrip(" ,—–"))
                found.append(Period(match.start() + lead, match.end(), match.group().strip(" ,—–"), stated))
    return _with_years(sorted(found, key=lambda period: period.start), text, words, published)


def _with_years(periods: list[Period], text: str, words: Words, published: date) -> list[Period]:
    """A span takes up the year named right after it: "in May of last year", "з кінця січня цього року"."""
    kept: list[Period] = []
    for period in periods:
        before = kept[-1] if kept else None
        if (
            before is None
            or period.means not in RELATIVE_YEARS
            or not _joins(text[before.end : period.start], before, words)
        ):
            kept.append(period)
            continue
        year = published.year - (period.means == "last_year")
        stated = before.stated
        if stated.start is not None:
            stated = replace(stated, start=stated.start.replace(year=year, day=min(stated.start.day, 28)))
        kept[-1] = Period(before.start, period.end, text[before.start : period.end], replace(stated, year=year))
    return kept


def _joins(gap: str, before: Period, words: Words) -> bool:
    stated = before.stated
    named = stated.month or stated.which or (stated.start is not None and stated.end is None)
    return gap.strip() in ("", *words.section("day_joins")) and bool(named) and stated.year is None


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("23456789"): value for name, value in match.groupdict().items() if value}


def _stated(means: str, match: re.Match[str], words: Words, published: date) -> Stated | None:
    """The figures of a match; None where they are no calendar days."""
    groups = _groups(match)
    year = int(groups["y"]) if "y" in groups else published.year - 1 if "last" in groups else None
    start = end = None
    if means == "between":
        start, end = _pair(groups, words, published)
        if start is None or end is None or end < start:
            return None
    elif means == "months":
        start, end = _month_pair(groups, words, published)
    elif "a" in groups:
        start = read_date(groups["a"], words, published)
        if start is None:
            return None
    if year is not None and not 1900 <= year <= published.year + 5:
        return None
    return Stated(
        means=means,
        text=match.group().strip(" ,"),
        start=start,
        end=end,
        number=_count(groups.get("n"), words),
        unit=key_of(groups["u"], words, "units") if "u" in groups else None,
        year=year if year is not None else int(groups["my"]) if "my" in groups else None,
        month=_month(groups["m"], words) if "m" in groups else None,
        which=_which(groups, words),
    )


def _pair(groups: dict[str, str], words: Words, published: date) -> tuple[date | None, date | None]:
    """Two days, of which one may borrow month and year from the other: `Oct. 20-27`, `з 1 по 25 листопада`."""
    a, b = groups["a"], groups["b"]
    try:
        if b.isdigit():
            start = read_date(a, words, published)
            return start, start.replace(day=int(b)) if start else None
        end = read_date(b, words, published)
        if a.isdigit():
            return end.replace(day=int(a)) if end else None, end
        start = read_date(a, words, published, before=end)
    except ValueError:
        return None, None
    return start, end


def _month_pair(groups: dict[str, str], words: Words, published: date) -> tuple[date, date]:
    first, last = _month(groups["a"], words), _month(groups["b"], words)
    year = int(groups["yb"]) if "yb" in groups else published.year - (last > published.month)
    begin = int(groups["ya"]) if "ya" in groups else year - (first > last)
    return date(begin, first, 1), date(year, last, 1)


def _month(text: str, words: Words) -> int:
    return int(key_of(text, words, "months") or 1)


def _count(text: str | None, words: Words) -> int | None:
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    numbers = {str(key).lower(): int(value) for key, value in words.mapping("numbers").items()}
    return sum(numbers.get(token, 0) for token in re.split(r"[\s-]", text.lower())) or 1


def _which(groups: dict[str, str], words: Words) -> str | None:
    """Which half, quarter, season, weekday or part of a month."""
    return next((key_of(groups[name], words, section) for name, section in WHICH if name in groups), None)
