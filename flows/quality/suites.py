"""Suites: what each table's description implies, and what `expectations/<layer>/<table>.yml` says by hand.

Handwritten expectations are Great Expectations configurations. Each names a severity, a short name, and what would
be wrong in the world if it failed. Rows-expectations are SQL over `{batch}`, the table, and give the rows at fault.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.errors import LandtallyError
from flows.settings import CHECKOUT
from flows.tables import Table, load_tables
from flows.territory.area import KM2_PER_MI2

EXPECTATIONS = CHECKOUT / "expectations"
AGREEMENT = 1e-9
"""Relative difference within which km² and mi² of one row must agree."""


class SuiteRefused(LandtallyError):
    """A file of expectations that cannot be read, or that belongs to no table."""


class Meta(BaseModel):
    """A short name, unique in its table, and what would be wrong in the world."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    why: str


class Expectation(BaseModel):
    """One expectation as Great Expectations reads it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    kwargs: dict[str, Any] = Field(default_factory=dict)
    severity: Literal["critical", "warning"]
    meta: Meta


class Suite(BaseModel):
    """All that must hold of one table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    expectations: tuple[Expectation, ...]


def read_suite(path: Path) -> Suite:
    """The handwritten expectations of one file. Raises SuiteRefused, naming the file."""
    try:
        suite = Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise SuiteRefused(f"{path}: the expectations cannot be read: {error}") from None
    if suite.table != f"{path.parent.name}.{path.stem}":
        raise SuiteRefused(f"{path}: is about {suite.table}, but the path is the name")
    return suite


@cache
def suites(layer: str) -> dict[str, Suite]:
    """Every table of a layer with all that must hold of it, described structure first. Raises SuiteRefused."""
    tables = load_tables(layer)
    written = {path.stem: read_suite(path) for path in sorted((EXPECTATIONS / layer).glob("*.yml"))}
    if unknown := [name for name in written if f"{layer}.{name}" not in tables]:
        raise SuiteRefused(f"expectations/{layer}/{unknown[0]}.yml: no table of this name is described in sql/")
    found = {}
    for table in tables.values():
        by_hand = written[table.name].expectations if table.name in written else ()
        together = (*described(table), *agreement(table), *by_hand)
        names = [expectation.meta.name for expectation in together]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise SuiteRefused(f"expectations/{layer}/{table.name}.yml: two are called {doubled.pop()!r}")
        found[table.table] = Suite(table=table.table, expectations=together)
    return found


def described(table: Table) -> list[Expectation]:
    """What the description implies: columns in order, a unique key, no null where none may be, allowed values."""
    key = ", ".join(table.key)
    found = [
        _critical(
            "expect_table_columns_to_match_ordered_list",
            {"column_list": list(table.columns)},
            "columns as described",
            "A reader would take one column for another.",
        ),
        # Grouped, not numbered: the library's own check of uniqueness counts by a window, many times as long.
        _no_rows(
            f"select {key}, count(*) as times from {{batch}} group by {key} having count(*) > 1",
            "key is unique",
            "A row would be counted twice in every sum.",
        ),
    ]
    if promised := [name for name, column in table.columns.items() if not column.is_nullable]:
        # One query for all of them: the library spends more on each expectation than DuckDB on the rows.
        missing = " or ".join(f"{name} is null" for name in promised)
        found.append(
            _no_rows(
                f"select * from {{batch}} where {missing}",
                "nothing is missing",
                "A figure that is there by contract would be missing.",
            )
        )
    for name, column in table.columns.items():
        if column.values:
            found.append(
                _critical(
                    "expect_column_values_to_be_in_set",
                    {"column": name, "value_set": list(column.values)},
                    f"{name} is one of its words",
                    "Readers who filter by the words of the contract would miss these rows.",
                )
            )
    return found


def agreement(table: Table) -> list[Expectation]:
    """That each pair `x_km2`, `x_mi2` of a table is one area in two units, in every row; none where it has no pair."""
    pairs = [
        (name, other)
        for name in table.columns
        if name.endswith("_km2") and (other := name.removesuffix("_km2") + "_mi2") in table.columns
    ]
    if not pairs:
        return []
    # One query for all pairs, so that a view is computed once; it says which pair of which row is apart.
    apart = ", ".join(
        f"if(abs({km2} - {mi2} * {KM2_PER_MI2!r}) > {AGREEMENT!r} * abs({km2}) or ({km2} is null) <> ({mi2} is null),"
        f" '{km2} and {mi2}', null)"
        for km2, mi2 in pairs
    )
    compared = f"select {', '.join(table.key)}, concat_ws(', ', {apart}) as apart from {{batch}}"
    return [
        _no_rows(
            f"from ({compared}) where apart <> ''",
            "areas agree in km² and mi²",
            "Readers in square miles and in square kilometres would be told different things.",
        )
    ]


def _no_rows(query: str, name: str, why: str) -> Expectation:
    """That a query over `{batch}` gives no row: each that it gives is one at fault."""
    return _critical("unexpected_rows_expectation", {"unexpected_rows_query": query}, name, why)


def _critical(kind: str, kwargs: dict[str, Any], name: str, why: str) -> Expectation:
    return Expectation(type=kind, kwargs=kwargs, severity="critical", meta=Meta(name=name, why=why))
