"""The length of the front: the line between occupied land and the rest inside Ukraine, by oblast.

Coast and state border are no front. The outlines of oblasts hold territorial sea, so the coast is known only
where raions, which end at it, fill an oblast: elsewhere a coast counts as front, except in oblasts that are mostly
sea, which are left out. Lines within a kilometre of border or coast are taken to follow them, since no two sources
draw these alike.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl
import shapely

from flows.territory.area import GEOD, Floats, Geometries, area_km2, unproject
from flows.territory.edges import line_edges
from flows.territory.outlines import Outlines
from flows.territory.snapshot import OCCUPIED, Snapshot

FRONT_SCHEMA = {"unit_id": pl.String, "length_km": pl.Float64}

BORDER_M = 1_000
"""What lies this near to the state border or the coast is not counted as front."""

SEAM_M = 10
"""Gaps between polygons narrower than twice this are seams of the drawing, not lines of contact."""

_COARSE_M = 100
_SEA_M = 1_000
"""A remainder of an oblast is sea where it is wider than twice this; narrower it is a seam between two outlines."""

_FILLED = 0.9
_MOSTLY_SEA = 1.5


def frontline(snapshot: Snapshot, outlines: Outlines) -> pl.DataFrame:
    """Geodesic length (WGS 84) of the front in each oblast that has one; columns unit_id, length_km."""
    oblasts, zones = _zones(outlines)
    front = _front(snapshot)
    reached = np.flatnonzero(shapely.intersects(zones, front))
    lengths = [(oblasts[at], _length_km(shapely.intersection(front, zones[at]))) for at in reached]
    return pl.DataFrame([row for row in lengths if row[1] > 0], schema=FRONT_SCHEMA, orient="row")


def _front(snapshot: Snapshot) -> shapely.Geometry:
    """The outer line of occupied land, seams between its polygons closed; EPSG:6933."""
    polygons = [feature.polygons for feature in snapshot.counted if feature.status in OCCUPIED]
    whole = shapely.union_all(np.concatenate(polygons))
    wider = shapely.buffer(whole, SEAM_M, join_style="mitre")
    return shapely.boundary(shapely.buffer(wider, -SEAM_M, join_style="mitre"))


def _length_km(lines: shapely.Geometry) -> float:
    edges = line_edges(shapely.get_parts(lines))
    (from_lon, from_lat), (to_lon, to_lat) = unproject(edges[:, :2]).T, unproject(edges[:, 2:]).T
    lengths: Floats = GEOD.inv(from_lon, from_lat, to_lon, to_lat)[2]
    return float(np.sum(lengths)) / 1000


@lru_cache(maxsize=2)
def _zones(outlines: Outlines) -> tuple[list[str], Geometries]:
    """The oblasts, and of each the land in which a line of contact is front; prepared, computed once an edition."""
    shapes = outlines.oblasts
    sea = shapely.union_all([_sea(iso, shape, outlines) for iso, shape in shapes.items()])
    land = shapely.simplify(shapely.difference(outlines.ukraine, sea), _COARSE_M)
    inner = shapely.buffer(land, -BORDER_M)
    zones = shapely.intersection(np.array(list(shapes.values()), dtype=object), inner)
    shapely.prepare(zones)
    return list(shapes), zones


def _sea(iso: str, shape: shapely.Geometry, outlines: Outlines) -> shapely.Geometry:
    """What of an oblast is taken for sea."""
    official_km2 = next(unit.official_area_km2 for unit in outlines.units if unit.unit_id == iso) or 0.0
    whole_km2 = float(area_km2(shape))
    rest_id = f"{iso}-rest"
    rest = outlines.leaves[outlines.leaf_ids.index(rest_id)] if rest_id in outlines.leaf_ids else shape
    if whole_km2 - float(area_km2(rest)) >= _FILLED * official_km2:
        coarse = shapely.simplify(rest, _COARSE_M / 2)
        return shapely.buffer(shapely.buffer(coarse, -_SEA_M), _SEA_M + _COARSE_M)
    return shape if whole_km2 > _MOSTLY_SEA * official_km2 else shapely.MultiPolygon()
