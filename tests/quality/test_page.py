"""The checks page: self-contained, escaped, and honest about a made-up world."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from flows.quality.page import render
from flows.quality.result import CheckResult


def page(*results: CheckResult, is_synthetic: bool = False) -> str:
    return render(results, "test-1", is_synthetic)


def result(
    success: bool, severity: str = "critical", observed: str | None = None, table: str = "mart.x"
) -> CheckResult:
    return CheckResult(table, f"{severity} of {table}", severity, success, observed, None, datetime.now(UTC), "Why.")


def test_what_failed_stands_first_critical_before_warnings() -> None:
    shown = page(result(False, "warning"), result(False, "critical", table="mart.z"), result(True, table="mart.a"))
    assert 0 < shown.index("critical of mart.z") < shown.index("warning of mart.x") < shown.index("mart.a: 1 of 1")


def test_what_was_observed_is_escaped_for_it_quotes_data_from_outside() -> None:
    shown = page(result(False, observed="<script>alert(1)</script>"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_the_page_fetches_nothing() -> None:
    assert re.findall(r"(?:src|href)=|url\(|@import|https?:", page(result(True))) == []


def test_a_made_up_world_says_so_at_the_top() -> None:
    assert "made up" in page(result(True), is_synthetic=True)
    assert "made up" not in page(result(True))


def test_without_faults_there_is_no_section_for_them() -> None:
    assert "What did not hold" not in page(result(True))
    assert "1 of 1 checks hold" in page(result(True))
