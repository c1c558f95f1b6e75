"""The page of a release: one HTML file that needs nothing else, built from the release's own database."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.change import Change, command, sentence
from flows.quality.page import render as render_checks
from flows.quality.result import CheckResult
from flows.quality.suites import suites
from flows.quarantine import Case
from flows.release import DATABASE
from flows.report import words
from flows.report.figures import Figures, map_day, read_figures
from flows.sources.spec import load_spec, spec_names

HERE = Path(__file__).parent


def write_page(folder: Path, target: Path | None = None, cases: Sequence[Case] | None = None) -> Path:
    """Write `report.html` from the release in a folder, into it or into another. Returns the file.

    `cases` are the open quarantines of the home, which a release does not hold; without them the page says where
    they are listed.
    """
    page = (target or folder) / "report.html"
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        page.write_text(render(read_figures(con), cases), encoding="utf-8")
    return page


def write_checks(folder: Path, target: Path | None = None) -> Path:
    """Write `checks.html` from the release in a folder, into it or into another. Returns the file."""
    page = (target or folder) / "checks.html"
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        release_id, is_synthetic = con.execute("select release_id, is_synthetic from mart.release").fetchall()[0]
        rows = con.execute(
            "select table_name, expectation, severity, success, observed, unexpected_count, checked_at"
            " from mart.check_result"
        ).fetchall()
    reasons = _reasons()
    results = [CheckResult(*(*row, reasons.get((row[0], row[1]), ""))) for row in rows]
    page.write_text(render_checks(results, release_id, is_synthetic), encoding="utf-8")
    return page


def _reasons() -> dict[tuple[str, str], str]:
    """What would be wrong in the world if an expectation failed, by table and name; the tables keep only names."""
    return {
        (table, expectation.meta.name): expectation.meta.why
        for layer in ("core", "mart")
        for table, suite in suites(layer).items()
        for expectation in suite.expectations
    }


def render(figures: Figures, cases: Sequence[Case] | None = None) -> str:
    """The page as HTML. Everything read from the release is escaped: names come from outside."""
    # Altair takes a second to load, and whoever publishes loads this module.
    from flows.report.charts import draw

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        day=words.day_text, figure=figure, change=change, age=words.age_text, svg=Markup, pair=words.pair_text,
        status=lambda status: words.STATUS_TEXT.get(status, status),
        verdict=lambda verdict: words.VERDICT_TEXT.get(verdict, verdict),
        event=lambda event: words.EVENT_TEXT.get(event, event),
    )  # fmt: skip
    return environment.get_template("report.html").render(
        f=figures,
        release=figures.release,
        level=figures.levels[-1],
        drawn=map_day(figures.levels[-1]["snapshot_id"]),
        charts=draw(figures),
        headlines=[(label, sentence(span), command(span)) for label, span in _spans(figures)],
        year_since=_year_since(figures),
        events=[
            (event, sorted({row["name_en"] for row in rows}))
            for event, rows in groupby(sorted(figures.events, key=lambda row: row["event"]), lambda row: row["event"])
        ],
        articles=[list(claims) for _, claims in groupby(figures.claims, key=lambda row: row["article_id"])],
        carried=figures.carried,
        sources=[(row, load_spec(row["source"]) if row["source"] in spec_names() else None) for row in figures.sources],
        cases=cases,
        style=Markup((HERE / "report.css").read_text(encoding="utf-8")),
    )


def _spans(figures: Figures) -> list[tuple[str, Change]]:
    spans = (("The last seven days", figures.week), ("The last thirty days", figures.month))
    return [(label, span) for label, span in spans if span is not None]


def _year_since(figures: Figures) -> str:
    """From when the year's change is counted: the tally may begin within it."""
    return words.day_text(figures.year["period_start"]) if figures.year else ""


def figure(value: float | None, digits: int = 1) -> Markup:
    """A figure as people read it, with the release's own number behind it for whoever reads the page by machine."""
    return _marked(value, words.km2(value, digits) if value is not None else "")


def change(value: float | None, digits: int = 1) -> Markup:
    """The same for a change, with its sign."""
    return _marked(value, words.signed(value, digits) if value is not None else "")


def _marked(value: float | None, text: str) -> Markup:
    if value is None:
        return Markup('<span class="none">–</span>')
    quiet = Markup(' class="none"') if not text.strip("0.,") else ""
    return Markup('<data value="{}"{}>{}</data>').format(repr(float(value)), quiet, text)
