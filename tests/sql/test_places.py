"""Marts of places: settlement_status, settlement_event with the gazetteer, hub distances, the front."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import polars as pl
import pytest

from flows.warehouse import Warehouse
from tests.small_core import GREY, SINCE, fill

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 6)
# The map changes on the 2nd and the 4th; on the 3rd there is none.
MOVES = {
    date(2024, 1, 2): [("R1", GREY, SINCE, 1.0)],
    date(2024, 1, 4): [("R1", GREY, SINCE, 1.0)],
}
BEFORE_IT, SECOND, FOURTH = "c-2023-12-31", "c-2024-01-02", "c-2024-01-04"
VERSION = {"territory_version": "v1"}


@pytest.fixture
def warehouse(con: duckdb.DuckDBPyConnection) -> Warehouse:
    warehouse = fill(con, FIRST, LAST, {("R1", GREY): 5.0}, MOVES, silent=[date(2024, 1, 3)])
    at = {"unit_id": "R1", "population": None}
    rows = [
        {
            "settlement_id": "1",
            "name_en": "Selydove",
            "name_uk": "Селидове",
            "latitude": 48.15,
            "longitude": 37.3,
            **at,
        },
        {"settlement_id": "2", "name_en": "Sokil", "name_uk": "Сокіл", "latitude": 48.2, "longitude": 37.4, **at},
        {"settlement_id": "3", "name_en": "Sokil", "name_uk": "Сокіл", "latitude": 49.9, "longitude": 24.0, **at},
    ]
    warehouse.put("core.settlement", pl.DataFrame(rows, infer_schema_length=None))
    return warehouse


def statuses(warehouse: Warehouse, *changes: tuple[str, str, str, str]) -> list[tuple[object, ...]]:
    """The spans of settlement 1 after changes, each a step's two contents, a settlement and its status after it."""
    rows = [
        {"from_content_id": before, "to_content_id": after, "settlement_ids": [place], "statuses": [status], **VERSION}
        for before, after, place, status in changes
    ]
    warehouse.put("core.settlement_step", pl.DataFrame(rows))
    warehouse.build("mart.settlement_status")
    return warehouse.rows(
        "select status, valid_from, valid_to from mart.settlement_status where settlement_id = '1' order by valid_from"
    ).rows()


def test_a_settlement_that_no_map_touches_is_free_throughout(warehouse: Warehouse) -> None:
    assert statuses(warehouse, (BEFORE_IT, SECOND, "2", GREY)) == [("free", FIRST, None)]


def test_spans_follow_one_another_without_gap_and_the_last_is_open(warehouse: Warehouse) -> None:
    """Free until the 2nd, grey on the 2nd and carried through the 3rd, occupied since."""
    assert statuses(warehouse, (BEFORE_IT, SECOND, "1", GREY), (SECOND, FOURTH, "1", SINCE)) == [
        ("free", FIRST, date(2024, 1, 1)),
        (GREY, date(2024, 1, 2), date(2024, 1, 3)),
        (SINCE, date(2024, 1, 4), None),
    ]


def test_what_was_so_before_the_first_day_begins_with_it_and_a_return_is_a_span_of_its_own(
    warehouse: Warehouse,
) -> None:
    opening = ("", BEFORE_IT, "1", SINCE)
    assert statuses(warehouse, opening, (BEFORE_IT, SECOND, "1", "free"), (SECOND, FOURTH, "1", SINCE)) == [
        (SINCE, FIRST, FIRST),
        ("free", date(2024, 1, 2), date(2024, 1, 3)),
        (SINCE, date(2024, 1, 4), None),
    ]


