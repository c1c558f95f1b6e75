"""One run at work: the locked home, its record, the gate that both layers pass, and where the sources answer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta

from flows import sample
from flows.days import last_whole_day
from flows.errors import LandtallyError, WrongUse
from flows.home import Home, Span, opened_home
from flows.ingest import Ingested
from flows.landing import Landing
from flows.progress import Progress, shown_progress
from flows.quality.gate import Gate
from flows.quality.result import CheckResult
from flows.quarantine import Quarantine
from flows.reading import release_in_force
from flows.runs import Problem, RunLog, begin_run
from flows.settings import TERMS_URL, Settings, Via
from flows.sources.http import Client

LONG_SPAN = timedelta(days=14)
"""A span that is longer is history: it comes from the archives, not from the service."""


class OpenRun:
    """What the tasks of one run share. A plain class, so that Prefect passes it on without looking inside."""

    def __init__(
        self, settings: Settings, home: Home, log: RunLog, gate: Gate, client: Client, progress: Progress
    ) -> None:
        self.settings = settings
        self.home = home
        self.log = log
        self.gate = gate
        self.client = client
        self.progress = progress
        self.landing = Landing(home.landing)
        self.results: list[CheckResult] = []

    @property
    def span(self) -> Span:
        """The days tallied. Raises `WrongUse` on a home that has none yet."""
        span = self.home.span()
        if span is None:
            raise WrongUse(f"Nothing is tallied in {self.home.root} yet: `landtally run` starts it.")
        return span

    @property
    def doubted(self) -> set[int]:
        """The snapshots whose payload waits in quarantine: the source may serve a whole one by now."""
        return {
            int(case.payload.removeprefix("snapshot "))
            for case in Quarantine(self.home.quarantine).open_cases()
            if case.source == "raw"
        }

    def cover(self, first_day: date, last_day: date) -> None:
        """Widen the tally to these days and note them."""
        span = self.home.cover(first_day, last_day)
        self.log.run.first_day, self.log.run.last_day = span.first_day.isoformat(), span.last_day.isoformat()
        self.log.save()

    def weigh(self, layer: str, results: list[CheckResult]) -> None:
        """Keep what a layer's checks found. Raises `LandtallyError` where a critical one failed."""
        self.results += results
        failed = [result for result in results if not result.success]
        self.log.run.failed_checks += [
            f"{result.severity}: {result.table_name}: {result.expectation} ({result.observed})" for result in failed
        ]
        self.log.save()
        if critical := [result for result in failed if result.severity == "critical"]:
            kept = release_in_force(self.home)
            first = critical[0]
            raise LandtallyError(
                f"{len(critical)} critical check{'s' if len(critical) > 1 else ''} of {layer} failed, first "
                f"{first.expectation} of {first.table_name} ({textwrap.shorten(first.observed or '', 120)}): "
                "nothing is published, "
                + (f"release {kept} stays in force. " if kept else "there is no release yet. ")
                + "`landtally status` lists them all."
            )

    def note_migration(self) -> None:
        """Say that new code makes another working database, where there was one."""
        if self.home.warehouse.exists():
            reason = "other table definitions made it: it is built anew from landing, which takes longer this once"
            self.log.run.problems.append(Problem("landtally", self.home.warehouse.name, reason))

    def note(self, ingested: Ingested) -> None:
        """Keep what a source brought, and put what it refused into quarantine."""
        run = self.log.run
        run.fetched += ingested.fetched
        for source, payloads in ingested.served_by.items():
            run.served_by[source] = run.served_by.get(source, 0) + payloads
        for problem in ingested.problems:
            run.problems.append(Problem(problem.source, problem.payload, problem.reason))
            if problem.body is not None:
                quarantine = Quarantine(self.home.quarantine)
                quarantine.refuse(problem.source, problem.payload, problem.body, problem.reason, datetime.now(UTC))
        self.log.save()


@contextmanager
def opened_run(flow: str, settings: Settings) -> Iterator[OpenRun]:
    """Open the home for one run and keep its record; a failure is recorded with the release that stays in force.

    Raises `AnotherRun` or `WrongUse` before anything is written where the home cannot be had.
    """
    # The checks' library takes seconds to import: its process starts first and is ready when it is needed.
    # One client for all sources: what a run may wait in all is counted there.
    client = Client(settings.contact, settings.max_payload_mb)
    with opened_home(settings) as home, Gate() as gate, client, shown_progress() as progress:
        log = begin_run(home.runs, flow, settings.profile)
        try:
            yield OpenRun(settings, home, log, gate, client, progress)
        except LandtallyError as error:
            kept = release_in_force(home)
            log.end("kept" if kept else "failed", str(error))
            raise
        except BaseException as error:
            log.end("failed", f"{type(error).__name__}: {error}")
            raise
        if log.run.state == "running":
            log.end("published")


@contextmanager
def served_sources(settings: Settings) -> Iterator[Settings]:
    """Settings whose addresses answer: the public ones, or the sample's own server for as long as the block lasts."""
    with sample.sample_server(settings.home) if settings.profile == "sample" else nullcontext() as address:
        yield sample.sample_settings(settings, address) if address else settings


def require_grounds(settings: Settings) -> None:
    """The live profile takes DeepState's data only on a ground that the user states. Raises `WrongUse`."""
    if settings.profile == "live" and settings.deepstate_terms is None:
        raise WrongUse(
            "The live profile reads DeepState's map, which is free for volunteer, charitable and defence use and needs "
            f"approval for commercial use: read {TERMS_URL}, then set LANDTALLY_DEEPSTATE_TERMS to volunteer, defence "
            "or approved."
        )


def days_to_tally(settings: Settings, home: Home, day: date | None) -> Span:
    """From the first day of the tally to the day asked for, by default the last that has ended. Raises `WrongUse`."""
    had = home.span()
    first_day = had.first_day if had else settings.start
    newest = newest_day(settings)
    if day is not None and day > newest:
        raise WrongUse(
            f"Day {day} is not over yet, or younger than LANDTALLY_DELAY_HOURS allows: the newest is {newest}."
        )
    last_day = day or newest
    if last_day < first_day:
        raise WrongUse(f"Day {last_day} lies before the first day of the tally, {first_day}: use `landtally backfill`.")
    return Span(first_day, last_day)


def newest_day(settings: Settings) -> date:
    """The newest day that can be tallied: the sample's world ends, the real one goes on."""
    if settings.profile == "sample":
        return sample.LAST_DAY
    return last_whole_day(datetime.now(UTC), settings.delay_hours)


def way_in(home: Home, span: Span, via: Via | None) -> Via:
    """Where payloads come from unless told: history from the mirror, what is recent from the service."""
    had = home.span()
    fresh_from = had.last_day if had else span.first_day
    return via or ("mirror" if span.last_day - fresh_from > LONG_SPAN else "api")
