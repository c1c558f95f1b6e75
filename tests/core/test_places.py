"""Core's places: the gazetteer with its units, and what each map shows of settlements, hubs and the front, once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows import core
from flows.home import Home, Span
from flows.landing import Landing
from flows.territory import Reader, frontline, hub_distances, read_outlines
from flows.warehouse import Warehouse, opened_warehouse
from tests.territory import world

FIRST, LAST = date(2024, 3, 4), date(2024, 3, 6)
NOW = datetime(2024, 4, 1, tzinfo=UTC)
FRONT = world.square(35.5, 46.6, 1.0, 0.9)
GREY = world.land(world.UNKNOWN, world.square(36.5, 46.6, 0.1))
OLDER = world.land(world.BEFORE, world.square(33.0, 45.0, 1.0))
MAPS = [
    [world.land(world.SINCE, FRONT), GREY, OLDER],
    [world.land(world.SINCE, FRONT), world.land(world.SINCE, world.square(36.5, 46.6, 0.1)), OLDER],
]
TOWNS = {"1": ("Frontove", 36.55, 46.65), "2": ("Stare", 33.5, 45.5), "3": ("Vilne", 30.5, 50.0)}


def dump(towns: dict[str, tuple[str, float, float]]) -> bytes:
    """A gazetteer in the shape of GeoNames' dump."""
    lines = [
        "\t".join([number, name, name, f"{name}sk", str(lat), str(lon), "P", "PPL", "UA", *[""] * 5, "700", *[""] * 4])
        for number, (name, lon, lat) in towns.items()
    ]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("UA.txt", "\n".join(lines))
    return body.getvalue()


def put_map(landing: Landing, day: date, features: list[dict[str, object]]) -> None:
    snapshot_id = int(datetime(day.year, day.month, day.day, 18, tzinfo=UTC).timestamp())
    landing.put(
        "deepstate", f"history/{snapshot_id}/geojson", world.payload(*features), url="http://x/", fetched_at=NOW
    )


def put_towns(landing: Landing, towns: dict[str, tuple[str, float, float]], later: int = 0) -> None:
    landing.put("settlements", "UA.zip", dump(towns), url="http://x/", fetched_at=NOW + timedelta(days=later))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    landing = Landing(home.landing)
    landing.put("boundaries", "UKR/ADM1/geojson", world.oblasts(), url="http://x/", fetched_at=NOW)
    for offset, features in enumerate(MAPS):
        put_map(landing, FIRST + timedelta(days=offset), features)
    put_towns(landing, TOWNS)
    return home


@pytest.fixture
def warehouse(home: Home) -> Iterator[Warehouse]:
    with opened_warehouse(home.warehouse) as opened:
        yield opened


def tally(home: Home, warehouse: Warehouse) -> int:
    """Tally and return how many measures of places were taken."""
    taken: list[int] = []

    def count(done: int, total: int, label: str) -> None:
        if label == "measuring places":
            taken.append(total)

    core.tally(home, warehouse, Span(FIRST, LAST), count)
    return len(taken)


def changed(warehouse: Warehouse) -> list[tuple[object, ...]]:
    """The settlements whose status changed by day, and to which."""
    return warehouse.rows(
        "select day, unnest(settlement_ids) as settlement_id, unnest(statuses) as status from core.series"
        " inner join core.settlement_step on from_content_id = coalesce(previous_content_id, '')"
        " and to_content_id = content_id inner join core.tally using (territory_version) order by all"
    ).rows()


def test_a_settlement_has_the_unit_that_its_point_lies_in_and_its_other_names(home: Home, warehouse: Warehouse) -> None:
    tally(home, warehouse)
    codes = world.oblast_codes()
    units = dict(warehouse.rows("select name_en, unit_id from core.settlement").iter_rows())
    assert units == {"Frontove": codes[21], "Stare": codes[15], "Vilne": codes[14]}
    assert warehouse.rows("select place_id, name from core.place_alias order by all").rows() == [
        ("1", "Frontovesk"),
        ("2", "Staresk"),
        ("3", "Vilnesk"),
    ]


def test_every_step_of_the_series_says_which_settlements_it_shows_in_another_status(
    home: Home, warehouse: Warehouse
) -> None:
    tally(home, warehouse)
    assert changed(warehouse) == [
        (FIRST, "1", "unknown"),
        (FIRST, "2", "occupied_before_2022"),
        (FIRST + timedelta(days=1), "1", "occupied_since_2022"),
    ]


def test_a_settlement_that_no_status_covers_any_more_is_free_again(home: Home, warehouse: Warehouse) -> None:
    put_map(Landing(home.landing), LAST, [MAPS[1][0], OLDER])
    tally(home, warehouse)
    assert changed(warehouse)[-1] == (LAST, "1", "free")


def test_an_older_map_changes_which_step_is_the_first(home: Home, warehouse: Warehouse) -> None:
    """A backfill puts a content before the first: the step to it counts from a blank map, the one that did no more."""
    tally(home, warehouse)
    put_map(Landing(home.landing), FIRST - timedelta(days=1), MAPS[0][2:])
    tally(home, warehouse)
    assert changed(warehouse) == [
        (FIRST - timedelta(days=1), "2", "occupied_before_2022"),
        (FIRST, "1", "unknown"),
        (FIRST + timedelta(days=1), "1", "occupied_since_2022"),
    ]


def test_hubs_and_front_are_those_of_each_map_alone(home: Home, warehouse: Warehouse) -> None:
    tally(home, warehouse)
    outlines = read_outlines(world.oblasts())
    for offset, features in enumerate(MAPS):
        snapshot = Reader(outlines).read(world.payload(*features))
        day = FIRST + timedelta(days=offset)
        for table, expected in (
            ("hub_distance", hub_distances(snapshot)),
            ("frontline", frontline(snapshot, outlines)),
        ):
            found = warehouse.rows(
                f"select {', '.join(expected.columns)} from core.{table}"
                " inner join core.series using (content_id) where day = $1 order by all",
                [day],
            )
            assert found.equals(expected.sort(pl.all())), table


def test_what_is_measured_is_never_measured_again_and_a_new_map_alone_is(home: Home, warehouse: Warehouse) -> None:
    assert tally(home, warehouse) == 2 * 3
    assert tally(home, warehouse) == 0
    put_map(Landing(home.landing), LAST, [*MAPS[1], world.land(world.UNKNOWN, world.square(36.6, 46.7, 0.1))])
    assert tally(home, warehouse) == 3


def test_another_gazetteer_asks_every_step_anew_which_settlements_it_changed(home: Home, warehouse: Warehouse) -> None:
    tally(home, warehouse)
    put_towns(Landing(home.landing), {"4": ("Nove", 33.6, 45.6)}, later=1)
    assert tally(home, warehouse) == 2
    assert {row[1] for row in changed(warehouse)} == {"4"}
    assert warehouse.rows("select place_id from core.place_alias")["place_id"].to_list() == ["4"]


def test_without_a_dump_the_packaged_gazetteer_stands(home: Home, warehouse: Warehouse, tmp_path: Path) -> None:
    bare = Home(tmp_path / "bare")
    landing = Landing(bare.landing)
    landing.put("boundaries", "UKR/ADM1/geojson", world.oblasts(), url="http://x/", fetched_at=NOW)
    put_map(landing, FIRST, MAPS[0])
    with opened_warehouse(bare.warehouse) as opened:
        tally(bare, opened)
        found = opened.rows(
            "select count(*) as places, count(*) filter (where name_en = 'Pokrovsk') as named from core.settlement"
        )
        assert found["places"][0] > 5000
        assert found["named"][0] >= 1
