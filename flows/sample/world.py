"""The world as the map service would answer for it: bytes of snapshots, of features that seldom change."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from functools import cache, cached_property

import numpy as np

from flows.sample import features, front
from flows.sample.axes import AXES, sequences
from flows.sample.front import BEFORE, FREE, HELD, LIBERATED, SINCE, UNKNOWN, States
from flows.sample.lattice import BLOCK, COLUMNS, ROWS, Bools, Ints, cell_area_m2, polygons
from flows.sample.marker import MARKER
from flows.sample.pen import pen
from flows.sample.plan import Moves, Snapshot, snapshots
from flows.sample.plane import Floats

_BECOMES = {"advance": SINCE, "counter": LIBERATED, "beyond": HELD}
_DRAWN = (SINCE, BEFORE, UNKNOWN, LIBERATED, HELD)
_Block = tuple[int, int]

RATIO = 0.9994
"""What the service declares as the area of a status, over what its polygons cover in EPSG:6933."""

DECLARED = {
    SINCE: "occupied_after_24_02_2022",
    BEFORE: "occupied_to_24_02_2022",
    LIBERATED: "liberated",
    UNKNOWN: "unspecified",
}


class World:
    """All snapshots by id, and what each shows at an instant; everything is computed when first asked for."""

    def __init__(self) -> None:
        self.snapshots = {snapshot.snapshot_id: snapshot for snapshot in snapshots()}
        self._drawn: dict[tuple[_Block, int, bool, bytes], list[bytes]] = {}
        self._etags: dict[tuple[int, bool], str] = {}

    @cached_property
    def cells(self) -> Ints:
        """The cells that ever change, as flat cell numbers, axis after axis."""
        return np.concatenate(sequences())

    def states(self, moves: Moves) -> States:
        """The status of each of `cells` under some moves."""
        found = []
        for axis, cells, move in zip(AXES, sequences(), moves, strict=True):
            order = np.arange(len(cells))
            ahead = np.where(order < move.changed + move.grey, UNKNOWN, front.base().flat[cells])
            found.append(np.where(order < move.changed, _BECOMES[axis.kind], ahead).astype(np.uint8))
        return np.concatenate(found)

    def body(self, snapshot: Snapshot, now: datetime | None = None) -> bytes:
        """The FeatureCollection of one snapshot as served at an instant."""
        is_new = snapshot.day >= features.NEW_NAMES_FROM
        states = self.states(snapshot.moves_at(now))
        drawn = list(features.fixed(is_new))
        for block, (members, _) in self._blocks.items():
            for status in _DRAWN:
                drawn += self._features(block, status, is_new, states[members])
        if snapshot.day == features.STRANGE_DAY:
            drawn.append(features.strange())
        drawn += features.points(snapshot.day)
        head = json.dumps({"type": "FeatureCollection", **MARKER}).encode()[:-1]
        return head + b',"features":[' + b",".join(drawn) + b"]}"

    def etag(self, snapshot: Snapshot, now: datetime | None = None) -> str:
        """A tag of the content of one snapshot at an instant; quick for what was asked before."""
        key = (snapshot.snapshot_id, snapshot.moves_at(now) is snapshot.moves)
        if key not in self._etags:
            self._etags[key] = hashlib.sha256(self.body(snapshot, now)).hexdigest()[:32]
        return self._etags[key]

    @cached_property
    def _blocks(self) -> dict[_Block, tuple[Ints, States]]:
        """Blocks with anything to draw: which of `cells` lie in them, and their statuses before any move."""
        rows, columns = np.divmod(self.cells, COLUMNS)
        found = {}
        for row in range(0, ROWS, BLOCK):
            for column in range(0, COLUMNS, BLOCK):
                members = np.flatnonzero((rows // BLOCK == row // BLOCK) & (columns // BLOCK == column // BLOCK))
                base = front.base()[row : row + BLOCK, column : column + BLOCK]
                if len(members) or (base != FREE).any():
                    found[row, column] = (members, base)
        return found

    def _features(self, block: _Block, status: int, is_new: bool, states: States) -> list[bytes]:
        key = (block, status, is_new, states.tobytes())
        if key not in self._drawn:
            members, base = self._blocks[block]
            rows, columns = np.divmod(self.cells[members], COLUMNS)
            shown = base.copy()
            shown[rows - block[0], columns - block[1]] = states
            self._drawn[key] = _draw(
                shown == status, block, status, is_new, sparse=status == BEFORE or not len(members)
            )
        return self._drawn[key]

    def areas(self, snapshot: Snapshot, now: datetime | None = None) -> dict[int, float]:
        """Drawn area in km² by status of one snapshot, as lattice and blobs have it; overlaps counted twice."""
        still, area = self._still_m2, cell_area_m2().flat[self.cells]
        states = self.states(snapshot.moves_at(now))
        found = {status: float(still[status] + area[states == status].sum()) / 1e6 for status in _DRAWN}
        found[LIBERATED] += sum(_ring_km2(ring) for ring in features.liberated_blobs())
        found[UNKNOWN] += _ring_km2(features.patch())
        return found

    @cached_property
    def _still_m2(self) -> dict[int, int]:
        """Square metres by status of the cells that never change."""
        still = np.ones(ROWS * COLUMNS, dtype=bool)
        still[self.cells] = False
        area, base = cell_area_m2().ravel(), front.base().ravel()
        return {status: int(area[still & (base == status)].sum()) for status in _DRAWN}


def _ring_km2(ring: Floats) -> float:
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2e6


def _draw(cells: Bools, block: _Block, status: int, is_new: bool, sparse: bool) -> list[bytes]:
    if not cells.any():
        return []
    drawn = [pen().polygon(rings, sparse) for rings in polygons(cells, *block)]
    day = features.NEW_NAMES_FROM if is_new else date(2024, 1, 1)
    name = features.name_of(status, day, block[0] // BLOCK + block[1] // BLOCK)
    # Small pieces come in GeometryCollections of two to four, as in the real payloads.
    groups = [drawn[k : k + 4] for k in range(0, len(drawn), 4)]
    return [features.written(features.geometry(group), features.FILL[status], name) for group in groups]


@cache
def world() -> World:
    """The one world of the process."""
    return World()
