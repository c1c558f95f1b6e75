"""Publishing: a release is a new folder that nothing ever changes again, and `current` is swapped to it last.

A folder a release, because replacing a database file under its old name lets a leftover write-ahead log of the old
one be replayed into the new one; a link swapped by rename, because a reader must see one release whole.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb
import orjson
import polars as pl

from flows import __version__, manifest
from flows.errors import LandtallyError, WrongUse
from flows.home import Home, write_whole
from flows.quality.result import CheckResult
from flows.runs import Run
from flows.settings import Profile
from flows.sources.spec import source_credits
from flows.tables import comment_statements, read_table
from flows.warehouse import SQL, Warehouse, build_order, opened_warehouse, sql_of, tables_of

DATABASE = "landtally.duckdb"

HOLD = "hold"
"""A file in the home that says which rollback holds publishing."""


def release_id_for(home: Home, profile: Profile, last_day: date) -> str:
    """The next free name: the last day and a number, `2024-11-03.1`; a sample's starts with `sample-`."""
    stem = f"{'sample-' if profile == 'sample' else ''}{last_day.isoformat()}"
    taken = [
        int(found[1]) for path in home.releases.glob(f"{stem}.*") if (found := re.fullmatch(r".*\.(\d+)", path.name))
    ]
    return f"{stem}.{max(taken, default=0) + 1}"


def build_marts(home: Home, profile: Profile, now: datetime) -> str:
    """Name the release to be and build its tables beside the one in force, which revisions are told against.

    `now` is an aware UTC instant; it stands in for the clock wherever a table needs one. Returns the release's id.
    """
    span = home.span()
    assert span is not None
    release_id = release_id_for(home, profile, span.last_day)
    row = {
        "release_id": release_id,
        "built_at": now.replace(tzinfo=None),
        "code_version": __version__,
        "is_synthetic": profile == "sample",
    }
    with opened_warehouse(home.warehouse) as warehouse:
        warehouse.replace("core.release", pl.DataFrame([row]))
        with attached_previous(home, warehouse):
            warehouse.build_layer("mart")
    return release_id


def record_checks(warehouse: Warehouse, run_id: str, results: Iterable[CheckResult]) -> None:
    """Keep what this run's expectations found; a release carries the results of the run that made it."""
    rows = [{"run_id": run_id, **result.row()} for result in results]
    warehouse.replace("core.check_result", pl.DataFrame(rows, infer_schema_length=None))


def require_no_hold(home: Home, resume: bool) -> None:
    """A person who went back to an older release is not overruled by the next run. Raises `LandtallyError`."""
    hold = home.root / HOLD
    if hold.exists() and not resume:
        raise LandtallyError(
            f"Publishing waits since {hold.read_text(encoding='utf-8').strip()}: "
            "`landtally run --resume` publishes again."
        )


def publish(home: Home, run: Run, results: list[CheckResult], resume: bool) -> str:
    """Write the release that the marts were built for, whole, and swap it in. Returns its id.

    Raises `LandtallyError` while a rollback holds publishing and `resume` is not given.
    """
    require_no_hold(home, resume)
    with opened_warehouse(home.warehouse) as warehouse:
        record_checks(warehouse, run.run_id, results)
        warehouse.build("mart.check_result")
        release_id = str(warehouse.rows("select release_id from core.release")["release_id"][0])
        partial = write_release(home, warehouse, release_id)
    seal(partial, release_id)
    put_in_force(home, release_id)
    (home.root / HOLD).unlink(missing_ok=True)
    run.release_id = release_id
    return release_id


def write_release(home: Home, warehouse: Warehouse, release_id: str) -> Path:
    """Write the release's folder whole, under a name that no reader looks at; `seal` and `put_in_force` show it.

    Returns the folder, which holds the database, Parquet and CSV of every table, and what describes them.
    """
    partial = home.releases / f".{release_id}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    for kind in ("parquet", "csv"):
        (partial / kind).mkdir(parents=True)
    tables = build_order(tables_of("mart"))
    _copy_database(warehouse, partial / DATABASE, tables)
    for table in tables:
        name = table.split(".")[1]
        parquet, csv = partial / "parquet" / f"{name}.parquet", partial / "csv" / f"{name}.csv"
        warehouse.con.execute(f"copy (from {table}) to '{parquet}' (format parquet, compression zstd)")
        warehouse.con.execute(f"copy (from {table}) to '{csv}' (format csv, header)")
    manifest.describe(partial, release_id)
    return partial


