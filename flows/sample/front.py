"""The schematic front: which status each cell of the lattice has before anything changes.

The line runs past real towns at a generalisation of tens of kilometres and meanders by a formula. It is drawn to
have the shape and the size of the real map's land, and to be nobody's record of anything.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.sample import outlines
from flows.sample.lattice import COLUMNS, ROWS, XS, YS, Bools, centres
from flows.sample.plane import Floats, to_plane

FREE, SINCE, BEFORE, UNKNOWN, LIBERATED, HELD = range(6)
"""Status of a cell, as a small number."""

STATUS = {
    SINCE: "occupied_since_2022",
    BEFORE: "occupied_before_2022",
    UNKNOWN: "unknown",
    LIBERATED: "liberated",
    HELD: "held_in_russia",
    FREE: "free",
}
"""The words that the tally uses for them."""

States = NDArray[np.uint8]

LINE = """
38.35 50.60  38.05 49.95  37.98 49.72  38.00 49.45  38.04 49.12  38.17 48.92  38.06 48.74  37.94 48.59
37.94 48.44  37.93 48.30  37.78 48.17  37.55 48.02  37.42 47.86  37.25 47.72  36.85 47.72  36.25 47.56
35.80 47.44  35.25 47.46  34.70 47.54  34.20 47.42  33.75 47.05  33.35 46.79  32.85 46.70  32.45 46.58
31.90 46.48  31.30 46.30
"""
"""The front on the eve of the first day, from north to south-west, in degrees."""

BEHIND = "31.3 44.0  40.6 44.0  40.6 50.6"
"""Closes the line around the occupied side."""

EARLIER = """
39.90 48.72  39.45 48.70  38.90 48.74  38.42 48.60  38.22 48.45  38.05 48.36  37.86 48.20  37.66 48.02
37.52 47.86  37.62 47.72  37.80 47.35  37.84 46.90  40.60 46.90  40.60 48.72
"""
"""The part of Donetsk and Luhansk oblasts that the sample counts as occupied before 2022."""


def _points(text: str) -> Floats:
    return to_plane(np.array(text.split(), dtype=np.float64).reshape(-1, 2))


def _contains(shape: shapely.Geometry, points: Floats) -> Bools:
    shapely.prepare(shape)
    return np.asarray(shapely.contains_xy(shape, points[..., 0], points[..., 1]))


def _whole_cells(shape: shapely.Geometry) -> Bools:
    """Cells with all four corners in a shape: bends may leave it by some metres."""
    x, y = np.meshgrid(XS, YS)
    corners = _contains(shape, np.stack([x, y], axis=-1).astype(np.float64))
    return np.asarray(corners[:-1, :-1] & corners[1:, :-1] & corners[:-1, 1:] & corners[1:, 1:])


@cache
def in_country() -> Bools:
    """Cells that lie in the country, (rows, columns)."""
    return _whole_cells(outlines.country())


@cache
def beyond_country() -> Bools:
    """Cells a good way outside the country, (rows, columns)."""
    x, y = np.meshgrid(XS, YS)
    near = _contains(
        shapely.buffer(outlines.country(), 400.0, quad_segs=2), np.stack([x, y], axis=-1).astype(np.float64)
    )
    return np.asarray(~(near[:-1, :-1] | near[1:, :-1] | near[:-1, 1:] | near[1:, 1:]))


@cache
def base() -> States:
    """Statuses of all cells before any of the plan's moves, (rows, columns)."""
    points = centres()
    distance = _distance_to_front(points)
    meander = _meander(points)
    behind = _contains(shapely.Polygon(np.concatenate([_points(LINE), _points(BEHIND)])), points)
    signed = np.where(behind, -distance, distance) + 2600.0 * meander
    states = np.full((ROWS, COLUMNS), FREE, dtype=np.uint8)
    states[signed < 0] = SINCE
    width = 1500.0 + 1400.0 * _meander(points[..., ::-1] * 1.7)
    states[(signed >= 0) & (signed < width)] = UNKNOWN
    earlier = _contains(shapely.Polygon(_points(EARLIER)), points)
    states[earlier & (signed < -3000)] = BEFORE
    states[~in_country()] = FREE
    crimea = shapely.union_all([outlines.oblasts()["UA-43"], outlines.oblasts()["UA-40"]])
    states[_whole_cells(crimea)] = BEFORE
    return states


def _distance_to_front(points: Floats) -> Floats:
    # Only near the line does the distance matter; far away any large number does.
    line = _points(LINE)
    far = np.full(points.shape[:2], 1e6)
    for start, end in pairwise(line):
        low, high = np.minimum(start, end) - 12_000, np.maximum(start, end) + 12_000
        rows = slice(*np.searchsorted(YS, [low[1], high[1]]))
        columns = slice(*np.searchsorted(XS, [low[0], high[0]]))
        here, span = points[rows, columns] - start, end - start
        share = np.clip(here @ span / (span @ span), 0, 1)
        gap = np.hypot(*np.moveaxis(here - share[..., None] * span, -1, 0))
        far[rows, columns] = np.minimum(far[rows, columns], gap)
    return far


def _meander(points: Floats) -> Floats:
    """A smooth field between -1 and 1 with waves of 6 to 40 km."""
    x, y = points[..., 0] / 1000, points[..., 1] / 1000
    waves = (
        np.sin(x / 6.1 + 1.3) * np.sin(y / 5.3 + 0.7)
        + np.sin(x / 2.3 - y / 3.1) * 0.5
        + np.sin(x / 1.1 + y / 1.4) * 0.3
    )
    return np.asarray(waves / 1.8)
