"""What the map's notes say of settlements: HTML in the service's manner, in our own words, from the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from flows.sample.axes import AXES, sequences
from flows.sample.front import FREE, LIBERATED, SINCE, UNKNOWN
from flows.sample.lattice import COLUMNS, XS, YS, cell_at
from flows.sample.places import Town, towns
from flows.sample.plan import Snapshot, snapshots
from flows.sample.plane import to_plane
from flows.sample.world import world

NEAR_M = 16_000
"""How far a town may be, in EPSG:6933, to lend its name to a place where the front moved."""

WITHOUT_ENGLISH = 14
"""One note in so many has no English text."""


@dataclass(frozen=True)
class PlantedEvent:
    """One settlement event of one note, in the order in which the note tells it. WGS 84 degrees."""

    snapshot_id: int
    day: date
    event: str
    """`occupied`, `advanced`, `liberated`, `pushed_back` or `clarified`."""
    name_en: str
    name_uk: str
    latitude: float
    longitude: float


@cache
def planted_events() -> tuple[PlantedEvent, ...]:
    """Every event of every note, oldest snapshot first."""
    found: list[PlantedEvent] = []
    listed = snapshots()
    for before, snapshot in zip([listed[0], *listed], listed, strict=False):
        found += [
            PlantedEvent(
                snapshot.snapshot_id, snapshot.day, event, town.name_en, town.name_uk, town.latitude, town.longitude
            )
            for event, town in _told(before, snapshot)
        ]
    return tuple(found)


def _told(before: Snapshot, snapshot: Snapshot) -> Iterator[tuple[str, Town]]:
    """Events between two snapshots in the order of the note's sentences, each town once."""
    old, new = world().states(before.moves), world().states(snapshot.moves)
    told: dict[Town, str] = {}
    for town, index in _towns_in_play().items():
        if old[index] != SINCE and new[index] == SINCE:
            told[town] = "occupied"
        elif old[index] == SINCE and new[index] == LIBERATED:
            told[town] = "liberated"
        elif old[index] == SINCE and new[index] in (UNKNOWN, FREE):
            told[town] = "pushed_back"
    for town, event in _moves_near_towns(before, snapshot):
        told.setdefault(town, event)
    if not told and (quiet := _town_near(snapshot.snapshot_id % 6, 0)):
        told[quiet] = "clarified"
    for event in ("occupied", "advanced", "liberated", "pushed_back", "clarified"):
        yield from ((event, town) for town, what in told.items() if what == event)


def _moves_near_towns(before: Snapshot, snapshot: Snapshot) -> Iterator[tuple[Town, str]]:
    """The town near the last cell that changed on each axis, and which way it went."""
    for axis, (was, now) in enumerate(zip(before.moves, snapshot.moves, strict=True)):
        town = _town_near(axis, max(was.changed, now.changed) - 1)
        if now.changed != was.changed and town is not None:
            is_gain = (now.changed > was.changed) == (AXES[axis].kind == "advance")
            yield town, "advanced" if is_gain else "pushed_back"


@cache
def _towns_in_play() -> dict[Town, int]:
    """Named towns whose cell may change, with the place of the cell among the world's cells."""
    place = {int(cell): index for index, cell in enumerate(world().cells)}
    located = ((town, cell_at(town.longitude, town.latitude)) for town in towns() if town.name_uk)
    return {town: place[key] for town, cell in located if cell and (key := cell[0] * COLUMNS + cell[1]) in place}


@cache
def _town_near(axis: int, order: int) -> Town | None:
    row, column = divmod(int(sequences()[axis][order]), COLUMNS)
    named = [town for town in towns() if town.name_uk]
    metres = to_plane(np.array([(town.longitude, town.latitude) for town in named]))
    gaps = np.hypot(metres[:, 0] - XS[column], metres[:, 1] - YS[row])
    return named[int(gaps.argmin())] if gaps.min() < NEAR_M else None


_SENTENCES = {
    "en": {
        "occupied": "The enemy occupied {}.",
        "advanced": "The enemy advanced near {}.",
        "liberated": "The defence forces liberated {}.",
        "pushed_back": "The enemy was pushed back near {}.",
        "clarified": "Clarified the line near {}.",
    },
    "uk": {
        "occupied": "Ворог окупував {}.",
        "advanced": "Ворог просунувся поблизу {}.",
        "liberated": "Сили оборони звільнили {}.",
        "pushed_back": "Ворога відкинули поблизу {}.",
        "clarified": "Уточнено лінію поблизу {}.",
    },
}


def note(snapshot: Snapshot, language: str) -> str:
    """The note of a snapshot as HTML, `en` or `uk`; now and then there is none in English."""
    if language == "en" and snapshot.snapshot_id % WITHOUT_ENGLISH == 0:
        return ""
    events = _events_of().get(snapshot.snapshot_id, [])
    by_kind: dict[str, list[str]] = {}
    for event in events:
        by_kind.setdefault(event.event, []).append(_anchor(event, language))
    sentences = [_SENTENCES[language][kind].format(", ".join(anchors)) for kind, anchors in by_kind.items()]
    opening = "Synthetic sample." if language == "en" else "Синтетичний приклад."
    return " ".join([opening, *sentences])


@cache
def _events_of() -> dict[int, list[PlantedEvent]]:
    found: dict[int, list[PlantedEvent]] = {}
    for event in planted_events():
        found.setdefault(event.snapshot_id, []).append(event)
    return found


def _anchor(event: PlantedEvent, language: str) -> str:
    path, name = ("en", event.name_en) if language == "en" else ("", event.name_uk)
    return f'<a href="https://map.example/{path}#14/{event.latitude:.4f}/{event.longitude:.4f}">{name}</a>'
