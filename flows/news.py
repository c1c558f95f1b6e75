"""The listed articles' claims, checked anew against the figures of the release being built.

Only quotes of a sentence are published, never an article's text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from flows.claims import ArticleRefused, Claim, Figures, check_claims, read_article, read_claims
from flows.claims.telling.rows import to_rows
from flows.claims.verifying.contested import settlement_contested, words_of_claims, words_of_events
from flows.landing import Landed, Landing
from flows.runs import Problem
from flows.sources import articles
from flows.tables import read_table
from flows.warehouse import SQL, Warehouse

TABLES = ("article", "claim", "claim_check", "settlement_contested")


def check_articles(warehouse: Warehouse, landing: Landing) -> list[Problem]:
    """Fill `mart.article`, `claim`, `claim_check` and `settlement_contested` from the marts and the landed articles.

    Returns what could not be read, and why.
    """
    figures = Figures(warehouse.con)
    first_day, last_day = figures.from_day, figures.to_day
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    words = words_of_events(figures.settlement_events(first_day, last_day))
    problems = []
    for landed in {each.name: each for each in landing.versions(articles.SOURCE)}.values():
        try:
            claims, checked = _checked(landing, landed, figures)
        except ArticleRefused as refused:
            problems.append(Problem(articles.SOURCE, landed.name, f"{refused} Its claims are not read."))
            continue
        for table, found in checked.items():
            rows[table] += found
        words += words_of_claims(claims, _published(landing, landed))
    rows["settlement_contested"] = settlement_contested(words, last_day)
    for table in TABLES:
        warehouse.replace(f"mart.{table}", _frame(table, rows[table]))
    return problems


def _checked(landing: Landing, landed: Landed, figures: Figures) -> tuple[list[Claim], dict[str, list[dict[str, Any]]]]:
    url = landed.name if landed.name.startswith(("https://", "http://")) else None
    article = read_article(landing.read(landed.sha256), _published(landing, landed), url=url)
    claims = read_claims(article)
    return claims, to_rows(article, check_claims(article, claims, figures))


def _published(landing: Landing, landed: Landed) -> date:
    """The day that the list or the file's name states, else the page itself. Raises `ArticleRefused` without one."""
    stated = date.fromisoformat(landed.revision) if landed.revision else None
    day = stated or articles.published_in(landing.read(landed.sha256))
    if day is None:
        raise ArticleRefused("No day of publication: begin the file's name, or the line in the list, with it.")
    return day


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows with the types that the table's description gives, so that an empty column has one too."""
    types = {"VARCHAR": pl.String, "DATE": pl.Date, "DOUBLE": pl.Float64, "BIGINT": pl.Int64, "BOOLEAN": pl.Boolean}
    columns = read_table(SQL / "mart" / f"{table}.yml").columns
    return pl.DataFrame(rows, schema={name: types[column.type] for name, column in columns.items()})
