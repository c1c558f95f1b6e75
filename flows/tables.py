"""Tables as described beside their SQL: `sql/<layer>/<table>.yml`, with names shared by tables in `sql/columns.yml`.

A table is described once. From that description come the database comments, the structural expectations
(`flows/quality/suites.py`), the data dictionary and the schema of `datapackage.json`; a test compares it with
what the SQL really builds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.errors import LandtallyError
from flows.settings import CHECKOUT

SQL = CHECKOUT / "sql"

Type = Literal["VARCHAR", "DATE", "TIMESTAMP", "DOUBLE", "BIGINT", "BOOLEAN", "DECIMAL(24,12)", "VARCHAR[]"]
Sums = Literal["never", "days", "units", "days and units"]

UNIT_OF_SUFFIX = {
    "km2_per_day": "km²/day",
    "_km2": "km²",
    "_mi2": "mi²",
    "_pct": "%",
    "_km": "km",
    "_mi": "mi",
    "_hours": "h",
    "_days": "days",
    "_eur_bn": "EUR bn",
}
"""Units stand in names; where a name ends so, the description must say the same unit."""

_SUMS = {
    "never": "Never to be summed.",
    "days": "May be summed over days, not over units.",
    "units": "May be summed over units of one level, never over days.",
    "days and units": "May be summed over days, and over units of one level.",
}
_PACKAGE_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DECIMAL(24,12)": "number",
}


class TablesRefused(LandtallyError):
    """A description that cannot be read, or that breaks the grammar of names and units."""


class Column(BaseModel):
    """One column: its type in DuckDB, unit, meaning, allowed values, and along what it may be summed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Type
    description: str
    unit: str | None = None
    sums: Sums | None = None
    is_nullable: bool = Field(False, alias="null")
    values: tuple[str | int, ...] = ()

    def comment(self, source: str) -> str:
        """What a database client shows: meaning, unit, whether it may be summed, source and licence."""
        parts = [f"{self.description}."]
        if self.unit:
            parts.append(f"Unit: {self.unit}.")
        elif self.type == "TIMESTAMP" and "UTC" not in self.description:
            parts.append("Unit: instant in UTC.")
        if self.sums:
            parts.append(_SUMS[self.sums])
        return " ".join([*parts, source])


class Table(BaseModel):
    """One table, view or macro, by the name of its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    row: str
    kind: Literal["kept", "built", "view"]
    key: tuple[str, ...]
    sources: tuple[str, ...] = Field(min_length=1)
    note: str | None = None
    revised: tuple[str, ...] = ()
    """Columns whose change from one release to the next is a revision; others follow from them."""
    columns: dict[str, Column]

    @property
    def layer(self) -> str:
        """Schema of the table: `core` or `mart`."""
        return self.table.split(".")[0]

    @property
    def name(self) -> str:
        """Name without the schema."""
        return self.table.split(".")[1]

    @model_validator(mode="after")
    def _keeps_the_grammar(self) -> Self:
        if unknown := [name for name in (*self.key, *self.revised) if name not in self.columns]:
            raise ValueError(f"key or revised names columns that it has not: {', '.join(unknown)}")
        for name, column in self.columns.items():
            is_number = column.type in ("DOUBLE", "BIGINT", "DECIMAL(24,12)")
            if is_number != (column.sums is not None):
                raise ValueError(f"{name}: a number says along what it may be summed, anything else does not")
            if self.layer == "mart" and column.type in ("DECIMAL(24,12)", "VARCHAR[]"):
                raise ValueError(f"{name}: BI clients stumble over decimals and lists, a mart has doubles and rows")
            if name.endswith("_at") != (column.type == "TIMESTAMP"):
                raise ValueError(f"{name}: instants, and only they, end in _at")
            # Outside the marts a number may stand without its unit in words: names carry it.
            expected = next((unit for end, unit in UNIT_OF_SUFFIX.items() if name.endswith(end)), None)
            if is_number and expected and column.unit not in (expected, None):
                raise ValueError(f"{name}: the name says {expected}, the description {column.unit}")
            if self.layer == "mart" and is_number and expected and column.unit is None:
                raise ValueError(f"{name}: the unit {expected} is missing")
        return self

    def comment(self, credits: Mapping[str, str]) -> str:
        """What a database client shows of the table: what a row is, its key, notes, sources and licences."""
        note = f" {self.note}" if self.note else ""
        return f"One row is {self.row}. Key: {', '.join(self.key)}.{note} {self.source(credits)}"

    def source(self, credits: Mapping[str, str]) -> str:
        """Sources with their licences, as one sentence; `credits` gives for each name its title and licence."""
        return f"Source: {'; '.join(credits.get(name, name) for name in self.sources)}."


@cache
def _shared_columns(path: Path) -> dict[str, dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}


def read_table(path: Path) -> Table:
    """The description in one file. Raises TablesRefused, naming the file, where it breaks the grammar."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    shared = _shared_columns(path.parents[1] / "columns.yml")
    try:
        columns = {name: {**shared.get(name, {}), **(own or {})} for name, own in raw["columns"].items()}
        table = Table.model_validate({**raw, "columns": columns})
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        raise TablesRefused(f"{path}: the table is not described as it should be: {error}") from None
    if table.table != f"{path.parent.name}.{path.stem}":
        raise TablesRefused(f"{path}: describes {table.table}, but the path is the name")
    return table


def load_tables(layer: str | None = None, folder: Path = SQL) -> dict[str, Table]:
    """Every described table of a layer, or of all, by its full name, in order of names."""
    found = [read_table(path) for path in sorted(folder.glob(f"{layer or '*'}/*.yml"))]
    return {table.table: table for table in found}


def comment_statements(table: Table, credits: Mapping[str, str]) -> list[str]:
    """`COMMENT ON` statements for a table or view and each of its columns; names are qualified by schema alone."""
    noun = "view" if table.kind == "view" else "table"
    source = table.source(credits)
    statements = [f"comment on {noun} {table.table} is {_quoted(table.comment(credits))}"]
    for name, column in table.columns.items():
        statements.append(f"comment on column {table.table}.{name} is {_quoted(column.comment(source))}")
    return statements


def _quoted(text: str) -> str:
    return "'" + re.sub(r"\s+", " ", text).replace("'", "''") + "'"


def dictionary(tables: Iterable[Table], credits: Mapping[str, str]) -> str:
    """The data dictionary as Markdown: a section a table, a line a column."""
    sections = ["# Data dictionary\n"]
    for table in tables:
        sections.append(f"## {table.name}\n\n{table.comment(credits)}\n")
        sections.append("| column | type | unit | may be null | sums over | what it is |\n|---|---|---|---|---|---|")
        for name, column in table.columns.items():
            null = "yes" if column.is_nullable else ""
            values = f"; one of {', '.join(map(str, column.values))}" if column.values else ""
            cells = [name, column.type, column.unit or "", null, column.sums or "", column.description + values]
            sections.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        sections.append("")
    return "\n".join(sections)


def datapackage_schema(table: Table) -> dict[str, Any]:
    """The table's schema as Frictionless Data writes it, for `datapackage.json`."""
    fields = []
    for name, column in table.columns.items():
        constraints: dict[str, Any] = {} if column.is_nullable else {"required": True}
        if column.values:
            constraints["enum"] = list(column.values)
        field: dict[str, Any] = {
            "name": name,
            "type": _PACKAGE_TYPES[column.type],
            "description": column.description,
        }
        if column.unit:
            field["unit"] = column.unit
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
    return {"fields": fields, "primaryKey": list(table.key)}
