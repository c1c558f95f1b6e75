"""The process in which Great Expectations runs: one JSON line in, one out, until its input ends.

It says `{"ready": true}` once the library is imported. A request is `{"database": path, "layer": name,
"tables": [names, or none for all]}`; the answer has `results`, or `error` with a sentence.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec


class Request(msgspec.Struct):
    """What the parent asks for."""

    database: str
    layer: str
    tables: list[str] = []


def answer(line: bytes) -> bytes:
    """The answer to one request, never an exception: the parent decides what a failure means."""
    from flows.errors import LandtallyError
    from flows.quality.engine import validate
    from flows.quality.suites import suites

    try:
        request = msgspec.json.decode(line, type=Request)
        chosen = [
            suite for name, suite in suites(request.layer).items() if not request.tables or name in request.tables
        ]
        return msgspec.json.encode({"results": validate(Path(request.database), chosen)})
    except LandtallyError as error:
        return msgspec.json.encode({"error": str(error)})
    except Exception as error:
        return msgspec.json.encode({"error": f"{type(error).__name__}: {error}"})


def main() -> None:
    """Serve the parent. What libraries print goes to standard error, for standard output carries answers alone."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    import flows.quality.engine  # noqa: F401  (the slow import, while the parent works)

    answers.write(b'{"ready": true}\n')
    for line in sys.stdin.buffer:
        answers.write(answer(line) + b"\n")


if __name__ == "__main__":
    main()
