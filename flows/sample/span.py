"""The days that the sample spans."""

from __future__ import annotations

from datetime import UTC, date, datetime

FIRST_DAY = date(2024, 1, 1)
"""First Kyiv day with a change; the opening state is that of the day before."""

LAST_DAY = date(2024, 11, 3)
"""Last Kyiv day with a snapshot."""

NOW = datetime(2024, 11, 4, 4, 30, tzinfo=UTC)
"""The instant at which a sample home lives: the morning after the last day."""
