"""Land split over the leaf units of the outlines; what lies in none goes to `UA-outside`."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Geometries, area_km2
from flows.territory.fills import OUTSIDE
from flows.territory.outlines import Outlines

CRUMB_KM2 = 1e-9
"""Land left over by rounding alone: it goes to the unit that has the most, so that parts add up to the whole."""


def split(pieces: Geometries, outlines: Outlines) -> list[tuple[int, str, float]]:
    """Pieces (polygons in EPSG:6933) over units: position of the piece, unit_id, km²; parts add up exactly."""
    rows: list[tuple[int, str, float]] = []
    whole, piece_at, leaf_at = _candidates(pieces, outlines)
    areas = np.asarray(area_km2(pieces), dtype=np.float64)
    for piece, leaf in whole.items():
        rows.append((piece, outlines.leaf_ids[leaf], float(areas[piece])))
    parts = area_km2(shapely.intersection(pieces[piece_at], outlines.leaves[leaf_at]))
    by_piece: dict[int, dict[str, float]] = {piece: {} for piece in range(len(pieces)) if piece not in whole}
    for piece, leaf, part_km2 in zip(piece_at.tolist(), leaf_at.tolist(), parts.tolist(), strict=True):
        if part_km2 > 0:
            by_piece[piece][outlines.leaf_ids[leaf]] = part_km2
    for piece, shares in by_piece.items():
        rest_km2 = float(areas[piece]) - sum(shares.values())
        if shares and abs(rest_km2) < CRUMB_KM2:
            shares[max(shares, key=lambda unit_id: shares[unit_id])] += rest_km2
        else:
            shares[OUTSIDE] = rest_km2
        rows += [(piece, unit_id, part_km2) for unit_id, part_km2 in shares.items()]
    return rows


def _candidates(pieces: Geometries, outlines: Outlines) -> tuple[dict[int, int], NDArray[np.int64], NDArray[np.int64]]:
    """Pieces that lie whole in one leaf, and the pairs of piece and leaf that must be intersected."""
    piece_at, leaf_at = outlines.near(pieces)
    leaves = outlines.leaves[leaf_at]
    inside = shapely.covers(leaves, pieces[piece_at])
    whole = dict(zip(piece_at[inside].tolist(), leaf_at[inside].tolist(), strict=True))
    open_ = ~np.isin(piece_at, piece_at[inside])
    piece_at, leaf_at = piece_at[open_], leaf_at[open_]
    crossing = shapely.intersects(outlines.leaves[leaf_at], pieces[piece_at])
    return whole, piece_at[crossing], leaf_at[crossing]
