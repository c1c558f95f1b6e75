"""The ways in which a claim's words can be counted on one map day, each with its figure.

The end state of the day that the words name, or of the day before it; net and gained; for a level, the land occupied
since 2022 alone, with that occupied before, and with the grey zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flows.claims.claim import Claim
from flows.claims.spans.span import INVASION, Span
from flows.claims.telling.wording import short_day
from flows.claims.verifying.figures import BEFORE_2022, SINCE_2022, Column, Figures, change_query, level_query

DAY = timedelta(days=1)
RATE_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375}
LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("occupied in all", (SINCE_2022, BEFORE_2022)),
    ("occupied since 2022", (SINCE_2022,)),
    ("occupied in all and the grey zone", (SINCE_2022, BEFORE_2022, "unknown")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count: a figure (km², or percent for shares) with the days that it is between."""

    map_day: date
    measure: str
    day_from: date | None
    day_to: date
    value: float
    unit: str
    text: str
    query: str


def readings_of(claim: Claim, figures: Figures, map_day: date, published: date) -> list[Reading]:
    """Every reading of a claim of area or share on a map day; none where the release cannot answer."""
    if claim.unit_id is None or not figures.has_unit(claim.unit_id):
        return []
    if claim.kind == "share":
        return _as_share(claim, figures, _of_area(claim, figures, map_day, published))
    return _of_area(claim, figures, map_day, published)


def _of_area(claim: Claim, figures: Figures, map_day: date, published: date) -> list[Reading]:
    if claim.measure == "level":
        return _levels(claim, figures, map_day, published)
    spans = claim.period.spans(map_day, published) if claim.period else []
    return [
        reading
        for span in spans
        for column in columns_of(claim)
        for reading in _changes(claim, figures, map_day, span, column)
    ]


def columns_of(claim: Claim) -> tuple[Column, ...]:
    """Which columns the words may mean: newspapers rarely tell gross from net."""
    if claim.measure == "net":
        return ("net",)
    if claim.measure == "lost":
        return ("lost", "net")
    return ("net", "gained")


def _changes(claim: Claim, figures: Figures, map_day: date, span: Span, column: Column) -> list[Reading]:
    assert claim.unit_id is not None
    if span.first == INVASION:
        return _since_invasion(claim, figures, map_day, span, column)
    found = []
    for day_from in (span.first - DAY, *([span.first] if span.start_is_named else [])):
        value = figures.change(claim.unit_id, day_from, span.last, column)
        if value is None or span.last <= day_from:
            continue
        if claim.measure == "lost" and column == "net":
            value = -value
        days = (span.last - day_from).days
        if claim.rate:
            value = value / days * RATE_DAYS[claim.rate]
        per = f" a {claim.rate}" if claim.rate else ""
        text = (
            f"{column}{per}, from the end of {short_day(day_from)} to the end of {short_day(span.last)}, {span.reading}"
        )
        query = change_query(claim.unit_id, day_from, span.last, column)
        found.append(Reading(map_day, column, day_from, span.last, value, "km2", text, query))
    return found


def _since_invasion(claim: Claim, figures: Figures, map_day: date, span: Span, column: Column) -> list[Reading]:
    """What has been occupied since the invasion is a level: the map keeps it as a status of its own."""
    assert claim.unit_id is not None
    value = figures.level(claim.unit_id, span.last, (SINCE_2022,))
    if value is None or column != "net" or claim.measure == "lost":
        return []
    text = f"held at the end of {short_day(span.last)} of what was occupied since 24 Feb 2022"
    return [
        Reading(
            map_day, "net", None, span.last, value, "km2", text, level_query(claim.unit_id, span.last, (SINCE_2022,))
        )
    ]


def _levels(claim: Claim, figures: Figures, map_day: date, published: date) -> list[Reading]:
    assert claim.unit_id is not None
    kinds = (("grey zone", ("unknown",)),) if claim.kind == "grey_zone" else LEVELS
    if claim.polarity == "ukraine_gains":
        kinds = (("not occupied", ("free", "liberated")),)
    found = []
    for day in _days_of_level(claim, map_day, published):
        for name, statuses in kinds:
            value = figures.level(claim.unit_id, day, statuses)
            if value is not None:
                text = f"{name}, at the end of {short_day(day)}"
                found.append(
                    Reading(map_day, "level", None, day, value, "km2", text, level_query(claim.unit_id, day, statuses))
                )
    return found


def _days_of_level(claim: Claim, map_day: date, published: date) -> list[date]:
    """The days on which so much may have been held: the map day, the day named, or the ends of the span named.

    None where the words name a time without days: the map day would answer another question.
    """
    period = claim.period
    if period is None or period.means == "now":
        return [map_day]
    spans = period.spans(map_day, published)
    return list(dict.fromkeys((spans[0].last, spans[0].first))) if spans else []


def _as_share(claim: Claim, figures: Figures, readings: list[Reading]) -> list[Reading]:
    """Readings of area as a share of the unit's official land area, in percent."""
    base = figures.official_area(claim.unit_id or "UA")
    if not base:
        return []
    return [
        Reading(
            r.map_day,
            r.measure,
            r.day_from,
            r.day_to,
            r.value / base * 100,
            "percent",
            f"{r.text}, of {base:,.0f} km²",
            r.query,
        )
        for r in readings
    ]
