"""The plan of the sample: when the map is published, and how far each axis has moved by then.

Everything that the tally must find follows from these tables and a seeded draw; no geometry is asked. Days are
Kyiv days, instants UTC.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from flows.days import KYIV
from flows.sample.axes import AXES
from flows.sample.span import FIRST_DAY, LAST_DAY

_SILENT = "01-17 02-11 02-12 02-13 03-08 04-21 06-02 06-19 07-28 08-11 08-24 09-29 10-06"

SILENT_DAYS = frozenset(date.fromisoformat(f"2024-{day}") for day in _SILENT.split())
"""Days without a snapshot, three of them in a row."""

EDITED_DAY = date(2024, 9, 18)
"""Its last snapshot was drawn too wide at first, and was corrected at `EDITED_AT`."""

EDITED_AT = datetime(2024, 9, 20, 13, 5, 7, tzinfo=UTC)
EDITED_CELLS = 9
"""Cells of the first axis that the first edition of that snapshot showed too many."""

FLIP_DAY = date(2024, 4, 10)
"""Cells of the first axis are occupied in its first snapshot and no longer in its last: no change of that day."""

FLIP_CELLS = 4

_PHASES = """
Pokrovsk          2024-01-01 2024-03-31  1.0
Pokrovsk          2024-04-01 2024-06-30  1.6
Pokrovsk          2024-07-01 2024-07-31  2.6
Pokrovsk          2024-08-01 2024-10-13  4.4
Pokrovsk          2024-10-14 2024-10-20 14.0
Pokrovsk          2024-10-21 2024-11-03  5.0
Kurakhove         2024-01-01 2024-06-30  0.6
Kurakhove         2024-07-01 2024-09-30  1.5
Kurakhove         2024-10-01 2024-11-03  3.2
Velyka_Novosilka  2024-05-06 2024-08-31  0.7
Velyka_Novosilka  2024-09-01 2024-11-03  2.8
Toretsk           2024-06-03 2024-11-03  1.1
Chasiv_Yar        2024-01-01 2024-11-03  0.5
Kupiansk          2024-01-01 2024-08-18  0.5
Kupiansk          2024-08-19 2024-11-03  1.7
Huliaipole        2024-10-10 2024-11-03  2.0
Vovchansk         2024-05-11 2024-05-18 14.0
Vovchansk         2024-05-19 2024-11-03  0.3
Orikhiv           2024-02-20 2024-02-25  2.5
Siversk           2024-07-14 2024-07-19  2.0
Kursk_border      2024-08-08 2024-08-16 42.0
Kursk_border      2024-08-17 2024-09-05  4.0
"""
"""Axis, first day, last day, cells a day at the mean."""

_SETBACKS = """
Pokrovsk      2024-02-15   6
Chasiv_Yar    2024-03-20   4
Orikhiv       2024-04-18   5
Vovchansk     2024-05-24   7
Vovchansk     2024-06-12   5
Kupiansk      2024-07-04   4
Toretsk       2024-08-20   6
Kursk_border  2024-09-14  60
Pokrovsk      2024-09-25   5
Kursk_border  2024-10-03  45
Kurakhove     2024-10-23   7
"""
"""Axis, day, cells that go back in one day."""

GREY = 14
"""Cells ahead of an advance that are drawn as unknown, from three days before it starts."""


@dataclass(frozen=True)
class Move:
    """How far one axis has moved: its first `changed` cells have changed, the next `grey` are unknown."""

    changed: int
    grey: int


Moves = tuple[Move, ...]


@dataclass(frozen=True)
class Snapshot:
    """One published state of the map: its moves aligned with `AXES`; `first_moves` is what it showed before an edit."""

    snapshot_id: int
    created_at: datetime
    updated_at: datetime
    day: date
    moves: Moves
    first_moves: Moves | None = None

    def moves_at(self, now: datetime | None) -> Moves:
        """The moves that it shows at an instant; at the end of time where none is given."""
        if self.first_moves is not None and now is not None and now < self.updated_at:
            return self.first_moves
        return self.moves


@cache
def snapshots() -> tuple[Snapshot, ...]:
    """All snapshots, oldest first; the first two open the tally."""
    draw = random.Random(1917)
    goals, found = _goals(), list[Snapshot]()
    before = goals[FIRST_DAY - timedelta(days=2)]
    for day, goal in goals.items():
        times = _times(day, draw)
        for part, instant in enumerate(times, start=1):
            moves = _between(before, goal, part, len(times))
            updated_at, first_moves = instant + timedelta(seconds=draw.randrange(2, 900)), None
            if day == FLIP_DAY and part == 1:
                moves = _further(goal, FLIP_CELLS)
            if day == EDITED_DAY and part == len(times):
                updated_at, first_moves = EDITED_AT, _further(moves, EDITED_CELLS)
            found.append(Snapshot(int(instant.timestamp()), instant, updated_at, day, moves, first_moves))
        before = goal if times else before
    return tuple(found)


def _times(day: date, draw: random.Random) -> list[datetime]:
    """Publication instants of one day: mostly one late in the evening, sometimes minutes after midnight."""
    chance = draw.random()
    evening = time(21 + int(draw.random() * 3), int(draw.random() * 60), int(draw.random() * 60))
    if day in SILENT_DAYS:
        return []
    clocks = [evening]
    if (chance < 0.09 or day == FLIP_DAY) and day >= FIRST_DAY:
        clocks = [time(0, int(chance * 60), 7), evening]
    if chance < 0.015:
        clocks.insert(1, time(13, 42, 11))
    return [datetime.combine(day, clock, KYIV).astimezone(UTC) for clock in clocks]


def _between(before: Moves, goal: Moves, part: int, parts: int) -> Moves:
    return tuple(
        Move(old.changed + (new.changed - old.changed) * part // parts, new.grey)
        for old, new in zip(before, goal, strict=True)
    )


def _further(moves: Moves, cells: int) -> Moves:
    return (Move(moves[0].changed + cells, moves[0].grey), *moves[1:])


@cache
def _goals() -> dict[date, Moves]:
    """The state of every axis at the end of every day, from two days before the first."""
    draw = random.Random(1853)
    phases = [line.replace("_", " ").rsplit(maxsplit=3) for line in _PHASES.strip().splitlines()]
    setbacks = [line.replace("_", " ").rsplit(maxsplit=2) for line in _SETBACKS.strip().splitlines()]
    first = {axis.name: min(phase[1] for phase in phases if phase[0].strip() == axis.name) for axis in AXES}
    pending, changed = dict.fromkeys(first, 0.0), dict.fromkeys(first, 0)
    goals, day = {}, FIRST_DAY - timedelta(days=2)
    while day <= LAST_DAY:
        for name, start, end, rate in phases:
            if start <= day.isoformat() <= end:
                pending[name.strip()] += float(rate) * 2 * draw.random()
        for name in first:
            changed[name] += int(pending[name])
            pending[name] -= int(pending[name])
        for name, when, cells in setbacks:
            if when == day.isoformat():
                changed[name.strip()] -= int(cells)
        goals[day] = tuple(
            Move(
                changed[axis.name],
                GREY if axis.kind == "advance" and first[axis.name] <= (day + timedelta(days=3)).isoformat() else 0,
            )
            for axis in AXES
        )
        day += timedelta(days=1)
    return goals
