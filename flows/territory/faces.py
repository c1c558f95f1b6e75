"""Faces: the pieces into which the boundary of a change cuts the plane, each alike all over."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import ORIGIN, Floats, Geometries, moved
from flows.territory.edges import edge_boxes, hashes, line_edges, ring_edges, undirected
from flows.territory.feature import Feature

_INTERIORS_MEET = "T********"


def cut(edges: Floats) -> tuple[Geometries, Floats]:
    """The faces that edges (n, 4) enclose, crossings and T-junctions resolved, and the edges (m, 4) that bound none."""
    if not len(edges):
        return np.empty(0, dtype=object), np.empty((0, 4))
    # Chains of edges are noded in half the time of single edges.
    here = shapely.multilinestrings(_lines(edges - np.tile(ORIGIN, 2)))
    chains = shapely.get_parts(shapely.line_merge(here))
    noded = shapely.get_parts(shapely.union_all(chains))
    faces, bridges, ends, _ = moved(shapely.polygonize_full(noded), ORIGIN)
    loose = [line_edges(shapely.get_parts(lines)) for lines in (bridges, ends)]
    return np.asarray(shapely.get_parts(faces), dtype=object), np.concatenate(loose)


def inner_points(faces: Geometries) -> Floats:
    """A point within each face; (n, 2)."""
    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(faces)), dtype=np.float64)


class Cover:
    """The polygons of some features by status, ready to be asked which of them cover a point."""

    def __init__(self, features: list[Feature], statuses: tuple[str, ...]) -> None:
        self.features = features
        self._statuses = len(statuses)
        self._polygons = np.concatenate([np.empty(0, dtype=object), *(feature.polygons for feature in features)])
        self._boxes = np.concatenate([np.empty((0, 4)), *(feature.bounds for feature in features)])
        self._extents = np.array([feature.box for feature in features]).reshape(-1, 4)
        column = [statuses.index(feature.status) for feature in features]
        self._column = np.repeat(np.array(column, dtype=np.int64), [len(f.polygons) for f in features])

    def count(self, points: Floats) -> NDArray[np.int64]:
        """How many polygons of each status cover each point (n, 2); (n, statuses)."""
        count = np.zeros((len(points), self._statuses), dtype=np.int64)
        point_at, polygon_at = np.nonzero(touching(np.hstack([points, points]), self._boxes))
        x, y = points[point_at].T
        covered = shapely.contains_xy(self._polygons[polygon_at], x, y)
        np.add.at(count, (point_at[covered], self._column[polygon_at[covered]]), 1)
        return count

    def edges_near(self, boxes: Floats) -> Floats:
        """Edges (m, 4) of the features that come near one of the boxes (n, 4)."""
        near = [np.empty((0, 4))]
        reached = touching(self._extents, boxes)
        for position in np.flatnonzero(reached.any(axis=1)):
            feature, here = self.features[position], boxes[reached[position]]
            # The box around them all comes first: of a long front few edges are anywhere near.
            around = np.concatenate([here[:, :2].min(axis=0), here[:, 2:].max(axis=0)])
            edges_at = np.flatnonzero(touching(feature.edge_boxes, around[None])[:, 0])
            close = touching(feature.edge_boxes[edges_at], here).any(axis=1)
            near.append(feature.edges[edges_at[close]])
        return np.concatenate(near)


def parted(faces: Geometries, covers: tuple[Cover, ...], lines: Floats, loose: Floats) -> Geometries:
    """The faces, parted along every edge of the covers' features that runs through one.

    `lines` (n, 4) were cut into the faces, `loose` (m, 4) are those of them that bound none: alone they part
    nothing, but together with edges of features they may.
    """
    boxes = np.asarray(shapely.bounds(faces), dtype=np.float64)
    edges, _ = undirected(np.concatenate([cover.edges_near(boxes) for cover in covers]))
    edges = np.concatenate([once(edges[~np.isin(hashes(edges), hashes(lines))]), loose])
    edge_at, face_at = np.nonzero(touching(edge_boxes(edges), boxes))
    # Most edges near a face only touch it where land abuts: those part nothing.
    through = shapely.relate_pattern(_lines(edges)[edge_at], faces[face_at], _INTERIORS_MEET)
    crossed = np.unique(face_at[through])
    if not len(crossed):
        return faces
    whole = faces[crossed]
    pieces, _ = cut(np.concatenate([ring_edges(whole), edges[np.unique(edge_at[through])]]))
    # Edges that run on beyond the crossed faces may enclose land that belongs to another face.
    within, _ = shapely.STRtree(whole).query(shapely.point_on_surface(pieces), predicate="within")
    return np.concatenate([np.delete(faces, crossed), pieces[np.unique(within)]])


def once(edges: Floats) -> Floats:
    """Undirected edges (n, 4), each kept once."""
    _, first = np.unique(hashes(edges), return_index=True)
    return edges[first]


def touching(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which boxes (n, 4) touch which others (m, 4); (n, m)."""
    return np.asarray(
        (boxes[:, None, 0] <= others[None, :, 2])
        & (boxes[:, None, 2] >= others[None, :, 0])
        & (boxes[:, None, 1] <= others[None, :, 3])
        & (boxes[:, None, 3] >= others[None, :, 1])
    )


def _lines(edges: Floats) -> Geometries:
    return np.asarray(shapely.linestrings(edges.reshape(-1, 2, 2)), dtype=object)
