"""Read-only SQL on a release, with a limit on time, on rows and on memory, and no way to any other file.

Whoever asks may be a person who pasted a query from somewhere, so the answer is computed in a child process: DuckDB
can be interrupted between two batches of rows, but not within one call of a function, and one call can take minutes.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import LandtallyError, WrongUse

_GRACE_SECONDS = 3.0
"""How long past its time the child may take to start and to stop by itself."""

_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # else SQL sees the variables of the program that asks
    "memory_limit": "1GB",
    "temp_directory": "",  # a release's folder takes no files
    "enable_external_access": False,
    "lock_configuration": True,
}
"""Given when connecting: a process shares one instance a file, and what is locked cannot be set a second time."""


@dataclass(frozen=True)
class Answer:
    """The rows of an answer; `is_cut` where there were more than the limit."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def opened_for_reading(database: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that reaches no other file, loads no extension and whose configuration is locked."""
    return duckdb.connect(str(database), read_only=True, config=_LOCKED)


def ask(database: Path, sql: str, *, limit: int, timeout_seconds: float) -> Answer:
    """What the database file of a release answers to one statement that reads; at most `limit` rows of it.

    Raises `WrongUse` for SQL that does not run or does more than read, `LandtallyError` when it takes too long.
    """
    request = pickle.dumps((str(database), sql, limit, timeout_seconds))
    try:
        child = subprocess.run(
            [sys.executable, "-m", "flows.query_child"],
            input=request,
            capture_output=True,
            timeout=timeout_seconds + _GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(timeout_seconds) from None
    if child.returncode != 0:
        raise WrongUse("The release cannot answer: the query used up its memory. Ask for less at once.")
    # The bytes come from flows/query_child.py alone.
    found = pickle.loads(child.stdout)
    if isinstance(found, Answer):
        return found
    raise _too_long(timeout_seconds) if found is None else WrongUse(found)


def _too_long(timeout_seconds: float) -> LandtallyError:
    return LandtallyError(
        f"The query took longer than {timeout_seconds:g} s and was stopped: narrow it down, or raise --timeout."
    )
