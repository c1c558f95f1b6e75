"""Reading a release: which one is in force, where it lies, and a connection that can do nothing but read it."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from flows.errors import WrongUse
from flows.home import Home
from flows.query import opened_for_reading
from flows.release import DATABASE


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
    return opened_for_reading(release_folder(home, release_id) / DATABASE)
