"""The backfill flow: the same as the daily one, for a range of days, from the archives."""

from __future__ import annotations

from datetime import date

from prefect import flow

from flows import tasks
from flows.run import newest_day, opened_run, require_grounds, served_sources
from flows.settings import Settings, Via


@flow(name="backfill", log_prints=False)
def backfill(from_day: date, to_day: date, via: Via = "mirror") -> str:
    """Tally a range of days, both included, and all between it and the days at hand. Returns the release's id."""
    settings = Settings()
    require_grounds(settings)
    with opened_run("backfill", settings) as run:
        run.cover(from_day, min(to_day, newest_day(settings)))
        with served_sources(settings) as sources:
            tasks.ingest_boundaries(run, sources)
            tasks.ingest_map(run, sources, via)
        return tasks.release_from_landing(run)
