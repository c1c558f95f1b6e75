"""One state of the map: its features as valid polygons in EPSG:6933, each with the status of its land.

Features are taken whole, never clipped. What the payload says is kept as it is said: overlaps and abutting
polygons are sorted out where areas are computed, not here.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

import numpy as np

from flows.territory import fills
from flows.territory.area import unproject
from flows.territory.feature import Drawn, Feature, shaped
from flows.territory.fills import FILLS, HELD, OTHER, STATUSES, UnknownFill
from flows.territory.outlines import Outlines
from flows.territory.payload import FeatureUnreadable, PayloadUnreadable, SnapshotRefused, read_feature, split
from flows.territory.place import Place

REMEMBERED = 4
"""Payloads whose parsed features are kept: neighbours in time share nine tenths of their bytes."""

OCCUPIED = STATUSES[:2]
ARCHIVE_PRIORITY = ("occupied_before_2022", "occupied_since_2022", "unknown", "liberated")
"""The archive's union of both occupied kinds is since-2022 only where the older polygons do not have the land."""


@dataclass(frozen=True)
class Refusal:
    """One feature that was left out of a snapshot: its position in the payload, and why."""

    index: int
    reason: str


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state of the map, read and classified."""

    features: list[Feature]
    """Every feature with land, `other` included, in the payload's order."""
    refused: list[Refusal]
    priority: tuple[str, ...] = STATUSES
    """Which status has the land where several claim it, first wins."""

    @cached_property
    def counted(self) -> list[Feature]:
        """The features that are counted: the four statuses in Ukraine and land held in Russia."""
        return [feature for feature in self.features if feature.status != OTHER and len(feature.polygons)]

    @property
    def repaired(self) -> int:
        """How many polygons were invalid and were repaired."""
        return sum(feature.repaired for feature in self.counted)

    @property
    def repaired_km2(self) -> float:
        """By how much the repairs changed areas in all."""
        return sum(feature.repaired_km2 for feature in self.counted)

    @cached_property
    def drawn_km2(self) -> dict[str, float]:
        """Area drawn in each status, every polygon counted whole and overlaps twice; no overlay needed."""
        drawn = dict.fromkeys((*STATUSES, HELD), 0.0)
        for feature in self.counted:
            drawn[feature.status] += feature.area_km2
        return drawn


_Known: TypeAlias = Feature | str | None
"""What became of raw bytes: land, the reason of a refusal, or nothing to count."""


class Reader:
    """Reads payloads of the map one after the other; a feature whose bytes are known is not parsed again."""

    def __init__(self, outlines: Outlines) -> None:
        self._place = Place(outlines.ukraine)
        self._recent: deque[dict[bytes, _Known]] = deque(maxlen=REMEMBERED)

    def read(self, payload: bytes, day: date | None = None) -> Snapshot:
        """A raw snapshot of the map service, a FeatureCollection of polygons by fill.

        `day`, the Kyiv day of the snapshot where it is known, decides what black means (see fills).
        Raises SnapshotRefused: no JSON, no features, no occupied land in Ukraine, geometry beyond repair.
        """
        raws = _split(payload)
        seen = self._seen(raws)
        features: list[Feature] = []
        refused: list[Refusal] = []
        for index, raw in enumerate(raws):
            known = seen[raw]
            if isinstance(known, Feature):
                try:
                    fills.refuse_out_of_time(known.fill, day)
                    features.append(known)
                except UnknownFill as error:
                    refused.append(Refusal(index, str(error)))
            elif known is not None:
                refused.append(Refusal(index, known))
        snapshot = Snapshot(features, refused)
        _refuse_without_occupied(snapshot)
        self._recent.appendleft(seen)
        return snapshot

    def read_archive(self, payload: bytes, reference: Snapshot) -> Snapshot:
        """A day of the archive: the union of both occupied kinds, the rest taken from the reference snapshot.

        `reference` is the raw snapshot that came last before it (or an archive day read with it): its older
        occupied polygons come before the union, its grey zone, liberated land and land held in Russia are
        carried. Raises SnapshotRefused.
        """
        drawn: list[Drawn] = []
        refused: list[Refusal] = []
        for index, raw in enumerate(_split(payload)):
            try:
                _, polygons = read_feature(raw)
                if polygons:
                    drawn.append(Drawn(index, raw, "", OCCUPIED[0], polygons))
            except FeatureUnreadable as error:
                refused.append(Refusal(index, str(error)))
        union = shaped(drawn)
        if not any(self._place.mostly_in_ukraine(feature.polygons) for feature in union):
            raise SnapshotRefused("the archive's day holds no land in Ukraine")
        carried = [feature for feature in reference.counted if feature.status != OCCUPIED[0]]
        return Snapshot([*union, *carried], refused, ARCHIVE_PRIORITY)

    def _seen(self, raws: list[bytes]) -> dict[bytes, _Known]:
        """What became of each raw feature; those that no recent payload had are parsed."""
        seen: dict[bytes, _Known] = {}
        fresh: dict[bytes, int] = {}
        for index, raw in enumerate(raws):
            for earlier in self._recent:
                if raw in earlier:
                    seen[raw] = earlier[raw]
                    break
            else:
                fresh.setdefault(raw, index)
        return seen | self._parsed(fresh)

    def _parsed(self, fresh: dict[bytes, int]) -> dict[bytes, _Known]:
        """What raw features are that were never seen, each with its position in the payload."""
        known: dict[bytes, _Known] = {}
        drawn: list[Drawn] = []
        for raw, index in fresh.items():
            try:
                fill, polygons = read_feature(raw)
                known[raw] = None
                if polygons:
                    drawn.append(Drawn(index, raw, str(fill), fills.status_of_fill(fill), polygons))
            except (FeatureUnreadable, UnknownFill) as error:
                known[raw] = str(error)
        for feature in shaped(drawn):
            known[feature.key] = self._placed(feature)
        return known

    def _placed(self, feature: Feature) -> Feature | str:
        """The feature with the status that it has where it lies, or the reason why it has none."""
        if feature.status == OTHER or not len(feature.polygons):
            return feature
        try:
            status = fills.status_at_place(feature.status, self._place.mostly_in_ukraine(feature.polygons))
        except UnknownFill as error:
            return str(error)
        return feature if status == feature.status else replace(feature, status=status)


def _split(payload: bytes) -> list[bytes]:
    try:
        return split(payload)
    except PayloadUnreadable as error:
        raise SnapshotRefused(str(error)) from None


def _refuse_without_occupied(snapshot: Snapshot) -> None:
    if any(feature.status in OCCUPIED and len(feature.polygons) for feature in snapshot.features):
        return
    strays = [feature for feature in snapshot.features if FILLS.get(feature.fill) in OCCUPIED]
    if not strays:
        raise SnapshotRefused("it shows no occupied land at all")
    lon, lat = unproject(np.asarray(strays[0].bounds, dtype=np.float64)[:1, :2])[0]
    raise SnapshotRefused(
        f"all its occupied land lies outside Ukraine, the first of it near longitude {lon:.1f}, latitude {lat:.1f}:"
        " are longitude and latitude swapped?"
    )
