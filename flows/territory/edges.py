"""Where two sets of polygons differ, as lines: the boundary of the change, exactly.

Every polygon is the sum of its directed edges, its land on their left. Edges of what came count once, edges of
what went count once against; two that run alike cancel against each other, two that run opposite cancel within
one side. What is left is the boundary of the change in how often land is covered, whatever abutted or
overlapped before. Undirected edges do not give this: an edge stays while the land beside it changes sides.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Floats, Geometries

# Odd 64-bit multipliers: coordinates that differ in any bit get another hash, but for a chance of 2**-64.
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
_SALT = np.uint64(0xFF51AFD7ED558CCD)


def ring_edges(polygons: Geometries) -> Floats:
    """Directed edges of all rings of polygons, in the direction of the rings; (n, 4): from x, y, to x, y."""
    return line_edges(shapely.get_rings(polygons))


def line_edges(lines: Geometries) -> Floats:
    """Directed edges of lines or rings, in their direction; (n, 4): from x, y, to x, y."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    return np.asarray(np.hstack([points[:-1], points[1:]])[line[:-1] == line[1:]], dtype=np.float64)


def edge_boxes(edges: Floats) -> Floats:
    """Bounding boxes of edges (n, 4): min x, min y, max x, max y; same shape."""
    return np.hstack([np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])])


def undirected(edges: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The edges (n, 4) each with its lower end first, and which of them had to be turned round."""
    turned = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    return np.where(turned[:, None], edges[:, [2, 3, 0, 1]], edges), turned


def hashes(edges: Floats) -> NDArray[np.uint64]:
    """One number an undirected edge (n, 4), equal for equal edges; (n,)."""
    mixed = (edges.view(np.uint64) ^ (edges.view(np.uint64) >> np.uint64(29))) * _MULTIPLIERS
    folded = mixed[:, 0] ^ mixed[:, 1]
    folded = (folded ^ (folded >> np.uint64(31))) * _SALT + mixed[:, 2]
    folded = (folded ^ (folded >> np.uint64(33))) * _SALT + mixed[:, 3]
    return folded ^ (folded >> np.uint64(32))


def remaining(edges: Floats, signs: NDArray[np.int64]) -> Floats:
    """The undirected edges (m, 4) that do not cancel.

    `edges` (n, 4) are directed, `signs` (n,) +1 for land that came and -1 for land that went.
    """
    if not len(edges):
        return edges
    lower, turned = undirected(np.ascontiguousarray(edges))
    keys = hashes(lower)
    order = np.argsort(keys)
    keys, lower = keys[order], lower[order]
    signed = np.where(turned, -signs, signs)[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    net = np.add.reduceat(signed, first)
    return np.asarray(lower[first[net != 0]], dtype=np.float64)
