"""Generalised outlines: the shape of the real services' files, and a partition of our own country ring."""

from __future__ import annotations

import numpy as np
import orjson
import pytest
import shapely

from flows.sample import outlines
from flows.sample.places import towns
from flows.sample.plane import to_plane
from flows.territory.outlines import read_outlines


def test_the_27_oblasts_partition_the_country_ring() -> None:
    shapes = list(outlines.oblasts().values())
    assert len(shapes) == 27
    assert all(shapely.is_valid(found) for found in shapes)
    assert sum(found.area for found in shapes) == pytest.approx(outlines.country().area, rel=1e-9)
    assert shapely.union_all(shapes).area == pytest.approx(outlines.country().area, rel=1e-9)


def test_every_town_lies_in_the_outline_of_its_own_oblast() -> None:
    for town in towns():
        point = shapely.Point(to_plane(np.array([(town.longitude, town.latitude)]))[0])
        if shapely.contains(outlines.country(), point):
            assert shapely.contains(outlines.oblasts()[town.iso_code], point), town


def test_all_but_a_few_towns_lie_in_the_country_ring() -> None:
    points = to_plane(np.array([(town.longitude, town.latitude) for town in towns()]))
    assert shapely.contains_xy(outlines.country(), points).mean() > 0.97


def test_leaves_of_an_oblast_add_up_to_it() -> None:
    for iso, oblast in outlines.oblasts().items():
        mine = [leaf for unit_id, leaf in outlines.leaves().items() if outlines.parent_of(unit_id) == iso]
        assert sum(leaf.area for leaf in mine) == pytest.approx(oblast.area, rel=1e-9)


def test_the_tally_reads_the_outlines_and_finds_the_same_leaves() -> None:
    files = {f"{raion[3]}.geojson": outlines.raion_file(raion[3]) for raion in outlines.RAIONS.values()}
    read = read_outlines(outlines.adm1(), files)
    found = dict(zip(read.leaf_ids, shapely.area(read.leaves), strict=True))
    assert found == pytest.approx({name: leaf.area for name, leaf in outlines.leaves().items()}, abs=0.5)


def test_the_files_have_the_properties_of_the_real_ones_and_say_that_they_are_synthetic() -> None:
    oblasts, raions = orjson.loads(outlines.adm1()), orjson.loads(outlines.raion_file("donetska_oblast"))
    assert oblasts["synthetic"] is raions["synthetic"] is True
    assert {"shapeName", "shapeISO", "shapeID", "shapeGroup", "shapeType"} <= oblasts["features"][0][
        "properties"
    ].keys()
    assert {"katotth", "name:uk", "name:en", "admin_level"} <= raions["features"][0]["properties"].keys()
