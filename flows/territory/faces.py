"""Faces: the pieces into which the boundary of a change cuts the plane, each alike all over."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Floats, Geometries
from flows.territory.edges import hashes, undirected
from flows.territory.snapshot import Feature


def cut(edges: Floats) -> Geometries:
    """The faces that edges (n, 4) enclose, crossings and T-junctions resolved; loose ends enclose nothing."""
    if not len(edges):
        return np.empty(0, dtype=object)
    lines = shapely.linestrings(edges.reshape(-1, 2, 2))
    noded = shapely.get_parts(shapely.union_all(lines))
    return shapely.get_parts(shapely.polygonize(noded))


def inner_points(faces: Geometries) -> Floats:
    """A point within each face; (n, 2)."""
    return shapely.get_coordinates(shapely.point_on_surface(faces))


def coverage(features: list[Feature], statuses: tuple[str, ...], points: Floats) -> NDArray[np.int64]:
    """How many polygons of each status cover each point (n, 2); (n, statuses)."""
    count = np.zeros((len(points), len(statuses)), dtype=np.int64)
    x, y = points[:, 0], points[:, 1]
    for feature in features:
        column = statuses.index(feature.status)
        for polygon, (min_x, min_y, max_x, max_y) in zip(feature.polygons, feature.bounds, strict=True):
            near = np.flatnonzero((x >= min_x) & (x <= max_x) & (y >= min_y) & (y <= max_y))
            if len(near):
                count[near, column] += shapely.contains_xy(polygon, x[near], y[near])
    return count


def boxes(shapes: Geometries) -> Floats:
    """Bounding boxes, (n, 4): min x, min y, max x, max y."""
    return np.asarray(shapely.bounds(shapes), dtype=np.float64)


def once(lines: Floats) -> Floats:
    """Undirected edges (n, 4), each kept once."""
    _, first = np.unique(hashes(lines), return_index=True)
    return lines[first]


def crossing(features: list[Feature], pieces: Geometries, lines: Floats) -> Floats:
    """Undirected edges (m, 4) of features near pieces, without those that are among the lines (n, 4) already."""
    around, found = boxes(pieces), [np.empty((0, 4))]
    low, high = around[:, :2].min(axis=0), around[:, 2:].max(axis=0)
    for feature in features:
        box = feature.box
        if (box[:2] <= high).all() and (box[2:] >= low).all():
            near = around[_touch(box[None, :], around)[0]]
            if len(near):
                found.append(feature.edges[_touch(_edge_boxes(feature.edges), near).any(axis=1)])
    edges, _ = undirected(np.concatenate(found))
    return edges[~np.isin(hashes(edges), hashes(lines))]


def _edge_boxes(edges: Floats) -> Floats:
    return np.hstack([np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])])


def _touch(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which boxes (n, 4) touch which others (m, 4); (n, m)."""
    return (
        (boxes[:, None, 0] <= others[None, :, 2])
        & (boxes[:, None, 2] >= others[None, :, 0])
        & (boxes[:, None, 1] <= others[None, :, 3])
        & (boxes[:, None, 3] >= others[None, :, 1])
    )
