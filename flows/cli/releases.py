"""The commands about releases: list them, go back to one, build the page anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.table import Table

from flows import publish
from flows.home import Home, opened_home
from flows.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Hang this file's commands on the program."""
    app.command(epilog="Example: landtally releases")(releases)
    app.command(epilog="Example: landtally rollback 2024-11-03.1")(rollback)


def releases() -> None:
    """List the releases in the home; the one in force is marked."""
    home = Home(Settings().home)
    in_force = publish.release_in_force(home)
    table = Table("", "release", "days", "built, UTC", "size")
    for release_id in publish.release_ids(home):
        stated = orjson.loads((home.releases / release_id / "manifest.json").read_bytes())
        size_mb = sum(file["bytes"] for file in stated["files"]) / 1e6
        table.add_row(
            "in force" if release_id == in_force else "",
            release_id,
            f"{stated['from_day']} to {stated['to_day']}",
            stated["built_at"][:16].replace("T", " "),
            f"{size_mb:,.1f} MB",
        )
    Console(highlight=False).print(table if table.row_count else "No release yet: `landtally run` makes the first.")


def rollback(release: Annotated[str, typer.Argument(help="The release to go back to.")]) -> None:
    """Put an older release in force; publishing then waits for `landtally run --resume`."""
    settings = Settings()
    with opened_home(settings) as home:
        publish.rollback(home, release, datetime.now(UTC))
    typer.echo(f"Release {release} is in force. Publishing waits for `landtally run --resume`.")
