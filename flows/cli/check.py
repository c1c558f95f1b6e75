"""The command that the rest is for: is the figure in the news right?"""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from flows.cli.show import SYNTHETIC
from flows.errors import LandtallyError, WrongUse
from flows.home import Home
from flows.reading import read_release, release_in_force
from flows.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Hang this file's command on the program."""
    app.command(epilog="Example: landtally check article.txt --published 2024-11-01 --html card.html")(check)


def check(
    article: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="The article: a file, an address, or - for stdin.")
    ],
    published: Annotated[
        date | None, typer.Option(parser=date.fromisoformat, metavar="DAY", help="Its day of publication; needed.")
    ] = None,
    release: Annotated[str | None, typer.Option(help="A release; else the one in force.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    card: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write an evidence card.")] = None,
) -> None:
    """Read an article and give a verdict, with its proof, on every claim about territory; store and send nothing."""
    # Reading sentences takes a second to load; no other command needs it.
    from flows import claims
    from flows.claims.telling.render import render_card, render_table
    from flows.claims.telling.rows import to_json

    settings = Settings()
    url = article if article.startswith(("http://", "https://")) else None
    try:
        read = claims.read_article(_bytes_of(article, settings), published, url=url)
    except claims.ArticleRefused as refused:
        raise (WrongUse if published is None else LandtallyError)(str(refused)) from None
    found = claims.read_claims(read)
    home = Home(settings.home)
    if release is None and release_in_force(home) is None:
        release_id, is_synthetic, citation = None, False, None
        checked = claims.check_claims(read, found, None)
    else:
        with read_release(home, release) as con:
            stated = con.execute("select release_id, is_synthetic, citation from mart.release").fetchall()
            release_id, is_synthetic, citation = stated[0]
            checked = claims.check_claims(read, found, claims.Figures(con))
    if card is not None:
        named = f" --release {release_id}" if release_id else ""
        command = f"landtally check {shlex.quote(article)} --published {published}{named}"
        card.write_text(render_card(checked, read, citation=citation, command=command), encoding="utf-8")
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(to_json(read, checked, release_id), option=orjson.OPT_INDENT_2) + b"\n")
        return
    console = Console(highlight=False)
    render_table(checked, console, read)
    if is_synthetic:
        console.print(f"[bold yellow]{SYNTHETIC}[/]")
    if card is not None:
        console.print(f"Evidence card: {card}", soft_wrap=True)


def _bytes_of(article: str, settings: Settings) -> bytes:
    if article == "-":
        return sys.stdin.buffer.read()
    if article.startswith(("http://", "https://")):
        from flows.sources.articles import fetch_article

        return fetch_article(settings, article)
    try:
        return Path(article).read_bytes()
    except OSError as error:
        raise WrongUse(
            f"The article {article} cannot be read ({error.strerror}): name a file, an address, or -."
        ) from None
