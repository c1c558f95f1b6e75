"""Checked claims as rows of `article`, `claim` and `claim_check`, and as the JSON of `landtally check --json`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from flows.claims.claim import Check, CheckedClaim, Claim
from flows.claims.text.article import Article

ARTICLE_COLUMNS = ("article_id", "title", "outlet", "url", "published", "language")
CLAIM_COLUMNS = (
    "claim_id", "article_id", "quote", "kind", "measure", "scope", "unit_id", "value_low", "value_high", "bound",
    "value_unit", "second_value", "second_unit", "period_start", "period_end", "attributed_to", "polarity",
)  # fmt: skip
CHECK_COLUMNS = (
    "check_id", "claim_id", "reading", "map_day", "day_from", "day_to", "computed_low", "computed_high",
    "computed_unit", "deviation_pct", "verdict", "is_best", "units_agree", "explanation", "source", "snapshot_ids",
    "query", "release_id",
)  # fmt: skip
Row = dict[str, Any]


def article_row(article: Article) -> Row:
    """The row of mart.article; the text itself is never kept."""
    return {name: getattr(article, name) for name in ARTICLE_COLUMNS}


def claim_row(claim: Claim) -> Row:
    """The row of mart.claim; the quote is one sentence."""
    return {name: getattr(claim, name) for name in CLAIM_COLUMNS}


def check_row(check: Check) -> Row:
    """The row of mart.claim_check."""
    values = asdict(check)
    return {name: values[name] for name in CHECK_COLUMNS}


def to_rows(article: Article, checked: list[CheckedClaim]) -> dict[str, list[Row]]:
    """The rows of the three tables by table name; days are `date`, to be loaded as DATE."""
    return {
        "article": [article_row(article)],
        "claim": [claim_row(item.claim) for item in checked],
        "claim_check": [check_row(check) for item in checked for check in item.checks],
    }


def to_json(article: Article, checked: list[CheckedClaim], release_id: str | None) -> Row:
    """The object of `landtally check --json`: article, release, claims with their checks; days as ISO strings."""
    claims = [{**claim_row(item.claim), "checks": [check_row(check) for check in item.checks]} for item in checked]
    return _plain({"article": article_row(article), "release_id": release_id, "claims": claims})  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
