"""DeepState's list, declared areas and newest snapshot, with the quirks that real answers have."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from flows.sources.deepstate import (
    ListEntry,
    areas_wanted,
    check_list,
    entry_of,
    map_wanted,
    read_areas,
    read_events,
    read_last,
    read_list,
)
from flows.sources.failure import Refused

ID = 1_703_885_815  # 2023-12-29 21:36:55 UTC, 23:36 in Kyiv


def row(snapshot_id: int = ID, **more: Any) -> dict[str, Any]:
    return {
        "id": snapshot_id,
        "description": "Уточнено лінію зіткнення.",
        "descriptionEn": "The front line has been clarified.",
        "updatedAt": "2023-12-29T21:36:55.376Z",
        "datetime": "29.12 o 22:36",
        "status": True,
        "createdAt": "2023-12-29T21:36:55.000Z",
        **more,
    }


def body(*rows: Any) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def test_the_id_of_a_row_is_the_utc_second_of_its_making() -> None:
    (entry,) = read_list(body(row()))
    assert entry.created_at == datetime(2023, 12, 29, 21, 36, 55, tzinfo=UTC)
    assert entry.updated_at == datetime(2023, 12, 29, 21, 36, 55, 376_000, tzinfo=UTC)


def test_a_snapshot_made_after_ten_in_winter_belongs_to_the_next_day_in_kyiv() -> None:
    assert entry_of(1_703_885_815).day == date(2023, 12, 29)
    assert entry_of(1_703_885_815 + 1800).day == date(2023, 12, 30)


def test_the_datetime_without_year_and_in_another_zone_is_not_read() -> None:
    assert read_list(body(row(datetime="31.02 o 99:99"))) == read_list(body(row()))


def test_rows_come_oldest_first_and_once_an_id() -> None:
    entries = read_list(body(row(ID + 100), row(ID), row(ID + 100, descriptionEn="Later word.")))
    assert [entry.snapshot_id for entry in entries] == [ID, ID + 100]
    assert entries[1].description_en == "Later word."


@pytest.mark.parametrize("description", [None, ""])
def test_a_row_may_lack_its_descriptions(description: str | None) -> None:
    (entry,) = read_list(body(row(description=description, descriptionEn=description)))
    assert (entry.description, entry.description_en) == ("", "")


@pytest.mark.parametrize(
    "bad", [7, None, {}, {"id": "x"}, {"id": 10**30}, {"id": 1, "updatedAt": "yesterday"}, [1]], ids=repr
)
def test_a_row_that_cannot_be_read_is_passed_over_and_said(bad: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert [entry.snapshot_id for entry in read_list(body(bad, row()))] == [ID]
    assert "passed over" in caplog.text


def test_a_field_that_the_service_adds_later_does_no_harm() -> None:
    assert len(read_list(body(row(author="somebody")))) == 1


@pytest.mark.parametrize("bad", [b"{}", b'{"message": "no"}', b"[]", b"[1, 2]", b"[{}]", b"null", b'"x"'])
def test_a_list_that_is_none_is_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        check_list(bad)


def test_a_mark_of_the_version_moves_with_the_edit() -> None:
    before, after = (read_list(body(row(updatedAt=at)))[0] for at in (row()["updatedAt"], "2024-01-05T10:00:00.000Z"))
    assert before.revision != after.revision
    assert entry_of(ID).revision is None


def areas(**km2: Any) -> bytes:
    return json.dumps(
        [{"hash": "x", "area": area, "percent": "10.1", "type": kind} for kind, area in km2.items()]
    ).encode()


def test_declared_areas_are_told_in_our_words_in_km2() -> None:
    declared = areas(
        occupied_after_24_02_2022=64530.5, occupied_to_24_02_2022=43335.8, unspecified=503.8, liberated=1.5
    )
    assert read_areas(declared) == {
        "occupied_since_2022": 64530.5,
        "occupied_before_2022": 43335.8,
        "unknown": 503.8,
        "liberated": 1.5,
    }


def test_declared_areas_without_a_counterpart_are_left_out() -> None:
    assert read_areas(areas(other_territories=1.0, occupied=2.0)) == {}


def test_a_declared_kind_that_is_new_is_said_and_never_guessed(caplog: pytest.LogCaptureFixture) -> None:
    assert read_areas(areas(contested=1.0, liberated=2.0)) == {"liberated": 2.0}
    assert "contested" in caplog.text


@pytest.mark.parametrize(
    "bad", [b"{}", b"null", b'[{"type": "liberated"}]', areas(liberated=-1.0), areas(liberated="much")]
)
def test_declared_areas_that_are_no_sizes_are_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        read_areas(bad)


def test_the_newest_snapshot_comes_with_its_id_and_its_map_byte_for_byte() -> None:
    newest = b'{"id":1703885815,"map":{"type": "FeatureCollection",  "features": []},"datetime":"29.12 o 22:36"}'
    assert read_last(newest) == (ID, b'{"type": "FeatureCollection",  "features": []}')


@pytest.mark.parametrize("bad", [b"{}", b'{"id": 1, "map": []}', b'{"id": 1, "map": {"type": "Feature"}}'])
def test_a_newest_snapshot_without_a_map_is_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        read_last(bad)


def test_a_map_and_its_areas_land_under_the_snapshots_id() -> None:
    entry = entry_of(ID)
    assert map_wanted("https://example.org", entry).url == f"https://example.org/api/history/{ID}/geojson"
    assert map_wanted("https://example.org", entry).name == f"history/{ID}/geojson"
    assert areas_wanted("https://example.org", entry).name == f"history/{ID}/areas"


def entry(description: str, description_en: str) -> ListEntry:
    return read_list(body(row(description=description, descriptionEn=description_en)))[0]


UK = 'Ворог окупував <a href="#14/48.1/37.3">Бетове</a>.'
EN = 'The enemy occupied <a href="#14/48.1/37.3">Betove</a>.'


@pytest.mark.parametrize("empty", ["", "  ", "<p></p>", "&nbsp;", UK])
def test_where_the_english_note_says_nothing_the_ukrainian_one_is_read(empty: str) -> None:
    (event,) = read_events(entry(UK, empty))
    assert (event.event, event.name, event.language) == ("occupied", "Бетове", "uk")


def test_where_both_notes_speak_the_english_one_is_read() -> None:
    (event,) = read_events(entry(UK, EN))
    assert (event.name, event.language, event.latitude, event.longitude) == ("Betove", "en", 48.1, 37.3)


def test_events_are_counted_from_0_in_the_order_of_the_note() -> None:
    three = EN + ' Fighting continues in <a href="#14/48.2/37.3">Hamma</a>.' + EN.replace("Betove", "Delta")
    assert [(event.position, event.name) for event in read_events(entry("", three))] == [(0, "Betove"), (1, "Delta")]


def test_a_note_without_places_makes_no_event() -> None:
    assert read_events(entry("Уточнено лінію зіткнення.", "The front line has been clarified.")) == []
