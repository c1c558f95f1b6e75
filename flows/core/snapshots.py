"""Reading snapshots into core, and deciding which may enter the series of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from flows.acceptance import Content, decide
from flows.core.facts import list_entries, utc_naive
from flows.core.shelf import Shelf
from flows.days import end_of_day, kyiv_day
from flows.landing import Landed, Landing
from flows.progress import Progress
from flows.quarantine import Quarantine
from flows.sources import deepstate
from flows.territory import Snapshot, SnapshotRefused
from flows.warehouse import Warehouse


def read_snapshots(
    warehouse: Warehouse,
    landing: Landing,
    quarantine: Quarantine,
    shelf: Shelf,
    progress: Progress,
) -> int:
    """Read every landed content of the map that core does not know yet, and decide anew which may enter the series.

    Returns how many contents were read. Raw payloads are settled first: archive days are read against them.
    """
    entries = list_entries(landing)
    raw = _newest_fetch(landed for landed in landing.versions("deepstate") if landed.name.endswith("/geojson"))
    read = _read_kind(warehouse, landing, shelf, [_raw_reading(landed, entries) for landed in raw], progress)
    _settle(warehouse, landing, quarantine, "raw")
    archive = _newest_fetch(landing.versions("archive"))
    readings = [reading for landed in archive if (reading := _archive_reading(warehouse, landed))]
    read += _read_kind(warehouse, landing, shelf, readings, progress)
    _settle(warehouse, landing, quarantine, "archive")
    return read


@dataclass(frozen=True)
class Reading:
    """A landed payload with what its source says of its time; `reference` as in `core.snapshot.reference_sha256`."""

    landed: Landed
    source: str
    snapshot_id: int
    updated_at: datetime
    reference: str | None = None

    @property
    def created_at(self) -> datetime:
        return datetime.fromtimestamp(self.snapshot_id, UTC)


def _newest_fetch(fetches: Iterable[Landed]) -> list[Landed]:
    """One fetch for each content of each payload: the newest, which says which content the source served last."""
    newest = {(landed.name, landed.sha256): landed for landed in fetches}
    return sorted(newest.values(), key=lambda landed: (landed.name, landed.fetched_at))


def _raw_reading(landed: Landed, entries: dict[int, deepstate.ListEntry]) -> Reading:
    snapshot_id = int(landed.name.split("/")[1])
    entry = entries.get(snapshot_id)
    updated_at = entry.updated_at if entry and entry.updated_at else datetime.fromtimestamp(snapshot_id, UTC)
    # An edit that came after this fetch is not what this content shows.
    return Reading(landed, "raw", snapshot_id, min(updated_at, landed.fetched_at))


def _archive_reading(warehouse: Warehouse, landed: Landed) -> Reading | None:
    """File D is the state at the end of Kyiv day D-1; without any raw payload to read it against it says too little."""
    shown = datetime.strptime(landed.name, "%Y%m%d").replace(tzinfo=UTC).date() - timedelta(days=1)
    end = end_of_day(shown)
    references = warehouse.rows(
        "select sha256 from core.snapshot where source = 'raw' and is_accepted"
        " order by created_at >= $1, abs(epoch(created_at) - epoch($1)), fetched_at desc limit 1",
        [end.replace(tzinfo=None)],
    )
    if references.is_empty():
        return None
    return Reading(landed, "archive", int(end.timestamp()) - 1, end, str(references["sha256"][0]))


def _read_kind(
    warehouse: Warehouse, landing: Landing, shelf: Shelf, readings: list[Reading], progress: Progress
) -> int:
    """Read the contents that core does not know; all are placed on the shelf, so that steps can ask for them."""
    known = set(warehouse.rows("select snapshot_id, content_id from core.snapshot").iter_rows())
    placed = [
        (reading, shelf.place(reading.landed.sha256, kyiv_day(reading.created_at), reading.reference))
        for reading in readings
    ]
    fresh = [(reading, content_id) for reading, content_id in placed if (reading.snapshot_id, content_id) not in known]
    rows, drawn = [], []
    for done, (reading, content_id) in enumerate(fresh, start=1):
        refusal: str | None = None
        snapshot: Snapshot | None = None
        try:
            snapshot = shelf[content_id]
        except SnapshotRefused as refused:
            refusal = str(refused)
        rows.append(_snapshot_row(reading, content_id, snapshot, refusal))
        if snapshot is not None:
            drawn += [
                {"content_id": content_id, "status": status, "area_km2": area_km2}
                for status, area_km2 in snapshot.drawn_km2.items()
            ]
        progress(done, len(fresh), "reading snapshots")
    warehouse.put("core.snapshot", pl.DataFrame(rows, infer_schema_length=None))
    warehouse.put("core.drawn_area", pl.DataFrame(drawn))
    return len(fresh)


def _snapshot_row(reading: Reading, content_id: str, snapshot: Snapshot | None, refusal: str | None) -> dict[str, Any]:
    return {
        "snapshot_id": reading.snapshot_id,
        "sha256": reading.landed.sha256,
        "content_id": content_id,
        "reference_sha256": reading.reference,
        "source": reading.source,
        "served_by": reading.landed.served_by,
        "created_at": utc_naive(reading.created_at),
        "updated_at": utc_naive(reading.updated_at),
        "fetched_at": utc_naive(reading.landed.fetched_at),
        "day": kyiv_day(reading.created_at),
        "features": len(snapshot.features) if snapshot else 0,
        "refused_features": len(snapshot.refused) if snapshot else 0,
        "repaired_features": snapshot.repaired if snapshot else 0,
        "repaired_km2": snapshot.repaired_km2 if snapshot else 0.0,
        "is_accepted": False,
        "reason": refusal,
    }


def _settle(warehouse: Warehouse, landing: Landing, quarantine: Quarantine, source: str) -> None:
    """Decide on every content of a kind, keep the refused ones in quarantine and release those since confirmed."""
    contents = _contents(warehouse, source)
    declared: dict[int, dict[str, float]] = {}
    for snapshot_id, status, area_km2 in warehouse.rows(
        "select snapshot_id, status, area_km2 from core.declared_area"
    ).iter_rows():
        declared.setdefault(snapshot_id, {})[status] = area_km2
    words = {
        digest: (case.word == "accepted", case.word_reason or "no reason given")
        for digest, case in quarantine.words().items()
    }
    decisions = decide(contents, declared if source == "raw" else {}, words)
    for content in contents:
        decision = decisions[content.snapshot_id, content.sha256]
        warehouse.con.execute(
            "update core.snapshot set is_accepted = $1, reason = $2 where snapshot_id = $3 and sha256 = $4"
            " and (is_accepted, reason) is distinct from ($1, $2)",
            [decision.is_accepted, decision.reason, content.snapshot_id, content.sha256],
        )
        payload = f"snapshot {content.snapshot_id}"
        if decision.is_accepted:
            quarantine.settle(source, payload, content.sha256)
        elif content.sha256 not in words:
            body = landing.read(content.sha256)
            quarantine.refuse(source, payload, body, decision.reason or "refused", content.fetched_at)


def _contents(warehouse: Warehouse, source: str) -> list[Content]:
    rows = warehouse.rows(
        "select snapshot_id, sha256, content_id, created_at, fetched_at, features = 0 as is_unreadable, reason"
        " from core.snapshot where source = $1",
        [source],
    )
    drawn: dict[str, dict[str, float]] = {}
    for content_id, status, area_km2 in warehouse.rows(
        "select content_id, status, area_km2 from core.drawn_area"
    ).iter_rows():
        drawn.setdefault(content_id, {})[status] = area_km2
    return [
        Content(
            snapshot_id,
            digest,
            created_at.replace(tzinfo=UTC),
            fetched_at.replace(tzinfo=UTC),
            drawn.get(content_id, {}),
            reason if is_unreadable else None,
        )
        for snapshot_id, digest, content_id, created_at, fetched_at, is_unreadable, reason in rows.iter_rows()
    ]
