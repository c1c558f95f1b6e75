"""Figures and names as the page writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

SYNTHETIC = "SYNTHETIC SAMPLE, NOT REAL"

STATUS_TEXT = {
    "occupied_since_2022": "Occupied since 24 February 2022",
    "occupied_before_2022": "Occupied before",
    "unknown": "Unknown, the grey zone",
    "liberated": "Liberated",
    "free": "In no status: official area less all above",
    "held_in_russia": "In Russia, held by Ukraine (in no sum of the country)",
}

_LAND = {
    "occupied_since_2022": "land occupied since 2022",
    "occupied_before_2022": "land occupied before 2022",
    "unknown": "unknown (grey zone)",
    "liberated": "liberated land",
    "free": "free land",
    "held_in_russia": "land in Russia held by Ukraine",
}
_SHORT = {"unknown": "grey zone", "liberated": "liberated", "free": "free", "occupied_before_2022": "before 2022"}

EVENT_TEXT = {
    "occupied": "marked occupied",
    "advanced": "Russian advance marked near",
    "liberated": "marked liberated",
    "pushed_back": "Russian forces marked pushed back near",
    "clarified": "marking made more precise near",
}
"""What the map's own notes say of a settlement, in neutral words."""

VERDICT_TEXT = {
    "consistent": "consistent with the map",
    "inconsistent": "not consistent with the map",
    "disputed": "disputed between sources",
    "not_comparable": "not comparable: another source’s figures",
    "not_checkable": "not checkable with these data",
}


def status_text(status: str, is_short: bool = False) -> str:
    """A status as part of a phrase such as "from …"."""
    return _SHORT.get(status, status) if is_short else _LAND.get(status, status)


def pair_text(row: Mapping[str, Any], *, is_short: bool = False) -> str:
    """In words what a pair of statuses means, one of which is occupied_since_2022."""
    if row["to_status"] == "occupied_since_2022":
        return f"{'from' if is_short else 'newly occupied, from'} {status_text(row['from_status'], is_short)}"
    return f"{'to' if is_short else 'no longer occupied, now'} {status_text(row['to_status'], is_short)}"


def day_text(day: date) -> str:
    """A day in words, such as 3 November 2024."""
    return f"{day:%-d %B %Y}"


def km2(area: float, digits: int = 1) -> str:
    """An area in whichever unit the column names; a trace that would be rounded away is not shown as nothing."""
    if 0 < area < 0.05 and digits == 1:
        return "< 0.1"
    return f"{area:,.{digits}f}".replace("-", "−")


def signed(area: float, digits: int = 1) -> str:
    """A change with its sign, none on what rounds to nothing."""
    text = f"{area:+,.{digits}f}"
    return (text[1:] if float(text.replace(",", "")) == 0 else text).replace("-", "−")


def age_text(hours: float) -> str:
    """An age in the unit that suits it."""
    if hours < 1:
        return "under an hour"
    if hours < 48:
        return f"{hours:,.0f} h"
    return f"{hours / 24:,.0f} days"
