"""What a person sees when a run has ended: the last week, the change in a sentence, the checks, what to try next."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import timedelta

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from flows.change import change_between, sentence
from flows.home import Home
from flows.reading import read_release

SYNTHETIC = "SYNTHETIC SAMPLE: these figures are invented and say nothing of the war."


def show_outcome(home: Home, release_id: str) -> None:
    """Print a release just published."""
    console = Console(soft_wrap=True, highlight=False)
    with read_release(home, release_id) as con:
        is_synthetic, last = con.execute("select is_synthetic, to_day from mart.release").fetchall()[0]
        first_change = con.execute("select min(day) from mart.change_daily").fetchall()[0][0]
        # A tally of a few days has no whole week; one of a single day may have no change to tell at all.
        since = max(last - timedelta(days=7), (first_change or last) - timedelta(days=1))
        console.print(last_week(con, release_id))
        if is_synthetic:
            console.print(f"[bold yellow]{SYNTHETIC}[/]")
        if first_change is not None:
            console.print(f"\n{sentence(change_between(con, since, last))}\n")
        console.print(checks_line(con))
    console.print(f"Release [bold]{release_id}[/] is in force: {home.current}/landtally.duckdb")
    console.print("\nTry next:")
    for command in (
        f"change --from {since} --to {last} --unit UA-14",
        'query "select day, name_en, net_km2 from mart.oblast_daily order by day desc, net_km2 desc limit 9"',
        "report --open",
    ):
        console.print(f"  {program()} {command}", markup=False)


def program() -> str:
    """How to call the program from here: by name where it is on the path, else by where it lies."""
    return "landtally" if shutil.which("landtally") else os.path.relpath(sys.argv[0])


def last_week(con: duckdb.DuckDBPyConnection, release_id: str) -> Table:
    """The last seven days by oblast, those where something was held or moved."""
    title = f"Occupied since 2022, the last seven days by oblast, release {release_id}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in ("", "level", "newly", "no longer", "net", "net"):
        table.add_column(column, justify="left" if not column else "right", no_wrap=True)
    table.add_row("", "km²", "km²", "km²", "km²", "mi²", style="dim", end_section=True)
    rows = con.execute(
        """
        with week as (
            select unit_id, any_value(name_en) as name_en, any_value(unit_level) as unit_level,
                sum(gained_km2) as gained_km2, sum(lost_km2) as lost_km2,
                sum(net_km2) as net_km2, sum(net_mi2) as net_mi2
            from mart.change_daily
            where day > (select max(day) - 7 from mart.change_daily) and unit_level <> 'raion'
            group by unit_id
        )
        select week.name_en, area_km2, gained_km2, lost_km2, net_km2, net_mi2
        from week
        inner join mart.control_daily using (unit_id)
        where day = (select to_day from mart.release)
            and status = 'occupied_since_2022'
            and area_km2 + gained_km2 + lost_km2 > 0
        order by week.unit_level = 'country', week.unit_level = 'outside', area_km2 desc
        """
    ).fetchall()
    for name, level_km2, gained_km2, lost_km2, net_km2, net_mi2 in rows:
        figures = (f"{level_km2:,.1f}", f"{gained_km2:,.1f}", f"{lost_km2:,.1f}")
        table.add_row(name, *figures, _signed(net_km2), _signed(net_mi2))
    return table


def _signed(figure: float) -> str:
    """A change with its sign, and none on what rounds to nothing."""
    return f"{figure:+,.1f}" if abs(figure) >= 0.05 else "0.0"


def checks_line(con: duckdb.DuckDBPyConnection) -> str:
    """How many expectations held, in one line."""
    held, failed = con.execute(
        "select count(*) filter (success), list(table_name || ' ' || expectation) filter (not success)"
        " from mart.check_result"
    ).fetchall()[0]
    if not failed:
        return f"Checks: all {held} hold."
    return f"Checks: {held} hold, {len(failed)} warn: {'; '.join(failed[:3])}{' …' if len(failed) > 3 else ''}."
