"""The commands about releases: list them, mark those that are cited, go back to one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer
from rich.table import Table

from flows import ledger, publish, reading
from flows.cli.wide import print_whole
from flows.errors import WrongUse
from flows.home import Home, opened_home
from flows.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Hang this file's commands on the program."""
    app.command(epilog="Example: landtally releases --cite 2024-11-03.1")(releases)
    app.command(epilog="Example: landtally rollback 2024-11-03.1")(rollback)


def releases(
    cite: Annotated[str | None, typer.Option(help="Keep this release for good: somebody cites it.")] = None,
    uncite: Annotated[str | None, typer.Option(help="Take that back.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a release.")] = False,
) -> None:
    """List the releases in the home, the newest first, and what is known of each; or mark one as cited."""
    home = Home(Settings().home)
    if cite and uncite:
        raise WrongUse("--cite and --uncite exclude each other: run one after the other.")
    if marked := cite or uncite:
        reading.release_folder(home, marked)
        with opened_home(own_settings()):
            ledger.note_cited(home.releases, marked, cite is not None, datetime.now(UTC))
        typer.echo(f"Release {marked} is {'cited and stays for good' if cite else 'no longer marked as cited'}.")
        return
    listed = [*_listed(home)]
    if as_json:
        print(orjson.dumps(listed, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode())
    elif listed:
        _print(listed)
    else:
        typer.echo("No release yet: `landtally run` makes the first.")


def _listed(home: Home) -> list[dict[str, object]]:
    """What is known of every release, the newest first; those whose manifest cannot be read come last."""
    known, in_force = ledger.read_ledger(home.releases), reading.release_in_force(home)
    stated = publish.stated_releases(home)
    rows: list[dict[str, object]] = [
        {
            "release_id": one.release_id,
            "from_day": one.from_day,
            "to_day": one.to_day,
            "built_at": one.built_at,
            "mbytes": round(one.bytes / 1e6, 1),
            "revised_figures": sum(revised.figures for revised in one.revisions),
            "is_in_force": one.release_id == in_force,
            "is_cited": one.release_id in known.cited,
            "is_withdrawn": one.release_id in known.withdrawn,
            "citation": one.citation,
        }
        for one in reversed(stated)
    ]
    unread = set(publish.release_ids(home)) - {one.release_id for one in stated}
    return rows + [{"release_id": name, "is_in_force": name == in_force, "is_damaged": True} for name in sorted(unread)]


def _print(listed: list[dict[str, object]]) -> None:
    words = {
        "is_in_force": "in force",
        "is_cited": "cited",
        "is_withdrawn": "gone back on",
        "is_damaged": "damaged: its manifest cannot be read",
    }
    table = Table("release", "days", "built, UTC", "size", "revised", "")
    for row in listed:
        said = ", ".join(word for name, word in words.items() if row.get(name))
        if row.get("is_damaged"):
            table.add_row(str(row["release_id"]), "", "", "", "", said)
            continue
        days, built_at = f"{row['from_day']} to {row['to_day']}", f"{row['built_at']:%Y-%m-%d %H:%M}"
        table.add_row(
            str(row["release_id"]), days, built_at, f"{row['mbytes']} MB", f"{row['revised_figures']:,}", said
        )
    print_whole(table)


def rollback(release: Annotated[str, typer.Argument(help="The release to go back to.")]) -> None:
    """Put an older release in force; publishing then waits for `landtally run --resume`."""
    with opened_home(own_settings()) as home:
        publish.rollback(home, release, datetime.now(UTC))
    typer.echo(f"Release {release} is in force. Publishing waits for `landtally run --resume`.")


def own_settings() -> Settings:
    """The settings with the home's own profile: what is said of releases concerns no source."""
    settings = Settings()
    return settings.model_copy(update={"profile": Home(settings.home).profile() or settings.profile})
