"""One feature of the map: its polygons projected to EPSG:6933, repaired where need be, and oriented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Floats, Geometries, area_km2, project
from flows.territory.edges import edge_boxes, ring_edges
from flows.territory.payload import Rings, SnapshotRefused
from flows.territory.shapes import polygons_only

REPAIR_KM2 = 0.01
"""A repair that changes the area of a polygon by this much or more is a guess: the snapshot is refused."""


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
    def identity(self) -> tuple[bytes, str]:
        """By what it is the same feature in two snapshots: an archive day gives the same bytes another status."""
        return self.key, self.status

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

    @cached_property
    def edge_boxes(self) -> Floats:
        """Bounding boxes of the edges, (n, 4): min x, min y, max x, max y."""
        return edge_boxes(self.edges)


@dataclass(frozen=True)
class Drawn:
    """A feature as its payload draws it, at `index` there; degrees."""

    index: int
    raw: bytes
    fill: str
    status: str
    polygons: list[Rings]


def shaped(drawn: list[Drawn]) -> list[Feature]:
    """Features with their polygons projected, repaired where need be, and oriented."""
    if not drawn:
        return []
    # All features at once: most are small, and a call costs more than their points.
    polygons = [polygon for feature in drawn for polygon in feature.polygons]
    rings = [ring for polygon in polygons for ring in polygon]
    linear = shapely.linearrings(
        project(np.concatenate(rings)), indices=np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    )
    shapes = shapely.polygons(linear, indices=np.repeat(np.arange(len(polygons)), [len(rings) for rings in polygons]))
    valid = shapely.is_valid(shapes)
    shapes = shapely.orient_polygons(shapes, exterior_cw=False)
    ends = np.cumsum([len(feature.polygons) for feature in drawn])[:-1]
    return [
        _feature(feature, *parts)
        for feature, *parts in zip(drawn, np.split(shapes, ends), np.split(valid, ends), strict=True)
    ]


def _feature(drawn: Drawn, shapes: Geometries, valid: NDArray[np.bool_]) -> Feature:
    if valid.all():
        return Feature(drawn.raw, drawn.status, shapes, fill=drawn.fill)
    mended, repaired_km2 = _repaired(shapes, valid, drawn.index)
    oriented = shapely.orient_polygons(mended, exterior_cw=False)
    return Feature(drawn.raw, drawn.status, oriented, int((~valid).sum()), repaired_km2, drawn.fill)


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
