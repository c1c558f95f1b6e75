"""Cells of known area, and outlines of sets of cells that keep it."""

from __future__ import annotations

import numpy as np
import orjson
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.sample.lattice import BLOCK, Bools, cell_area_m2, cell_at, polygons, shape
from flows.sample.pen import pen
from flows.sample.plane import to_plane

CORNER = (2 * BLOCK - 4, 3 * BLOCK - 5)
"""The masks below straddle borders of blocks, where edges are straight."""


@st.composite
def masks(draw: st.DrawFn) -> Bools:
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    share = draw(st.sampled_from([0.3, 0.5, 0.7, 0.9]))
    return np.random.default_rng(draw(st.integers(0, 10**6))).random((rows, columns)) < share


def area_of(mask: Bools) -> int:
    rows, columns = (slice(start, start + size) for start, size in zip(CORNER, mask.shape, strict=True))
    return int(cell_area_m2()[rows, columns][mask].sum())


@settings(max_examples=60, deadline=None)
@given(masks())
def test_outlines_of_any_set_of_cells_are_valid_and_cover_exactly_its_square_metres(mask: Bools) -> None:
    shapes = [shape(rings) for rings in polygons(mask, *CORNER)]
    assert all(shapely.is_valid(found) for found in shapes)
    assert sum(found.area for found in shapes) == pytest.approx(area_of(mask), abs=1e-3)
    assert shapely.union_all(shapes).area == pytest.approx(area_of(mask), abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(masks(), st.booleans())
def test_what_the_pen_writes_has_the_same_area_once_read_and_projected(mask: Bools, sparse: bool) -> None:
    area = 0.0
    for rings in polygons(mask, *CORNER):
        shell, *holes = (to_plane(np.array(ring)[:, :2]) for ring in orjson.loads(pen().polygon(rings, sparse)))
        area += shapely.Polygon(shell, holes).area
    assert area == pytest.approx(area_of(mask), abs=0.05)


def test_sets_that_complement_each_other_share_their_border_without_gap_or_overlap() -> None:
    mask = np.random.default_rng(3).random((10, 10)) < 0.5
    here = shapely.union_all([shape(rings) for rings in polygons(mask, *CORNER)])
    there = shapely.union_all([shape(rings) for rings in polygons(~mask, *CORNER)])
    assert shapely.intersection(here, there).area < 1e-3
    assert shapely.union(here, there).area == pytest.approx(here.area + there.area, abs=1e-3)


def test_a_ring_of_cells_is_one_polygon_with_one_hole_and_an_island_in_it_another_polygon() -> None:
    mask = np.ones((5, 5), dtype=bool)
    mask[1:4, 1:4] = False
    mask[2, 2] = True
    assert sorted(len(rings) for rings in polygons(mask)) == [1, 2]


def test_cells_that_meet_at_a_corner_only_are_polygons_of_their_own() -> None:
    assert len(polygons(np.eye(3, dtype=bool))) == 3


def test_a_place_beyond_the_lattice_has_no_cell() -> None:
    assert cell_at(24.0, 49.8) is None
