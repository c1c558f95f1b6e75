"""What the sample answers at each address, in the shapes of the real services."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import orjson

from flows.sample import features, front, other_sources, outlines
from flows.sample.lattice import polygons
from flows.sample.marker import MARKER
from flows.sample.notes import note
from flows.sample.pen import pen
from flows.sample.plan import Moves, Snapshot
from flows.sample.world import DECLARED, RATIO, world

ARCHIVE_FROM = "20240708"
ARCHIVE_GAPS = frozenset({"20240818", "20240819"})

_SERVICE_ZONE = ZoneInfo("Europe/Berlin")  # the zone of the list's `datetime`, which has no year


def answer(path: str, base_url: str, now: datetime | None) -> bytes | None:
    """The body at a path below the server's address, as it stood at `now` (none: all is past), or none for a 404."""
    if path.startswith("/deepstate/api/history/"):
        return _history(path.removeprefix("/deepstate/api/history/"), now)
    if path.startswith("/mirror/"):
        return _mirror(path.removeprefix("/mirror/"), now)
    if found := re.fullmatch(r"/archive/data/deepstatemap_data_(\d{8})\.geojson", path):
        return _archive(found[1], now)
    if path.rstrip("/") == "/geoboundaries/api/current/gbOpen/UKR/ADM1":
        return outlines.adm1_metadata(f"{base_url}/geoboundaries/UKR-ADM1.geojson")
    if path == "/geoboundaries/UKR-ADM1.geojson":
        return outlines.adm1()
    if found := re.fullmatch(r"/raions/([a-z_]+)\.geojson", path):
        return outlines.raion_file(found[1]) if found[1] in {raion[3] for raion in outlines.RAIONS.values()} else None
    return other_sources.answer(path)


def etag_of(path: str, now: datetime | None) -> str | None:
    """The ETag of a visible snapshot, quick where it was computed before; none for other paths."""
    found = re.fullmatch(r"/(?:deepstate/api/history|mirror/geojsons)/(\d{1,12})(?:/geojson|\.geojson)", path)
    snapshot = world().snapshots.get(int(found[1])) if found else None
    return f'"{world().etag(snapshot, now)}"' if snapshot and snapshot in visible(now) else None


def visible(now: datetime | None) -> list[Snapshot]:
    """Snapshots published by an instant, oldest first."""
    return [snapshot for snapshot in world().snapshots.values() if now is None or snapshot.created_at <= now]


def _history(path: str, now: datetime | None) -> bytes | None:
    if path == "public":
        return orjson.dumps([_row(snapshot, now) for snapshot in visible(now)])
    if path == "last":
        last = visible(now)[-1:]
        return _last(last[0], now) if last else None
    found = re.fullmatch(r"(\d{1,12})/(geojson|areas)", path)
    snapshot = world().snapshots.get(int(found[1])) if found else None
    if found is None or snapshot is None or (now is not None and snapshot.created_at > now):
        return None
    return world().body(snapshot, now) if found[2] == "geojson" else _areas(snapshot, now)


def _last(snapshot: Snapshot, now: datetime | None) -> bytes:
    when = orjson.dumps(_service_time(snapshot.created_at))
    return b'{"id":%d,"map":%b,"datetime":%b}' % (snapshot.snapshot_id, world().body(snapshot, now), when)


def _row(snapshot: Snapshot, now: datetime | None) -> dict[str, object]:
    # Until an edit the list shows no trace of it.
    is_updated = now is None or snapshot.updated_at <= now
    return {
        "id": snapshot.snapshot_id,
        "description": note(snapshot, "uk"),
        "descriptionEn": note(snapshot, "en"),
        "updatedAt": _iso(snapshot.updated_at if is_updated else snapshot.created_at),
        "datetime": _service_time(snapshot.created_at),
        "status": True,
        "createdAt": _iso(snapshot.created_at),
    }


def _iso(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _service_time(instant: datetime) -> str:
    return instant.astimezone(_SERVICE_ZONE).strftime("%d.%m o %H:%M")


def _areas(snapshot: Snapshot, now: datetime | None) -> bytes:
    areas = {DECLARED[status]: km2 for status, km2 in world().areas(snapshot, now).items() if status in DECLARED}
    areas["other_territories"] = features.abroad_km2()
    return orjson.dumps(
        [
            {
                "hash": f"synthetic-{kind}",
                "area": km2 * RATIO,
                "percent": f"{km2 * RATIO / 603_550 * 100:.3f}",
                "type": kind,
            }
            for kind, km2 in areas.items()
        ]
    )


def _mirror(path: str, now: datetime | None) -> bytes | None:
    if path == "index.json":
        tree = [
            {"path": f"{snapshot.snapshot_id}.geojson", "type": "blob", "mode": "100644"} for snapshot in visible(now)
        ]
        return orjson.dumps({"sha": "0" * 40, "tree": tree, "truncated": False, **MARKER})
    found = re.fullmatch(r"geojsons/(\d{1,12})\.geojson", path)
    return _history(f"{found[1]}/geojson", now) if found else None


def _archive(name: str, now: datetime | None) -> bytes | None:
    """The occupied land of both kinds as it was known at 03:00 UTC of a day, one MultiPolygon."""
    if name < ARCHIVE_FROM or name in ARCHIVE_GAPS:
        return None
    try:
        made_at = datetime.combine(datetime.strptime(name, "%Y%m%d").replace(tzinfo=UTC), time(3), UTC)
    except ValueError:
        return None
    shown = visible(made_at)[-1]
    if (now is not None and made_at > now) or made_at - shown.created_at > timedelta(days=8):
        return None
    head = orjson.dumps({"type": "FeatureCollection", "name": f"deepstatemap_data_{name}", **MARKER})[:-1]
    geometry = b'{"type":"MultiPolygon","coordinates":%b}' % _occupied(shown.moves_at(made_at))
    return head + b',"features":[{"type":"Feature","properties":{},"geometry":%b}]}' % geometry


@cache
def _occupied(moves: Moves) -> bytes:
    shown = front.base().copy()
    shown.flat[world().cells] = world().states(moves)
    drawn = [pen().polygon(rings) for rings in polygons(np.isin(shown, (front.SINCE, front.BEFORE)))]
    return b"[" + b",".join(drawn).replace(b",0]", b"]") + b"]"
