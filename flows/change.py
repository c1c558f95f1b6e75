"""What changed between the end states of two days, as a release has it, and the one sentence that says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from flows.days import kyiv_day
from flows.errors import LandtallyError, WrongUse
from flows.home import Home
from flows.reading import read_release
from flows.territory.area import KM2_PER_MI2


@dataclass(frozen=True)
class Change:
    """Land of `occupied_since_2022` from the end of `from_day` to the end of `to_day`, days of Kyiv, areas in km².

    `from_map_day` and `to_map_day` are the days on which the map in force at those ends was drawn.
    """

    release_id: str
    is_synthetic: bool
    unit_id: str
    name_en: str
    from_day: date
    to_day: date
    from_map_day: date | None
    to_map_day: date | None
    gained_km2: float
    lost_km2: float
    net_km2: float

    @property
    def days(self) -> int:
        return (self.to_day - self.from_day).days

    def against_pct(self, other: Change) -> float | None:
        """How much more (or less) net change than in another span, in percent; none where that one had none."""
        return 100 * (self.net_km2 / other.net_km2 - 1) if other.net_km2 else None

    def as_json(self) -> dict[str, Any]:
        """The figures in both units, days in ISO form."""
        figures: dict[str, Any] = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()
        }
        for name in ("gained", "lost", "net"):
            figures[f"{name}_mi2"] = figures[f"{name}_km2"] / KM2_PER_MI2
        return {**figures, "sentence": sentence(self), "command": command(self)}


def change_between(con: duckdb.DuckDBPyConnection, from_day: date, to_day: date, unit_id: str = "UA") -> Change:
    """The change of one unit from the end of one day to the end of another.

    Raises `WrongUse` for an unknown unit or days the wrong way round, `LandtallyError` for days beyond the release.
    """
    if to_day <= from_day:
        raise WrongUse(f"The change from {from_day} to {to_day} has no days: --from must lie before --to.")
    release_id, is_synthetic = con.execute("select release_id, is_synthetic from mart.release").fetchall()[0]
    unit = con.execute("select name_en from mart.unit where unit_id = ?", [unit_id]).fetchall()
    if not unit:
        raise WrongUse(f'No unit {unit_id} in release {release_id}: `landtally query "from mart.unit"` lists them.')
    first, last = con.execute("select min(day), max(day) from mart.change_daily where unit_id = 'UA'").fetchall()[0]
    if first is None or from_day < first - timedelta(days=1) or to_day > last:
        raise LandtallyError(
            f"Release {release_id} knows changes of {first} to {last}, not all from {from_day} to {to_day}: "
            "`landtally backfill` adds days."
        )
    gained_km2, lost_km2 = con.execute(
        "select coalesce(sum(gained_km2), 0), coalesce(sum(lost_km2), 0) from mart.change_daily"
        " where unit_id = $1 and day > $2 and day <= $3",
        [unit_id, from_day, to_day],
    ).fetchall()[0]
    return Change(
        release_id,
        is_synthetic,
        unit_id,
        unit[0][0],
        from_day,
        to_day,
        _map_day(con, from_day),
        _map_day(con, to_day),
        gained_km2,
        lost_km2,
        gained_km2 - lost_km2,
    )


def _map_day(con: duckdb.DuckDBPyConnection, day: date) -> date | None:
    """The day on which the map in force at a day's end was drawn; none for the state before the first day."""
    found = con.execute(
        "select any_value(snapshot_id) from mart.control_daily where day = $1 and unit_id = 'UA'", [day]
    ).fetchall()[0][0]
    return kyiv_day(datetime.fromtimestamp(found, UTC)) if found is not None else None


def sentence(change: Change, against: Change | None = None) -> str:
    """One sentence to publish: figures in both units, the days, the map days, the source and the release."""
    carried = [
        f"the map of {map_day:%-d %B} standing for {day:%-d %B}"
        for day, map_day in ((change.from_day, change.from_map_day), (change.to_day, change.to_map_day))
        if map_day is not None and map_day != day
    ]
    compared = ""
    if against is not None and (share_pct := change.against_pct(against)) is not None:
        compared = (
            f", {abs(share_pct):.0f}% {'more' if share_pct >= 0 else 'less'} net than the {_area(against.net_km2)} "
            f"from the end of {against.from_day:%-d %B %Y} to the end of {against.to_day:%-d %B %Y}"
        )
    mapped = "the synthetic sample map" if change.is_synthetic else "the DeepState map"
    return (
        f"{'SYNTHETIC SAMPLE, NOT REAL: ' if change.is_synthetic else ''}"
        f"From the end of {change.from_day:%-d %B %Y} to the end of {change.to_day:%-d %B %Y}, Kyiv time, "
        f"{mapped} shows "
        f"{_area(change.gained_km2)} newly occupied and {_area(change.lost_km2)} no longer occupied in "
        f"{change.name_en}, a net change of {_area(change.net_km2, signed=True)}{compared} "
        f"({'; '.join([*carried, f'landtally release {change.release_id}'])})."
    )


def command(change: Change) -> str:
    """The command that gives the same figures again."""
    unit = "" if change.unit_id == "UA" else f" --unit {change.unit_id}"
    return f"landtally change --from {change.from_day} --to {change.to_day}{unit} --release {change.release_id}"


def _area(area_km2: float, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{area_km2:{sign},.1f} km² ({area_km2 / KM2_PER_MI2:{sign},.1f} mi²)"


def summary(home: Home, release_id: str) -> str:
    """A release in a few lines of Markdown: its days and the change of its last seven."""
    with read_release(home, release_id) as con:
        first, last = con.execute("select from_day, to_day from mart.release").fetchall()[0]
        lines = [f"# Release {release_id}", f"Days {first} to {last}."]
        if last - timedelta(days=7) >= first - timedelta(days=1):
            lines.append(sentence(change_between(con, last - timedelta(days=7), last)))
        return "\n\n".join(lines)
