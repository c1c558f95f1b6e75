"""Do old and new DuckDB clients read a release? Each in an environment of its own, with nothing else installed.

    make compat                            # every client, on the release in force
    python infra/compat/clients.py --only oldest,newest --release DIR

The wheels come from the package index that uv or pip is set up for. Exits 1 when a client cannot be had or cannot read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

CLIENTS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "2.0")
"""The newest patch of each is taken. DuckDB 1.0 was the first whose storage version later ones promise to read."""

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--release", type=Path, default=home() / "current", help="folder of a release")
    parser.add_argument("--only", default="", help="some of the clients: 1.0,2.0 or oldest,newest")
    parser.add_argument("--cache", type=Path, default=cache(), help="where the environments are kept")
    chosen = parser.parse_args()
    database = chosen.release / "landtally.duckdb"
    if not database.is_file():
        print(
            f"compat: no release at {chosen.release}: `make run` makes one, --release names another.", file=sys.stderr
        )
        return 1
    expected = json.loads((chosen.release / "manifest.json").read_text(encoding="utf-8"))["rows"]
    names = {"oldest": CLIENTS[0], "newest": CLIENTS[-1]}
    wanted = [names.get(name, name) for name in chosen.only.split(",") if name] or list(CLIENTS)
    if unknown := [name for name in wanted if not re.fullmatch(r"\d+\.\d+", name)]:
        print(f"compat: {', '.join(unknown)} is no client: write 1.4, or oldest,newest.", file=sys.stderr)
        return 2
    failed = [client for client in wanted if not reads(client, chosen.cache, database, expected)]
    print(f"{len(wanted) - len(failed)} of {len(wanted)} clients read {len(expected)} tables and views.")
    return 1 if failed else 0


def home() -> Path:
    return Path(os.environ.get("LANDTALLY_HOME") or CHECKOUT / "data")


def cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "landtally-compat"


def reads(client: str, folder: Path, database: Path, expected: dict[str, int]) -> bool:
    """Whether a client fetches every table and view with the rows that the manifest states; says so on a line."""
    python = environment(client, folder)
    if python is None:
        print(f"duckdb {client:<6} cannot be installed from the configured index")
        return False
    began = time.monotonic()
    found = subprocess.run([python, "-I", HERE / "fetch_all.py", database], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        print(f"duckdb {client:<6} fails: {found.stderr.strip().splitlines()[-1]}")
        return False
    said = json.loads(found.stdout)
    different = [name for name in {*expected, *said["rows"]} if said["rows"].get(name) != expected.get(name)]
    if different:
        print(f"duckdb {said['version']:<6} fetches other rows than were published: {', '.join(sorted(different))}")
        return False
    rows = sum(said["rows"].values())
    print(
        f"duckdb {said['version']:<6} reads {len(expected)} tables and views, {rows:,} rows, "
        f"{said['comments']} comments on columns, in {time.monotonic() - began:.1f} s"
    )
    return True


def environment(client: str, folder: Path) -> Path | None:
    """The interpreter of an environment that holds this client alone; none where the wheel cannot be had."""
    place = folder / f"duckdb-{client}-py{sys.version_info.major}{sys.version_info.minor}"
    python = place / "bin" / "python"
    if not (place / "made").exists():
        venv.create(place, clear=True, with_pip=False)
        # From outside, so that not even pip is in the environment.
        uv, pip = (
            ["uv", "pip", "install", "--python", python],
            [sys.executable, "-m", "pip", "--python", python, "install"],
        )
        command = uv if shutil.which("uv") else pip
        made = subprocess.run([*command, "--quiet", "--no-deps", f"duckdb=={client}.*"], check=False)
        if made.returncode != 0:
            return None
        (place / "made").touch()
    return python


if __name__ == "__main__":
    sys.exit(main())
