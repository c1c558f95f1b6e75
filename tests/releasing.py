"""Releases of the small core, for tests of what a release is: no payload is read and no geometry touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from flows import publish
from flows.home import Home
from flows.quality.result import CheckResult
from flows.runs import Run
from flows.warehouse import opened_warehouse, start_afresh
from tests.small_core import FREE, SINCE, Move, fill

FIRST = date(2024, 1, 1)
OPENING = {("R1", SINCE): 10.0, ("UA-65", SINCE): 3.0}
MOVES: dict[date, list[Move]] = {
    date(2024, 1, 2): [("R1", FREE, SINCE, 1.0)],
    date(2024, 1, 4): [("R1", FREE, SINCE, 2.0), ("UA-65", SINCE, FREE, 0.5)],
}
BUILT = datetime(2024, 2, 1, 6, tzinfo=UTC)
CHECKED = CheckResult("mart.unit", "there are units", "critical", True, "7", 0, BUILT)


def tallied_home(root: Path, last_day: date, moves: Mapping[date, Iterable[Move]] = MOVES) -> Home:
    """A home whose working database holds the small core up to a day."""
    home = Home(root)
    home.claim("live")
    home.cover(FIRST, last_day)
    home.releases.mkdir(exist_ok=True)
    start_afresh(home.warehouse)
    with opened_warehouse(home.warehouse) as warehouse:
        known = {day: moved for day, moved in moves.items() if day <= last_day}
        fill(warehouse.con, FIRST, last_day, OPENING, known)
    return home


def publish_next(home: Home, built_at: datetime = BUILT, *, resume: bool = False, keep: int = 30) -> str:
    """Build the marts of the working database and publish them."""
    publish.build_marts(home, "live", built_at)
    return publish.publish(home, Run("test", "daily", "live", "2024-02-01"), [CHECKED], resume, keep)


def published_home(root: Path, last_day: date = date(2024, 1, 5)) -> Home:
    """A home with one release in force."""
    home = tallied_home(root, last_day)
    publish_next(home)
    return home
