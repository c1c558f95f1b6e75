"""Results: told apart by severity, and summed up in one line."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.quality.result import CheckResult, failed, summary


def result(severity: str, success: bool) -> CheckResult:
    return CheckResult("mart.x", "holds", severity, success, None, None, datetime.now(UTC))


def test_the_line_names_what_failed_by_severity() -> None:
    held = [result("critical", True), result("warning", True)]
    assert summary(held) == "2 of 2 checks hold"
    assert summary([*held, result("warning", False)]) == "2 of 3 checks hold, 1 warning"
    mixed = [*held, result("critical", False), result("warning", False), result("warning", False)]
    assert summary(mixed) == "2 of 5 checks hold, 1 critical failed, 2 warnings"


def test_a_failed_warning_is_not_a_failed_critical() -> None:
    assert failed([result("warning", False), result("critical", True)], "critical") == []
