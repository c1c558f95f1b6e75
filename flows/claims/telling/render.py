"""Checked claims for people: a table in the terminal and an evidence card in HTML."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.claims.claim import CheckedClaim, Verdict
from flows.claims.telling.grouping import Entry, entries_of
from flows.claims.telling.wording import day
from flows.claims.text.article import Article

COLOURS: dict[Verdict, str] = {
    "consistent": "green",
    "inconsistent": "red",
    "disputed": "yellow",
    "not_comparable": "cyan",
    "not_checkable": "bright_black",
}
QUOTES = '“”«»" '
SAYS: dict[Verdict, str] = {
    "consistent": "consistent with the map",
    "inconsistent": "inconsistent with the map",
    "disputed": "disputed between sources",
    "not_comparable": "another source's count: not comparable",
    "not_checkable": "not checkable",
}
UNREAD = (
    "The text is in none of the three languages that are read in full: figures and units are read, "
    "verbs and spans are not."
)
METHOD = (
    "Areas are those that the map marks as occupied since 24 February 2022, in an equal-area "
    "projection, as mapped, which "
    "lags events by days. Claims of one source share one map day, the one from publication to seven "
    "days before it on which "
    "most of them hold. Every count that the words allow is listed; 2% is allowed for recomputing. "
    "Figures that other sources "
    "count are set beside ours and called neither right nor wrong."
)


def render_table(checked: list[CheckedClaim], console: Console, article: Article | None = None) -> None:
    """Print a table that quotes the words and gives each verdict in a sentence."""
    if article is not None and article.language == "other":
        console.print(Text(UNREAD, style="yellow"))
    if not checked:
        console.print("No claim about territory, settlements or aid found in this text.")
        return
    table = Table(show_lines=True, expand=True, title_justify="left", pad_edge=False)
    table.add_column("It says", ratio=3)
    table.add_column("Verdict", min_width=14, no_wrap=True)
    table.add_column("The data say", ratio=4)
    for entry in entries_of(checked):
        verdict = entry.first.best.verdict
        table.add_row(
            _said(entry), Text(verdict.replace("_", " "), style=COLOURS[verdict]), Text(entry.first.best.explanation)
        )
    console.print(table)
    if days := _map_days(checked):
        console.print(Text(days, style="dim"))


def _said(entry: Entry) -> Text:
    text = Text(entry.heading, style="bold")
    for quote in entry.quotes[:3]:
        short = textwrap.shorten(quote.strip(QUOTES), 220, placeholder=" …")
        text.append(f"\n“{short}”", style="not bold")
    sources = list(dict.fromkeys(m.claim.attributed_to for m in entry.members if m.claim.attributed_to))
    if sources:
        text.append("\naccording to " + ", ".join(sources), style="not bold dim")
    return text


def _map_days(checked: list[CheckedClaim]) -> str | None:
    counted = {c.best.map_day for c in checked if c.best.map_day and c.best.computed_low is not None}
    releases = sorted({c.best.release_id for c in checked if c.best.release_id})
    if not releases:
        return None
    days = ", ".join(day(d) for d in sorted(counted))
    return (
        f"Map day{'s' if len(counted) > 1 else ''}: {days or 'none'}. Release: {', '.join(releases)}. "
        f"As mapped, which lags events."
    )


def render_card(
    checked: list[CheckedClaim],
    article: Article | None = None,
    *,
    citation: str | None = None,
    command: str | None = None,
) -> str:
    """The evidence card: one self-contained page without assets from elsewhere; everything from the text is escaped.

    `citation` is the release's sentence of citation; `command` reproduces the check, without it one is written from
    the article's address or title and date.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    releases = sorted({c.best.release_id for c in checked if c.best.release_id})
    return environment.get_template("card.html").render(
        article=article,
        entries=entries_of(checked),
        says=SAYS,
        method=METHOD,
        note=UNREAD if article is not None and article.language == "other" else None,
        release=", ".join(releases) or None,
        is_synthetic=any(r.startswith("sample-") for r in releases) or bool(article and article.is_synthetic),
        citation=citation,
        command=command or _command(article, releases),
        day=_day,
        url=_safe_url(article),
        number=_number,
    )


def _command(article: Article | None, releases: list[str]) -> str | None:
    if article is None:
        return None
    what = article.url or "ARTICLE.txt"
    release = f" --release {releases[0]}" if releases else ""
    return f"landtally check '{what}' --published {article.published}{release}".replace("\n", " ")


def _safe_url(article: Article | None) -> str | None:
    """An address becomes a link only where it is one of the web."""
    url = article.url if article else None
    return url if url and url.startswith(("https://", "http://")) else None


def _day(value: date | None) -> str:
    return day(value) if value else "–"


def _number(value: float | None, unit: str | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.2f}%" if unit == "percent" else f"{value:,.1f}"
