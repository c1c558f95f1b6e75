"""What the colours of the map mean, and how the place of a polygon corrects them.

The table is the source's own legend as seen in its payloads since April 2022. A colour that is not in it is
never given a default: the feature is refused and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

STATUSES: Final = ("occupied_since_2022", "occupied_before_2022", "unknown", "liberated")
"""Statuses of land in Ukraine, in the order of precedence where polygons overlap."""

HELD: Final = "held_in_russia"
"""Land in Russia held by Ukraine; in no sum of the country, always in unit `UA-outside`."""

FREE: Final = "free"
"""Land in none of the statuses."""

OTHER: Final = "other"
"""What lies outside Ukraine and is not counted at all."""

OUTSIDE: Final = "UA-outside"
"""The unit of what lies in no polygon of the outlines."""

EARLY_BEFORE: Final = "#000000"
"""Black meant occupied before 2022 until the map was recoloured; later it means nothing that is known."""

EARLY_BEFORE_UNTIL: Final = date(2022, 6, 5)

FILLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "#a52714": "occupied_since_2022",
        "#880e4f": "occupied_before_2022",
        EARLY_BEFORE: "occupied_before_2022",
        "#bcaaa4": "unknown",
        "#bdbdbd": "unknown",
        "#0f9d58": "liberated",
        "#0288d1": "liberated",
        "#01579b": HELD,
        "#ff5252": OTHER,
    }
)


class UnknownFill(ValueError):
    """A colour whose meaning is not known here, or not at this place or time."""


def status_of_fill(fill: object) -> str:
    """The status that a fill claims, before its place is asked. Raises UnknownFill."""
    status = FILLS.get(fill.lower()) if isinstance(fill, str) else None
    if status is None:
        raise UnknownFill(f"fill {fill!r} is not in the table of known colours")
    return status


def refuse_out_of_time(fill: str, day: date | None) -> None:
    """Refuse black after 2022-06-05; `day` is the Kyiv day of the snapshot, None where it is not known."""
    if fill == EARLY_BEFORE and day is not None and day > EARLY_BEFORE_UNTIL:
        raise UnknownFill(f"fill {fill!r} meant occupied before 2022 only until {EARLY_BEFORE_UNTIL}")


def status_at_place(status: str, mostly_in_ukraine: bool) -> str:
    """The status once the place is known: outside Ukraine only land held in Russia keeps its own.

    Colours changed meaning over the years (one was Transnistria's until May 2022), places did not.
    Raises UnknownFill for land in Russia that lies in Ukraine.
    """
    if status == HELD:
        if mostly_in_ukraine:
            raise UnknownFill("the fill of land held in Russia, but the polygon lies in Ukraine")
        return HELD
    return status if mostly_in_ukraine else OTHER
