"""How days are typed on the command line."""

from __future__ import annotations

from datetime import date

DayOption = date | None
