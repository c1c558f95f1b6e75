"""Which status has the land where several claim it, and the exact overlay that follows from it.

This is the plain way: union a status, take away what comes before it, intersect two states. It is slow, cannot
go wrong in the ways in which the quick one can, and is what the quick one falls back to.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import shapely

from flows.territory.area import Geometries, area_km2
from flows.territory.fills import FREE, HELD, STATUSES
from flows.territory.shapes import polygons_only
from flows.territory.snapshot import Snapshot


def regions(snapshot: Snapshot) -> dict[str, shapely.Geometry]:
    """The land of each status, overlaps resolved by priority; land held in Russia by itself. Status to polygons."""
    found: dict[str, shapely.Geometry] = {}
    taken = shapely.MultiPolygon()
    for status in (*snapshot.priority, HELD):
        polygons = [feature.polygons for feature in snapshot.counted if feature.status == status]
        if not polygons:
            continue
        claimed = shapely.union_all(np.concatenate(polygons))
        land = polygons_only(claimed if status == HELD else shapely.difference(claimed, taken))
        if not land.is_empty:
            found[status] = land
        taken = shapely.union(taken, claimed)
    return found


def overlay(before: Snapshot, after: Snapshot) -> tuple[Geometries, list[tuple[str, str]]]:
    """Land that changed status, by exact overlay: polygons and, for each, the status before and after."""
    pieces: list[shapely.Geometry] = []
    changes: list[tuple[str, str]] = []
    was_land, is_land = regions(before), regions(after)
    # Land held in Russia is a layer of its own: nothing of it ever changes to or from land in Ukraine.
    for layer in (STATUSES, (HELD,)):
        old = {status: was_land[status] for status in layer if status in was_land}
        new = {status: is_land[status] for status in layer if status in is_land}
        for was, becomes in product(old, new):
            if was != becomes:
                _add(pieces, changes, shapely.intersection(old[was], new[becomes]), (was, becomes))
        all_old, all_new = shapely.union_all(list(old.values())), shapely.union_all(list(new.values()))
        for was, land in old.items():
            _add(pieces, changes, shapely.difference(land, all_new), (was, FREE))
        for becomes, land in new.items():
            _add(pieces, changes, shapely.difference(land, all_old), (FREE, becomes))
    return np.array(pieces, dtype=object), changes


def areas_km2(snapshot: Snapshot) -> dict[str, float]:
    """The area of each status, overlaps resolved; 0 where a status has none."""
    found = regions(snapshot)
    return {status: float(area_km2(found[status])) if status in found else 0.0 for status in (*STATUSES, HELD)}


def _add(
    pieces: list[shapely.Geometry], changes: list[tuple[str, str]], land: shapely.Geometry, change: tuple[str, str]
) -> None:
    polygons = [part for part in shapely.get_parts(polygons_only(land)) if not part.is_empty]
    pieces += polygons
    changes += [change] * len(polygons)
