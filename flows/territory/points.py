"""Points on the map: which unit each lies in, and which status has the land there on a snapshot."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Floats, project
from flows.territory.feature import Feature
from flows.territory.fills import FREE, OUTSIDE, STATUSES
from flows.territory.outlines import Outlines
from flows.territory.snapshot import Snapshot


def leaves_at(lonlat: Floats, outlines: Outlines) -> list[str]:
    """The leaf unit of each point (n, 2) in degrees of longitude and latitude, `UA-outside` where there is none."""
    points = shapely.points(project(lonlat))
    point_at, leaf_at = outlines.near(points)
    inside = shapely.intersects(outlines.leaves[leaf_at], points[point_at])
    found = [OUTSIDE] * len(lonlat)
    # A point on the line between two has the first, as everywhere else.
    for point, leaf in zip(point_at[inside][::-1].tolist(), leaf_at[inside][::-1].tolist(), strict=True):
        found[point] = outlines.leaf_ids[leaf]
    return found


class Points:
    """Points asked what one snapshot after another shows there; a feature that is known is not asked again."""

    def __init__(self, lonlat: Floats) -> None:
        """`lonlat` (n, 2) in degrees of longitude and latitude."""
        self._tree = shapely.STRtree(shapely.points(project(lonlat)))
        self._within: dict[Feature, NDArray[np.int64]] = {}

    def statuses(self, snapshot: Snapshot) -> NDArray[np.str_]:
        """The status of the land at each point, the first by the snapshot's priority, `free` where there is none; (n,).

        Land held in Russia is free: no point in Ukraine lies in it.
        """
        names = np.array([*STATUSES, FREE])
        code = np.full(len(self._tree), len(STATUSES))
        for status in reversed(snapshot.priority):
            for feature in snapshot.counted:
                if feature.status == status:
                    code[self._points_in(feature)] = STATUSES.index(status)
        return np.asarray(names[code])

    def _points_in(self, feature: Feature) -> NDArray[np.int64]:
        if feature not in self._within:
            self._within[feature] = np.unique(self._tree.query(feature.polygons, predicate="intersects")[1])
        return self._within[feature]
