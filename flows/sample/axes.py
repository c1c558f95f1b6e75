"""Where the schematic front moves: each axis is a sequence of cells that change hands in order.

A sequence grows from its origin like a stain: always the cheapest neighbour of what it holds, so that any first n
cells of it hang together. The state of an axis is then one number, how many of its cells have changed.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from flows.sample import front
from flows.sample.lattice import COLUMNS, ROWS, Bools, Ints, cell_at, centres, noise
from flows.sample.plane import Floats


@dataclass(frozen=True)
class Axis:
    """One place where the front moves. Degrees; `heading_deg` counts from east, anticlockwise."""

    name: str
    kind: str
    """`advance`: free land is occupied; `counter`: occupied land is liberated; `beyond`: land in Russia is held."""
    longitude: float
    latitude: float
    heading_deg: float
    cells: int
    """Length of the sequence: more than will ever change."""


AXES = (
    Axis("Pokrovsk", "advance", 37.70, 48.17, 165, 1150),
    Axis("Kurakhove", "advance", 37.50, 47.98, 185, 560),
    Axis("Velyka Novosilka", "advance", 37.10, 47.72, 115, 420),
    Axis("Toretsk", "advance", 37.92, 48.38, 170, 330),
    Axis("Chasiv Yar", "advance", 37.93, 48.58, 180, 260),
    Axis("Kupiansk", "advance", 37.97, 49.62, 185, 420),
    Axis("Huliaipole", "advance", 36.30, 47.56, 95, 260),
    Axis("Vovchansk", "advance", 36.90, 50.33, 265, 300),
    Axis("Orikhiv", "counter", 35.80, 47.43, 265, 60),
    Axis("Siversk", "counter", 38.17, 48.92, 350, 60),
    Axis("Kursk border", "beyond", 35.05, 51.26, 75, 600),
)
"""The axes, named after real towns in front of them."""


@cache
def sequences() -> tuple[Ints, ...]:
    """The cells of each axis in the order in which they change, as flat cell numbers; no cell is in two axes."""
    taken = np.zeros((ROWS, COLUMNS), dtype=bool)
    found = []
    for axis in AXES:
        cells = _grow(axis, _open_to(axis) & ~taken)
        taken.flat[cells] = True
        found.append(cells)
    return tuple(found)


def _open_to(axis: Axis) -> Bools:
    if axis.kind == "beyond":
        return front.beyond_country()
    land = front.base() == front.SINCE
    if axis.kind == "advance":
        land = (front.base() == front.FREE) | (front.base() == front.UNKNOWN)
    return np.asarray(land & front.in_country())


def _grow(axis: Axis, allowed: Bools) -> Ints:
    origin = cell_at(axis.longitude, axis.latitude)
    if origin is None:
        raise ValueError(f"axis {axis.name} starts beyond the lattice")
    cost = _cost(axis)
    start = min(zip(*np.nonzero(allowed), strict=True), key=lambda cell: math.dist(cell, origin))
    queue = [(0.0, int(start[0]), int(start[1]))]
    seen = {(int(start[0]), int(start[1]))}
    cells: list[int] = []
    while queue and len(cells) < axis.cells:
        _, row, column = heapq.heappop(queue)
        cells.append(row * COLUMNS + column)
        for beside in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if beside not in seen and allowed[beside]:
                seen.add(beside)
                heapq.heappush(queue, (float(cost[beside]), *beside))
    return np.array(cells, dtype=np.int64)


def _cost(axis: Axis) -> Floats:
    """How late a cell changes, (rows, columns): by distance from the origin, less along the heading, and by chance."""
    points = centres()
    row, column = cell_at(axis.longitude, axis.latitude) or (0, 0)
    east, north = (points - points[row, column])[..., 0], (points - points[row, column])[..., 1]
    heading = math.radians(axis.heading_deg)
    ahead = east * math.cos(heading) + north * math.sin(heading)
    aside = north * math.cos(heading) - east * math.sin(heading)
    chance = (noise(np.arange(ROWS * COLUMNS)) & np.uint64(1023)).reshape(ROWS, COLUMNS) / 1023
    return np.asarray(np.hypot(np.where(ahead > 0, ahead * 0.7, ahead * 1.6), aside * 1.25) + 2500.0 * chance)
