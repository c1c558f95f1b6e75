"""Calendar days of Europe/Kyiv and the UTC instants that bound them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")


def kyiv_day(instant: datetime) -> date:
    """The calendar day in Kyiv of an aware instant."""
    return instant.astimezone(KYIV).date()


def end_of_day(day: date) -> datetime:
    """The first UTC instant after a Kyiv day: midnight that ends it."""
    return datetime.combine(day + timedelta(days=1), time(), KYIV).astimezone(UTC)


def last_whole_day(now: datetime, delay_hours: float = 0) -> date:
    """The last Kyiv day that ended at least `delay_hours` before an aware instant."""
    return kyiv_day(now - timedelta(hours=delay_hours)) - timedelta(days=1)
