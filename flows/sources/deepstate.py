"""DeepState's map service: its list of snapshots, each snapshot's map, and the areas it declares itself.

A snapshot's id is the UTC second of its making. The list's `datetime` has no year and is not Kyiv time, so it is not
read. Addresses and shapes were read in stored answers; the shape of `areas` and `last` in public code.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec

from flows.days import kyiv_day
from flows.sources.failure import Refused
from flows.sources.fetch import Wanted, check_collection, check_rows, decoded
from flows.sources.notes import mentions

log = logging.getLogger(__name__)

SOURCE = "deepstate"

DECLARED_STATUS = {
    "occupied_after_24_02_2022": "occupied_since_2022",
    "occupied_to_24_02_2022": "occupied_before_2022",
    "unspecified": "unknown",
    "liberated": "liberated",
}
IGNORED_DECLARED = {"other_territories", "occupied"}
"""Land outside Ukraine, and a sum whose parts are not told: neither has a status of ours to compare with."""


@dataclass(frozen=True)
class ListEntry:
    """A row of the list. Instants are aware UTC; `updated_at` is none where the mirror's list gave only the id."""

    snapshot_id: int
    created_at: datetime
    updated_at: datetime | None
    description: str
    description_en: str

    @property
    def day(self) -> date:
        """The Kyiv day on which the snapshot was made."""
        return kyiv_day(self.created_at)

    @property
    def revision(self) -> str | None:
        """The mark of this version of the snapshot, as kept in landing's log."""
        return self.updated_at.isoformat() if self.updated_at else None


@dataclass(frozen=True)
class Event:
    """A place that a snapshot's note speaks of. WGS 84 degrees; `position` counts within the note from 0."""

    position: int
    event: str
    name: str
    language: str
    latitude: float
    longitude: float


def entry_of(snapshot_id: int) -> ListEntry:
    """An entry of which nothing but the id is known."""
    return ListEntry(snapshot_id, datetime.fromtimestamp(snapshot_id, UTC), None, "", "")


def list_wanted(base_url: str) -> Wanted:
    """The list of all snapshots."""
    return Wanted(SOURCE, "history/public", f"{base_url}/api/history/public", SOURCE, "list", check_list)


def last_wanted(base_url: str) -> Wanted:
    """The newest snapshot, id and map in one: asked when the list does not answer."""
    return Wanted(SOURCE, "history/last", f"{base_url}/api/history/last", SOURCE, "last", read_last)


def map_name(snapshot_id: int) -> str:
    """The name under which a snapshot's map lands, whoever serves it."""
    return f"history/{snapshot_id}/geojson"


def areas_name(snapshot_id: int) -> str:
    """The name under which the areas that the service declares of a snapshot land."""
    return f"history/{snapshot_id}/areas"


def map_wanted(base_url: str, entry: ListEntry) -> Wanted:
    """A snapshot's map, a FeatureCollection in WGS 84 with nothing in it that says whose it is."""
    name = map_name(entry.snapshot_id)
    return Wanted(SOURCE, name, f"{base_url}/api/{name}", SOURCE, "map", check_collection, revision=entry.revision)


def areas_wanted(base_url: str, entry: ListEntry) -> Wanted:
    """The areas in km2 that the service declares of a snapshot; it need not have them for each."""
    name = areas_name(entry.snapshot_id)
    return Wanted(
        SOURCE,
        name,
        f"{base_url}/api/{name}",
        SOURCE,
        "areas",
        read_areas,
        revision=entry.revision,
        may_miss=True,
    )


def check_list(body: bytes) -> None:
    """Refuse a list that is none, or of which no row can be read."""
    check_rows(body)
    if not read_list(body):
        raise Refused("the list of snapshots is empty")


class _Row(msgspec.Struct, rename="camel"):
    # `datetime` and `status` are left out on purpose: see the module's docstring; `status` was true in every row seen.
    id: int
    updated_at: str | None = None
    description: str | None = None
    description_en: str | None = None


def read_list(body: bytes) -> list[ListEntry]:
    """The list's entries, oldest first, one an id. A row that cannot be read is logged and passed over.

    Raises `Refused` where the body is no list.
    """
    entries: dict[int, ListEntry] = {}
    for raw in decoded(body, list[msgspec.Raw]):
        try:
            row = decoded(bytes(raw), _Row)
            entries[row.id] = ListEntry(
                row.id,
                datetime.fromtimestamp(row.id, UTC),
                _instant(row.updated_at),
                row.description or "",
                row.description_en or "",
            )
        except (Refused, ValueError, OverflowError, OSError) as error:
            log.warning("a row of DeepState's list cannot be read and is passed over: %s", error)
    return [entries[snapshot_id] for snapshot_id in sorted(entries)]


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


class _Last(msgspec.Struct):
    id: int
    map: msgspec.Raw


def read_last(body: bytes) -> tuple[int, bytes]:
    """The newest snapshot's id and its map as raw bytes. Raises `Refused`."""
    last = decoded(body, _Last)
    check_collection(bytes(last.map))
    return last.id, bytes(last.map)


class _Area(msgspec.Struct):
    type: str
    area: float


def read_areas(body: bytes) -> dict[str, float]:
    """The declared area in km2 of each status that has a counterpart of ours; an unknown type is logged, never guessed.

    Raises `Refused` where the body is no such list or an area is no size.
    """
    areas: dict[str, float] = {}
    for row in decoded(body, list[_Area]):
        if not math.isfinite(row.area) or row.area < 0:
            raise Refused(f"it declares an area of {row.area} km2")
        status = DECLARED_STATUS.get(row.type)
        if status:
            areas[status] = areas.get(status, 0.0) + row.area
        elif row.type not in IGNORED_DECLARED:
            log.warning("DeepState declares an area of the unknown type %.40r, which is passed over", row.type)
    return areas


def read_events(entry: ListEntry) -> list[Event]:
    """What a snapshot's note says of places, in the order of the note: the English note, else the Ukrainian one.

    Only places with coordinates and a verb of the table in `notes` become events. The note is untrusted HTML.
    """
    for language, html in (("en", entry.description_en), ("uk", entry.description)):
        told = [
            (mention.event, mention)
            for mention in mentions(html, "en" if language == "en" else "uk")
            if mention.event is not None
        ]
        # A handful of English notes hold the Ukrainian text, and none of its verbs is read as English.
        if told:
            return [
                Event(position, event, mention.name, language, mention.latitude, mention.longitude)
                for position, (event, mention) in enumerate(told)
            ]
    return []
