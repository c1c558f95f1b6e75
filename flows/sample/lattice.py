"""A lattice of cells in EPSG:6933 whose areas are known to the square metre, and the outlines of sets of cells.

Columns and rows have whole numbers of metres, so a cell's area is a product of two integers. Its edges are bent
to look like land, but each bend is point-symmetric about the middle of the edge and shared by both neighbours:
it takes from one cell what it gives back to it. Half of the edges, and all on borders of blocks, stay straight.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.sample.plane import Floats, to_plane

BLOCK = 64
"""Cells a side of a block: the map draws each block's land as polygons of its own."""

_WEST, _EAST, _SOUTH, _NORTH = 31.2, 40.3, 44.2, 51.9
"""Degrees that the lattice spans: the south and east of the country and some land beyond."""

Bools = NDArray[np.bool_]
Geometries = NDArray[np.object_]
Ints = NDArray[np.int64]
Ring = list[int]
"""A closed ring of directed edges, each twice the edge's number plus one where it runs backwards."""


def _marks(seed: int, start: float, end: float) -> Ints:
    # 850 to 1,150 m in steps of ten, so that no two rows of cells look alike.
    draw = random.Random(seed)
    steps = [850 + 10 * int(draw.random() * 31) for _ in range(int((end - start) / 1000))]
    steps += [1000] * (-len(steps) % BLOCK)
    return np.array([round(start), *accumulate(steps, initial=0)][1:], dtype=np.int64) + round(start)


(_X0, _Y0), (_X1, _Y1) = to_plane(np.array([(_WEST, _SOUTH), (_EAST, _NORTH)]))
XS = _marks(61, float(_X0), float(_X1))
YS = _marks(67, float(_Y0), float(_Y1))
COLUMNS, ROWS = len(XS) - 1, len(YS) - 1
_NODES = COLUMNS + 1  # nodes a row
VERTICAL = _NODES * (ROWS + 1)  # numbers of vertical edges start here


@cache
def cell_area_m2() -> Ints:
    """Areas of all cells, (rows, columns), in whole square metres."""
    return np.outer(np.diff(YS), np.diff(XS))


def centres() -> Floats:
    """Centres of all cells in EPSG:6933, (rows, columns, 2)."""
    x, y = np.meshgrid((XS[1:] + XS[:-1]) / 2, (YS[1:] + YS[:-1]) / 2)
    return np.stack([x, y], axis=-1)


def cell_at(longitude: float, latitude: float) -> tuple[int, int] | None:
    """Row and column of the cell around a place in degrees, or none beyond the lattice."""
    (x, y) = to_plane(np.array([(longitude, latitude)]))[0]
    row, column = int(np.searchsorted(YS, y, "right")) - 1, int(np.searchsorted(XS, x, "right")) - 1
    return (row, column) if 0 <= row < ROWS and 0 <= column < COLUMNS else None


def bend(edges: Ints) -> Floats:
    """The points of edges from start to end, (n, 4, 2) in EPSG:6933; inner two on the line where it is straight."""
    upright = edges >= VERTICAL
    row, column = np.divmod(np.where(upright, edges - VERTICAL, edges), _NODES)
    start = np.stack([XS[column], YS[row]], axis=-1).astype(np.float64)
    end_row, end_column = np.where(upright, row + 1, row), np.where(upright, column, column + 1)
    end = np.stack([XS[end_column], YS[end_row]], axis=-1).astype(np.float64)
    chance = noise(edges)
    along = (0.30 + 0.10 * (chance & np.uint64(255)) / 255)[:, None]
    offset = np.where(is_straight(edges), 0.0, ((chance >> np.uint64(8)) & np.uint64(1023)) / 1023 * 340.0 - 170.0)[
        :, None
    ]
    across = np.where(upright[:, None], np.array([1.0, 0.0]), np.array([0.0, 1.0])) * offset
    span = end - start
    return np.stack([start, start + along * span + across, end - along * span - across, end], axis=1)


def is_straight(edges: Ints) -> Bools:
    row, column = np.divmod(np.where(edges >= VERTICAL, edges - VERTICAL, edges), _NODES)
    plain = (noise(edges) >> np.uint64(20)) & np.uint64(1) == 0
    return np.asarray(plain | np.where(edges >= VERTICAL, column % BLOCK == 0, row % BLOCK == 0))


def noise(edges: Ints) -> NDArray[np.uint64]:
    # splitmix64: the same bends in every process and on every machine, whatever the order of asking.
    with np.errstate(over="ignore"):
        z = edges.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(2024)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(z ^ (z >> np.uint64(31)))


