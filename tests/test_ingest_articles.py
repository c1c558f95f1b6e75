"""Articles are landed from a folder or from addresses, once each, with their day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ingest import Ingested, ingest_articles
from flows.landing import Landing
from flows.settings import Profile, Settings
from flows.sources.http import Client
from tests.loopback import Service, serving, status
from tests.map_world import QUICK


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path / "landing")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2024-11-01-gains.txt").write_text("Over 200 square kilometres last week.")
    return folder


def run(landing: Landing, articles: str, profile: Profile = "sample") -> Ingested:
    with Client(None, 1, QUICK) as client:
        return ingest_articles(Settings(articles=articles, profile=profile), landing, client=client)


def test_a_file_is_landed_under_its_name_with_its_day_and_without_its_folder(landing: Landing, folder: Path) -> None:
    assert run(landing, str(folder)).fetched == 1
    (landed,) = landing.versions("articles")
    assert (landed.name, landed.url, landed.revision) == ("2024-11-01-gains.txt", "2024-11-01-gains.txt", "2024-11-01")


def test_a_file_is_landed_again_only_when_it_changed(landing: Landing, folder: Path) -> None:
    run(landing, str(folder))
    assert run(landing, str(folder)).fetched == 0
    (folder / "2024-11-01-gains.txt").write_text("Over 250 square kilometres last week.")
    assert run(landing, str(folder)).fetched == 1


def test_a_file_that_is_empty_or_too_large_is_named_and_the_others_are_read(landing: Landing, folder: Path) -> None:
    (folder / "empty.txt").write_text("  \n")
    (folder / "large.txt").write_bytes(b"x" * 9_000_000)
    result = run(landing, str(folder))
    assert result.fetched == 1
    assert [(problem.source, problem.payload) for problem in result.problems] == [
        ("articles", "empty.txt"),
        ("articles", "large.txt"),
    ]


def test_a_home_without_articles_has_none(landing: Landing, tmp_path: Path) -> None:
    assert run(landing, str(tmp_path / "nothing")) == Ingested()


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.answers["/a"] = b"<html><body><p>Over 200 square kilometres last week.</p></body></html>"
        yield service


def test_an_address_is_asked_once(landing: Landing, service: Service) -> None:
    assert run(landing, f"{service.address}/a").fetched == 1
    assert run(landing, f"{service.address}/a").unchanged == 1
    assert len(service.asked) == 1


def test_an_address_that_fails_is_named_and_tried_again_in_the_next_run(landing: Landing, service: Service) -> None:
    service.spoil("/a", status(404), times=1)
    (problem,) = run(landing, f"{service.address}/a").problems
    assert "it answered 404" in problem.reason
    assert run(landing, f"{service.address}/a").fetched == 1


def test_the_live_profile_does_not_ask_this_machine(landing: Landing, service: Service) -> None:
    (problem,) = run(landing, f"{service.address}/a", "live").problems
    assert "private or reserved" in problem.reason
    assert service.asked == []
