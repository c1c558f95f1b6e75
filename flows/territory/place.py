"""Where a polygon lies: mostly in Ukraine or not. Asked of every new polygon, so the clear cases go fast."""

from __future__ import annotations

import numpy as np
import shapely

from flows.territory.area import Geometries

LATTICE_M = 10_000
"""Spacing of the test points for large polygons."""

ENOUGH_POINTS = 50
CLEAR_SHARE = 0.9


class Place:
    """Tells whether most of some land lies within the outlines of Ukraine."""

    def __init__(self, ukraine: shapely.Geometry) -> None:
        self._ukraine = ukraine
        shapely.prepare(ukraine)
        min_x, min_y, max_x, max_y = shapely.bounds(ukraine)
        self._box = shapely.box(min_x, min_y, max_x, max_y)
        # Beyond the border too: a large polygon outside must be seen to be outside.
        margin = 20 * LATTICE_M
        columns = np.arange(min_x - margin, max_x + margin, LATTICE_M)
        rows = np.arange(min_y - margin, max_y + margin, LATTICE_M)
        self._x, self._y = (axis.ravel() for axis in np.meshgrid(columns, rows))
        self._in_ukraine = shapely.contains_xy(ukraine, self._x, self._y)

    def mostly_in_ukraine(self, polygons: Geometries) -> bool:
        """Whether more than half of the area of the polygons (EPSG:6933, valid) lies in Ukraine."""
        if not shapely.intersects(self._box, polygons).any():
            return False
        by_points = self._by_lattice(polygons)
        if by_points is not None:
            return by_points
        if shapely.contains_properly(self._ukraine, polygons).all():
            return True
        if not shapely.intersects(self._ukraine, polygons).any():
            return False
        within = shapely.area(shapely.intersection(polygons, self._ukraine)).sum()
        return bool(within > 0.5 * shapely.area(polygons).sum())

    def _by_lattice(self, polygons: Geometries) -> bool | None:
        """The answer for land so large that nine in ten of its lattice points agree, else None."""
        if shapely.area(polygons).sum() < ENOUGH_POINTS * LATTICE_M**2:
            return None
        covered = np.zeros(len(self._x), dtype=bool)
        for polygon in polygons:
            min_x, min_y, max_x, max_y = shapely.bounds(polygon)
            near = (self._x > min_x) & (self._x < max_x) & (self._y > min_y) & (self._y < max_y)
            shapely.prepare(polygon)
            covered[near] |= shapely.contains_xy(polygon, self._x[near], self._y[near])
        if covered.sum() < ENOUGH_POINTS:
            return None
        share = float(self._in_ukraine[covered].mean())
        return share > 0.5 if max(share, 1 - share) >= CLEAR_SHARE else None
