"""The script that tries old clients: what it runs in each environment, tried with the client at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from tests.releasing import published_home

COMPAT = Path(__file__).resolve().parents[2] / "infra" / "compat"


def test_a_client_fetches_every_table_and_view_with_the_rows_of_the_manifest(tmp_path: Path) -> None:
    home = published_home(tmp_path / "home")
    command = [sys.executable, "-I", COMPAT / "fetch_all.py", home.current / "landtally.duckdb"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    manifest = json.loads((home.current / "manifest.json").read_text(encoding="utf-8"))
    assert said["rows"] == manifest["rows"]
    assert said["version"] == duckdb.__version__
    assert said["comments"] > 100


def test_without_a_release_the_script_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, COMPAT / "clients.py", "--release", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "make run" in done.stderr


def test_a_client_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    home = published_home(tmp_path / "home")
    command = [sys.executable, COMPAT / "clients.py", "--release", home.current, "--only", "latest"]
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 2
