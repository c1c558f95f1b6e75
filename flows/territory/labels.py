"""Which status has the land where several claim it, and the exact overlay that follows from it.

This is the plain way: union a status, take away what comes before it, intersect two states. It is slow, cannot
go wrong in the ways in which the quick one can, and is what the quick one falls back to.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import shapely

from flows.territory.area import ORIGIN, Geometries, area_km2, moved
from flows.territory.fills import FREE, HELD, STATUSES
from flows.territory.shapes import polygons_only
from flows.territory.snapshot import Snapshot

_GRID_M = 1e-7
"""Overlays snap to this grid: without one they can go wrong on slivers, with it they cannot, and lose nothing."""


def regions(snapshot: Snapshot) -> dict[str, shapely.Geometry]:
    """The land of each status, overlaps resolved by priority; land held in Russia by itself. Status to polygons."""
    return {status: moved(land, ORIGIN) for status, land in _regions(snapshot).items()}


def _regions(snapshot: Snapshot) -> dict[str, shapely.Geometry]:
    """The regions about the origin of overlays."""
    found: dict[str, shapely.Geometry] = {}
    taken = shapely.MultiPolygon()
    for status in (*snapshot.priority, HELD):
        polygons = [feature.polygons for feature in snapshot.counted if feature.status == status]
        if polygons:
            claimed = _union(moved(np.concatenate(polygons), -ORIGIN))
            land = claimed if status == HELD else _on_grid(shapely.difference, claimed, taken)
            if not land.is_empty:
                found[status] = land
            taken = _union([taken, claimed])
    return found


def _on_grid(operation: Callable[..., Any], left: shapely.Geometry, right: shapely.Geometry) -> shapely.Geometry:
    return polygons_only(operation(left, right, grid_size=_GRID_M))


def _union(polygons: Any) -> shapely.Geometry:
    return polygons_only(shapely.union_all(polygons, grid_size=_GRID_M))


def overlay(before: Snapshot, after: Snapshot) -> tuple[Geometries, list[tuple[str, str]]]:
    """Land that changed status, by exact overlay: polygons and, for each, the status before and after."""
    found: list[tuple[shapely.Geometry, tuple[str, str]]] = []
    was_land, is_land = _regions(before), _regions(after)
    # Land held in Russia is a layer of its own: nothing of it ever changes to or from land in Ukraine.
    for layer in (STATUSES, (HELD,)):
        old = {status: was_land[status] for status in layer if status in was_land}
        new = {status: is_land[status] for status in layer if status in is_land}
        all_old, all_new = _union(list(old.values())), _union(list(new.values()))
        found += [
            (_on_grid(shapely.intersection, old[was], new[becomes]), (was, becomes))
            for was, becomes in product(old, new)
            if was != becomes
        ]
        found += [(_on_grid(shapely.difference, land, all_new), (was, FREE)) for was, land in old.items()]
        found += [(_on_grid(shapely.difference, land, all_old), (FREE, becomes)) for becomes, land in new.items()]
    parts = [(part, change) for land, change in found for part in shapely.get_parts(land) if not part.is_empty]
    pieces = np.array([part for part, _ in parts], dtype=object)
    return moved(pieces, ORIGIN), [change for _, change in parts]


def areas_km2(snapshot: Snapshot) -> dict[str, float]:
    """The area of each status, overlaps resolved; 0 where a status has none."""
    found = regions(snapshot)
    return {status: float(area_km2(found[status])) if status in found else 0.0 for status in (*STATUSES, HELD)}
