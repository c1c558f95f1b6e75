"""Steps: land that changed status, exactly, however it is drawn."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import Any

import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.territory import (
    HELD,
    STATUSES,
    Outlines,
    Reader,
    Snapshot,
    Step,
    area_km2,
    faces,
    levels,
    read_outlines,
    step,
)

from . import world

FILL = dict(zip(STATUSES, (world.SINCE, world.BEFORE, world.UNKNOWN, world.LIBERATED), strict=True))


def transitions(taken: Step) -> dict[tuple[str, str], float]:
    """Area by pair of statuses, all units together."""
    rows = taken.areas.group_by("from_status", "to_status").agg(pl.col("area_km2").sum()).rows()
    return {(was, becomes): km2 for was, becomes, km2 in rows}


def expected(before: Snapshot, after: Snapshot) -> dict[tuple[str, str], float]:
    """The same by plain geometric overlay, written apart from the code under test.

    About an origin nearby and on a fine grid: overlays of random slivers go wrong without.
    """

    def near(polygons: list[Any]) -> list[Any]:
        return list(shapely.transform(polygons, lambda points: points - [3.6e6, 5.5e6])) if polygons else []

    def overlay(operation: Any, *shapes: Any) -> Any:
        whole = operation(*shapes, grid_size=1e-7)
        return shapely.union_all([part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"])

    def land(snapshot: Snapshot) -> tuple[dict[str, Any], Any]:
        found, taken = {}, shapely.Polygon()
        for status in snapshot.priority:
            drawn = near([p for f in snapshot.features if f.status == status for p in f.polygons])
            found[status] = overlay(shapely.difference, overlay(shapely.union_all, drawn), taken)
            taken = overlay(shapely.union_all, [taken, *drawn])
        return found, taken

    (old, all_old), (new, all_new) = land(before), land(after)
    moved = {pair: overlay(shapely.intersection, old[pair[0]], new[pair[1]]) for pair in permutations(old, 2)}
    moved |= {(status, "free"): overlay(shapely.difference, old[status], all_new) for status in old}
    moved |= {("free", status): overlay(shapely.difference, new[status], all_old) for status in new}
    return {pair: float(area_km2(land)) for pair, land in moved.items() if area_km2(land) > 1e-7}


def assert_equal(taken: Step, right: dict[tuple[str, str], float]) -> None:
    found = transitions(taken)
    for pair in found.keys() | right.keys():
        assert found.get(pair, 0.0) == pytest.approx(right.get(pair, 0.0), abs=1e-6), pair


def read(reader: Reader, *lands: dict[str, Any]) -> Snapshot:
    far_away = world.land(world.SINCE, world.square(24, 50, 0.1))  # no map is without occupied land
    return reader.read(world.payload(far_away, *lands))


def test_a_step_to_the_same_state_has_no_row(reader: Reader, outlines: Outlines) -> None:
    state = read(reader, world.land(world.SINCE, world.square(36, 48)))
    assert step(state, state, outlines).areas.is_empty()


def test_the_order_of_features_and_the_names_in_them_change_nothing(reader: Reader, outlines: Outlines) -> None:
    ring, other = world.polygon(world.square(36, 48)), world.land(world.UNKNOWN, world.square(37, 48))
    before = read(reader, world.feature(world.SINCE, ring, "Окуповано"), other)
    after = read(reader, other, world.feature(world.SINCE, ring, "Окуповано /// Occupied"))
    taken = step(before, after, outlines)
    assert taken.areas.is_empty()
    assert taken.method == "edges"


def test_gained_land_says_from_which_status(reader: Reader, outlines: Outlines) -> None:
    before = read(
        reader, world.land(world.SINCE, world.square(36, 48)), world.land(world.UNKNOWN, world.square(36.5, 48))
    )
    after = read(reader, world.land(world.SINCE, world.square(36, 48, 1.5, 0.5)))
    half = area_km2(before.features[2].polygons[0])
    taken = step(before, after, outlines)
    assert transitions(taken) == {
        ("unknown", "occupied_since_2022"): pytest.approx(half, abs=1e-9),
        ("free", "occupied_since_2022"): pytest.approx(half, abs=1e-9),
    }
    assert taken.method == "edges"
    assert taken.balance_km2 < 1e-9


def test_a_border_that_stays_while_the_land_beside_it_changes_sides(reader: Reader, outlines: Outlines) -> None:
    west, east = world.square(36, 48), world.square(36.5, 48)
    before, after = read(reader, world.land(world.SINCE, west)), read(reader, world.land(world.SINCE, east))
    assert_equal(step(before, after, outlines), expected(before, after))
    assert len(transitions(step(before, after, outlines))) == 2


def test_merging_polygons_that_abut_in_t_junctions_changes_nothing(reader: Reader, outlines: Outlines) -> None:
    lower = world.land(world.SINCE, world.square(36, 48, 1, 0.5))
    uppers = [world.land(world.SINCE, world.square(36 + 0.25 * i, 48.5, 0.25, 0.5)) for i in range(4)]
    whole = world.land(world.SINCE, world.square(36, 48, 1, 1))
    before, after = read(reader, lower, *uppers), read(reader, whole)
    assert_equal(step(before, after, outlines), {})


def test_a_shared_polygon_that_runs_through_changed_land_parts_it(reader: Reader, outlines: Outlines) -> None:
    liberated = world.land(world.LIBERATED, world.square(36.2, 47.8, 0.2, 1))
    before = read(reader, liberated)
    after = read(reader, liberated, world.land(world.UNKNOWN, world.square(36, 48, 0.6, 0.4)))
    found = transitions(step(before, after, outlines))
    assert set(found) == {("free", "unknown"), ("liberated", "unknown")}
    assert found["free", "unknown"] == pytest.approx(2 * found["liberated", "unknown"], rel=1e-9)


def test_an_unchanged_side_of_a_polygon_that_changed_elsewhere_parts_land_too(
    reader: Reader, outlines: Outlines
) -> None:
    long = [[36, 48], [38, 48], [38, 48.2], [36, 48.2], [36, 48]]
    longer = [[36, 48], [38.5, 48], [38, 48.2], [36, 48.2], [36, 48]]
    before = read(reader, world.land(world.LIBERATED, long))
    after = read(reader, world.land(world.LIBERATED, longer), world.land(world.UNKNOWN, world.square(36.3, 48.1, 0.3)))
    assert_equal(step(before, after, outlines), expected(before, after))
    assert ("liberated", "unknown") in transitions(step(before, after, outlines))


def test_an_edge_that_only_grew_longer_still_parts_land_with_its_unchanged_part(
    reader: Reader, outlines: Outlines
) -> None:
    hole = world.square(36.15, 47.55, 0.1)
    longer = [*hole[:3], [36.15, 47.66], hole[0]]
    around = world.square(36.1, 47.5, 0.2)
    before = read(
        reader, world.land(world.SINCE, world.square(36, 47.5, 0.2, 0.1)), world.land(world.UNKNOWN, around, hole)
    )
    after = read(reader, world.land(world.UNKNOWN, around, longer))
    assert_equal(step(before, after, outlines), expected(before, after))


def test_a_duplicate_that_goes_takes_no_land_with_it(reader: Reader, outlines: Outlines) -> None:
    one = world.land(world.SINCE, world.square(36, 48))
    twice, once = read(reader, one, one), read(reader, one)
    assert step(twice, once, outlines).areas.is_empty()
    assert step(once, twice, outlines).areas.is_empty()


def test_a_polygon_wholly_within_changed_land_parts_it(reader: Reader, outlines: Outlines) -> None:
    island = world.land(world.BEFORE, world.square(36.2, 48.2, 0.1))
    before = read(reader, island)
    after = read(reader, island, world.land(world.SINCE, world.square(36, 48)))
    found = transitions(step(before, after, outlines))
    assert set(found) == {("free", "occupied_since_2022"), ("occupied_before_2022", "occupied_since_2022")}
    assert_equal(step(before, after, outlines), expected(before, after))


def test_land_held_in_russia_moves_apart_from_all_else(reader: Reader, outlines: Outlines) -> None:
    # Reaching back over the border into a grey zone: the two never exchange land.
    zone = world.land(world.UNKNOWN, world.square(35, 51.8, 0.5, 0.2))
    before, after = read(reader, zone), read(reader, zone, world.land(world.HELD, world.square(35, 51.9, 0.5)))
    taken = step(before, after, outlines)
    assert taken.areas.drop("area_km2").rows() == [("UA-outside", "free", HELD)]
    assert taken.areas["area_km2"][0] == pytest.approx(after.drawn_km2[HELD], abs=1e-9)


def test_a_change_across_units_is_split_and_adds_up(reader: Reader, outlines: Outlines) -> None:
    before = read(reader)
    after = read(reader, world.land(world.SINCE, [[35.5, 46.2], [37, 46.8], [36.6, 47.9], [35.2, 47.3], [35.5, 46.2]]))
    taken = step(before, after, outlines)
    assert taken.areas["unit_id"].n_unique() == 4
    assert taken.areas["area_km2"].sum() == pytest.approx(after.features[1].area_km2, abs=1e-9)


def test_steps_forward_and_back_mirror_each_other(reader: Reader, outlines: Outlines) -> None:
    a = read(reader, world.land(world.SINCE, world.square(36, 48)), world.land(world.UNKNOWN, world.square(36.4, 48.1)))
    b = read(
        reader, world.land(world.SINCE, world.square(36.1, 48.05)), world.land(world.LIBERATED, world.square(36, 48))
    )
    forth, back = transitions(step(a, b, outlines)), transitions(step(b, a, outlines))
    assert forth == {(was, becomes): pytest.approx(back[becomes, was], abs=1e-9) for was, becomes in forth}


def test_from_a_raw_snapshot_to_an_archive_day_the_plain_overlay_is_used(reader: Reader, outlines: Outlines) -> None:
    older = world.land(world.BEFORE, world.square(36, 47.5))
    raw = read(reader, world.land(world.SINCE, world.square(36, 48)), older)
    union = shapely.union_all([shapely.box(36, 47.5, 36.5, 48.6), shapely.box(24, 50, 24.1, 50.1)])
    geometry = shapely.geometry.mapping(union)
    day = reader.read_archive(world.payload({"type": "Feature", "properties": {}, "geometry": geometry}), raw)
    taken = step(raw, day, outlines)
    assert taken.method == "exact"
    assert taken.balance_km2 < 1e-6
    assert set(transitions(taken)) == {("free", "occupied_since_2022")}
    assert step(day, day, outlines).method == "edges"


def test_where_faces_do_not_balance_the_plain_overlay_takes_over(
    reader: Reader, outlines: Outlines, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(reader, world.land(world.SINCE, world.square(36, 48)))
    after = read(reader, world.land(world.SINCE, world.square(36.2, 48.1)))
    right = step(before, after, outlines)
    # A face that gets lost must be missed by the areas of the features, which know nothing of faces.
    whole = faces.cut
    monkeypatch.setattr(faces, "cut", lambda edges: (whole(edges)[0][1:], whole(edges)[1]))
    taken = step(before, after, outlines)
    assert taken.method == "exact"
    assert_equal(taken, transitions(right))


# Random maps: on a lattice, so that edges are shared, vertices lie on edges and polygons overlap by chance; some
# corners are off by a ten-millionth of a degree, as in real payloads, which makes slivers.
corner = st.tuples(st.integers(0, 6), st.integers(0, 6))
crumb = st.sampled_from([0.0, 0.0, 0.0, 1e-7, -1e-7])


@st.composite
def rings(draw: st.DrawFn) -> list[list[list[float]]]:
    """A rectangle, one with a hole, or a triangle: rings in degrees."""

    def place(x: float, y: float) -> list[float]:
        return [36 + 0.1 * x + draw(crumb), 47.5 + 0.1 * y + draw(crumb)]

    kind = draw(st.sampled_from(["rectangle", "hole", "triangle", "chopped"]))
    (x, y), width, height = draw(corner), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    if kind == "triangle":
        apex = draw(st.integers(0, 4))
        shape = [place(x, y), place(x + width, y), place(x + apex, y + height)]
        return [[*shape, shape[0]]]
    if kind == "chopped":  # more vertices than corners: T-junctions with its neighbours
        shape = [place(x + i, y) for i in range(width + 1)] + [
            place(x + width - i, y + height) for i in range(width + 1)
        ]
        return [[*shape, shape[0]]]
    shape = [place(x, y), place(x + width, y), place(x + width, y + height), place(x, y + height)]
    outer = [*shape, shape[0]]
    if kind == "rectangle" or min(width, height) < 2:
        return [outer]
    hole = [place(x + 0.5, y + 0.5), place(x + 1.5, y + 0.5), place(x + 1.5, y + 1.5), place(x + 0.5, y + 1.5)]
    return [outer, [*hole, hole[0]]]


lands = st.builds(lambda status, shape: world.land(FILL[status], *shape), st.sampled_from(STATUSES), rings())
some_lands = st.lists(lands, max_size=4)


@st.composite
def redrawn(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """One land twice, the second time with one side of its exterior bent out: most edges stay, the bytes do not."""
    status, (outer, *holes) = draw(st.sampled_from(STATUSES)), draw(rings())
    (x, y), (next_x, next_y) = outer[0], outer[1]
    bend = [(x + next_x) / 2, (y + next_y) / 2 - 0.05 * draw(st.integers(1, 3))]
    return world.land(FILL[status], outer, *holes), world.land(FILL[status], [outer[0], bend, *outer[1:]], *holes)


@settings(max_examples=120, deadline=None)
@given(shared=some_lands, old=some_lands, new=some_lands, bent=st.lists(redrawn(), max_size=3))
def test_transitions_of_random_maps_are_their_geometric_differences(
    shared: list[dict[str, Any]],
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    bent: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    outlines = read_outlines(world.oblasts())
    reader = Reader(outlines)
    before = read(reader, *shared, *old, *(straight for straight, _ in bent))
    after = read(reader, *(bowed for _, bowed in bent), *new, *shared)
    taken = step(before, after, outlines)
    assert_equal(taken, expected(before, after))


@settings(max_examples=40, deadline=None)
@given(states=st.lists(some_lands, min_size=2, max_size=4))
def test_levels_are_the_opening_level_and_the_sum_of_the_steps(states: list[list[dict[str, Any]]]) -> None:
    outlines = read_outlines(world.oblasts())
    reader = Reader(outlines)
    snapshots = [read(reader, *state) for state in states]
    running = {(unit_id, status): km2 for unit_id, status, km2 in levels(snapshots[0], outlines).rows()}
    for before, after in pairwise(snapshots):
        for unit_id, was, becomes, km2 in step(before, after, outlines).areas.rows():
            running[unit_id, was] = running.get((unit_id, was), 0.0) - km2
            running[unit_id, becomes] = running.get((unit_id, becomes), 0.0) + km2
    last = {(unit_id, status): km2 for unit_id, status, km2 in levels(snapshots[-1], outlines).rows()}
    for unit_id, status in running.keys() | last.keys():
        if status != "free":
            assert running.get((unit_id, status), 0.0) == pytest.approx(last.get((unit_id, status), 0.0), abs=1e-6)
