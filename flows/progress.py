"""Progress of long work: a bar where a person watches, nothing where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

Progress = Callable[[int, int, str], None]
"""Told `done`, `total` and what is being done, as often as the work likes."""


def in_silence(done: int, total: int, label: str) -> None:
    """Tell nobody."""


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Progress bars on standard error, one a label, when that is a terminal; silence otherwise."""
    if not sys.stderr.isatty():
        yield in_silence
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(done: int, total: int, label: str) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
            bars.update(tasks[label], completed=done, total=total)

        yield tell
