"""Suites: strictly read, and made whole by what the descriptions imply."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.quality.suites import Expectation, SuiteRefused, read_suite, suites
from flows.tables import load_tables
from flows.territory.area import KM2_PER_MI2


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mart" / "x.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_every_table_of_a_layer_has_a_suite() -> None:
    for layer in ("core", "mart"):
        assert list(suites(layer)) == list(load_tables(layer))


def test_every_pair_of_units_of_every_table_must_agree() -> None:
    tried = set()
    with duckdb.connect() as con:
        for name, table in load_tables("mart").items():
            areas = {column for column in table.columns if column.endswith(("_km2", "_mi2"))}
            pairs = [column.removesuffix("_km2") for column in areas if column.endswith("_km2")]
            pairs = [stem for stem in pairs if f"{stem}_mi2" in areas]
            if not pairs:
                continue
            (agree,) = [e for e in suites("mart")[name].expectations if e.meta.name == "areas agree in km² and mi²"]
            values = {column: 1.0 if column.endswith("_mi2") else KM2_PER_MI2 for column in areas}
            assert at_fault(con, agree, {**dict.fromkeys(table.key, "'a'"), **values}) == []
            for stem in pairs:
                for wrong in (KM2_PER_MI2 * (1 + 1e-8), "null::double"):
                    row = {**dict.fromkeys(table.key, "'a'"), **values, f"{stem}_km2": wrong}
                    (fault,) = at_fault(con, agree, row)
                    assert fault[-1] == f"{stem}_km2 and {stem}_mi2"
                tried.add((name, stem))
    assert ("mart.change_period", "net") in tried
    assert ("mart.raion_daily", "unknown") in tried


def at_fault(con: duckdb.DuckDBPyConnection, expectation: Expectation, row: dict[str, object]) -> list[tuple[str, ...]]:
    """What the query of an expectation finds in a table of one row, its values written as SQL."""
    batch = ", ".join(f"{value} as {column}" for column, value in row.items())
    return con.execute(expectation.kwargs["unexpected_rows_query"].format(batch=f"(select {batch})")).fetchall()


def test_every_expectation_says_what_would_be_wrong_in_the_world() -> None:
    for layer in ("core", "mart"):
        for suite in suites(layer).values():
            assert all(expectation.meta.why.endswith(".") for expectation in suite.expectations)


def test_late_sources_never_stop_a_release() -> None:
    (fresh,) = [e for e in suites("mart")["mart.source_version"].expectations if e.meta.name == "sources are fresh"]
    assert fresh.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "table: mart.x\nexpectations:\n  - {type: t, severity: fatal, meta: {name: n, why: w}}",
        "table: mart.x\nexpectations:\n  - {type: t, severity: critical, meta: {name: n}}",
        "table: mart.x\nexpectations: []\nextra: 1",
        "table: mart.y\nexpectations: []",
        "table: [",
    ],
    ids=["unknown severity", "no reason", "unknown key", "another table", "no YAML"],
)
def test_a_file_that_breaks_the_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(SuiteRefused, match=r"x\.yml"):
        read_suite(write(tmp_path, text))
