"""The checks as a page that needs nothing from the network; the library's own page fetches sixteen files."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.quality.result import CheckResult, failed, summary


def render(results: Iterable[CheckResult], release_id: str, is_synthetic: bool) -> str:
    """The page as HTML: what did not hold first, critical before warnings, then every table with all its checks.

    Everything shown is escaped: observed values quote data that came from outside.
    """
    found = sorted(results, key=lambda result: result.table_name)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html").render(
        release_id=release_id,
        is_synthetic=is_synthetic,
        summary=summary(found),
        faults=[*failed(found, "critical"), *failed(found, "warning")],
        by_table={name: list(rows) for name, rows in groupby(found, key=lambda result: result.table_name)},
    )
