"""What the sources say beside the map: settlement events, declared areas, and where everything came from."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from flows.days import kyiv_day
from flows.home import Span
from flows.landing import Landing
from flows.sources import deepstate
from flows.sources.spec import load_spec, spec_names
from flows.warehouse import Warehouse


def list_entries(landing: Landing) -> dict[int, deepstate.ListEntry]:
    """The service's newest list by snapshot id; empty where it never answered."""
    listed = landing.latest("deepstate", "history/public")
    if listed is None:
        return {}
    return {entry.snapshot_id: entry for entry in deepstate.read_list(landing.read(listed.sha256))}


def put_events(warehouse: Warehouse, landing: Landing, entries: dict[int, deepstate.ListEntry], span: Span) -> None:
    listed = landing.latest("deepstate", "history/public")
    rows = [
        {
            "snapshot_id": entry.snapshot_id,
            "position": event.position,
            "observed_at": utc_naive(entry.created_at),
            "day": kyiv_day(entry.created_at),
            "event": event.event,
            "name": event.name,
            "language": event.language,
            "latitude": event.latitude,
            "longitude": event.longitude,
            "sha256": listed.sha256 if listed else "",
        }
        for entry in entries.values()
        if span.first_day <= kyiv_day(entry.created_at) <= span.last_day
        for event in deepstate.read_events(entry)
    ]
    warehouse.replace("core.settlement_event", pl.DataFrame(rows))


def put_declared(warehouse: Warehouse, landing: Landing) -> None:
    """The newest declared areas of each snapshot; unreadable ones are the same as none, for they only confirm."""
    rows = []
    newest = {landed.name: landed for landed in landing.versions("deepstate") if landed.name.endswith("/areas")}
    for name, landed in newest.items():
        for status, area_km2 in deepstate.read_areas(landing.read(landed.sha256)).items():
            rows.append(
                {
                    "snapshot_id": int(name.split("/")[1]),
                    "status": status,
                    "area_km2": area_km2,
                    "sha256": landed.sha256,
                }
            )
    warehouse.replace("core.declared_area", pl.DataFrame(rows))


def note_sources(warehouse: Warehouse, landing: Landing) -> None:
    """What each source last brought or confirmed, for the release to name with its licence."""
    newest_map = warehouse.rows("select max(created_at) as observed_at from core.snapshot where is_accepted")
    rows = []
    for source in spec_names():
        versions = landing.versions(source)
        if not versions:
            continue
        newest, spec = max(versions, key=lambda landed: landed.fetched_at), load_spec(source)
        confirmed = [landing.answered(source, name) for name in {landed.name for landed in versions}]
        rows.append(
            {
                "source": source,
                "fetched_at": utc_naive(max(fetch.fetched_at for fetch in confirmed if fetch)),
                "observed_at": newest_map["observed_at"][0] if source == "deepstate" else None,
                "sha256": newest.sha256,
                "url": newest.url,
                "licence": spec.licence,
                "licence_url": spec.licence_url,
                "max_age_hours": spec.max_age_hours,
            }
        )
    warehouse.replace("core.landed", pl.DataFrame(rows, schema_overrides={"observed_at": pl.Datetime("us")}))


def utc_naive(instant: datetime) -> datetime:
    """An aware instant as DuckDB's TIMESTAMP holds it: UTC, unmarked."""
    return instant.astimezone(UTC).replace(tzinfo=None)
