"""The child process of `flows/query.py`: one request on standard input, one answer on standard output."""

from __future__ import annotations

import pickle
import resource
import sys
import threading
from pathlib import Path

import duckdb

from flows.query import Answer, opened_for_reading

_MEMORY_BYTES = 4 << 30
"""The address space of this process: DuckDB's own limit leaves out what some functions build."""


def answer(database: Path, sql: str, limit: int, timeout_seconds: float) -> Answer | str | None:
    """The answer, or a sentence on why there is none, or nothing when time is up."""
    with opened_for_reading(database) as con:
        alarm = threading.Timer(timeout_seconds, con.interrupt)
        alarm.start()
        try:
            statements = con.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                return (
                    "`landtally query` takes one statement that reads: select, from, with, describe, show or "
                    "summarize; a pivot needs `in (…)`."
                )
            result = con.execute(statements[0])
            rows = result.fetchmany(limit + 1)
        except duckdb.InterruptException:
            return None
        except duckdb.Error as error:
            return f"The release cannot answer: {error}"
        finally:
            alarm.cancel()
        return Answer([column[0] for column in result.description or []], rows[:limit], len(rows) > limit)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    path, asked, most_rows, seconds = pickle.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pickle.dumps(answer(Path(path), asked, most_rows, seconds)))
