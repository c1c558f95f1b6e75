from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.territory.area import KM2_PER_MI2
from flows.warehouse import fits_this_code, is_kept, opened_warehouse, start_afresh, tables_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def test_a_database_fits_from_its_first_run_on(path: Path) -> None:
    assert not fits_this_code(path)
    start_afresh(path)
    with opened_warehouse(path):
        pass
    assert fits_this_code(path)


def test_a_database_of_other_table_definitions_does_not_fit(path: Path) -> None:
    start_afresh(path)
    with opened_warehouse(path):
        pass
    path.with_suffix(".made-by").write_text("another digest\n")
    assert not fits_this_code(path)


def test_a_row_put_again_replaces_the_one_of_its_key(path: Path) -> None:
    row = {"content_id": "a", "status": "unknown", "area_km2": 1.5}
    with opened_warehouse(path) as warehouse:
        warehouse.put("core.drawn_area", pl.DataFrame([row]))
        warehouse.put("core.drawn_area", pl.DataFrame([{**row, "area_km2": 2.5}]))
        assert warehouse.rows("from core.drawn_area").rows() == [("a", "unknown", 2.5)]
        warehouse.replace("core.drawn_area", pl.DataFrame())
        assert warehouse.rows("from core.drawn_area").is_empty()


def test_the_conversion_in_sql_is_the_one_constant(path: Path) -> None:
    with opened_warehouse(path) as warehouse:
        assert warehouse.rows("select mi2(259.0) as mi2")["mi2"][0] == 259.0 / KM2_PER_MI2


def test_kept_tables_outlive_the_writer_and_built_ones_are_no_concern_of_it(path: Path) -> None:
    with opened_warehouse(path):
        pass
    with duckdb.connect(str(path), read_only=True) as con:
        found = {
            f"{schema}.{name}"
            for schema, name in con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        }
    assert found == {table for layer in ("core", "mart") for table in tables_of(layer) if is_kept(table)}
