"""A tally without Prefect: the rooms in the flow's order, for tests that ask what the figures are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from flows import core, publish, reading
from flows.home import Home, opened_home
from flows.ingest import Ingested, ingest_boundaries, ingest_map
from flows.landing import Landing
from flows.progress import in_silence
from flows.runs import Run
from flows.settings import Settings, Via
from flows.warehouse import opened_warehouse


def land(settings: Settings, first_day: date, last_day: date, via: Via = "api") -> Ingested:
    """Fetch what a run over these days would."""
    with opened_home(settings) as home:
        span = home.cover(first_day, last_day)
        landing = Landing(home.landing)
        outlines = ingest_boundaries(settings, landing)
        assert not outlines.problems, outlines.problems
        return ingest_map(settings, landing, span.first_day, span.last_day, via)


def build(settings: Settings) -> Home:
    """Tally what has landed and publish it; the gates have tests of their own."""
    with opened_home(settings) as home:
        span = home.span()
        assert span is not None
        with opened_warehouse(home.warehouse) as warehouse:
            core.tally(home, warehouse, span, in_silence)
        publish.build_marts(home, settings.profile, datetime.now(UTC))
        publish.publish(home, Run("test", "daily", settings.profile, "2024-11-04T00:00:00"), [], resume=False)
        return home


def rows(home: Home, query: str) -> pl.DataFrame:
    """The answer of the release in force."""
    with reading.read_release(home) as con:
        return con.execute(query).pl()


def changes(home: Home) -> pl.DataFrame:
    """What changed a day in the country, by day, in km²."""
    return rows(
        home, "select day, gained_km2, lost_km2, net_km2 from mart.change_daily where unit_id = 'UA' order by day"
    )


def live(home: Path, address: str) -> Settings:
    """Settings of a live home whose sources answer at one address, as the replay serves them."""
    return Settings(
        home=home,
        profile="live",
        deepstate_terms="volunteer",
        contact="tests@example.org",
        deepstate_url=f"{address}/deepstate",
        mirror_url=f"{address}/mirror",
        mirror_index_url=f"{address}/mirror/index.json",
        archive_url=f"{address}/archive",
        boundaries_url=f"{address}/geoboundaries",
        raions_url=f"{address}/raions",
    )
