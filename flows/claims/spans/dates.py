"""Days as articles write them, with or without the year: `Aug. 6`, `6 серпня`, `06.08.2024`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from flows.claims.words.grammar import Words, any_of

DATE = (
    r"(?:{month})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s(?:19|20)\d\d(?!\d))?"
    r"|\d{{1,2}}(?:st|nd|rd|th|-го|-е)?\s(?:of\s)?(?:{month})(?!\w)(?:,?\s(?:19"
    r"|20)\d\d(?!\d))?(?:\s(?:року|года|р\.|г\.))?"
    r"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
)


@cache
def _months(words: Words) -> list[tuple[int, re.Pattern[str]]]:
    return [
        (int(number), re.compile(rf"(?<!\w)(?:{any_of(forms)})(?!\w)", re.IGNORECASE))
        for number, forms in words.mapping("months").items()
    ]


def read_date(text: str, words: Words, published: date, *, before: date | None = None) -> date | None:
    """The day that `text` names; without a year the last such day that is not after publication (or `before`)."""
    limit = before or published
    if numeric := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return _day(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    if numeric := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        return _day(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    month = next((number for number, pattern in _months(words) if pattern.search(text)), None)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    if month is None or day is None:
        return None
    year = re.search(r"(?:19|20)\d\d", text)
    if year:
        return _day(int(year.group()), month, int(day.group()))
    found = _day(limit.year, month, int(day.group()))
    if found is not None and found > limit:
        found = _day(limit.year - 1, month, int(day.group()))
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
