"""A small map service with its mirror and archive on loopback, a home, and every way in which sources go wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows.ingest import Ingested, ingest_map
from flows.landing import Landing
from flows.settings import Settings, Via
from flows.sources.http import Client, Limits
from tests.loopback import Service, body_of, chunked, reset, serving, silence, status, truncate

FIRST, LAST = date(2024, 3, 4), date(2024, 3, 8)
OPENING = FIRST - timedelta(days=1)
QUICK = Limits(read_s=0.9, whole_s=3.0, backoff_s=0.01, budget_s=20)
"""Short, but long enough that a busy machine is not taken for a hanging service."""


def made_on(day: date, hour: int = 20) -> int:
    """The id of a snapshot made on a Kyiv day, at an hour of UTC in winter."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp())


def content(text: str) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [], "name": text}).encode()


@dataclass
class World:
    """A map service with its mirror and archive on loopback, a home, and a client that loses no time."""

    service: Service
    settings: Settings
    landing: Landing

    def make(self, snapshot_id: int, text: str | None = None, updated_at: datetime | None = None) -> None:
        """Let the service, its mirror and the list have a snapshot (anew)."""
        body = content(text or str(snapshot_id))
        answers = self.service.answers
        answers[f"/deepstate/api/history/{snapshot_id}/geojson"] = body
        answers[f"/mirror/geojsons/{snapshot_id}.geojson"] = body
        answers[f"/deepstate/api/history/{snapshot_id}/areas"] = b'[{"type": "liberated", "area": 1.5}]'
        self.rows[snapshot_id] = updated_at or datetime.fromtimestamp(snapshot_id, UTC)
        self.publish()

    @property
    def rows(self) -> dict[int, datetime]:
        return self._rows

    def __post_init__(self) -> None:
        self._rows: dict[int, datetime] = {}

    def publish(self) -> None:
        """Write the lists anew."""
        rows = [{"id": key, "updatedAt": at.isoformat()} for key, at in sorted(self.rows.items())]
        tree = {"tree": [{"path": f"{key}.geojson"} for key in sorted(self.rows)]}
        newest = max(self.rows)
        self.service.answers["/deepstate/api/history/public"] = json.dumps(rows).encode()
        self.service.answers["/deepstate/api/history/last"] = json.dumps(
            {"id": newest, "map": {"type": "FeatureCollection", "features": []}, "datetime": ""}
        ).encode()
        self.service.answers["/mirror/index.json"] = json.dumps(tree).encode()

    def run(self, first: date = FIRST, last: date = LAST, via: Via = "api", doubted: tuple[int, ...] = ()) -> Ingested:
        self.service.asked.clear()
        with Client("desk@example.org", 1, QUICK) as client:
            return ingest_map(self.settings, self.landing, first, last, via, client=client, doubted=doubted)

    def landed(self, snapshot_id: int) -> bytes | None:
        found = self.landing.latest("deepstate", f"history/{snapshot_id}/geojson")
        return self.landing.read(found.sha256) if found else None


@contextmanager
def map_world(tmp_path: Path) -> Iterator[World]:
    with serving() as service:
        at = service.address
        settings = Settings(
            home=tmp_path,
            deepstate_url=f"{at}/deepstate",
            mirror_url=f"{at}/mirror",
            mirror_index_url=f"{at}/mirror/index.json",
            archive_url=f"{at}/archive",
            boundaries_url=f"{at}/outlines",
            raions_url=f"{at}/raions",
        )
        world = World(service, settings, Landing(tmp_path / "landing"))
        for offset in range(-3, 8):
            day = FIRST + timedelta(days=offset)
            world.make(made_on(day))
            file = f"{day + timedelta(days=1):%Y%m%d}"
            service.answers[f"/archive/data/deepstatemap_data_{file}.geojson"] = content(f"archive {day}")
        yield world


FAULTS = {
    "500": status(500),
    "401": status(401),
    "404": status(404),
    "429": status(429),
    "reset": reset,
    "truncate": truncate,
    "html": body_of(b"<!doctype html><title>502 Bad Gateway</title>"),
    "empty": body_of(b""),
    "notjson": body_of(content("x")[:-3] + b"}}<"),
    "nolist": body_of(b'{"message": "moved"}'),
    "huge": chunked(b" " * 100_000, 100),
    "hang": silence(1.5),
}
