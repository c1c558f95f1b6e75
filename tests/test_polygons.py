"""Polygons beside the tables: what they cover is what the tables say, and only where they may be passed on."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pyarrow.parquet
import pytest
import shapely
from pyproj import Geod

from flows import sample
from flows.home import Home
from flows.polygons import NAME
from flows.settings import Settings
from tests.tallying import build, land, rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A release of four days of the sample."""
    settings = Settings(home=tmp_path_factory.mktemp("polygons") / "home", profile="sample")
    with sample.sample_server() as address:
        first = sample.LAST_DAY - timedelta(days=3)
        land(sample.sample_settings(settings, address), first, sample.LAST_DAY)
    return build(settings)


def test_the_land_of_each_status_is_what_the_tables_say(home: Home) -> None:
    table = pyarrow.parquet.read_table(home.current / "parquet" / NAME)
    drawn = dict(zip(table["status"].to_pylist(), table["area_km2"].to_pylist(), strict=True))
    told = rows(
        home,
        # The country holds what lies in no polygon, too; land in Russia is of no country.
        "select status, area_km2 from mart.control_daily where day = (select to_day from mart.release)"
        " and (unit_id = 'UA' and status <> 'free' or status = 'held_in_russia') and area_km2 > 1e-6",
    )
    assert drawn == pytest.approx(dict(told.iter_rows()), abs=1e-6)
    assert set(table["day"].to_pylist()) == {sample.LAST_DAY}


def test_it_is_geoparquet_in_longitude_and_latitude(home: Home) -> None:
    table = pyarrow.parquet.read_table(home.current / "parquet" / NAME)
    geo = orjson.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    geometries = shapely.from_wkb(table["geometry"].to_numpy())
    assert list(shapely.total_bounds(geometries)) == geo["columns"]["geometry"]["bbox"]
    assert set(geo["columns"]["geometry"]["geometry_types"]) == {geometry.geom_type for geometry in geometries}
    measured_km2 = [abs(Geod(ellps="WGS84").geometry_area_perimeter(geometry)[0]) / 1e6 for geometry in geometries]
    assert measured_km2 == pytest.approx(table["area_km2"].to_pylist(), rel=1e-4)


def test_the_file_is_listed_in_the_manifest(home: Home) -> None:
    files = orjson.loads((home.current / "manifest.json").read_bytes())["files"]
    assert f"parquet/{NAME}" in {file["path"] for file in files}
