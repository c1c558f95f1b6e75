"""The warehouse: the one working database, with one writer, built by running `sql/` in the order the SQL implies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from flows.settings import CHECKOUT
from flows.territory.area import KM2_PER_MI2

SQL = CHECKOUT / "sql"
LAYERS = ("core", "mart")

_COMMENT = re.compile(r"--[^\n]*")
_TABLE = re.compile(rf"\b({'|'.join(LAYERS)})\.(\w+)")
_KEPT = re.compile(r"^create table if not exists", re.MULTILINE)


def sql_of(table: str) -> str:
    """The statement that builds a table, by its name such as `mart.change_daily`."""
    layer, name = table.split(".")
    return (SQL / layer / f"{name}.sql").read_text(encoding="utf-8")


def tables_of(layer: str) -> list[str]:
    """Every table of a layer that has a file, by name."""
    return sorted(f"{layer}.{path.stem}" for path in (SQL / layer).glob("*.sql"))


def is_kept(table: str) -> bool:
    """Whether rows of this table are put in by Python and stay, instead of being built anew each time."""
    return bool(_KEPT.search(sql_of(table)))


def reads(table: str) -> set[str]:
    """The tables that a table's SQL reads: every qualified name in it but its own, comments aside."""
    code = _COMMENT.sub("", sql_of(table))
    return {f"{layer}.{name}" for layer, name in _TABLE.findall(code)} - {table}


def build_order(tables: list[str]) -> list[str]:
    """Tables in an order in which each comes after all that it reads; the same order every time."""
    chosen = set(tables)
    sorter = TopologicalSorter({table: sorted(reads(table) & chosen) for table in sorted(tables)})
    return list(sorter.static_order())


def kept_digest() -> str:
    """A digest of the kept tables' definitions: another one means the working database must be rebuilt."""
    kept = [sql_of(table) for layer in LAYERS for table in tables_of(layer) if is_kept(table)]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


class Warehouse:
    """The open working database. Shapes: rows are polars frames whose columns are the table's."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def put(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows to a kept table; a row whose key is there already is replaced."""
        if rows.is_empty():
            return
        columns = ", ".join(rows.columns)
        self.con.register("rows_to_put", rows.to_arrow())
        verb = "insert or replace" if "primary key" in sql_of(table) else "insert"
        self.con.execute(f"{verb} into {table} ({columns}) select {columns} from rows_to_put")
        self.con.unregister("rows_to_put")

    def replace(self, table: str, rows: pl.DataFrame) -> None:
        """Make a kept table hold these rows and no others."""
        self.con.execute(f"delete from {table}")
        self.put(table, rows)

    def rows(self, query: str, parameters: list[object] | None = None) -> pl.DataFrame:
        """The answer to a query."""
        return self.con.execute(query, parameters or []).pl()

    def build(self, *tables: str) -> None:
        """Run the SQL of these tables, each after all that it reads."""
        for table in build_order(list(tables)):
            self.con.execute(sql_of(table))

    def build_layer(self, layer: str) -> None:
        """Build every table and view of a layer that is not kept."""
        self.build(*(table for table in tables_of(layer) if not is_kept(table)))


def build_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macros over marts, `sql/macro/`, in the database that the connection uses."""
    for path in sorted((SQL / "macro").glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Give a connection what the SQL counts on: schemas, UTC, the conversion, the kept tables."""
    con.execute("set timezone = 'UTC'")
    for layer in LAYERS:
        con.execute(f"create schema if not exists {layer}")
    con.execute(f"create or replace macro mi2(km2) as km2 / {KM2_PER_MI2!r}::double")
    for layer in LAYERS:
        for table in tables_of(layer):
            if is_kept(table):
                con.execute(sql_of(table))


@contextmanager
def opened_warehouse(path: Path) -> Iterator[Warehouse]:
    """The working database, open for writing until the block ends; then any number may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(str(path))
    try:
        prepare(con)
        yield Warehouse(con)
    finally:
        con.close()


def fits_this_code(path: Path) -> bool:
    """Whether there is a working database that these table definitions made; else it is built anew from landing."""
    marker = path.with_suffix(".made-by")
    return path.exists() and marker.exists() and marker.read_text(encoding="utf-8").strip() == kept_digest()


def start_afresh(path: Path) -> None:
    """Remove the working database, which landing can always give again, and note which code makes the next."""
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".made-by").write_text(kept_digest() + "\n", encoding="utf-8")