def test_what_changes_on_the_first_day_is_so_from_the_first_day_whatever_it_was_before(warehouse: Warehouse) -> None:
    first = "c-2024-01-01"
    assert FIRST in {row[0] for row in warehouse.rows("select day from core.series").rows()}
    warehouse.con.execute(f"update core.series set content_id = '{first}' where day = '{FIRST}'")
    warehouse.con.execute(f"update core.series set previous_content_id = '{first}' where day = '2024-01-02'")
    assert statuses(warehouse, ("", BEFORE_IT, "1", GREY), (BEFORE_IT, first, "1", SINCE)) == [(SINCE, FIRST, None)]


def events(
    warehouse: Warehouse, name: str, latitude: float, longitude: float, language: str = "en"
) -> tuple[object, ...]:
    row = {
        "snapshot_id": 1,
        "position": 0,
        "observed_at": datetime.combine(FIRST, datetime.min.time()),
        "day": FIRST,
        "event": "occupied",
        "name": name,
        "language": language,
        "latitude": latitude,
        "longitude": longitude,
        "sha256": "a",
    }
    warehouse.put("core.settlement_event", pl.DataFrame([row]))
    warehouse.build("mart.settlement_event")
    return warehouse.rows("select settlement_id, name_en from mart.settlement_event").row(0)


def test_an_event_finds_its_settlement_by_name_and_place(warehouse: Warehouse) -> None:
    assert events(warehouse, "Sokil", 48.21, 37.41) == ("2", "Sokil")


def test_a_ukrainian_name_finds_its_english_one(warehouse: Warehouse) -> None:
    assert events(warehouse, "СЕЛИДОВЕ", 48.14, 37.31, "uk") == ("1", "Selydove")


def test_a_former_name_is_understood(warehouse: Warehouse) -> None:
    alias = {"place_id": "1", "name": "Selidovo", "language": "ru", "valid_from": None, "valid_to": None}
    warehouse.put(
        "core.place_alias", pl.DataFrame([alias], schema_overrides={"valid_from": pl.Date, "valid_to": pl.Date})
    )
    assert events(warehouse, "Selidovo", 48.14, 37.31) == ("1", "Selydove")


def test_a_namesake_far_away_or_a_neighbour_of_another_name_is_not_taken(warehouse: Warehouse) -> None:
    assert events(warehouse, "Sokil", 46.5, 33.0) == (None, "Sokil")
    assert events(warehouse, "Vyshneve", 48.15, 37.3) == (None, "Vyshneve")


def test_distances_and_lengths_stand_in_both_units_on_every_day(warehouse: Warehouse) -> None:
    contents = (BEFORE_IT, SECOND, FOURTH)
    hubs = [
        {
            "content_id": content,
            "hub": "Pokrovsk",
            "distance_km": km,
            "nearest_latitude": 48.0,
            "nearest_longitude": 37.0,
        }
        for content, km in zip(contents, (16.09344, 10.0, 8.0), strict=True)
    ]
    fronts = [
        {"content_id": content, "boundary_edition": "e1", "unit_id": unit_id, "length_km": km}
        for content in contents
        for unit_id, km in (("UA-14", 100.1), ("UA-65", 50.2))
    ]
    warehouse.put("core.hub_distance", pl.DataFrame(hubs).with_columns(territory_version=pl.lit("v1")))
    warehouse.put("core.frontline", pl.DataFrame(fronts).with_columns(territory_version=pl.lit("v1")))
    warehouse.build("mart.hub_distance_daily", "mart.frontline_daily")
    days = warehouse.rows("select distance_km, distance_mi from mart.hub_distance_daily order by day").rows()
    assert [km for km, _ in days] == [16.09344, 10.0, 10.0, 8.0, 8.0, 8.0]
    assert days[0][1] == pytest.approx(10.0, rel=1e-12)
    lengths = warehouse.rows("select unit_id, length_km, length_mi from mart.frontline_daily where day = '2024-01-01'")
    assert lengths.rows() == [
        ("UA", 150.3, pytest.approx(150.3 / 1.609344)),
        ("UA-14", 100.1, pytest.approx(100.1 / 1.609344)),
        ("UA-65", 50.2, pytest.approx(50.2 / 1.609344)),
    ]
