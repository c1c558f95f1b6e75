"""The manifest of a release: which files it has, their sizes and SHA-256, and what they hold."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import orjson

from flows.sources.spec import source_credits
from flows.tables import datapackage_schema, dictionary, load_tables


def describe(folder: Path, release_id: str) -> None:
    """Write `dictionary.md`, `datapackage.json` and, last, `manifest.json`, which lists every other file."""
    with duckdb.connect(str(folder / "landtally.duckdb"), read_only=True) as con:
        stated = _stated(con)
    tables = load_tables("mart")
    (folder / "dictionary.md").write_text(dictionary(tables.values(), source_credits()), encoding="utf-8")
    package = {
        "name": f"landtally-{release_id}".lower(),
        "title": "landtally: who holds how much land in Ukraine, and what changed",
        "created": f"{stated['built_at']:%Y-%m-%dT%H:%M:%SZ}",
        "description": stated["citation"],
        "licenses": [{"title": row["licence"], "path": row["licence_url"]} for row in stated["sources"]],
        "resources": [
            {
                "name": table.name,
                "path": f"csv/{table.name}.csv",
                "description": table.row,
                "schema": datapackage_schema(table),
            }
            for table in tables.values()
        ],
    }
    (folder / "datapackage.json").write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))
    write(folder, stated)


def write(folder: Path, stated: dict[str, Any]) -> None:
    """Write the manifest over every file in the folder but itself."""
    files = [
        {"path": str(path.relative_to(folder)), "bytes": path.stat().st_size, "sha256": _digest(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    ]
    (folder / "manifest.json").write_bytes(orjson.dumps({**stated, "files": files}, option=orjson.OPT_INDENT_2))


def faults(folder: Path) -> list[str]:
    """What of a release is not as its manifest says; nothing for a whole one."""
    try:
        files = orjson.loads((folder / "manifest.json").read_bytes())["files"]
    except (OSError, ValueError, KeyError) as error:
        return [f"manifest.json cannot be read ({error})"]
    found = []
    for file in files:
        path = folder / file["path"]
        if not path.is_file():
            found.append(f"{file['path']} is missing")
        elif path.stat().st_size != file["bytes"] or _digest(path) != file["sha256"]:
            found.append(f"{file['path']} is not what was published")
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stated(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the release says of itself: its one row, its sources, its checks, its rows a table."""
    release = _records(con, "select * from mart.release")[0]
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'mart' order by 1").fetchall()
    checks = _records(
        con,
        "select severity, count(*) as expectations, count(*) filter (not success) as failed"
        " from mart.check_result group by severity order by severity",
    )
    return {
        **release,
        "sources": _records(con, "select * from mart.source_version order by source"),
        "checks": checks,
        "rows": {name: con.execute(f"select count(*) from mart.{name}").fetchall()[0][0] for (name,) in tables},
    }


def _records(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    answer = con.execute(query)
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
