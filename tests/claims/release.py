"""A small release of our own for tests: 2024 up to 3 November, whose sums are known by heart."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import polars as pl

from flows.claims import Figures

FIRST, LAST = date(2024, 1, 1), date(2024, 11, 3)
LEVEL_BEFORE = 64_000.0
"""Occupied since 2022 at the end of 31 December 2023."""


def gained_on(day: date) -> float:
    """4 km² a day in the first half, 6 in July, 10 from August, 28 in the week to 28 October, 16 after it."""
    if date(2024, 10, 22) <= day <= date(2024, 10, 28):
        return 29.0
    if day > date(2024, 10, 28):
        return 16.0
    return 4.0 if day.month <= 6 else 6.0 if day.month == 7 else 10.0


def lost_on(day: date) -> float:
    """1 km² on the first of each month."""
    return 1.0 if day.day == 1 else 0.0


def net(first: date, last: date) -> float:
    """km² net over the days `first` to `last`, both counted."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sum(gained_on(day) - lost_on(day) for day in days)


def open_release(*, is_synthetic: bool = False) -> Figures:
    """The release in memory; a third of all changes is in Donetsk Oblast."""
    con = duckdb.connect()
    con.execute("create schema mart")
    con.execute(
        "create table mart.change_daily (day date, unit_id varchar, unit_level varchar, name_en varchar, "
        "gained_km2 double, lost_km2 double, net_km2 double)"
    )
    con.execute(
        "create table mart.control_daily (day date, unit_id varchar, unit_level varchar, name_en varchar, "
        "status varchar, area_km2 double, share_pct double, snapshot_id bigint)"
    )
    con.execute("create table mart.unit (unit_id varchar, unit_level varchar, official_area_km2 double)")
    con.execute(
        "create table mart.settlement_event (event_id varchar, day date, name_en varchar, event varchar, "
        "source varchar, snapshot_id bigint, latitude double, longitude double)"
    )
    con.execute("create table mart.release (release_id varchar, from_day date, to_day date, is_synthetic boolean)")
    name = "sample-2024-11-04" if is_synthetic else "live-2024-11-04"
    con.execute("insert into mart.release values (?, ?, ?, ?)", [name, FIRST, LAST, is_synthetic])
    con.execute("insert into mart.unit values ('UA', 'country', 603628), ('UA-14', 'oblast', 26517)")
    changes = pl.DataFrame(_changes(), orient="row")  # noqa: F841 - DuckDB finds frames by their names
    levels = pl.DataFrame(_levels(), orient="row")  # noqa: F841
    con.execute("insert into mart.change_daily select * from changes")
    con.execute("insert into mart.control_daily select * from levels")
    con.executemany("insert into mart.settlement_event values (?, ?, ?, ?, ?, ?, ?, ?)", _events())
    return Figures(con)


def _days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def _changes() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for day in _days():
        gained, lost = gained_on(day), lost_on(day)
        rows.append((day, "UA", "country", "Ukraine", gained, lost, gained - lost))
        rows.append((day, "UA-14", "oblast", "Donetsk Oblast", gained / 3, lost / 3, (gained - lost) / 3))
    return rows


def _levels() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    level = LEVEL_BEFORE
    for number, day in enumerate(_days()):
        level += gained_on(day) - lost_on(day)
        for status, area in (("occupied_since_2022", level), ("occupied_before_2022", 44_000.0), ("unknown", 500.0)):
            rows.append((day, "UA", "country", "Ukraine", status, area, area / 6036.28, 1_704_000_000 + number))
    return rows


def _events() -> list[tuple[object, ...]]:
    return [
        ("1", date(2024, 10, 25), "Selydove", "advanced", "deepstate", 1, 48.1465, 37.3022),
        ("2", date(2024, 10, 30), "Selydove", "occupied", "deepstate", 2, 48.1465, 37.3022),
        ("3", date(2024, 10, 27), "Vyshneve", "occupied", "deepstate", 3, 48.09, 37.36),
    ]
