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
import shapely
from numpy.typing import NDArray

from flows.territory import fills
from flows.territory.area import Floats, Geometries, area_km2, project, unproject
from flows.territory.edges import ring_edges
from flows.territory.fills import FILLS, HELD, OTHER, STATUSES, UnknownFill
from flows.territory.outlines import Outlines
from flows.territory.payload import FeatureUnreadable, PayloadUnreadable, Rings, read_feature, split
from flows.territory.place import Place
from flows.territory.shapes import polygons_only

REPAIR_KM2 = 0.01
"""A repair that changes the area of a polygon by this much or more is a guess: the snapshot is refused."""

REMEMBERED = 4
"""Payloads whose parsed features are kept: neighbours in time share nine tenths of their bytes."""

OCCUPIED = STATUSES[:2]
ARCHIVE_PRIORITY = ("occupied_before_2022", "occupied_since_2022", "unknown", "liberated")
"""The archive's union of both occupied kinds is since-2022 only where the older polygons do not have the land."""


class SnapshotRefused(ValueError):
    """A payload that cannot be tallied; the message is one sentence with the reason."""


@dataclass(frozen=True)
class Refusal:
    """One feature that was left out of a snapshot: its position in the payload, and why."""

    index: int
    reason: str


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature of the map with land; `key` is its raw bytes, by which it is the same in two snapshots."""

    key: bytes
    status: str
    polygons: Geometries
    """Valid polygons in EPSG:6933, exteriors counter-clockwise, holes clockwise; (n,)."""
    repaired: int = 0
    repaired_km2: float = 0.0
    fill: str = ""

    @cached_property
    def area_km2(self) -> float:
        """Area of the polygons, those that overlap counted twice."""
        return float(np.sum(area_km2(self.polygons)))

    @cached_property
    def bounds(self) -> Floats:
        """Bounding boxes of the polygons, (n, 4): min x, min y, max x, max y."""
        # Whoever asks for the boxes asks which points lie within: that is fast on prepared polygons only.
        shapely.prepare(self.polygons)
        return np.asarray(shapely.bounds(self.polygons), dtype=np.float64)

    @cached_property
    def box(self) -> Floats:
        """The one box around all polygons, (4,)."""
        return np.concatenate([self.bounds[:, :2].min(axis=0), self.bounds[:, 2:].max(axis=0)])

    @cached_property
    def edges(self) -> Floats:
        """Directed edges of all rings, the land on their left; (n, 4): from x, from y, to x, to y."""
        return ring_edges(self.polygons)


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
        seen: dict[bytes, _Known] = {}
        features: list[Feature] = []
        refused: list[Refusal] = []
        for index, raw in enumerate(_split(payload)):
            known = self._known(raw, seen, index)
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
        union: list[Feature] = []
        refused: list[Refusal] = []
        for index, raw in enumerate(_split(payload)):
            try:
                _, polygons = read_feature(raw)
                if polygons:
                    union.append(_shaped(raw, "", OCCUPIED[0], polygons, index))
            except FeatureUnreadable as error:
                refused.append(Refusal(index, str(error)))
        if not any(self._place.mostly_in_ukraine(feature.polygons) for feature in union):
            raise SnapshotRefused("the archive's day holds no land in Ukraine")
        carried = [feature for feature in reference.counted if feature.status != OCCUPIED[0]]
        return Snapshot([*union, *carried], refused, ARCHIVE_PRIORITY)

    def _known(self, raw: bytes, seen: dict[bytes, _Known], index: int) -> _Known:
        if raw in seen:
            return seen[raw]
        for earlier in self._recent:
            if raw in earlier:
                seen[raw] = earlier[raw]
                return seen[raw]
        seen[raw] = self._parse(raw, index)
        return seen[raw]

    def _parse(self, raw: bytes, index: int) -> _Known:
        try:
            fill, polygons = read_feature(raw)
            if not polygons:
                return None
            status = fills.status_of_fill(fill)
            feature = _shaped(raw, str(fill), status, polygons, index)
            if status == OTHER or not len(feature.polygons):
                return feature
            placed = fills.status_at_place(status, self._place.mostly_in_ukraine(feature.polygons))
            return feature if placed == status else replace(feature, status=placed)
        except (FeatureUnreadable, UnknownFill) as error:
            return str(error)


def _split(payload: bytes) -> list[bytes]:
    try:
        return split(payload)
    except PayloadUnreadable as error:
        raise SnapshotRefused(str(error)) from None


def _shaped(raw: bytes, fill: str, status: str, polygons: list[Rings], index: int) -> Feature:
    """A feature with its polygons projected, repaired where need be, and oriented."""
    rings = [ring for polygon in polygons for ring in polygon]
    lengths = [len(ring) for ring in rings]
    metres = project(np.concatenate(rings))
    linear = shapely.linearrings(metres, indices=np.repeat(np.arange(len(rings)), lengths))
    shapes = shapely.polygons(linear, indices=np.repeat(np.arange(len(polygons)), [len(p) for p in polygons]))
    valid = shapely.is_valid(shapes)
    repaired_km2 = 0.0
    if not valid.all():
        shapes, repaired_km2 = _repaired(shapes, valid, index)
    return Feature(
        raw, status, shapely.orient_polygons(shapes, exterior_cw=False), int((~valid).sum()), repaired_km2, fill
    )


def _repaired(shapes: Geometries, valid: NDArray[np.bool_], index: int) -> tuple[Geometries, float]:
    mended: list[shapely.Geometry] = []
    changed_km2 = 0.0
    for shape, is_valid in zip(shapes, valid, strict=True):
        whole = shape if is_valid else polygons_only(shapely.make_valid(shape))
        change_km2 = abs(float(area_km2(whole) - area_km2(shape)))
        if change_km2 >= REPAIR_KM2:
            raise SnapshotRefused(
                f"feature {index} has an invalid polygon whose repair would change its area by {change_km2:.3f} km²"
            )
        changed_km2 += change_km2
        mended += [part for part in shapely.get_parts(whole) if not part.is_empty]
    return np.array(mended, dtype=object), changed_km2


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
