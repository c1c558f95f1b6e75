"""The tasks that the flows are made of: a source or a layer each, seconds of work, no logic of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows import core, ingest, publish
from flows.change import summary
from flows.run import OpenRun
from flows.settings import Settings, Via
from flows.warehouse import fits_this_code, opened_warehouse, start_afresh


@task(cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def ingest_boundaries(run: OpenRun, sources: Settings) -> None:
    """Land the outlines, at most once a week."""
    with run.log.stage("ingest boundaries"):
        run.note(ingest.ingest_boundaries(sources, run.landing, run.progress, run.client))


@task(cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def ingest_map(run: OpenRun, sources: Settings, via: Via) -> None:
    """Land what is new or edited of the map."""
    with run.log.stage("ingest map"):
        span = run.span
        days = (span.first_day, span.last_day)
        run.note(ingest.ingest_map(sources, run.landing, *days, via, run.progress, run.client, run.doubted))


@task(cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def ingest_articles(run: OpenRun, sources: Settings) -> None:
    """Land the articles whose claims are to be checked."""
    with run.log.stage("ingest articles"):
        run.note(ingest.ingest_articles(sources, run.landing, run.progress, run.client))


@task(cache_policy=NO_CACHE)
def build_core(run: OpenRun) -> None:
    """Read what landed and take the steps that the series asks for."""
    with run.log.stage("build core"):
        if not fits_this_code(run.home.warehouse):
            run.note_migration()
            start_afresh(run.home.warehouse)
        with opened_warehouse(run.home.warehouse) as warehouse:
            run.log.run.steps = core.tally(run.home, warehouse, run.span, run.progress).steps


@task(cache_policy=NO_CACHE)
def validate(run: OpenRun, layer: Literal["core", "mart"]) -> None:
    """Hold a layer to its expectations; a critical failure stops the run and leaves the old release in force."""
    with run.log.stage(f"check {layer}"):
        run.weigh(layer, run.gate.check(run.home.warehouse, layer))


@task(cache_policy=NO_CACHE)
def build_marts(run: OpenRun) -> None:
    """Build the curated tables."""
    with run.log.stage("build marts"):
        run.log.run.problems += publish.build_marts(run.home, run.settings.profile, datetime.now(UTC))


@task(cache_policy=NO_CACHE)
def publish_release(run: OpenRun, resume: bool) -> str:
    """Write the release, seal it and swap it in. Returns its id."""
    with run.log.stage("publish"):
        return publish.publish(run.home, run.log.run, run.results, resume, run.settings.keep, run.settings.polygons)


@task(cache_policy=NO_CACHE)
def summarise(run: OpenRun, release_id: str) -> None:
    """Leave a summary beside the run, where whoever triggered it looks."""
    create_markdown_artifact(summary(run.home, release_id), key="tally", description=f"Release {release_id}")


def release_from_landing(run: OpenRun, resume: bool = False) -> str:
    """The way that every flow takes once the sources have landed: core, gate, mart, gate, release. Returns its id."""
    build_core(run)
    validate(run, "core")
    build_marts(run)
    validate(run, "mart")
    release_id = publish_release(run, resume)
    summarise(run, release_id)
    return release_id
