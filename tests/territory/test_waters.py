"""The table of waters: rings that are polygons, apart from one another, with no settlement in them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from flows.sources import settlements
from flows.territory import project
from flows.territory.area import area_km2
from flows.territory.waters import waters


def test_rings_are_polygons_of_their_own() -> None:
    shapes = np.array(list(waters().values()), dtype=object)
    assert shapely.is_valid(shapes).all()
    assert float(area_km2(shapely.union_all(shapes))) == pytest.approx(float(np.sum(area_km2(shapes))))


def test_the_estuary_is_as_large_as_reference_works_say() -> None:
    # Some 800 km², 63 km from the tip of Kinburn Spit to the river.
    estuary = waters()["Dnipro-Buh Estuary"]
    assert 720 < float(area_km2(estuary)) < 880


def test_no_settlement_lies_in_a_water() -> None:
    places = settlements.packaged()
    points = shapely.points(project(np.array([[place.longitude, place.latitude] for place in places])))
    # A ring follows the shore to about a kilometre, and so does the gazetteer.
    inner = shapely.buffer(shapely.union_all(list(waters().values())), -1_000)
    assert not [place.name_en for place, point in zip(places, points, strict=True) if inner.contains(point)]


def test_the_river_above_its_mouths_and_the_reservoir_are_in_no_water() -> None:
    # Kherson, Oleshky, Nova Kakhovka; the bed of the reservoir off Enerhodar.
    river = shapely.points(project(np.array([[32.61, 46.63], [32.72, 46.62], [33.35, 46.77], [34.5, 47.55]])))
    shores = shapely.union_all(list(waters().values()))
    assert (shapely.distance(river, shores) > 20_000).all()