def _copy_database(warehouse: Warehouse, target: Path, tables: list[str]) -> None:
    """Copy marts into a file that clients from DuckDB 1.0 on can read, with a comment on everything."""
    con, credits = warehouse.con, source_credits()
    home_catalog = con.execute("select current_database()").fetchone()
    assert home_catalog is not None
    con.execute(f"attach '{target}' as release (storage_version 'v1.0.0')")
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
    finally:
        con.execute(f'use "{home_catalog[0]}"')
        con.execute("detach release")


def seal(partial: Path, release_id: str) -> Path:
    """Give the finished folder its name and take away every permission to write. Returns the release's folder."""
    folder = partial.with_name(release_id)
    # The parquet and csv folders too: a tool that writes beside the file it reads must fail, not spoil the release.
    for path in sorted(partial.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    os.replace(partial, folder)
    folder.chmod(0o555)
    return folder


def put_in_force(home: Home, release_id: str) -> None:
    """Swap `current` to a release, atomically, then say so in `latest.json` for those who cannot follow links.

    Raises `LandtallyError` for a release whose files are not what its manifest says.
    """
    folder = home.releases / release_id
    if faults := manifest.faults(folder):
        raise LandtallyError(f"Release {release_id} is damaged and stays out of force: {'; '.join(faults)}.")
    fresh = home.root / f".current.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / release_id)
    os.replace(fresh, home.current)
    stated = orjson.loads((folder / "manifest.json").read_bytes())
    latest = {key: stated[key] for key in ("release_id", "built_at", "from_day", "to_day", "is_synthetic", "citation")}
    latest["path"] = f"releases/{release_id}"
    write_whole(home.root / "latest.json", orjson.dumps(latest, option=orjson.OPT_INDENT_2).decode() + "\n")


def rollback(home: Home, release_id: str, now: datetime) -> None:
    """Go back to an older release and hold publishing. Raises `WrongUse` where there is none of that name."""
    release_folder(home, release_id)
    left = release_in_force(home)
    put_in_force(home, release_id)
    write_whole(home.root / HOLD, f"the rollback from {left} to {release_id} on {now:%Y-%m-%d %H:%M} UTC\n")


def release_ids(home: Home) -> list[str]:
    """Every release in the home, the oldest first."""
    folders = [path for path in home.releases.glob("*") if (path / DATABASE).is_file() and path.name[0] != "."]
    return [path.name for path in sorted(folders, key=lambda path: (path.stat().st_mtime_ns, path.name))]


@contextmanager
def attached_previous(home: Home, warehouse: Warehouse) -> Iterator[None]:
    """The release in force beside the working database as `previous`, an empty one where there is none."""
    kept = release_in_force(home)
    source = f"'{home.releases / kept / DATABASE}' as previous (read_only)" if kept else "':memory:' as previous"
    warehouse.con.execute(f"attach {source}")
    try:
        yield
    finally:
        warehouse.con.execute("detach previous")


def release_in_force(home: Home) -> str | None:
    """The id of the release that `current` points to, or none."""
    return Path(os.readlink(home.current)).name if home.current.is_symlink() else None


def release_folder(home: Home, release_id: str | None = None) -> Path:
    """The folder of a release, of the one in force where none is named. Raises `WrongUse` where there is none."""
    chosen = release_id or release_in_force(home)
    if chosen is None:
        raise WrongUse(f"No release in {home.root} yet: `landtally run` makes the first.")
    folder = home.releases / chosen
    if "/" in chosen or not (folder / DATABASE).is_file():
        raise WrongUse(f"No release {chosen} in {home.releases}: `landtally releases` lists those there are.")
    return folder


def read_release(home: Home, release_id: str | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a release that reaches no other file and whose configuration is locked."""
    con = duckdb.connect(str(release_folder(home, release_id) / DATABASE), read_only=True)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con
