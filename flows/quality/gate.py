"""The gate's side in the parent: starts the child early, since its imports take seconds, and asks it twice a run."""

from __future__ import annotations

import select
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

import msgspec

from flows.errors import LandtallyError
from flows.quality.result import CheckResult
from flows.settings import CHECKOUT

PATIENCE_SECONDS = 600
"""A gate that is silent for so long is taken for dead."""


class GateBroken(LandtallyError):
    """The checks could not be made at all, which is no better than a failed one."""


class _Answer(msgspec.Struct):
    ready: bool = False
    results: list[CheckResult] = []
    error: str | None = None


class Gate:
    """One child process that serves both gates of a run. The database must be closed while it is checked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._is_ready = False

    def start(self) -> None:
        """Start the child and return at once; its imports go on while the parent works. Starting twice is no harm."""
        if self._process is not None:
            return
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the child)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.quality.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=CHECKOUT,
        )

    def check(self, database: Path, layer: Literal["core", "mart"], tables: Sequence[str] = ()) -> list[CheckResult]:
        """All that must hold of a layer, or of some tables of it such as `mart.unit`, in order of tables.

        Raises GateBroken where the child died, hung, or could not check.
        """
        self.start()
        if not database.exists():
            raise GateBroken(f"checks: there is no database at {database}; run `landtally rebuild`")
        if not self._is_ready:
            self._is_ready = self._hear().ready
        request = {"database": str(database), "layer": layer, "tables": list(tables)}
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(msgspec.json.encode(request) + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._dead() from None
        answer = self._hear()
        if answer.error:
            raise GateBroken(f"checks of {layer}: {answer.error}")
        return answer.results

    def close(self) -> None:
        """End the child; closing twice is no harm."""
        if self._process is None:
            return
        process, self._process, self._is_ready = self._process, None, False
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            # Still importing, for a run that ended before it needed a gate.
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        if self._complaints is not None:
            self._complaints.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hear(self) -> _Answer:
        assert self._process is not None
        assert self._process.stdout is not None
        heard, _, _ = select.select([self._process.stdout], [], [], PATIENCE_SECONDS)
        line = self._process.stdout.readline() if heard else b""
        if not line:
            raise self._dead()
        return msgspec.json.decode(line, type=_Answer)

    def _dead(self) -> GateBroken:
        """The error of a child that is gone, with its last words."""
        last: Any = b""
        if self._complaints is not None:
            self._complaints.seek(0)
            last = self._complaints.read().strip().splitlines()[-1:]
        words = last[0].decode(errors="replace") if last else "it left no word"
        self.close()
        return GateBroken(f"checks: the process that makes them ended ({words}); run the command again")
