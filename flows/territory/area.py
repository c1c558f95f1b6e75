"""Projection and area: the one plane in which every figure of the tally is measured.

EPSG:6933 (cylindrical equal-area on WGS 84) is planar, so areas add up exactly; against the geodesic area
it differs by at most 5 parts in a million over Ukraine.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

KM2_PER_MI2 = 2.589988110336
"""Square kilometres in a square mile, exactly: (1.609344 km)²."""

GEOD = Geod(ellps="WGS84")
"""The ellipsoid on which lengths and distances are measured; areas never are."""

Floats: TypeAlias = NDArray[np.float64]
Geometries: TypeAlias = NDArray[np.object_]

ORIGIN = np.array([3.5e6, 5.7e6])
"""A point amid the front, metres in EPSG:6933: overlays about it keep slivers that they lose far from 0."""


@cache
def _transformer(inverse: bool) -> Transformer:
    here, there = ("EPSG:6933", "EPSG:4326") if inverse else ("EPSG:4326", "EPSG:6933")
    return Transformer.from_crs(here, there, always_xy=True)


def project(lonlat: Floats) -> Floats:
    """Coordinates (n, 2) in degrees of longitude and latitude to metres in EPSG:6933, same shape.

    The same degrees give the same metres to the last bit, whatever else is in the array: edges are compared so.
    """
    x, y = _transformer(False).transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y])


def unproject(metres: Floats) -> Floats:
    """Coordinates (n, 2) in EPSG:6933 back to degrees of longitude and latitude, same shape."""
    lon, lat = _transformer(True).transform(metres[:, 0], metres[:, 1])
    return np.column_stack([lon, lat])


def area_km2(geometry: Any) -> Any:
    """Planar area in km² of one geometry or an array of them, in EPSG:6933; same shape as given."""
    return shapely.area(geometry) / 1e6


def moved(geometry: Any, by: Floats) -> Any:
    """Geometry or an array of it, moved by (x, y) metres; to `-ORIGIN` and back it is exact in Ukraine."""
    return shapely.transform(geometry, lambda points: points + by)
