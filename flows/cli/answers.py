"""The commands that answer from a release: change, query."""

from __future__ import annotations

import csv
import sys
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from flows.change import change_between, command, sentence
from flows.cli.show import SYNTHETIC
from flows.cli.wide import print_whole
from flows.errors import WrongUse
from flows.home import Home
from flows.query import Answer, ask
from flows.reading import read_release, release_folder
from flows.release import DATABASE
from flows.settings import Settings
from flows.territory.area import KM2_PER_MI2


def add_to(app: typer.Typer) -> None:
    """Hang this file's commands on the program."""
    app.command(epilog="Example: landtally change --from 2024-08-06 --to 2024-10-28 --against 2023-12-31 2024-06-30")(
        change
    )
    app.command(
        epilog='Example: landtally query "select day, net_km2 from mart.country_daily order by day desc limit 7"'
    )(query)


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def change(
    from_day: Annotated[
        date,
        typer.Option("--from", parser=date.fromisoformat, metavar="DAY", help="From the end of this day in Kyiv …"),
    ],
    to_day: Annotated[
        date, typer.Option("--to", parser=date.fromisoformat, metavar="DAY", help="… to the end of this one.")
    ],
    unit: Annotated[str, typer.Option(help="UA, an oblast such as UA-14, or a raion's KATOTTG code.")] = "UA",
    against: Annotated[
        tuple[str, str] | None, typer.Option(metavar="DAY DAY", help="Compare with another span.")
    ] = None,
    release: Annotated[str | None, typer.Option(help="A release; else the one in force.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What changed between the end states of two days, in both units, with a sentence to publish."""
    with read_release(Home(Settings().home), release) as con:
        found = change_between(con, from_day, to_day, unit)
        other = change_between(con, *_days(against), unit) if against else None
    if as_json:
        answer = found.as_json()
        if other is not None:
            answer |= {"against": other.as_json(), "against_pct": found.against_pct(other)}
            answer["sentence"] = sentence(found, other)
        print(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table(title=f"{found.name_en}, occupied since 2022", title_justify="left")
    for column in ("from the end of", "to the end of", "newly", "no longer", "net", "a day"):
        table.add_column(column, justify="right")
    for row in (found, other):
        for per, unit_name in ((1.0, "km²"), (KM2_PER_MI2, "mi²")) if row else ():
            assert row is not None
            figures = (row.gained_km2 / per, row.lost_km2 / per, row.net_km2 / per, row.net_km2 / per / row.days)
            cells = [f"{figure:,.1f} {unit_name}" for figure in figures]
            table.add_row(*((str(row.from_day), str(row.to_day)) if per == 1.0 else ("", "")), *cells)
    console = Console(soft_wrap=True, highlight=False)
    console.print(table)
    console.print(f"\n{sentence(found, other)}\n")
    against_days = f" --against {other.from_day} {other.to_day}" if other else ""
    console.print(f"Reproduce: {command(found)}{against_days}", markup=False)


def _days(typed: tuple[str, str]) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(day) for day in typed)
    except ValueError:
        raise WrongUse(f"--against {' '.join(typed)} is not two days: write them as 2024-06-30.") from None
    return first, last


def query(
    sql: Annotated[str, typer.Argument(help="One statement that reads; tables are in the schema mart.")],
    release: Annotated[str | None, typer.Option(help="A release; else the one in force.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a row.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Print at most this many rows.")] = 1000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Stop after this many seconds.")] = 30,
) -> None:
    """Ask a release in SQL; it reads only, and only the release."""
    home = Home(Settings().home)
    with read_release(home, release) as con:
        release_id, is_synthetic = con.execute("select release_id, is_synthetic from mart.release").fetchall()[0]
    answer = ask(release_folder(home, release_id) / DATABASE, sql, limit=limit, timeout_seconds=timeout)
    _print_answer(answer, Form.JSON if as_json else Form.CSV if as_csv else Form.TABLE)
    notes = Console(stderr=True, soft_wrap=True, highlight=False)
    if answer.is_cut:
        notes.print(f"Only the first {limit:,} rows: --limit prints more.")
    if is_synthetic:
        notes.print(f"[bold yellow]{SYNTHETIC}[/]")


def _print_answer(answer: Answer, form: Form) -> None:
    if form is Form.JSON:
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        print(orjson.dumps(rows, default=str, option=orjson.OPT_INDENT_2).decode())
    elif form is Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        table = Table(*answer.columns)
        for row in answer.rows:
            table.add_row(*(_cell(value) for value in row))
        print_whole(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.3f}" if isinstance(value, float) else str(value)
