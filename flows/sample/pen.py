"""Writes outlines of cells as GeoJSON coordinates."""

from __future__ import annotations

from functools import cache

import numpy as np

from flows.sample.lattice import VERTICAL, Ring, bend, is_straight
from flows.sample.plane import to_degrees


class Pen:
    """Writes rings as GeoJSON coordinates, `[lon,lat,0]`; every edge is computed and written once."""

    def __init__(self) -> None:
        self._written: dict[int, bytes] = {}
        self._straight: dict[int, bool] = {}

    def polygon(self, rings: list[Ring], sparse: bool = False) -> bytes:
        """The coordinates of one polygon; `sparse` leaves out nodes along straight runs, as drawn by a careful hand."""
        self._learn([code for ring in rings for code in ring])
        return b"[" + b",".join(self._ring(ring, sparse) for ring in rings) + b"]"

    def _ring(self, ring: Ring, sparse: bool) -> bytes:
        if sparse:
            ring = [
                code for before, code in zip([ring[-1], *ring], ring, strict=False) if not self._runs_on(before, code)
            ]
        texts = [self._written[code] for code in ring]
        return b"[" + b",".join(texts) + b"," + texts[0][: texts[0].index(b"]") + 1] + b"]"

    def _runs_on(self, before: int, code: int) -> bool:
        same = (before // 2 >= VERTICAL) == (code // 2 >= VERTICAL)
        return same and self._straight[before // 2] and self._straight[code // 2]

    def _learn(self, codes: list[int]) -> None:
        edges = sorted({code // 2 for code in codes if code not in self._written})
        if not edges:
            return
        numbers = np.array(edges, dtype=np.int64)
        points = bend(numbers)
        degrees = to_degrees(points.reshape(-1, 2)).reshape(points.shape)
        straights: list[bool] = is_straight(numbers).tolist()
        for edge, straight, line in zip(edges, straights, degrees, strict=True):
            text = [b"[%a,%a,0]" % (lon, lat) for lon, lat in line.tolist()]
            self._straight[edge] = straight
            self._written[2 * edge] = text[0] if straight else b",".join(text[:3])
            self._written[2 * edge + 1] = text[3] if straight else b",".join(text[:0:-1])


@cache
def pen() -> Pen:
    """The one pen of the process."""
    return Pen()
