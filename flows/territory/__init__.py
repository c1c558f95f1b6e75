"""Who holds how much land, and what changed: pure functions on bytes and arrays, in EPSG:6933, without I/O."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flows.territory.area import KM2_PER_MI2, area_km2, project, unproject
from flows.territory.feature import Feature
from flows.territory.fills import FREE, HELD, OTHER, OUTSIDE, STATUSES
from flows.territory.frontline import Front, frontline
from flows.territory.hubs import Hub, default_hubs, hub_distances
from flows.territory.levels import levels
from flows.territory.outlines import Outlines, Unit, edition_of, read_outlines
from flows.territory.payload import SnapshotRefused
from flows.territory.points import Points, leaves_at
from flows.territory.shapes import OutlinesRefused
from flows.territory.snapshot import Reader, Refusal, Snapshot
from flows.territory.step import Step, step


def _version() -> str:
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*")):
        if source.suffix in (".py", ".csv"):
            digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()[:12]


VERSION = _version()
"""Digest of this package's own sources: a step is kept under it, and computed again when the code changes."""

__all__ = [
    "FREE",
    "HELD",
    "KM2_PER_MI2",
    "OTHER",
    "OUTSIDE",
    "STATUSES",
    "VERSION",
    "Feature",
    "Front",
    "Hub",
    "Outlines",
    "OutlinesRefused",
    "Points",
    "Reader",
    "Refusal",
    "Snapshot",
    "SnapshotRefused",
    "Step",
    "Unit",
    "area_km2",
    "default_hubs",
    "edition_of",
    "frontline",
    "hub_distances",
    "leaves_at",
    "levels",
    "project",
    "read_outlines",
    "step",
    "unproject",
]
