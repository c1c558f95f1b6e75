"""Snapshots in the shape, the size and with the quirks of the real ones."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Any

import msgspec
import numpy as np
import orjson
import pytest
import shapely

from flows.sample import features
from flows.sample.front import HELD, LIBERATED, SINCE, STATUS, UNKNOWN
from flows.sample.plan import Snapshot, snapshots
from flows.sample.plane import to_plane
from flows.sample.world import world

LAST = snapshots()[-1]


def snapshot_of(day: date) -> Snapshot:
    return next(snapshot for snapshot in snapshots() if snapshot.day == day)


def collection(snapshot: Snapshot) -> dict[str, Any]:
    loaded: dict[str, Any] = orjson.loads(world().body(snapshot))
    return loaded


def parts(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    geometry = feature["geometry"]
    if geometry["type"] == "GeometryCollection":
        return [part["coordinates"] for part in geometry["geometries"]]
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else []


def shapes(feature: dict[str, Any]) -> list[shapely.Polygon]:
    rings = [[to_plane(np.array(ring)[:, :2]) for ring in part] for part in parts(feature)]
    return [shapely.Polygon(shell, holes) for shell, *holes in rings]


def fills(snapshot: Snapshot) -> Counter[str | None]:
    return Counter(feature["properties"].get("fill") for feature in collection(snapshot)["features"])


def test_a_snapshot_is_a_bare_collection_of_the_size_of_real_ones_that_says_it_is_synthetic() -> None:
    body = world().body(LAST)
    loaded = collection(LAST)
    polygons = [part for feature in loaded["features"] for part in parts(feature)]
    assert (loaded["type"], loaded["synthetic"]) == ("FeatureCollection", True)
    assert 200_000 < len(body) < 1_000_000
    assert len(polygons) > 100
    assert sum(len(ring) for part in polygons for ring in part) >= 10_000


def test_coordinates_have_three_dimensions_and_geometries_are_points_polygons_and_small_collections() -> None:
    loaded = collection(LAST)
    kinds = Counter(feature["geometry"]["type"] for feature in loaded["features"])
    assert kinds.keys() == {"Point", "Polygon", "GeometryCollection"}
    assert 100 <= kinds["Point"] <= 400
    sizes = {len(parts(f)) for f in loaded["features"] if f["geometry"]["type"] == "GeometryCollection"}
    assert sizes <= {2, 3, 4}
    assert {len(point) for f in loaded["features"] for part in parts(f) for ring in part for point in ring} == {3}


def test_all_main_fills_are_there_and_land_in_russia_only_from_its_day_on() -> None:
    always = {"#a52714", "#880e4f", "#bcaaa4", "#0f9d58", "#0288d1", "#ff5252", "#bdbdbd"}
    assert always <= fills(snapshots()[0]).keys()
    assert "#01579b" not in fills(snapshot_of(date(2024, 8, 7)))
    assert fills(snapshot_of(date(2024, 8, 9)))["#01579b"] >= 1


def test_a_fill_without_a_meaning_is_there_on_one_day_only() -> None:
    with_it = {snapshot.day for snapshot in snapshots() if features.STRANGE_FILL.encode() in world().body(snapshot)}
    assert with_it == {features.STRANGE_DAY}


def test_names_gain_a_third_part_on_one_day_and_have_odd_separators() -> None:
    before, after = snapshot_of(date(2024, 3, 21)), snapshot_of(date(2024, 3, 22))
    assert b"geoJSON" not in world().body(before)
    assert "Окуповано /// Occupied /// geoJSON.status.occupied".encode() in world().body(after)
    text = world().body(after).decode()
    assert "\u00a0///\u00a0" in text
    assert "\\n///\\n" in text
    assert "\ufffd" in text


def test_one_polygon_is_invalid_and_its_repair_changes_next_to_nothing() -> None:
    found = [shape for feature in collection(LAST)["features"] for shape in shapes(feature)]
    (crossed,) = [shape for shape in found if not shapely.is_valid(shape)]
    assert abs(shapely.make_valid(crossed).area - crossed.area) < 1  # square metres


@pytest.mark.parametrize("snapshot", [snapshots()[0], snapshots()[150], LAST], ids=lambda s: str(s.day))
def test_polygons_of_a_status_cover_what_the_plan_says(snapshot: Snapshot) -> None:
    drawn: Counter[str] = Counter()
    for feature in collection(snapshot)["features"]:
        drawn[feature["properties"].get("fill", "")] += sum(shapely.make_valid(shape).area for shape in shapes(feature))
    drawn[features.FILL[LIBERATED]] += drawn.pop(features.SECOND_LIBERATED_FILL)
    for status, km2 in world().areas(snapshot).items():
        assert drawn[features.FILL[status]] / 1e6 == pytest.approx(km2, abs=1e-6), STATUS[status]


def test_polygons_of_different_statuses_do_not_overlap_but_for_the_planted_patch() -> None:
    by_fill: dict[str, list[shapely.Geometry]] = {}
    for feature in collection(LAST)["features"]:
        by_fill.setdefault(feature["properties"].get("fill", ""), []).extend(
            shapely.make_valid(shape) for shape in shapes(feature)
        )
    since, unknown = (shapely.union_all(by_fill[features.FILL[status]]) for status in (SINCE, UNKNOWN))
    held = shapely.union_all(by_fill[features.FILL[HELD]])
    assert shapely.intersection(since, unknown).area == pytest.approx(40_000, abs=0.1)
    assert shapely.intersection(since, held).area == 0


def test_most_polygons_are_byte_for_byte_those_of_the_snapshot_before() -> None:
    class Split(msgspec.Struct):
        features: list[msgspec.Raw]

    before: set[bytes] = set()
    shares = []
    for snapshot in snapshots()[100:130]:
        split = msgspec.json.decode(world().body(snapshot), type=Split).features
        now = {raw for raw in map(bytes, split) if b'"Point"' not in raw}
        shares.append(len(now & before) / len(now))
        before = now
    assert min(shares[1:]) > 0.75
    assert sum(shares[1:]) / len(shares[1:]) > 0.85


def test_the_same_bytes_come_out_of_another_process() -> None:
    script = (
        "from flows.sample.world import world; from flows.sample.plan import snapshots\n"
        "print(*(world().etag(snapshot) for snapshot in snapshots()[::40]))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert told == [world().etag(snapshot) for snapshot in snapshots()[::40]]


@pytest.mark.slow
def test_a_new_process_writes_the_whole_world_in_seconds() -> None:
    script = (
        "import time\n"
        "from flows.sample.world import world; from flows.sample.plan import snapshots\n"
        "bodies = [len(world().body(snapshot)) for snapshot in snapshots()]\n"
        "print(time.process_time())"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    # Some 4 s of work on the machine it was made on; processor time, so that a busy machine does not fail it.
    assert float(told) < 10
