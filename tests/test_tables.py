"""Descriptions of tables: strictly read, true to what the SQL builds, and turned into comments and documents."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.tables import TablesRefused, comment_statements, datapackage_schema, dictionary, load_tables, read_table
from flows.warehouse import Warehouse, is_kept, prepare, sql_of, tables_of

CREDITS = {
    "deepstate": "DeepState (its own terms; derived figures with credit)",
    "boundaries": "geoBoundaries (CC BY 4.0)",
}


@pytest.fixture(scope="module")
def built() -> duckdb.DuckDBPyConnection:
    """Every table of both layers, empty."""
    con = duckdb.connect()
    prepare(con)
    warehouse = Warehouse(con)
    warehouse.build_layer("core")
    warehouse.build_layer("mart")
    return con


def test_every_table_is_described_and_every_description_has_its_table() -> None:
    for layer in ("core", "mart"):
        assert sorted(load_tables(layer)) == tables_of(layer)


@pytest.mark.parametrize("name", sorted(load_tables()))
def test_a_description_has_the_columns_and_types_that_the_sql_builds(
    built: duckdb.DuckDBPyConnection, name: str
) -> None:
    table = load_tables()[name]
    real = [(row[0], row[1]) for row in built.execute(f"describe {name}").fetchall()]
    assert [(column, described.type) for column, described in table.columns.items()] == real


@pytest.mark.parametrize("name", sorted(load_tables()))
def test_a_description_names_the_kind_that_the_sql_makes(name: str) -> None:
    kind = "kept" if is_kept(name) else "view" if "create or replace view" in sql_of(name) else "built"
    assert load_tables()[name].kind == kind


def test_a_mart_has_no_types_that_bi_clients_stumble_over() -> None:
    types = {column.type for table in load_tables("mart").values() for column in table.columns.values()}
    assert types <= {"VARCHAR", "DATE", "TIMESTAMP", "DOUBLE", "BIGINT", "BOOLEAN"}


def test_areas_are_never_summed_over_days_and_shares_never_at_all() -> None:
    for table in load_tables("mart").values():
        for name, column in table.columns.items():
            if name.endswith("_pct"):
                assert column.sums == "never"
            if name.startswith(("area_", "occupied_", "unknown_", "liberated_")) and table.name != "transition_daily":
                assert column.sums == "units"


def test_comments_reach_every_table_view_and_column_and_carry_unit_source_licence_and_sums(
    built: duckdb.DuckDBPyConnection,
) -> None:
    for table in load_tables().values():
        for statement in comment_statements(table, CREDITS):
            built.execute(statement)
    silent = built.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name in ('core', 'mart') and not internal and comment is null"
        " union all select table_name, null from duckdb_tables()"
        " where schema_name in ('core', 'mart') and comment is null"
        " union all select view_name, null from duckdb_views() where schema_name = 'mart' and comment is null"
    ).fetchall()
    assert silent == []
    (area,) = built.execute(
        "select comment from duckdb_columns() where schema_name = 'mart' and table_name = 'oblast_daily'"
        " and column_name = 'unknown_km2'"
    ).fetchall()[0]
    assert "Unit: km²." in area
    assert "never over days" in area
    assert CREDITS["deepstate"] in area
    (view,) = built.execute("select comment from duckdb_views() where view_name = 'oblast_daily'").fetchall()[0]
    assert view.startswith("One row is a day and an oblast")


def test_a_quote_in_a_description_does_not_end_the_comment() -> None:
    statement = comment_statements(load_tables()["core.settlement_event"], {"deepstate": "it's"})[0]
    assert "it''s" in statement


def test_the_dictionary_has_a_section_a_table_and_a_line_a_column() -> None:
    tables = load_tables("mart")
    text = dictionary(tables.values(), CREDITS)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        table.name for table in tables.values()
    ]
    assert text.count("\n| ") == sum(len(table.columns) + 1 for table in tables.values())
    assert "| area_km2 | DOUBLE | km² |" in text


def test_the_package_s_schema_has_types_keys_and_words() -> None:
    schema = datapackage_schema(load_tables()["mart.control_daily"])
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["day", "unit_id", "status"]
    assert fields["day"]["type"] == "date"
    assert fields["area_mi2"]["unit"] == "mi²"
    assert "held_in_russia" in fields["status"]["constraints"]["enum"]
    assert "constraints" not in fields["share_pct"]


def describe(tmp_path: Path, columns: str, head: str = "") -> Path:
    path = tmp_path / "sql" / "mart" / "x.yml"
    path.parent.mkdir(parents=True)
    text = f"table: mart.x\nrow: a row\nkind: built\nkey: [a]\nsources: [s]\n{head}\ncolumns:\n{columns}\n"
    path.write_text(text, encoding="utf-8")
    return path


A = "  a: {type: VARCHAR, description: d}\n"


@pytest.mark.parametrize(
    ("columns", "head", "reason"),
    [
        (A, "colour: red", "colour"),
        ("  a: {type: VARCHAR, description: d, units: km}", "", "units"),
        ("  a: {type: FLOAT, description: d}", "", "type"),
        ("  b: {type: VARCHAR, description: d}", "", "names columns that it has not"),
        (A + "  b: {type: DOUBLE, description: d}", "", "may be summed"),
        (A + "  b: {type: VARCHAR, sums: never, description: d}", "", "may be summed"),
        (A + "  b_km2: {type: DOUBLE, sums: never, unit: mi², description: d}", "", "the name says km²"),
        (A + "  b_mi2: {type: DOUBLE, sums: never, description: d}", "", "missing"),
        (A + "  b: {type: TIMESTAMP, description: d}", "", "end in _at"),
        (A + '  b: {type: "DECIMAL(24,12)", sums: never, description: d}', "", "decimals"),
        (A + "  b:", "", "b"),
    ],
)
def test_a_description_that_breaks_the_grammar_is_refused_with_the_reason(
    tmp_path: Path, columns: str, head: str, reason: str
) -> None:
    with pytest.raises(TablesRefused, match=reason) as refused:
        read_table(describe(tmp_path, columns, head))
    assert "x.yml" in str(refused.value)


def test_the_path_is_the_name(tmp_path: Path) -> None:
    path = describe(tmp_path, A)
    with pytest.raises(TablesRefused, match="the path is the name"):
        read_table(path.rename(path.with_name("y.yml")))


def test_a_column_takes_what_all_of_its_name_share_and_adds_its_own(tmp_path: Path) -> None:
    path = describe(tmp_path, A + "  day:\n  area_km2: {sums: never}")
    shared = "day: {type: DATE, description: a day}\narea_km2: {type: DOUBLE, unit: km², sums: units, description: d}\n"
    (tmp_path / "sql" / "columns.yml").write_text(shared, encoding="utf-8")
    table = read_table(path)
    assert table.columns["day"].description == "a day"
    assert (table.columns["area_km2"].unit, table.columns["area_km2"].sums) == ("km²", "never")
