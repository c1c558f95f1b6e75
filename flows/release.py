"""The folder of one release: its database, Parquet and CSV are written under a hidden name, then sealed for good."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from flows.home import Home
from flows.sources.spec import source_credits
from flows.tables import comment_statements, read_table
from flows.warehouse import SQL, Warehouse, build_macros, build_order, sql_of, tables_of

DATABASE = "landtally.duckdb"

WITHOUT_CSV = {"mart.raion_daily"}
"""Views whose figures stand in the CSV of other tables and would make a release half as large again."""

_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How CSV writes instants, so that whoever reads it need not guess the zone."""


def write_release(home: Home, warehouse: Warehouse, release_id: str) -> Path:
    """Write the tables of a release into a folder that no reader looks at; `seal` gives it its name.

    Returns that folder. What a run that died left behind is removed first, and so is the folder when writing fails.
    """
    clear_leftovers(home)
    partial = home.releases / f".{release_id}.partial"
    try:
        for kind in ("parquet", "csv"):
            (partial / kind).mkdir(parents=True)
        tables = build_order(tables_of("mart"))
        # The files for other tools beside the database: most tables are too small to keep two processors busy.
        with warehouse.con.cursor() as cursor, ThreadPoolExecutor(1) as beside:
            exported = beside.submit(_export, cursor, partial, tables)
            _copy_database(warehouse, partial / DATABASE, tables)
            exported.result()
    except BaseException:
        # A full disk above all: half a release must not keep the next run from its space.
        remove(partial)
        raise
    return partial


def _export(con: duckdb.DuckDBPyConnection, folder: Path, tables: list[str]) -> None:
    """Write every table as Parquet and, but for a few, as CSV."""
    for table in tables:
        name = table.split(".")[1]
        parquet, csv = folder / "parquet" / f"{name}.parquet", folder / "csv" / f"{name}.csv"
        con.execute(f"copy (from {table}) to '{_quoted(parquet)}' (format parquet, compression zstd)")
        if table not in WITHOUT_CSV:
            con.execute(f"copy (from {table}) to '{_quoted(csv)}' (format csv, header, timestampformat '{_INSTANT}')")


def _copy_database(warehouse: Warehouse, target: Path, tables: list[str]) -> None:
    """Copy marts into a file that clients from DuckDB 1.0 on can read, with a comment on everything."""
    con, credits = warehouse.con, source_credits()
    home_catalog = con.execute("select current_database()").fetchone()
    assert home_catalog is not None
    con.execute(f"attach '{_quoted(target)}' as release (storage_version 'v1.0.0')")
    try:
        con.execute("create schema release.mart")
        views = {
            name
            for (name,) in con.execute("select view_name from duckdb_views() where schema_name = 'mart'").fetchall()
        }
        for table in tables:
            if table.split(".")[1] not in views:
                con.execute(f"create table release.{table} as from {table}")
        # A view keeps the names it was made with: made from inside, they hold wherever the file is opened.
        con.execute("use release")
        for table in tables:
            if table.split(".")[1] in views:
                con.execute(sql_of(table))
            for comment in comment_statements(read_table(SQL / f"{table.replace('.', '/')}.yml"), credits):
                con.execute(comment)
        build_macros(con)
    finally:
        con.execute(f'use "{home_catalog[0]}"')
        con.execute("detach release")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def seal(partial: Path, release_id: str) -> Path:
    """Give the finished folder its name and take away every permission to write. Returns the release's folder."""
    folder = partial.with_name(release_id)
    # The parquet and csv folders too: a tool that writes beside the file it reads must fail, not spoil the release.
    for path in sorted(partial.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
        _flush(path)
    _flush(partial)
    os.replace(partial, folder)
    folder.chmod(0o555)
    _flush(folder.parent)
    return folder


def _flush(path: Path) -> None:
    """Have the disk hold a file or a folder's list of names before anything points to it: power fails, too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_leftovers(home: Home) -> None:
    """Remove what a publishing that died left: unfinished or half removed folders and links that were never swapped.

    Call it under the home's lock alone.
    """
    for folder in (*home.releases.glob(".*.partial"), *home.releases.glob(".*.removed")):
        remove(folder)
    for link in home.root.glob(".current.*"):
        link.unlink()


def remove(folder: Path) -> None:
    """Remove a folder whose files may not be written to; one that is not there is no error."""
    if not folder.exists():
        return
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(0o755)
    shutil.rmtree(folder)
