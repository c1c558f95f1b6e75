"""The record of runs: one JSON file a run, written as the run goes, so that `landtally status` needs no database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from flows.home import write_whole

State = Literal["running", "published", "kept", "failed"]


@dataclass
class Problem:
    """Bad input that a run met and went on from: which source, which payload, why, and what it did instead."""

    source: str
    payload: str
    reason: str


@dataclass
class Run:
    """One run. Instants are UTC in ISO form; `seconds` is the time each stage took."""

    run_id: str
    flow: str
    profile: str
    started_at: str
    ended_at: str | None = None
    state: State = "running"
    first_day: str | None = None
    last_day: str | None = None
    release_id: str | None = None
    served_by: dict[str, int] = field(default_factory=dict)
    fetched: int = 0
    steps: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failed_checks: list[str] = field(default_factory=list)
    message: str | None = None


class RunLog:
    """Keeps one run's file up to date."""

    def __init__(self, root: Path, run: Run) -> None:
        self.run = run
        self._path = root / f"{run.run_id}.json"
        root.mkdir(parents=True, exist_ok=True)
        self.save()

    def save(self) -> None:
        """Write the run as it stands."""
        write_whole(self._path, json.dumps(asdict(self.run), ensure_ascii=False, indent=1) + "\n")

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; what it took is kept even when it fails."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.run.seconds[name] = round(self.run.seconds.get(name, 0) + time.perf_counter() - began, 3)
            self.save()

    def end(self, state: State, message: str | None = None) -> None:
        """Close the run."""
        self.run.state, self.run.message = state, message
        self.run.ended_at = datetime.now(UTC).isoformat(timespec="seconds")
        self.save()


def begin_run(root: Path, flow: str, profile: str) -> RunLog:
    """Start the record of a run; its id is the flow and the UTC instant, so that files sort by time."""
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%S%f}-{flow}"
    return RunLog(root, Run(run_id, flow, profile, now.isoformat(timespec="seconds")))


def past_runs(root: Path) -> list[Run]:
    """Every recorded run, the newest first; a file that cannot be read is passed over."""
    runs = []
    for path in sorted(root.glob("*.json"), reverse=True):
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            runs.append(Run(**{**stored, "problems": [Problem(**problem) for problem in stored["problems"]]}))
        except (ValueError, TypeError, KeyError):
            continue
    return runs
