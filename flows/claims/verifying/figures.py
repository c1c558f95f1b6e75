"""What a release says: the one place where claims meet SQL.

Areas are km². Days are days of Europe/Kyiv. A change is from the end of one day to the end of another; levels are
those at the end of a day. Series of a unit are read once and summed here, for a check asks hundreds of spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Literal

import duckdb

DAY = timedelta(days=1)
SINCE_2022 = "occupied_since_2022"
BEFORE_2022 = "occupied_before_2022"
SOURCE = "deepstate"
Column = Literal["gained", "lost", "net"]


@dataclass(frozen=True, slots=True)
class SettlementEvent:
    """A row of mart.settlement_event: what a source says of a settlement, as mapped on a day."""

    day: date
    name: str
    event: str
    source: str
    snapshot_id: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class _Series:
    """The changes of a unit, day by day without a gap, with running sums from the first day."""

    first: date
    last: date
    sums: dict[str, list[float]]


class Figures:
    """A release open for reading; `con` is not closed here."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        row = con.execute("select release_id, from_day, to_day, is_synthetic from mart.release").fetchone()
        if row is None:
            raise ValueError("mart.release is empty: this is no release, run `landtally doctor`")
        self.release_id: str = row[0]
        self.from_day: date = row[1]
        self.to_day: date = row[2]
        self.is_synthetic: bool = bool(row[3])
        self._series: dict[str, _Series | None] = {}
        self._levels: dict[str, dict[tuple[date, str], float]] = {}
        self._events: dict[tuple[date, date], list[SettlementEvent]] = {}
        self._snapshots: dict[date, int | None] | None = None

    def change(self, unit_id: str, day_from: date, day_to: date, column: Column) -> float | None:
        """km² gained, lost or net from the end of `day_from` to the end of `day_to`; None outside the release."""
        series = self._unit_series(unit_id)
        if series is None or day_from + DAY < series.first or day_to > series.last or day_to < day_from:
            return None
        sums = series.sums[column]
        return sums[(day_to - series.first).days + 1] - sums[(day_from - series.first).days + 1]

    def level(self, unit_id: str, day: date, statuses: tuple[str, ...]) -> float | None:
        """km² of the statuses in a unit at the end of a day; None where the release has no such day."""
        if unit_id not in self._levels:
            rows = self._con.execute(
                "select day, status, sum(area_km2) from mart.control_daily "
                f"where unit_id = {_text(unit_id)} group by all"
            ).fetchall()
            self._levels[unit_id] = {(row[0], row[1]): row[2] for row in rows}
        levels = self._levels[unit_id]
        found = [levels[day, status] for status in statuses if (day, status) in levels]
        return sum(found) if found else None

    def official_area(self, unit_id: str) -> float | None:
        """The official land area of a unit in km², the base of a share."""
        row = self._con.execute(f"select official_area_km2 from mart.unit where unit_id = {_text(unit_id)}").fetchone()
        return row[0] if row else None

    def has_unit(self, unit_id: str) -> bool:
        """Whether the release tallies that unit."""
        return self._unit_series(unit_id) is not None

    def snapshot_at(self, day: date) -> int | None:
        """The snapshot that the end state of a day rests on."""
        if self._snapshots is None:
            rows = self._con.execute(
                "select day, max(snapshot_id) from mart.control_daily where unit_level = 'country' group by day"
            ).fetchall()
            self._snapshots = dict(rows)
        return self._snapshots.get(day)

    def settlement_events(self, first: date, last: date) -> list[SettlementEvent]:
        """What the sources said of settlements from `first` to `last`, in order."""
        if (first, last) not in self._events:
            self._events[first, last] = self._read_events(first, last)
        return self._events[first, last]

    def _read_events(self, first: date, last: date) -> list[SettlementEvent]:
        rows = self._con.execute(
            "select day, name_en, event, source, snapshot_id, latitude, longitude from mart.settlement_event "
            f"where day between date '{first}' and date '{last}' order by day, event_id"
        ).fetchall()
        return [SettlementEvent(_as_date(row[0]), *row[1:]) for row in rows]

    def windows(self, unit_id: str, days: int, first: date, last: date, column: Column) -> list[tuple[date, float]]:
        """Every window of so many days that lies in `first` to `last`: its last day and its km²."""
        found = []
        end = first + timedelta(days=days - 1)
        while end <= last:
            value = self.change(unit_id, end - timedelta(days=days), end, column)
            if value is not None:
                found.append((end, value))
            end += DAY
        return found

    def _unit_series(self, unit_id: str) -> _Series | None:
        if unit_id not in self._series:
            rows = self._con.execute(
                "select day, gained_km2, lost_km2, net_km2 from mart.change_daily "
                f"where unit_id = {_text(unit_id)} order by day"
            ).fetchall()
            self._series[unit_id] = _summed(rows)
        return self._series[unit_id]


def _summed(rows: list[tuple[date, float | None, float | None, float | None]]) -> _Series | None:
    if not rows:
        return None
    by_day = {_as_date(row[0]): row[1:] for row in rows}
    first, last = min(by_day), max(by_day)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    empty = (0.0, 0.0, 0.0)
    sums = {
        name: [0.0, *accumulate(by_day.get(day, empty)[at] or 0.0 for day in days)]
        for at, name in enumerate(("gained", "lost", "net"))
    }
    return _Series(first, last, sums)


def _text(value: str) -> str:
    """A literal: with parameters DuckDB imports pandas where it is installed, which takes a second."""
    return "'" + value.replace("'", "''") + "'"


def _as_date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def change_query(unit_id: str, day_from: date, day_to: date, column: Column) -> str:
    """The query that gives a change, to be run with `landtally query`."""
    return (
        f"select sum({column}_km2) from mart.change_daily where unit_id = '{unit_id}' "
        f"and day > date '{day_from}' and day <= date '{day_to}'"
    )


def level_query(unit_id: str, day: date, statuses: tuple[str, ...]) -> str:
    """The query that gives a level, to be run with `landtally query`."""
    listed = ", ".join(f"'{status}'" for status in statuses)
    return (
        f"select sum(area_km2) from mart.control_daily where unit_id = '{unit_id}' and day = date "
        f"'{day}' and status in ({listed})"
    )
