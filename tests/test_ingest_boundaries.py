"""Outlines are looked for once a week; a bad edition is refused and the old one stays in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.ingest import Ingested, ingest_boundaries
from flows.sources import raions
from flows.sources.http import Client
from tests.loopback import status
from tests.map_world import FAULTS, QUICK, World, map_world


def outline(code: str, longitude: float) -> dict[str, object]:
    ring = [[longitude, 48.0], [longitude + 1, 48.0], [longitude + 1, 49.0], [longitude, 48.0]]
    return {
        "type": "Feature",
        "properties": {"shapeISO": code, "shapeName": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def outlines(tmp_path: Path) -> Iterator[World]:
    with map_world(tmp_path) as world:
        lay_out(world)
        yield world


def lay_out(world: World) -> None:
    answers = world.service.answers
    answers["/outlines/api/current/gbOpen/UKR/ADM1/"] = json.dumps(
        {"gjDownloadURL": f"{world.service.address}/outlines/1.geojson", "boundaryLicense": "CC BY 4.0"}
    ).encode()
    units = [outline("UA-14", 37.0), outline("UA-65", 33.0)]
    answers["/outlines/1.geojson"] = json.dumps({"type": "FeatureCollection", "features": units}).encode()
    raion = {"properties": {"katotth": "UA14020000000013572"}, "geometry": {"type": "Polygon"}}
    answers["/raions/donetska_oblast.geojson"] = json.dumps({"features": [raion]}).encode()


def run_outlines(world: World, now: datetime | None = None) -> Ingested:
    world.service.asked.clear()
    with Client(None, 1, QUICK) as client:
        return ingest_boundaries(world.settings, world.landing, client=client, now=now)


IN_A_WEEK = datetime.now(UTC) + timedelta(days=8)


def test_outlines_are_landed_with_their_description_and_raions_where_there_are_any(outlines: World) -> None:
    result = run_outlines(outlines)
    assert (result.fetched, result.problems, len(result.missing)) == (3, [], len(raions.files()) - 1)
    assert outlines.landing.latest("boundaries", "UKR/ADM1")
    assert outlines.landing.latest("boundaries", "UKR/ADM1/geojson")
    assert outlines.landing.latest("raions", "donetska_oblast.geojson")


def test_outlines_are_looked_for_once_a_week_and_then_conditionally(outlines: World) -> None:
    run_outlines(outlines)
    assert run_outlines(outlines).fetched == 0
    assert outlines.service.asked == []
    assert run_outlines(outlines, IN_A_WEEK).fetched == 0
    assert {asked.status for asked in outlines.service.asked} == {304, 404}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in ("hang", "429")])
def test_a_bad_new_edition_is_refused_and_the_old_one_stays(outlines: World, fault: str) -> None:
    run_outlines(outlines)
    before = outlines.landing.latest("boundaries", "UKR/ADM1/geojson")
    outlines.service.spoil("1.geojson", FAULTS[fault])
    (problem,) = run_outlines(outlines, IN_A_WEEK).problems
    assert "what was landed before stays in force" in problem.reason
    assert outlines.landing.latest("boundaries", "UKR/ADM1/geojson") == before


def test_an_edition_that_lost_an_oblast_is_refused_by_name(outlines: World) -> None:
    run_outlines(outlines)
    fewer = {"type": "FeatureCollection", "features": [outline("UA-14", 37.0)]}
    outlines.service.answers["/outlines/1.geojson"] = json.dumps(fewer).encode()
    (problem,) = run_outlines(outlines, IN_A_WEEK).problems
    assert "UA-65" in problem.reason
    assert problem.body == outlines.service.answers["/outlines/1.geojson"]


def test_a_description_that_leads_elsewhere_is_refused(outlines: World) -> None:
    outlines.service.answers["/outlines/api/current/gbOpen/UKR/ADM1/"] = (
        b'{"gjDownloadURL": "file:///etc/passwd", "boundaryLicense": "none"}'
    )
    (problem,) = [problem for problem in run_outlines(outlines).problems if problem.source == "boundaries"]
    assert "https" in problem.reason


def test_a_home_without_outlines_hears_that_there_are_none(outlines: World) -> None:
    outlines.service.spoil("/outlines/", status(500))
    problems = run_outlines(outlines).problems
    assert [problem.payload for problem in problems] == ["UKR/ADM1"]
    assert "there are no outlines yet" in problems[0].reason
