"""The geometry on the real snapshots of 2024: exact against plain overlay, and the figures that must come out."""

from __future__ import annotations

import itertools
import tarfile
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from flows.territory import Outlines, Reader, Snapshot, Step, area_km2, frontline, labels, levels, read_outlines, step
from tests.conftest import REAL_PAYLOADS

pytestmark = [pytest.mark.shared, pytest.mark.slow]

DATA = REAL_PAYLOADS / "data"
SINCE = "occupied_since_2022"

# From the end of the first day to the end of the second: net, gained, lost in km²; computed twice, independently.
PERIODS = [
    (date(2023, 12, 31), date(2024, 6, 30), 750.9, 809.1, 58.2),
    (date(2023, 12, 31), date(2024, 7, 31), 932.1, 996.7, 64.6),
    (date(2024, 8, 5), date(2024, 10, 28), 1150.2, 1177.4, 27.2),
    (date(2024, 8, 6), date(2024, 10, 28), 1145.3, 1172.5, 27.2),
    (date(2024, 10, 20), date(2024, 10, 27), 196.2, 196.3, 0.1),
    (date(2024, 10, 21), date(2024, 10, 28), 202.4, 202.5, 0.1),
]


def members(archive: str) -> dict[str, bytes]:
    with tarfile.open(DATA / archive) as tar:
        files = [(member.name, tar.extractfile(member)) for member in tar if member.isfile()]
        return {Path(name).name: file.read() for name, file in files if file and name.endswith(".geojson")}


@pytest.fixture(scope="module")
def oblasts() -> Outlines:
    return read_outlines((DATA / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes())


@pytest.fixture(scope="module")
def states(oblasts: Outlines) -> dict[int, Snapshot]:
    """Every snapshot of 2024 by id, in order of time."""
    reader = Reader(oblasts)
    raw = {int(Path(name).stem): body for name, body in members("deepstate_raw_2024.tar.xz").items()}
    return {snapshot_id: reader.read(raw[snapshot_id]) for snapshot_id in sorted(raw)}


@pytest.fixture(scope="module")
def steps(states: dict[int, Snapshot], oblasts: Outlines) -> list[tuple[int, Step]]:
    """The step to each snapshot but the first from the one before."""
    ids = list(states)
    return [(after, step(states[before], states[after], oblasts)) for before, after in itertools.pairwise(ids)]


def test_every_step_of_2024_is_taken_by_edges_and_balances(steps: list[tuple[int, Step]]) -> None:
    assert len(steps) == 310
    assert {taken.method for _, taken in steps} == {"edges"}
    assert max(taken.balance_km2 for _, taken in steps) < 1e-9


def test_a_sample_of_steps_equals_the_plain_overlay(states: dict[int, Snapshot], steps: list[tuple[int, Step]]) -> None:
    ids = list(states)
    # Those that a method without cutting at unchanged edges got wrong, and every fortieth.
    for position in sorted({22, 110, 136, 242, *range(0, 310, 40)}):
        pieces, changes = labels.overlay(states[ids[position]], states[ids[position + 1]])
        right: dict[tuple[str, str], float] = defaultdict(float)
        for piece, change in zip(pieces, changes, strict=True):
            right[change] += float(area_km2(piece))
        found = dict(right.fromkeys(right, 0.0))
        for _, was, becomes, km2 in steps[position][1].areas.rows():
            found[was, becomes] = found.get((was, becomes), 0.0) + km2
        for change in found.keys() | right.keys():
            assert found.get(change, 0.0) == pytest.approx(right.get(change, 0.0), abs=1e-6), (position, change)


@pytest.mark.parametrize("with_raions", [False, True])
def test_the_steps_of_ten_months_add_up_to_the_last_level(
    states: dict[int, Snapshot], oblasts: Outlines, with_raions: bool
) -> None:
    adm1 = (DATA / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes()
    outlines = read_outlines(adm1, members("boundaries_raions_osm.tar.xz")) if with_raions else oblasts
    known = list(states.values())
    running = {(unit_id, status): km2 for unit_id, status, km2 in levels(known[0], outlines).rows()}
    for before, after in itertools.pairwise(known):
        for unit_id, was, becomes, km2 in step(before, after, outlines).areas.rows():
            running[unit_id, was] = running.get((unit_id, was), 0.0) - km2
            running[unit_id, becomes] = running.get((unit_id, becomes), 0.0) + km2
    last = {(unit_id, status): km2 for unit_id, status, km2 in levels(known[-1], outlines).rows()}
    for unit_id, status in running.keys() | last.keys():
        if status != "free":
            found = running.get((unit_id, status), 0.0)
            assert found == pytest.approx(last.get((unit_id, status), 0.0), abs=1e-6)


def test_the_opening_level_is_the_known_one(states: dict[int, Snapshot], oblasts: Outlines) -> None:
    opening = levels(next(iter(states.values())), oblasts)
    found = dict(opening.group_by("status").agg(pl.col("area_km2").sum()).rows())
    assert found[SINCE] == pytest.approx(64_569.2, abs=0.05)
    assert found["occupied_before_2022"] == pytest.approx(43_987.6, abs=0.05)
    assert found["unknown"] == pytest.approx(504.1, abs=0.05)


def test_the_front_of_the_last_map_follows_no_shore(states: dict[int, Snapshot]) -> None:
    adm1 = (DATA / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes()
    outlines = read_outlines(adm1, members("boundaries_raions_osm.tar.xz"))
    lengths_km = dict(frontline(states[max(states)], outlines).iter_rows())
    # Mykolaiv Oblast has Kinburn Spit only, Crimea and Sevastopol have coasts only.
    assert set(lengths_km) == {"UA-09", "UA-14", "UA-23", "UA-63", "UA-65"}
    assert sum(lengths_km.values()) == pytest.approx(1_118.2, abs=0.1)
    assert lengths_km["UA-65"] == pytest.approx(220.8, abs=0.1)


def end_of(day: date) -> int:
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo("Europe/Kyiv"))
    return int(midnight.astimezone(UTC).timestamp())


def closing(states: dict[int, Snapshot], first: date, last: date) -> list[int]:
    """The snapshot in force at the end of each Kyiv day, first to last; one that stands still comes once."""
    days = [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
    return list(dict.fromkeys(max(known for known in states if known < end_of(day)) for day in days))


@pytest.mark.parametrize(("first", "last", "net", "gained", "lost"), PERIODS)
def test_the_figures_of_2024_come_out(
    states: dict[int, Snapshot],
    oblasts: Outlines,
    first: date,
    last: date,
    net: float,
    gained: float,
    lost: float,
) -> None:
    days = closing(states, first, last)
    taken = [step(states[a], states[b], oblasts).areas for a, b in itertools.pairwise(days)]
    found = pl.concat(taken)
    gained_km2 = found.filter(pl.col("to_status") == SINCE)["area_km2"].sum()
    lost_km2 = found.filter(pl.col("from_status") == SINCE)["area_km2"].sum()
    assert gained_km2 == pytest.approx(gained, abs=0.06)
    assert lost_km2 == pytest.approx(lost, abs=0.06)
    assert gained_km2 - lost_km2 == pytest.approx(net, abs=0.06)
