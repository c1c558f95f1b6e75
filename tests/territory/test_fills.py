"""What colours mean, and where."""

from __future__ import annotations

from datetime import date

import pytest

from flows.territory import Reader, fills

from . import world


@pytest.mark.parametrize("fill", ["#757575", "#0097a7", "#fbc02d", "#ce93d8", "red", "", None, 7])
def test_a_colour_that_nobody_explained_is_refused_by_name(reader: Reader, fill: object) -> None:
    strange = world.feature(fill, world.polygon(world.square(30, 50)))  # type: ignore[arg-type]
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36, 48)), strange))
    assert [(refusal.index, repr(fill) in refusal.reason) for refusal in snapshot.refused] == [(1, True)]
    assert len(snapshot.features) == 1


def test_a_colour_in_capitals_is_the_same_colour() -> None:
    assert fills.status_of_fill("#A52714") == "occupied_since_2022"


def test_both_greens_are_liberated_and_both_greys_unknown() -> None:
    assert {fills.status_of_fill(fill) for fill in ("#0f9d58", "#0288d1")} == {"liberated"}
    assert {fills.status_of_fill(fill) for fill in ("#bcaaa4", "#bdbdbd")} == {"unknown"}


def test_purple_outside_ukraine_is_transnistria_and_not_counted(reader: Reader) -> None:
    transnistria = world.feature(world.BEFORE, world.polygon(world.square(20, 47)), "Придністров'я")
    crimea = world.land(world.BEFORE, world.square(34, 45))
    snapshot = reader.read(world.payload(transnistria, crimea))
    assert [feature.status for feature in snapshot.features] == ["other", "occupied_before_2022"]
    assert snapshot.drawn_km2["occupied_before_2022"] == pytest.approx(snapshot.features[1].area_km2)


def test_land_across_the_border_is_taken_whole_by_where_most_of_it_lies(reader: Reader) -> None:
    mostly_inside = world.land(world.SINCE, world.square(39.6, 48, 0.5))  # Ukraine ends at 40
    mostly_outside = world.land(world.UNKNOWN, world.square(39.9, 50, 0.5))
    snapshot = reader.read(world.payload(mostly_inside, mostly_outside))
    assert [feature.status for feature in snapshot.features] == ["occupied_since_2022", "other"]
    whole_km2 = reader.read(world.payload(world.land(world.SINCE, world.square(39.4, 48, 0.5)))).drawn_km2
    assert snapshot.drawn_km2["occupied_since_2022"] == pytest.approx(whole_km2["occupied_since_2022"])


@pytest.mark.parametrize(("west", "status"), [(30.0, "unknown"), (38.5, "unknown"), (41.0, "other")])
def test_a_large_polygon_is_placed_as_a_small_one_is(reader: Reader, west: float, status: str) -> None:
    large = world.land(world.UNKNOWN, world.square(west, 45, 2.5, 6))
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(30, 48)), large))
    assert snapshot.features[1].status == status


def test_land_in_russia_held_by_ukraine_keeps_its_own_status_though_its_name_says_liberated(reader: Reader) -> None:
    name = "Звільнено /// Liberated /// geoJSON.status.dismissed"
    kursk = world.feature(world.HELD, world.polygon(world.square(35, 52.3)), name)
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36, 48)), kursk))
    assert snapshot.features[1].status == "held_in_russia"
    assert snapshot.drawn_km2["liberated"] == 0


def test_the_colour_of_land_held_in_russia_is_refused_inside_ukraine(reader: Reader) -> None:
    stray = world.land(world.HELD, world.square(30, 50))
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36, 48)), stray))
    assert [refusal.index for refusal in snapshot.refused] == [1]


def test_grey_land_in_russia_is_not_counted(reader: Reader) -> None:
    grey = world.land(world.GREY_IN_RUSSIA, world.square(41, 50))
    snapshot = reader.read(world.payload(world.land(world.SINCE, world.square(36, 48)), grey))
    assert snapshot.features[1].status == "other"
    assert not snapshot.refused


def test_black_means_occupied_before_2022_until_june_2022_and_nothing_later(reader: Reader) -> None:
    body = world.payload(world.land(world.SINCE, world.square(36, 48)), world.land(world.BLACK, world.square(34, 45)))
    early = reader.read(body, date(2022, 6, 5))
    assert early.features[1].status == "occupied_before_2022"
    late = reader.read(body, date(2022, 6, 6))
    assert len(late.features) == 1
    assert late.refused[0].index == 1
    assert "2022-06-05" in late.refused[0].reason