def polygons(cells: Bools, row0: int = 0, column0: int = 0) -> list[list[Ring]]:
    """Outlines of a set of cells: polygons as rings, shell first, one polygon a group of cells that share edges.

    `cells` is a mask whose first cell lies at (row0, column0). Shells run anticlockwise, holes clockwise, and no
    ring visits a node twice, so the polygons are valid however cells meet at corners.
    """
    shells: list[Ring] = []
    holes: list[Ring] = []
    for ring, area in _rings(_border(cells, row0, column0)):
        (shells if area > 0 else holes).append(ring)
    found = [[shell] for shell in shells]
    if len(found) == 1:
        return [[shells[0], *holes]]
    walls = [_walls(shell) for shell in shells] if holes else []
    for hole in holes:
        row, column = _cell_left_of(hole[0])
        # A cell lies in the one shell of which an odd number of walls stand west of it, nested ones innermost.
        inside = [k for k, wall in enumerate(walls) if sum(x <= column for x in wall.get(row, ())) % 2]
        found[min(inside, key=lambda k: len(shells[k]))].append(hole)
    return found


def _border(cells: Bools, row0: int, column0: int) -> dict[int, list[tuple[int, int, int]]]:
    """Directed border edges with the cells on their left: start node to (direction, end node, edge code)."""
    padded = np.pad(cells, 1)
    inner = padded[1:-1, 1:-1]
    out: dict[int, list[tuple[int, int, int]]] = {}
    sides = (
        (0, padded[:-2, 1:-1], 0, 0, 1, 0),  # below: eastward
        (1, padded[1:-1, 2:], 0, 1, _NODES, 0),  # right: northward
        (2, padded[2:, 1:-1], 1, 1, -1, 1),  # above: westward
        (3, padded[1:-1, :-2], 1, 0, -_NODES, 1),  # left: southward
    )
    for direction, neighbour, up, right, step, backwards in sides:
        rows, columns = np.nonzero(inner & ~neighbour)
        starts = (rows + row0 + up) * _NODES + columns + column0 + right
        lower = starts + (step if backwards else 0)
        codes = 2 * (lower + (VERTICAL if direction % 2 else 0)) + backwards
        for start, code in zip(starts.tolist(), codes.tolist(), strict=True):
            out.setdefault(start, []).append((direction, start + step, code))
    return out


def _rings(out: dict[int, list[tuple[int, int, int]]]) -> list[tuple[Ring, int]]:
    """Rings and their signed areas in cells; a path that meets itself is cut into rings at the node."""
    found: list[tuple[Ring, int]] = []
    for first in sorted(out):
        while out[first]:
            path, seen, node, direction = [], {first: 0}, first, -1
            while True:
                choices = out[node]
                # Where two cells meet at a corner only, turn left and so stay with the cell one came along.
                turn = (direction + 1) % 4
                pick = next((k for k, choice in enumerate(choices) if choice[0] == turn), 0)
                direction, node, code = choices.pop(pick)
                path.append((code, node))
                if node in seen:
                    ring = [code for code, _ in path[seen[node] :]]
                    for _, passed in path[seen[node] : -1]:
                        del seen[passed]
                    del path[seen[node] :]
                    found.append((ring, _signed_area(ring)))
                    if not path:
                        break
                else:
                    seen[node] = len(path)
    return found


def _signed_area(ring: Ring) -> int:
    # Twice-the-area formulas are not needed on a lattice: eastward edges count their row down, westward up.
    return sum((code // 2 // _NODES) * (1 if code % 2 else -1) for code in ring if code // 2 < VERTICAL)


def _walls(ring: Ring) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for code in ring:
        if code // 2 >= VERTICAL:
            row, column = divmod(code // 2 - VERTICAL, _NODES)
            found.setdefault(row, []).append(column)
    return found


def _cell_left_of(code: int) -> tuple[int, int]:
    edge, backwards = divmod(code, 2)
    if edge >= VERTICAL:
        row, column = divmod(edge - VERTICAL, _NODES)
        return row, column if backwards else column - 1
    row, column = divmod(edge, _NODES)
    return row - 1 if backwards else row, column


def shape(rings: list[Ring]) -> shapely.Polygon:
    """One polygon of `polygons` in EPSG:6933."""
    lines = []
    for ring in rings:
        codes = np.array(ring, dtype=np.int64)
        points = bend(codes // 2)
        points = np.where((codes % 2 == 1)[:, None, None], points[:, ::-1], points)
        lines.append(points[:, :3].reshape(-1, 2))
    return shapely.Polygon(lines[0], lines[1:])
