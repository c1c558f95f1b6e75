"""The length of the front: the line between occupied land and the rest inside Ukraine, by oblast.

Coast and state border are no front. The outlines of oblasts hold territorial sea, so the coast is known only
where raions, which end at it, fill an oblast: elsewhere a coast counts as front, except in oblasts that are mostly
sea, which are left out. Bays and estuaries that raions hold are listed in `waters.csv`; their shores are coast, too,
also those of the Dnipro-Buh Estuary, an arm of the sea 7 to 17 km wide with an army on either side. Rivers between
the armies are front: the Dnipro above its mouths, and the bed of the Kakhovka Reservoir, which no source tells from
land. Lines near border or coast are taken to follow them, since no two sources draw these alike.

Measured on the map of 3 November 2024, km with and without the shores of those waters: Zaporizhzhia 286 and 250,
Kherson 353 and 221, Mykolaiv 79 and 0; Donetsk 371, Kharkiv 182 and Luhansk 94 have none. In all 1,364 and 1,118.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from flows.territory.area import GEOD, Floats, Geometries, area_km2, unproject
from flows.territory.edges import line_edges, remaining
from flows.territory.faces import touching
from flows.territory.feature import Feature
from flows.territory.outlines import Outlines
from flows.territory.snapshot import OCCUPIED, Snapshot
from flows.territory.waters import waters

FRONT_SCHEMA = {"unit_id": pl.String, "length_km": pl.Float64}

BORDER_M = 1_000
"""What lies this near to the state border is not counted as front."""

COAST_M = 2_000
"""What lies this near to the coast is not counted as front: spits and islands are drawn less alike than borders."""

SHORE_M = 1_000
"""What lies this near to a water of `waters.csv` is not counted as front: wider would hide lines across Kinburn."""

SEAM_M = 10
"""Gaps between polygons narrower than twice this are seams of the drawing, not lines of contact."""

_COARSE_M = 100
_SEA_M = 1_000
"""A remainder of an oblast is sea where it is wider than twice this; narrower it is a seam between two outlines."""

_FILLED = 0.9
_MOSTLY_SEA = 1.5


TILE_M = 50_000
"""Side of the squares that the front is measured by: one in which nothing changed is not measured again."""

_REACH_M = 100
"""How far around a square land is looked at, so that closing seams does the same in every square."""


def frontline(snapshot: Snapshot, outlines: Outlines) -> pl.DataFrame:
    """Geodesic length (WGS 84) of the front in each oblast that has one; columns unit_id, length_km."""
    return Front(outlines).lengths(snapshot)


class Front:
    """The front on one snapshot after another, measured only in the squares in which occupied land changed."""

    def __init__(self, outlines: Outlines) -> None:
        self._oblasts, zones = _zones(outlines)
        boxes = _boxes(zones)
        square_at, zone_at = shapely.STRtree(zones).query(boxes, predicate="intersects")
        kept, square_at = np.unique(square_at, return_inverse=True)
        self._bounds = np.asarray(shapely.bounds(boxes[kept]), dtype=np.float64)
        self._squares = shapely.box(*(self._bounds + _REACH_M * np.array([-1, -1, 1, 1])).T)
        self._zones: list[dict[int, shapely.Geometry]] = [{} for _ in kept]
        for square, zone in zip(square_at.tolist(), zone_at.tolist(), strict=True):
            self._zones[square][zone] = shapely.intersection(zones[zone], boxes[kept[square]])
        self._lengths_km = np.zeros((len(kept), len(self._oblasts)))
        self._occupied: set[Feature] = set()

    def lengths(self, snapshot: Snapshot) -> pl.DataFrame:
        """Geodesic length (WGS 84) of the front in each oblast that has one; columns unit_id, length_km."""
        occupied = [feature for feature in snapshot.counted if feature.status in OCCUPIED]
        here = set(occupied)
        for square in self._changed(here - self._occupied, self._occupied - here).tolist():
            self._measure(square, occupied)
        self._occupied = here
        lengths = zip(self._oblasts, self._lengths_km.sum(axis=0).tolist(), strict=True)
        return pl.DataFrame([row for row in lengths if row[1] > 0], schema=FRONT_SCHEMA, orient="row")

    def _changed(self, came: set[Feature], went: set[Feature]) -> NDArray[np.int64]:
        """The squares in which the same land is not covered as often as before."""
        cover = np.zeros(len(self._bounds), dtype=np.int64)
        edges, signs = [np.empty((0, 4))], [np.empty(0, dtype=np.int64)]
        x, y = (self._bounds[:, :2] + self._bounds[:, 2:]).T / 2
        for features, sign in ((came, 1), (went, -1)):
            for feature in features:
                edges.append(feature.edges)
                signs.append(np.full(len(feature.edges), sign))
                cover += sign * shapely.contains_xy(feature.polygons[:, None], x, y).sum(axis=0)
        changed = remaining(np.concatenate(edges), np.concatenate(signs))
        corners = np.sort(changed.reshape(-1, 2, 2), axis=1).reshape(-1, 4)
        reached = touching(np.asarray(shapely.bounds(self._squares), dtype=np.float64), corners).any(axis=1)
        # Without a changed edge all of a square changed alike, or nothing of it.
        return np.flatnonzero(reached | (cover != 0))

    def _measure(self, square: int, occupied: list[Feature]) -> None:
        box = self._squares[square]
        polygons = np.concatenate([np.empty(0, dtype=object), *(feature.polygons for feature in occupied)])
        near = polygons[shapely.intersects(box, polygons)]
        front = _front(shapely.intersection(near, box))
        self._lengths_km[square] = 0
        for zone, land in self._zones[square].items():
            self._lengths_km[square, zone] = _length_km(shapely.intersection(front, land))


def _boxes(zones: Geometries) -> Geometries:
    """Squares that cover all zones."""
    min_x, min_y, max_x, max_y = shapely.total_bounds(zones)
    west, south = np.meshgrid(np.arange(min_x, max_x, TILE_M), np.arange(min_y, max_y, TILE_M))
    return np.asarray(shapely.box(west, south, west + TILE_M, south + TILE_M).ravel(), dtype=object)


def _front(polygons: Geometries) -> shapely.Geometry:
    """The outer line of polygons, seams between them closed; EPSG:6933."""
    wider = shapely.buffer(shapely.union_all(polygons), SEAM_M, join_style="mitre")
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
    sea = _open(shapely.union_all([_sea(iso, shape, outlines) for iso, shape in shapes.items()]), outlines)
    land = shapely.simplify(shapely.difference(outlines.ukraine, sea), _COARSE_M)
    shores = shapely.buffer(shapely.union_all(list(waters().values())), SHORE_M)
    inner = shapely.difference(shapely.buffer(land, -BORDER_M), shores)
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
        return shapely.buffer(shapely.buffer(coarse, -_SEA_M), _SEA_M + _COARSE_M + COAST_M - BORDER_M)
    return shape if whole_km2 > _MOSTLY_SEA * official_km2 else shapely.MultiPolygon()


def _open(sea: shapely.Geometry, outlines: Outlines) -> shapely.Geometry:
    """The parts of what is taken for sea that reach beyond Ukraine: inland, a gap between raions is no water."""
    parts = shapely.get_parts(sea)
    return shapely.union_all(parts[~shapely.contains_properly(outlines.ukraine, parts)])
