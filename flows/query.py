"""Read-only SQL on a release, with a limit on time and on rows."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.errors import LandtallyError, WrongUse


@dataclass(frozen=True)
class Answer:
    """The rows of an answer; `is_cut` where there were more than the limit."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def ask(con: duckdb.DuckDBPyConnection, sql: str, *, limit: int, timeout_seconds: float) -> Answer:
    """The answer of a connection made by `read_release` to one statement.

    Raises `WrongUse` for SQL that does not run, `LandtallyError` when it takes longer than allowed.
    """
    alarm = threading.Timer(timeout_seconds, con.interrupt)
    alarm.start()
    try:
        if len(con.extract_statements(sql)) != 1:
            raise WrongUse("`landtally query` takes one statement at a time.")
        answer = con.execute(sql)
        rows = answer.fetchmany(limit + 1)
    except duckdb.InterruptException:
        raise LandtallyError(
            f"The query took longer than {timeout_seconds:g} s and was stopped: narrow it down, or raise --timeout."
        ) from None
    except duckdb.Error as error:
        raise WrongUse(f"The release cannot answer: {error}") from None
    finally:
        alarm.cancel()
    return Answer([column[0] for column in answer.description or []], rows[:limit], len(rows) > limit)
