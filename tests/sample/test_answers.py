"""What each address answers, as its real counterpart would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import orjson
import pytest
import shapely

from flows.sample import front
from flows.sample.answers import answer
from flows.sample.plan import EDITED_AT, snapshots
from flows.sample.plane import to_plane
from flows.sample.world import RATIO, world
from flows.sources import boundaries, deepstate, mirror, raions
from flows.sources.fetch import check_collection

BASE = "http://127.0.0.1:1"
LAST = snapshots()[-1]
EDITED = next(snapshot for snapshot in snapshots() if snapshot.first_moves is not None)


def body_at(path: str, now: datetime | None = None) -> bytes:
    body = answer(path, BASE, now)
    assert body is not None, path
    return body


def test_the_list_has_a_row_a_snapshot_with_the_fields_of_the_real_one() -> None:
    rows = orjson.loads(body_at("/deepstate/api/history/public"))
    assert [row["id"] for row in rows] == [snapshot.snapshot_id for snapshot in snapshots()]
    assert {frozenset(row) for row in rows} == {
        frozenset(("id", "description", "descriptionEn", "updatedAt", "datetime", "status", "createdAt"))
    }
    assert len(deepstate.read_list(body_at("/deepstate/api/history/public"))) == len(snapshots())


def test_what_is_later_than_the_clock_is_hidden_everywhere() -> None:
    now, later = snapshots()[100].created_at, snapshots()[101]
    assert len(orjson.loads(body_at("/deepstate/api/history/public", now))) == 101
    assert deepstate.read_last(body_at("/deepstate/api/history/last", now))[0] == snapshots()[100].snapshot_id
    assert len(mirror.read_index(body_at("/mirror/index.json", now))) == 101
    history = f"/deepstate/api/history/{later.snapshot_id}"
    for path in (f"{history}/geojson", f"{history}/areas", f"/mirror/geojsons/{later.snapshot_id}.geojson"):
        assert answer(path, BASE, now) is None
        assert answer(path, BASE, later.created_at) is not None
    assert answer("/deepstate/api/history/last", BASE, datetime(2023, 1, 1, tzinfo=UTC)) is None


def test_an_edited_snapshot_shows_its_first_content_and_no_trace_of_the_edit_until_then() -> None:
    path, before = f"/deepstate/api/history/{EDITED.snapshot_id}/geojson", EDITED_AT - timedelta(seconds=1)
    assert body_at(path, before) != body_at(path, EDITED_AT) == body_at(path)
    stated = {}
    for now in (before, EDITED_AT):
        entries = deepstate.read_list(body_at("/deepstate/api/history/public", now))
        stated[now] = next(entry.updated_at for entry in entries if entry.snapshot_id == EDITED.snapshot_id)
    assert stated == {before: EDITED.created_at, EDITED_AT: EDITED_AT}


def test_declared_areas_are_a_constant_ratio_below_the_true_ones() -> None:
    declared = deepstate.read_areas(body_at(f"/deepstate/api/history/{LAST.snapshot_id}/areas"))
    true = {front.STATUS[status]: km2 for status, km2 in world().areas(LAST).items()}
    assert declared.keys() == {"occupied_since_2022", "occupied_before_2022", "unknown", "liberated"}
    assert declared == pytest.approx({status: true[status] * RATIO for status in declared}, rel=1e-12)


def test_last_holds_the_map_of_the_newest_snapshot_and_the_mirror_the_same_bytes() -> None:
    snapshot_id, last = deepstate.read_last(body_at("/deepstate/api/history/last"))
    assert snapshot_id == LAST.snapshot_id
    assert last == body_at(f"/mirror/geojsons/{snapshot_id}.geojson")


def test_the_archives_file_of_a_day_is_the_occupied_land_at_the_end_of_the_day_before() -> None:
    body = body_at("/archive/data/deepstatemap_data_20241021.geojson")
    check_collection(body)
    (feature,) = orjson.loads(body)["features"]
    assert (feature["properties"], feature["geometry"]["type"]) == ({}, "MultiPolygon")
    polygons = [[to_plane(np.array(ring)) for ring in part] for part in feature["geometry"]["coordinates"]]
    shapes = [shapely.Polygon(shell, holes) for shell, *holes in polygons]
    closing = [snapshot for snapshot in snapshots() if snapshot.day.isoformat() == "2024-10-20"][-1]
    true = world().areas(closing)
    assert all(shapely.is_valid(shape) for shape in shapes)
    assert sum(shape.area for shape in shapes) / 1e6 == pytest.approx(true[front.SINCE] + true[front.BEFORE], abs=1e-5)


@pytest.mark.parametrize("day", ["20240707", "20240818", "20240819", "20241302", "20250101"])
def test_the_archive_starts_late_has_gaps_and_ends(day: str) -> None:
    assert answer(f"/archive/data/deepstatemap_data_{day}.geojson", BASE, None) is None


def test_the_boundaries_lead_to_their_outlines_below_the_same_address() -> None:
    edition = boundaries.read_metadata(body_at("/geoboundaries/api/current/gbOpen/UKR/ADM1/"))
    assert len(boundaries.read_units(body_at(edition.polygons_url.removeprefix(BASE)))) == 27


def test_raions_are_there_for_three_oblasts_and_missing_for_the_others() -> None:
    codes = [raions.read_codes(body) for name in raions.files() if (body := answer(f"/raions/{name}", BASE, None))]
    assert sorted(map(len, codes)) == [1, 2, 4]


UNKNOWN = """
/ /deepstate /deepstate/api/history /deepstate/api/history/1/geojson /deepstate/api/history/x/geojson
/mirror/geojsons/../x /raions/x.geojson
"""


@pytest.mark.parametrize("path", UNKNOWN.split())
def test_other_paths_are_not_found(path: str) -> None:
    assert answer(path, BASE, None) is None
