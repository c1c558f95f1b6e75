"""Great Expectations on DuckDB. Importing this module takes seconds: only the child process does.

Out of the box every SQL expectation on DuckDB fails, because the library closes its connection before it fetches.
It keeps one connection for a few dialects; here is the same for this one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import sqlalchemy as sa
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metrics.query_row_count.unexpected_rows_query_row_count import (
    UnexpectedRowsQueryRowCount,
)
from great_expectations.validator.metric_configuration import MetricConfiguration

from flows.quality.result import CheckResult
from flows.quality.suites import Suite

_ROWS = "unexpected_rows_query.table"

_SHOWN = 3
"""Rows at fault that a result quotes."""


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """The library's SQL engine with one connection that lives as long as the engine."""

    _kept: sa.Connection | None = None

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        """The one connection."""
        if self._kept is None:
            self._kept = self.engine.connect()
        yield self._kept

    def close(self) -> None:
        """Let go of the file, so that the writer may have it."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self.engine.dispose()


EngineType = type[DuckDBExecutionEngine]


class DuckDBDatasource(SQLDatasource):
    """A DuckDB file; the library finds it by its `type` and offers it as `add_duckdb`."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]

    @property
    def execution_engine_type(self) -> EngineType:
        """The engine above."""
        return DuckDBExecutionEngine


class RowsAtFault(UnexpectedRowsQueryRowCount):
    """How many rows an expectation's query gives, asked only where it gives any.

    The library runs each such query twice, for its rows and for their number. Defined under the library's own name,
    this takes its place there.
    """

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> int:
        if not metrics[_ROWS]:
            return 0
        found: int = UnexpectedRowsQueryRowCount._sqlalchemy(
            cls, execution_engine, metric_domain_kwargs, metric_value_kwargs, metrics, runtime_configuration
        )
        return found

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: MetricConfiguration, *others: Any, **named: Any
    ) -> dict[str, MetricConfiguration]:
        return {_ROWS: MetricConfiguration(_ROWS, metric.metric_domain_kwargs, metric.metric_value_kwargs)}


def validate(database: Path, suites: list[Suite]) -> list[CheckResult]:
    """What these suites find in a database, opened for reading alone and let go of at the end."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    datasource = context.data_sources.add_duckdb(
        "warehouse",
        connection_string=f"duckdb:///{database}",
        create_temp_table=False,
        kwargs={"connect_args": {"read_only": True}},
    )
    try:
        return [result for suite in suites for result in _validate_table(datasource, suite)]
    finally:
        # The library has two: one that it tests the connection with, one that it asks.
        datasource.get_execution_engine().close()
        datasource.get_engine().dispose()


def _validate_table(datasource: Any, suite: Suite) -> list[CheckResult]:
    layer, name = suite.table.split(".")
    asset = datasource.add_table_asset(suite.table, table_name=name, schema_name=layer)
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    expectations = [expectation.model_dump() for expectation in suite.expectations]
    validated = batch.validate(
        gx.ExpectationSuite(name=suite.table, expectations=expectations),
        result_format={"result_format": "COMPLETE", "partial_unexpected_count": _SHOWN},
    )
    checked_at = datetime.now(UTC)
    by_name = {found.expectation_config.meta["name"]: found for found in validated.results}
    return [
        CheckResult(
            table_name=suite.table,
            expectation=expectation.meta.name,
            severity=expectation.severity,
            success=bool(by_name[expectation.meta.name].success),
            observed=_observed(by_name[expectation.meta.name]),
            unexpected_count=_unexpected_count(by_name[expectation.meta.name]),
            checked_at=checked_at,
            why=expectation.meta.why,
        )
        for expectation in suite.expectations
    ]


def _observed(found: Any) -> str | None:
    """What was found, in short: the error, the first rows at fault, or the library's observed value."""
    if error := _error(found):
        return f"could not be checked: {error}"
    result = found.result or {}
    if rows := result.get("details", {}).get("unexpected_rows"):
        shown = ["; ".join(f"{name} {value}" for name, value in dict(row).items()) for row in rows[:_SHOWN]]
        return f"{result['observed_value']} rows, such as {' | '.join(shown)}"
    if unexpected := result.get("partial_unexpected_list"):
        return f"{result['unexpected_count']} values, such as {', '.join(map(str, unexpected[:_SHOWN]))}"
    if not found.success and "observed_value" in result:
        return str(result["observed_value"])
    return None


def _unexpected_count(found: Any) -> int | None:
    result = found.result or {}
    if found.expectation_config.type == "unexpected_rows_expectation":
        return result.get("observed_value")
    return result.get("unexpected_count")


def _error(found: Any) -> str | None:
    raised = found.exception_info or {}
    infos = [raised] if "raised_exception" in raised else list(raised.values())
    messages = [info["exception_message"] for info in infos if info.get("raised_exception")]
    return str(messages[0]).splitlines()[0] if messages else None
