"""The command that builds a release's page anew, and saves its charts."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from flows.errors import WrongUse
from flows.home import Home
from flows.quarantine import Quarantine
from flows.reading import read_release, release_folder
from flows.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Hang this file's command on the program."""
    app.command(epilog="Example: landtally report --open --png charts/")(report)


def report(
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    png: Annotated[Path | None, typer.Option(metavar="DIR", help="Save the charts as PNG into this folder.")] = None,
    release: Annotated[str | None, typer.Option(help="A release; else the one in force.")] = None,
) -> None:
    """Build the page of a release anew under reports/ and print its path; the release itself never changes."""
    # The charts' libraries take a second to load, which other commands need not wait for.
    from flows.report.charts import pngs
    from flows.report.figures import read_figures
    from flows.report.page import write_checks, write_page

    if png is not None and png.exists() and not png.is_dir():
        raise WrongUse(f"--png {png} is a file: name a folder, it is made where there is none.")
    home = Home(Settings().home)
    folder = release_folder(home, release)
    target = home.reports / folder.resolve().name
    target.mkdir(parents=True, exist_ok=True)
    write_checks(folder, target)
    page = write_page(folder, target, Quarantine(home.quarantine).open_cases())
    if png is not None:
        png.mkdir(parents=True, exist_ok=True)
        with read_release(home, release) as con:
            for name, picture in pngs(read_figures(con)).items():
                (png / f"{folder.resolve().name}-{name}.png").write_bytes(picture)
    typer.echo(page)
    if open_page and not webbrowser.open(page.as_uri()):
        typer.echo("No browser could be opened here: open the file above.", err=True)
