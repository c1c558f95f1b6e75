"""The plane in which areas are measured."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from flows.territory.area import GEOD, KM2_PER_MI2, area_km2, project, unproject

from . import world


def test_planar_area_is_the_geodesic_one_to_five_parts_in_a_million() -> None:
    for lat in (44.5, 48.0, 52.0):
        # Many points on the parallels: a geodesic between two corners would not follow them.
        east = np.linspace(35.0, 35.5, 200)
        ring = np.concatenate(
            [np.column_stack([east, np.full(200, lat)]), np.column_stack([east[::-1], np.full(200, lat + 0.25)])]
        )
        geodesic_km2 = abs(GEOD.polygon_area_perimeter(ring[:, 0], ring[:, 1])[0]) / 1e6
        assert area_km2(shapely.Polygon(project(ring))) == pytest.approx(geodesic_km2, rel=5e-6)


def test_the_same_degrees_give_the_same_metres_to_the_last_bit_in_any_company() -> None:
    ring = np.array(world.square(36.1234567, 48.7654321))
    together = project(np.concatenate([ring, np.random.default_rng(1).uniform(20, 50, (1000, 2))]))
    assert (project(ring) == together[: len(ring)]).all()
    assert (project(ring[2:3])[0] == together[2]).all()


def test_degrees_come_back_from_metres() -> None:
    points = np.array([[22.1, 44.4], [40.2, 52.4]])
    assert unproject(project(points)) == pytest.approx(points, abs=1e-8)  # a millimetre


def test_a_square_mile_is_the_square_of_the_international_mile() -> None:
    assert pytest.approx(1.609344**2, rel=1e-15) == KM2_PER_MI2
