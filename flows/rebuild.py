"""The rebuild flow: core, marts and release again from landing alone; no source is asked."""

from __future__ import annotations

from prefect import flow

from flows import tasks
from flows.run import opened_run
from flows.settings import Settings
from flows.warehouse import start_afresh


@flow(name="rebuild", log_prints=False)
def rebuild() -> str:
    """Build everything after landing anew. Returns the release's id."""
    with opened_run("rebuild", Settings()) as run:
        run.cover(run.span.first_day, run.span.last_day)
        start_afresh(run.home.warehouse)
        return tasks.release_from_landing(run)
