"""What a run needs is landed from whoever serves it, nothing is fetched twice, and what fails is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.days import end_of_day
from flows.ingest import ingest_map
from tests.loopback import body_of, status
from tests.map_world import FAULTS, FIRST, LAST, OPENING, World, content, made_on, map_world

MAP, AREAS, LIST = r"/deepstate/api/history/\d+/geojson", r"/history/\d+/areas", r"/history/public"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with map_world(tmp_path) as world:
        yield world


DAYS = [OPENING + timedelta(days=n) for n in range((LAST - OPENING).days + 1)]


def test_the_days_and_the_opening_state_before_them_are_landed_and_nothing_else(world: World) -> None:
    result = world.run()
    assert (result.served_by, result.problems) == ({"deepstate": 6}, [])
    assert result.fetched == 13  # the list, six maps, six declared areas
    assert [day for day in DAYS if world.landed(made_on(day))] == DAYS
    assert not world.landed(made_on(OPENING - timedelta(days=1)))
    assert not world.landed(made_on(LAST + timedelta(days=1)))


def test_several_snapshots_of_a_day_are_all_landed(world: World) -> None:
    world.make(made_on(FIRST, hour=8))
    assert world.run().served_by == {"deepstate": 7}


def test_a_snapshot_after_midnight_in_kyiv_is_the_next_days(world: World) -> None:
    late = int(end_of_day(LAST).timestamp())
    world.make(late)
    world.make(late - 1)
    world.run()
    assert world.landed(late - 1)
    assert not world.landed(late)


def test_a_second_run_asks_only_whether_the_list_changed(world: World) -> None:
    world.run()
    result = world.run()
    assert [(asked.path, asked.status) for asked in world.service.asked] == [("/deepstate/api/history/public", 304)]
    assert (result.fetched, result.served_by) == (0, {})
    assert result.unchanged == 13


def test_only_what_is_new_is_fetched_as_the_days_go_by(world: World) -> None:
    world.run()
    world.run(last=LAST + timedelta(days=1))
    new = made_on(LAST + timedelta(days=1))
    assert set(world.service.paths("geojson|areas")) == {
        f"/deepstate/api/history/{new}/geojson",
        f"/deepstate/api/history/{new}/areas",
    }


def test_an_edit_is_taken_in_even_of_a_day_before_the_run(world: World) -> None:
    world.run()
    edited = made_on(FIRST)
    world.make(edited, "edited", datetime.fromtimestamp(edited, UTC) + timedelta(hours=40))
    result = world.run(LAST, LAST)
    assert result.served_by == {"deepstate": 1}
    assert world.landed(edited) == content("edited")
    assert world.run(LAST, LAST).fetched == 0


def test_an_edit_that_changed_nothing_is_confirmed_and_not_asked_for_again(world: World) -> None:
    world.run()
    edited = made_on(FIRST)
    world.make(edited, None, datetime.fromtimestamp(edited, UTC) + timedelta(hours=40))
    result = world.run()
    assert [asked.status for asked in world.service.asked if "geojson" in asked.path] == [304]
    assert result.served_by == {}
    world.run()
    assert world.service.paths("geojson") == []


def test_an_edit_that_cannot_be_had_leaves_the_landed_version_in_force_and_is_tried_again(world: World) -> None:
    world.run()
    edited = made_on(FIRST)
    world.make(edited, "edited", datetime.fromtimestamp(edited, UTC) + timedelta(hours=40))
    world.service.spoil(MAP, status(500))
    (problem,) = world.run().problems
    assert "what was landed before stays in force" in problem.reason
    # A mirror may hold a version older than the landed one, so it is not asked for an edit.
    assert world.service.paths("/mirror/") == []
    assert world.landed(edited) == content(str(edited))
    world.service.mend()
    world.run()
    assert world.landed(edited) == content("edited")


def test_a_snapshot_that_turns_up_late_is_taken_in(world: World) -> None:
    world.run()
    late = made_on(FIRST, hour=10)
    world.make(late)
    world.run(LAST, LAST)
    assert world.landed(late)


def test_history_before_the_tally_is_not_dragged_in(world: World) -> None:
    world.run(LAST, LAST)
    world.run(LAST + timedelta(days=1), LAST + timedelta(days=1))
    assert not world.landed(made_on(FIRST))


def test_a_doubted_snapshot_is_asked_for_again(world: World) -> None:
    doubted = made_on(FIRST)
    world.service.spoil(f"{doubted}/geojson", body_of(content("half of it")), times=1)
    world.run()
    assert world.landed(doubted) == content("half of it")
    assert world.run(doubted=(doubted,)).served_by == {"deepstate": 1}
    assert world.landed(doubted) == content(str(doubted))


@pytest.mark.parametrize("fault", FAULTS)
def test_maps_that_the_service_fails_to_serve_come_from_the_mirror(world: World, fault: str) -> None:
    world.service.spoil(MAP, FAULTS[fault])
    result = world.run()
    assert result.served_by == {"mirror": 6}
    assert all(world.landed(made_on(day)) for day in DAYS)
    assert {problem.source for problem in result.problems} == {"deepstate"}
    assert any("mirror served it instead" in problem.reason for problem in result.problems)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_that_is_dead_altogether_is_replaced_list_and_all(world: World, fault: str) -> None:
    world.service.spoil("/deepstate/", FAULTS[fault])
    result = world.run()
    assert result.served_by == {"mirror": 6}
    assert result.problems
    # The breaker: not the product of six maps, six areas and all their retries.
    assert len(world.service.paths("/deepstate/")) <= 24


@pytest.mark.parametrize("fault", FAULTS)
def test_without_service_and_mirror_the_archive_serves_the_days_the_opening_one_too(world: World, fault: str) -> None:
    world.service.spoil("/deepstate/|/mirror/", FAULTS[fault])
    result = world.run()
    assert result.served_by == {"archive": 6}
    assert sorted(landed.name for landed in world.landing.versions("archive")) == [
        f"{day + timedelta(days=1):%Y%m%d}" for day in DAYS
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_without_anybody_the_run_ends_soon_and_says_what_is_missing(world: World, fault: str) -> None:
    world.service.spoil("/", FAULTS[fault])
    result = world.run()
    assert (result.fetched, result.served_by) == (0, {})
    assert {"deepstate", "mirror"} <= {problem.source for problem in result.problems}
    assert len(result.problems) < 14


def test_one_payload_that_fails_is_replaced_and_the_others_are_not(world: World) -> None:
    world.service.spoil(f"/deepstate/.*{made_on(FIRST)}/geojson", status(500))
    result = world.run()
    assert result.served_by == {"deepstate": 5, "mirror": 1}
    landed = world.landing.latest("deepstate", f"history/{made_on(FIRST)}/geojson")
    assert landed is not None
    assert landed.served_by == "mirror"


def test_a_day_that_neither_service_nor_mirror_can_give_comes_from_the_archive(world: World) -> None:
    world.service.spoil(f"{made_on(FIRST)}(/|.)geojson", status(404))
    result = world.run()
    assert result.served_by == {"deepstate": 5, "archive": 1}
    assert [landed.name for landed in world.landing.versions("archive")] == ["20240305"]


def test_a_raw_snapshot_that_comes_back_later_is_taken_in_beside_the_archives_day(world: World) -> None:
    world.service.spoil(f"{made_on(FIRST)}(/|.)geojson", status(404))
    world.run()
    world.service.mend()
    assert world.run().served_by == {"deepstate": 1}


def test_a_refused_body_is_handed_on_with_source_payload_and_reason(world: World) -> None:
    page = b"<!doctype html><title>502 Bad Gateway</title>"
    world.service.spoil(f"/deepstate/.*{made_on(FIRST)}/geojson", body_of(page))
    (problem,) = world.run().problems
    assert (problem.source, problem.payload) == ("deepstate", f"history/{made_on(FIRST)}/geojson")
    assert "HTML page" in problem.reason
    assert problem.body == page


def test_declared_areas_that_do_not_exist_are_no_problem_and_not_asked_for_again(world: World) -> None:
    world.service.spoil(AREAS, status(404))
    result = world.run()
    assert (result.problems, len(result.missing)) == ([], 6)
    world.run()
    assert world.service.paths("areas") == []


def test_declared_areas_that_failed_are_asked_for_in_the_next_run(world: World) -> None:
    world.service.spoil(AREAS, status(401))
    assert world.run().problems
    world.service.mend()
    world.run(LAST + timedelta(days=1), LAST + timedelta(days=1))
    assert len(world.service.paths("areas")) == 7


def test_a_list_that_fails_leaves_the_one_landed_before_in_force(world: World) -> None:
    world.run()
    world.service.spoil(LIST, body_of(b"<html>"))
    result = world.run()
    assert result.fetched <= 2  # the newest snapshot's id and the mirror's list
    assert world.service.paths("geojson|areas") == []
    assert [problem.payload for problem in result.problems] == ["history/public"]


def test_an_empty_list_does_not_pass_for_a_map_without_history(world: World) -> None:
    world.service.spoil(LIST, body_of(b"[]"))
    result = world.run()
    assert "empty" in result.problems[0].reason
    assert result.served_by == {"deepstate": 6}


def test_the_newest_snapshot_is_known_by_itself_when_neither_list_answers(world: World) -> None:
    world.service.spoil("history/public|index.json", status(500))
    newest = FIRST + timedelta(days=7)
    world.run(last=newest)
    assert world.landed(made_on(newest))


def test_a_day_on_which_the_map_stood_still_needs_no_archive(world: World) -> None:
    del world.rows[made_on(FIRST)]
    world.publish()
    assert world.run().served_by == {"deepstate": 5}
    assert world.service.paths("/archive/") == []


def test_via_mirror_takes_maps_from_the_mirror_and_list_and_areas_from_the_service(world: World) -> None:
    result = world.run(via="mirror")
    assert result.served_by == {"mirror": 6}
    assert world.service.paths("/deepstate/.*geojson") == []
    assert len(world.service.paths("/deepstate/.*areas")) == 6
    assert world.run().fetched == 0


def test_via_mirror_asks_the_service_for_what_the_mirror_lacks(world: World) -> None:
    world.service.spoil("/mirror/", status(404))
    assert world.run(via="mirror").served_by == {"deepstate": 6}


def test_a_map_mirrored_while_no_list_was_to_be_had_is_asked_for_once_if_it_was_edited(world: World) -> None:
    edited = made_on(FIRST)
    world.make(edited, "edited", datetime.fromtimestamp(edited, UTC) + timedelta(hours=40))
    world.service.answers[f"/mirror/geojsons/{edited}.geojson"] = content("before the edit")
    world.service.spoil("/deepstate/", status(500))
    world.run()
    assert world.landed(edited) == content("before the edit")
    world.service.mend()
    assert world.run().served_by == {"deepstate": 1}
    assert world.landed(edited) == content("edited")


def test_via_archive_takes_a_file_a_day_and_one_raw_snapshot_to_read_them_against(world: World) -> None:
    result = world.run(via="archive")
    assert result.served_by == {"deepstate": 1, "archive": 6}
    assert world.landed(made_on(OPENING))
    assert world.run(via="archive").fetched == 0


def test_via_archive_takes_the_raw_snapshot_from_the_mirror_when_the_service_is_dead(world: World) -> None:
    world.service.spoil("/deepstate/", status(500))
    assert world.run(via="archive").served_by == {"mirror": 1, "archive": 6}


def test_days_that_the_archive_lacks_are_noted_and_no_problem(world: World) -> None:
    del world.service.answers["/archive/data/deepstatemap_data_20240306.geojson"]
    result = world.run(via="archive")
    assert (result.problems, result.missing) == ([], ["archive 20240306"])


def test_an_archive_that_cannot_be_read_for_want_of_a_raw_snapshot_says_so(world: World) -> None:
    world.service.spoil("/deepstate/|/mirror/", status(500))
    problems = world.run(via="archive").problems
    assert any("no raw snapshot before 2024-03-04" in problem.reason for problem in problems)


def test_progress_is_told_from_the_first_payload_to_the_last(world: World) -> None:
    told: list[tuple[int, int, str]] = []
    ingest_map(
        world.settings,
        world.landing,
        FIRST,
        LAST,
        progress=lambda done, total, label: told.append((done, total, label)),
    )
    maps = [(done, total) for done, total, label in told if label == "maps and declared areas"]
    assert maps == [(done, 12) for done in range(1, 13)]
