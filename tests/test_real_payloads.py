"""The figures that the real map of 2024 must give, and how runs over it behave; skipped where it is not at hand."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.home import Home
from flows.quarantine import Quarantine
from flows.warehouse import start_afresh
from tests.conftest import REAL_PAYLOADS
from tests.tallying import build, changes, land, live, rows

pytestmark = [pytest.mark.shared, pytest.mark.heavy]

FIRST, LAST = date(2023, 12, 29), date(2024, 11, 3)


@contextmanager
def replay(now: str | None = None) -> Iterator[str]:
    """The replay of real payloads on a free port of loopback."""
    script = [sys.executable, str(REAL_PAYLOADS / "replay.py"), "--port", "0", *(["--now", now] if now else [])]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().rsplit(" ", 1)[1].strip()
        finally:
            server.terminate()


def tell(address: str, what: str, **body: Any) -> None:
    urllib.request.urlopen(f"{address}/_replay/{what}", data=json.dumps(body).encode(), timeout=10).read()


def asked(address: str) -> list[str]:
    """The payloads of the map that were sent since the log was last cleared."""
    with urllib.request.urlopen(f"{address}/_replay/log", timeout=10) as answer:
        log = json.load(answer)
    return [row["path"] for row in log if row["path"].endswith("/geojson") and row["status"] == 200]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with replay() as address:
        yield address


@pytest.fixture(scope="module")
def whole(address: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All of the payloads, by way of the mirror."""
    settings = live(tmp_path_factory.mktemp("whole"), address)
    ingested = land(settings, FIRST, LAST, "mirror")
    assert ingested.served_by == {"mirror": 311}
    return build(settings)


@pytest.mark.parametrize(
    ("start", "end", "net_km2", "gained_km2", "lost_km2"),
    [
        (date(2023, 12, 31), date(2024, 6, 30), 750.9, 809.1, 58.2),
        (date(2023, 12, 31), date(2024, 7, 31), 932.1, 996.7, 64.6),
        (date(2024, 8, 5), date(2024, 10, 28), 1150.2, 1177.4, 27.2),
        (date(2024, 8, 6), date(2024, 10, 28), 1145.3, 1172.5, 27.2),
        (date(2024, 10, 20), date(2024, 10, 27), 196.2, 196.3, 0.1),
        (date(2024, 10, 21), date(2024, 10, 28), 202.4, 202.5, 0.1),
    ],
)
def test_a_period_of_2024_comes_out_as_computed_independently(
    whole: Home, start: date, end: date, net_km2: float, gained_km2: float, lost_km2: float
) -> None:
    summed = changes(whole).filter(pl.col("day").is_between(start, end, closed="right")).sum()
    # Within 0.1%, or the rounding of the figure that was written down.
    assert summed["net_km2"][0] == pytest.approx(net_km2, rel=1e-3, abs=0.05)
    assert summed["gained_km2"][0] == pytest.approx(gained_km2, rel=1e-3, abs=0.05)
    assert summed["lost_km2"][0] == pytest.approx(lost_km2, rel=1e-3, abs=0.05)


def test_the_level_at_the_end_of_2023_comes_out_as_computed_independently(whole: Home) -> None:
    query = "select status, area_km2 from mart.control_daily where unit_id = 'UA' and day = '2023-12-29'"
    levels = dict(rows(whole, query).iter_rows())
    assert levels["occupied_since_2022"] == pytest.approx(64_569.2, abs=0.05)
    assert levels["occupied_before_2022"] == pytest.approx(43_987.6, abs=0.05)
    assert levels["unknown"] == pytest.approx(504.1, abs=0.05)


def test_towns_lie_as_far_from_occupied_land_as_computed_independently(whole: Home) -> None:
    """Nearest points in the plane of UTM zone 37, geodesic lengths, from the hubs' points, by another script."""
    query = "select day, hub, distance_km from mart.hub_distance_daily where day in ('2024-08-06', '2024-10-28')"
    found = {(day, hub): km for day, hub, km in rows(whole, query).iter_rows()}
    for hub, august_km, october_km in (
        ("Pokrovsk", 18.9314, 9.9808),
        ("Kurakhove", 13.0777, 4.6691),
        ("Kupiansk", 8.6162, 6.1149),
        ("Zaporizhzhia", 38.9257, 38.9257),
    ):
        assert found[date(2024, 8, 6), hub] == pytest.approx(august_km, abs=0.001)
        assert found[date(2024, 10, 28), hub] == pytest.approx(october_km, abs=0.001)


