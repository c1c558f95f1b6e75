"""The daily flow: what is new at the sources, tallied, checked and published."""

from __future__ import annotations

from datetime import date

from prefect import flow

from flows import tasks
from flows.run import days_to_tally, opened_run, require_grounds, served_sources, way_in
from flows.settings import Settings


@flow(name="daily", log_prints=False)
def daily(day: date | None = None, resume: bool = False) -> str:
    """Tally up to a day, by default yesterday in Kyiv, and publish. Returns the release's id."""
    settings = Settings()
    require_grounds(settings)
    with opened_run("daily", settings) as run:
        span = days_to_tally(settings, run.home, day)
        via = way_in(run.home, span, None)
        run.cover(span.first_day, span.last_day)
        with served_sources(settings) as sources:
            tasks.ingest_boundaries(run, sources)
            tasks.ingest_map(run, sources, via)
            tasks.ingest_articles(run, sources)
        return tasks.release_from_landing(run, resume)
