"""The manifest of a release: which files it has, their sizes and SHA-256, and what they hold."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import msgspec
import orjson

from flows.errors import LandtallyError
from flows.sources.spec import load_spec, source_credits, spec_names
from flows.tables import Table, datapackage_schema, dictionary, load_tables

MANIFEST = "manifest.json"

_JSON = orjson.OPT_INDENT_2 | orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z


class File(msgspec.Struct):
    """One file of a release; `path` is relative to its folder."""

    path: str
    bytes: int
    sha256: str


class Revised(msgspec.Struct):
    """How many figures of a table differ from the release before."""

    table_name: str
    figures: int
    first_key: str


class Verdict(msgspec.Struct):
    """A claim's verdict that is another one than in the release before."""

    key: str
    old: str | None
    new: str | None
    quote: str | None = None


class Stated(msgspec.Struct):
    """What a release says of itself. `built_at` is aware UTC, days are of Europe/Kyiv; more stands in the file."""

    release_id: str
    built_at: Annotated[datetime, msgspec.Meta(tz=True)]
    from_day: date
    to_day: date
    citation: str
    is_synthetic: bool
    files: list[File]
    revised_from: str | None = None
    revisions: list[Revised] = []
    changed_verdicts: list[Verdict] = []

    @property
    def order(self) -> tuple[datetime, str]:
        """Releases sort by the instant at which they were built."""
        return self.built_at, self.release_id

    @property
    def bytes(self) -> int:
        """Size of all its files but the manifest."""
        return sum(file.bytes for file in self.files)


def describe(folder: Path) -> None:
    """Write `dictionary.md`, `datapackage.json` and, last, `manifest.json`, which lists every other file."""
    with duckdb.connect(str(folder / "landtally.duckdb"), read_only=True) as con:
        stated = _stated(con)
    tables = load_tables("mart")
    (folder / "dictionary.md").write_text(dictionary(tables.values(), source_credits()), encoding="utf-8")
    resources = [_resource(folder, table) for table in tables.values()]
    package = {
        "name": f"landtally-{stated['release_id']}".lower(),
        "profile": "data-package",
        "title": "landtally: who holds how much land in Ukraine, and what changed",
        "version": stated["release_id"],
        "created": stated["built_at"],
        "description": stated["citation"],
        "licenses": [{"title": row["licence"], "path": row["licence_url"]} for row in stated["sources"]],
        "sources": [{"title": row["credit"], "path": row["home_page"]} for row in stated["sources"]],
        "resources": resources,
    }
    (folder / "datapackage.json").write_bytes(orjson.dumps(package, option=_JSON))
    write(folder, stated)


def _resource(folder: Path, table: Table) -> dict[str, Any]:
    """One table as `datapackage.json` lists it: its CSV, or its Parquet where it has no CSV."""
    form = "csv" if (folder / "csv" / f"{table.name}.csv").exists() else "parquet"
    path = folder / form / f"{table.name}.{form}"
    kind = {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"} if form == "csv" else {}
    return {
        "name": table.name,
        "path": str(path.relative_to(folder)),
        "format": form,
        **kind,
        "description": table.comment(source_credits()),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_digest(path)}",
        "schema": datapackage_schema(table),
    }


def write(folder: Path, stated: dict[str, Any]) -> None:
    """Write the manifest over every file in the folder but itself."""
    files = [
        {"path": str(path.relative_to(folder)), "bytes": path.stat().st_size, "sha256": _digest(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    ]
    (folder / MANIFEST).write_bytes(orjson.dumps({**stated, "files": files}, option=_JSON))


def read(folder: Path) -> Stated:
    """What the release in a folder says of itself. Raises `LandtallyError` where its manifest cannot be read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Stated)
    except (OSError, msgspec.DecodeError) as error:
        raise LandtallyError(
            f"The manifest of release {folder.name} cannot be read ({error}): `landtally rollback` to a whole release, "
            "or restore this one from a backup."
        ) from None


def faults(folder: Path) -> list[str]:
    """What of a release is not as its manifest says; nothing for a whole one."""
    try:
        stated = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Stated)
    except (OSError, msgspec.DecodeError) as error:
        return [f"{MANIFEST} cannot be read ({error})"]
    found = [] if stated.release_id == folder.name else [f"{MANIFEST} is that of release {stated.release_id}"]
    for file in stated.files:
        path = folder / file.path
        if not path.is_file():
            found.append(f"{file.path} is missing")
        elif path.stat().st_size != file.bytes or _digest(path) != file.sha256:
            found.append(f"{file.path} is not what was published")
    known = {MANIFEST, *(file.path for file in stated.files)}
    strangers = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - known
    return found + [f"{path} was not published" for path in sorted(strangers)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stated(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the release says of itself: its one row, its sources, its checks, its rows a table, what it revises."""
    release = _records(con, "select * from mart.release")[0]
    names = [
        name
        for (name,) in con.execute(
            "select table_name from information_schema.tables where table_schema = 'mart' order by 1"
        ).fetchall()
    ]
    checks = _records(
        con,
        "select severity, count(*) as expectations, count(*) filter (not success) as failed"
        " from mart.check_result group by severity order by severity",
    )
    return {
        **release,
        "sources": _sources(con),
        "checks": checks,
        "rows": {name: con.execute(f"select count(*) from mart.{name}").fetchall()[0][0] for name in names},
        **_revised(con),
    }


def _sources(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The sources as the release took them, each with whom to credit."""
    rows = _records(con, "select * from mart.source_version order by source")
    specs = {name: load_spec(name) for name in spec_names()}
    for row in rows:
        spec = specs.get(row["source"])
        row["title"] = spec.title if spec else row["source"]
        row["credit"] = spec.credit if spec else row["source"]
        row["home_page"] = spec.url if spec else row["url"]
    return rows


def _revised(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What differs from the release before: figures counted by table, verdicts one by one."""
    previous = con.execute("select any_value(old_release) from mart.revision").fetchall()[0][0]
    quote = "(select any_value(quote) from mart.claim where revision.key = 'claim_id=' || claim_id)"
    return {
        "revised_from": previous,
        "revisions": _records(
            con,
            "select table_name, count(*) as figures, min(key) as first_key from mart.revision"
            " where table_name <> 'mart.claim_check' group by table_name order by table_name",
        ),
        "changed_verdicts": _records(
            con,
            f"select key, old_value as old, new_value as new, {quote} as quote"
            " from mart.revision where table_name = 'mart.claim_check' and column_name = 'verdict' order by key",
        ),
    }


def _records(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    answer = con.execute(query)
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