def test_a_town_is_occupied_since_the_day_on_which_the_map_first_shows_its_centre_so(whole: Home) -> None:
    # Two more places of Ukraine are called Avdiivka.
    query = (
        "select name_en, valid_from from mart.settlement_status inner join mart.settlement using (settlement_id)"
        " where status = 'occupied_since_2022' and valid_to is null"
        " and name_en in ('Avdiyivka', 'Vuhledar', 'Selydove') and latitude between 47.5 and 48.2 and longitude > 37"
    )
    assert dict(rows(whole, query).iter_rows()) == {
        "Avdiyivka": date(2024, 2, 17),
        "Vuhledar": date(2024, 10, 2),
        "Selydove": date(2024, 10, 27),
    }


def test_the_daily_archive_gives_the_same_changes(whole: Home, address: str, tmp_path: Path) -> None:
    settings = live(tmp_path, address)
    land(settings, date(2024, 7, 9), LAST, "archive")
    archived = build(settings)
    both = changes(whole).join(changes(archived), on="day", suffix="_archive")
    on_file = rows(archived, "select day from mart.calendar where is_map_day")["day"].to_list()
    comparable = both.filter(
        pl.col("day").is_in(on_file) & (pl.col("day") - pl.duration(days=1)).is_in([*on_file, date(2024, 7, 8)])
    )
    close = comparable.filter((pl.col("net_km2") - pl.col("net_km2_archive")).abs() <= 0.05)
    print(f"archive: {len(close)} of {len(comparable)} comparable days within 0.05 km²")
    assert len(close) >= 100


def test_days_that_come_one_by_one_fetch_only_what_is_new_and_end_in_the_same_figures(
    whole: Home, tmp_path: Path
) -> None:
    first, last = date(2024, 10, 1), date(2024, 10, 8)
    with replay() as address:
        settings = live(tmp_path, address)
        seen: list[str] = []
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            tell(address, "now", now=f"{day + timedelta(days=1)}T04:30:00Z")
            tell(address, "reset")
            land(settings, first, day)
            fetched = asked(address)
            assert len(fetched) <= 4
            assert not set(fetched) & set(seen)
            seen += fetched
            home = build(settings)
        daily = changes(home)
        expected = changes(whole).filter(pl.col("day").is_between(first, last))
        assert daily["day"].to_list() == expected["day"].to_list()
        for column in ("gained_km2", "lost_km2", "net_km2"):
            assert (daily[column] - expected[column]).abs().max() < 1e-6

        # The service now serves another day's map under the id of 4 October.
        edited = rows(home, "select day, snapshot_id from mart.control_daily where unit_id = 'UA' and status = 'free'")
        ids = dict(edited.iter_rows())
        tell(address, "edit", id=ids[date(2024, 10, 4)], **{"as": ids[date(2024, 10, 3)]})
        tell(address, "reset")
        land(settings, first, last)
        assert asked(address) == [f"/deepstate/api/history/{ids[date(2024, 10, 4)]}/geojson"]
        after = changes(build(settings))
        moved = after.filter((after["net_km2"] - daily["net_km2"]).abs() > 1e-9)["day"].to_list()
        assert moved == [date(2024, 10, 4), date(2024, 10, 5)]
        assert after["net_km2"].sum() == pytest.approx(daily["net_km2"].sum(), abs=1e-9)


def test_a_rebuild_from_landing_gives_the_same_figures_to_the_last_bit(whole: Home) -> None:
    tables = ("control_daily", "transition_daily", "change_daily", "change_period", "change_rolling")
    before = {table: rows(whole, f"from mart.{table} order by all") for table in tables}
    start_afresh(whole.warehouse)
    # No server is asked: the addresses lead nowhere.
    build(live(whole.root, "http://127.0.0.1:9"))
    for table, frame in before.items():
        assert rows(whole, f"from mart.{table} order by all").equals(frame), table


FAULTS = ("500", "html", "nofeatures", "swapped", "half", "bowtie")
"""Ingest meets every fault in tests of its own; these are the ways in which one differs from the others afterwards."""


@pytest.mark.parametrize("kind", FAULTS)
def test_a_broken_payload_is_named_and_the_run_goes_on_with_the_last_good_state(kind: str, tmp_path: Path) -> None:
    first, last = date(2024, 10, 1), date(2024, 10, 3)
    with replay(now="2024-10-04T04:30:00Z") as address:
        settings = live(tmp_path, address)
        land(settings, first, last - timedelta(days=1))
        good = changes(build(settings))
        for source in ("deepstate/api/history/[0-9]+/geojson", "mirror/geojsons", "archive/data"):
            tell(address, "fault", path=source, kind=kind, times=-1)
        ingested = land(settings, first, last)
        home = build(settings)
    cases = Quarantine(home.quarantine).open_cases()
    named = [problem.reason for problem in ingested.problems] + [case.reason for case in cases]
    assert named
    assert all(len(reason) > 15 for reason in named)
    after = changes(home)
    assert after.filter(pl.col("day") < last).equals(good)
    assert after.filter(pl.col("day") == last)["net_km2"].to_list() == [0.0]
