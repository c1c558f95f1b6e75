"""Words for spans of time in a sentence, and the days that they mean seen from a map day (`periods.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from flows.claims.spans.dates import DATE, read_date
from flows.claims.spans.meanings import MEANINGS
from flows.claims.spans.span import Span, Stated
from flows.claims.words.grammar import Words, any_of, pattern_of, table

RELATIVE_YEARS = ("this_year", "last_year")
UNIT_DAYS = ("day", "hour", "week", "fortnight", "month", "year", "quarter", "span", "decade")
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


@cache
def _rules(words: Words) -> list[tuple[str, re.Pattern[str]]]:
    """The rules of the languages in order, with the placeholders filled in."""
    months = any_of([form for forms in words.mapping("months").values() for form in forms])
    weekdays = any_of([form for forms in words.mapping("weekdays").values() for form in forms])
    seasons = any_of([form for forms in words.mapping("seasons").values() for form in forms])
    numbers = any_of(list(words.mapping("numbers")))
    units = any_of([form for unit in UNIT_DAYS for form in table("periods")["units"].get(unit, [])])
    fill = {
        "{date}": f"(?:{DATE.format(month=months)})",
        "{month}": f"(?:{months})(?![\\w])",
        "{year}": r"(?:19|20)\d\d(?!\d)",
        "{season}": f"(?:{seasons})(?!\\w)",
        "{weekday}": f"(?:{weekdays})(?!\\w)",
        "{unit}": f"(?:{units})(?!\\w)",
        "{n}": rf"(?:(?!(?:19|20)\d\d(?!\d))\d{{1,4}}|(?:{numbers})(?:[\s-](?:{numbers}))?)",
    }
    rules: list[tuple[int, str, re.Pattern[str]]] = []
    for language in words.languages:
        for rank, rule in enumerate(table("periods")[language]):
            say = rule["say"]
            for name in fill:
                say = say.replace(name, name.upper().replace("{", "\x00").replace("}", "\x01"))
            say = pattern_of(say)
            for name, pattern in fill.items():
                say = say.replace(name.upper().replace("{", "\x00").replace("}", "\x01"), pattern)
            # Dots and other names of groups may repeat between the alternatives of a rule.
            rules.append((rank, rule["means"], re.compile(rf"(?<![\w-])(?:{_unique(say)})(?!\w)", re.IGNORECASE)))
    rules.sort(key=lambda entry: entry[0])
    return [(means, pattern) for _, means, pattern in rules]


def _unique(say: str) -> str:
    """Group names are numbered when an alternative repeats one."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return match.group() if seen[name] == 1 else f"(?P<{name}{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, say)


def periods_in(text: str, words: Words, published: date) -> list[Period]:
    """The spans of time that a sentence names, in order; where two overlap the earlier rule has it."""
    found: list[Period] = []
    for means, pattern in _rules(words):
        for match in pattern.finditer(text):
            if any(match.start() < p.end and p.start < match.end() for p in found) or _is_no_month(match):
                continue
            stated = _stated(means, match, words, published)
            if stated is not None:
                lead = len(match.group()) - len(match.group().lstrip(" ,—–"))
                found.append(Period(match.start() + lead, match.end(), match.group().strip(" ,—–"), stated))
    return _with_years(sorted(found, key=lambda period: period.start), text, published)


def _with_years(periods: list[Period], text: str, published: date) -> list[Period]:
    """A span takes up the year named right after it: "in May of last year", "з кінця січня цього року"."""
    kept: list[Period] = []
    for period in periods:
        before = kept[-1] if kept else None
        if before is None or period.means not in RELATIVE_YEARS or not _joins(text[before.end : period.start], before):
            kept.append(period)
            continue
        year = published.year - (period.means == "last_year")
        stated = before.stated
        if stated.start is not None:
            stated = replace(stated, start=stated.start.replace(year=year, day=min(stated.start.day, 28)))
        kept[-1] = Period(before.start, period.end, text[before.start : period.end], replace(stated, year=year))
    return kept


def _joins(gap: str, before: Period) -> bool:
    named = before.stated.month is not None or (before.stated.start is not None and before.stated.end is None)
    return gap.strip() in ("", "of") and named and before.stated.year is None


def _is_no_month(match: re.Match[str]) -> bool:
    """`may` and `march` are months only with a capital."""
    words = re.findall(r"\b(?:may|march|mar|sep|dec|jan)\b", match.group())
    return bool(words) and not re.search(r"\b(?:May|March|MAY|MARCH)\b", match.group())


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("23456789"): value for name, value in match.groupdict().items() if value}


def _stated(means: str, match: re.Match[str], words: Words, published: date) -> Stated | None:
    """The figures of a match; None where they are no calendar days."""
    groups = _groups(match)
    year = int(groups["y"]) if "y" in groups else None
    month = _month_number(groups["m"], words) if "m" in groups else None
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
        unit=_unit_name(groups.get("u")),
        year=year if year is not None else int(groups["my"]) if "my" in groups else None,
        month=month,
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
    last = _month_number(groups["b"], words) or 12
    first = _month_number(groups["a"], words) or 1
    year = int(groups["yb"]) if "yb" in groups else published.year - (last > published.month)
    begin = int(groups["ya"]) if "ya" in groups else year - (first > last)
    return date(begin, first, 1), date(year, last, 1)


@cache
def _month_patterns(words: Words) -> list[tuple[int, re.Pattern[str]]]:
    return [
        (int(number), re.compile(rf"(?:{any_of(forms)})(?!\w)", re.IGNORECASE))
        for number, forms in words.mapping("months").items()
    ]


def _month_number(text: str, words: Words) -> int | None:
    return next((number for number, pattern in _month_patterns(words) if pattern.match(text)), None)


def _count(text: str | None, words: Words) -> int | None:
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    numbers = {str(key).lower(): int(value) for key, value in words.mapping("numbers").items()}
    return sum(numbers.get(token, 0) for token in re.split(r"[\s-]", text.lower())) or 1


@cache
def _unit_patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(unit, re.compile(any_of(forms), re.IGNORECASE)) for unit, forms in table("periods")["units"].items()]


def _unit_name(text: str | None) -> str | None:
    if text is None:
        return None
    if re.match(r"24", text):
        return "day"
    return next((unit for unit, pattern in _unit_patterns() if pattern.fullmatch(text)), "day")


def _which(groups: dict[str, str], words: Words) -> str | None:
    """First or second half, number of a quarter, name of a season, number of a weekday, part of a month."""
    ordinals = (
        ("1", r"first|перш|перв|1"),
        ("2", r"second|друг|втор|2"),
        ("3", r"third|трет|3"),
        ("4", r"fourth|четв|4"),
    )
    word = groups.get("h") or groups.get("q")
    if word:
        return next((number for number, pattern in ordinals if re.match(pattern, word, re.IGNORECASE)), "last")
    for name, section in (("s", "seasons"), ("w", "weekdays")):
        if name in groups:
            return next(_keys_matching(groups[name], words.mapping(section)), None)
    return groups.get("part", "").lower() or None


def _keys_matching(text: str, mapping: dict[object, list[str]]) -> Iterator[str]:
    for key, forms in mapping.items():
        if re.match(any_of(forms), text, re.IGNORECASE):
            yield str(key)
