"""Which payloads a run needs, worked out from the list and from landing's log; nothing is fetched here.

A payload that is landed is asked for again only when the service says that it edited the snapshot since: its
`updatedAt` moved. That mark, not our clock, is compared, so it holds against a replayed past too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from flows.landing import Fetch, Landing
from flows.sources.archive import SOURCE as ARCHIVE
from flows.sources.archive import file_name
from flows.sources.deepstate import SOURCE, ListEntry, areas_name, map_name

Need = Literal["missing", "edited", "none"]

AT_ONCE = timedelta(hours=1)
"""A snapshot that was edited this soon after its making is taken as never edited, where no mark was kept."""

LATE = timedelta(days=31)
"""How far before the first day of a run late snapshots are looked for; the longest delay of an edit seen is 18 days."""


def need_of(answered: Fetch | None, entry: ListEntry) -> Need:
    """Whether a payload of a snapshot is missing, was edited since it was landed, or neither."""
    if answered is None:
        return "missing"
    if entry.updated_at is None:
        return "none"
    if answered.revision is None:
        # It was landed from a mirror while no list could be read, and a mirror may hold a version before the edit.
        return "edited" if entry.updated_at - entry.created_at > AT_ONCE else "none"
    return "edited" if entry.updated_at > datetime.fromisoformat(answered.revision) else "none"


def map_need(landing: Landing, entry: ListEntry) -> Need:
    """What a run needs of a snapshot's map."""
    return need_of(landing.answered(SOURCE, map_name(entry.snapshot_id)), entry)


def areas_need(landing: Landing, entry: ListEntry) -> Need:
    """What a run needs of the declared areas; that there are none is remembered until the snapshot is edited."""
    last = landing.last_fetch(SOURCE, areas_name(entry.snapshot_id))
    if last is not None and last.status in (404, 410) and last.revision == entry.revision:
        return "none"
    return need_of(landing.answered(SOURCE, areas_name(entry.snapshot_id)), entry)


def opening_entry(entries: Sequence[ListEntry], first_day: date) -> ListEntry | None:
    """The snapshot that holds before the first day begins, of entries that are oldest first."""
    return next((entry for entry in reversed(entries) if entry.day < first_day), None)


def entries_needed(
    entries: Sequence[ListEntry],
    landing: Landing,
    first_day: date,
    last_day: date,
    doubted: Collection[int] = (),
) -> list[ListEntry]:
    """The snapshots that a run is about, oldest first: those of its days, the opening one, those that are doubted,
    those of other days that are landed and were edited since, and, of the days shortly before the first, those that
    turned up late among landed ones or still lack their declared areas."""
    opening = opening_entry(entries, first_day)
    landed = {entry.snapshot_id for entry in entries if landing.latest(SOURCE, map_name(entry.snapshot_id))}
    first_landed = min(landed, default=None)

    def is_needed(entry: ListEntry) -> bool:
        if first_day <= entry.day <= last_day or entry is opening or entry.snapshot_id in doubted:
            return True
        is_recent = first_day - LATE <= entry.day <= last_day
        if entry.snapshot_id in landed:
            return map_need(landing, entry) == "edited" or (is_recent and areas_need(landing, entry) != "none")
        return is_recent and first_landed is not None and entry.snapshot_id > first_landed

    return [entry for entry in entries if is_needed(entry)]


def archive_days_needed(
    entries: Sequence[ListEntry],
    landing: Landing,
    first_day: date,
    last_day: date,
    listed_to: date | None,
) -> list[date]:
    """The days whose end no raw snapshot that could be had shows, from the day before the first on.

    `listed_to` is the last day that the lists at hand speak of. Up to it a day without a snapshot needs none: the map
    stood still. After it nobody knows.
    """
    closing = {entry.day: entry for entry in entries}

    def is_needed(day: date) -> bool:
        if day in closing:
            return landing.latest(SOURCE, map_name(closing[day].snapshot_id)) is None
        return listed_to is None or day > listed_to

    return [
        day
        for day in days_with_opening(first_day, last_day)
        if is_needed(day) and landing.latest(ARCHIVE, file_name(day)) is None
    ]


def archive_days_missing(landing: Landing, first_day: date, last_day: date) -> list[date]:
    """The days, from the one before the first on, whose archive file is not landed."""
    return [day for day in days_with_opening(first_day, last_day) if landing.latest(ARCHIVE, file_name(day)) is None]


def days_with_opening(first_day: date, last_day: date) -> list[date]:
    """The day before the first, at whose end the opening state holds, and every day to the last."""
    return [first_day + timedelta(days=n) for n in range(-1, (last_day - first_day).days + 1)]
