"""What one expectation found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec


class CheckResult(msgspec.Struct, frozen=True):
    """One expectation on one table, as in `core.check_result` but for the run; `checked_at` is aware UTC."""

    table_name: str
    expectation: str
    severity: str
    success: bool
    observed: str | None
    unexpected_count: int | None
    checked_at: datetime
    why: str = ""
    """What would be wrong in the world if it failed; for the checks page, not for the table."""

    def row(self) -> dict[str, Any]:
        """The columns of `core.check_result` but `run_id`; the instant without its zone, which is UTC."""
        kept = {name: getattr(self, name) for name in self.__struct_fields__ if name != "why"}
        return {**kept, "checked_at": self.checked_at.replace(tzinfo=None)}


def failed(results: Iterable[CheckResult], severity: str) -> list[CheckResult]:
    """Those of a severity, `critical` or `warning`, that did not hold."""
    return [result for result in results if not result.success and result.severity == severity]


def summary(results: Iterable[CheckResult]) -> str:
    """All checks in one line for people."""
    found = list(results)
    critical, warnings = len(failed(found, "critical")), len(failed(found, "warning"))
    held = len(found) - critical - warnings
    line = f"{held} of {len(found)} checks hold"
    parts = [f"{critical} critical failed"] if critical else []
    parts += [f"{warnings} warning{'s' if warnings > 1 else ''}"] if warnings else []
    return line + (", " + ", ".join(parts) if parts else "")
