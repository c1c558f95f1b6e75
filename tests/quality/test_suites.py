"""Suites: strictly read, and made whole by what the descriptions imply."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.quality.suites import SuiteRefused, read_suite, suites
from flows.tables import load_tables


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mart" / "x.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_every_table_of_a_layer_has_a_suite() -> None:
    for layer in ("core", "mart"):
        assert list(suites(layer)) == list(load_tables(layer))


def test_every_pair_of_units_of_every_table_must_agree() -> None:
    pairs = {
        (name, column)
        for name, table in load_tables("mart").items()
        for column in table.columns
        if column.endswith("_km2") and column.removesuffix("km2") + "mi2" in table.columns
    }
    checked = {
        (name, expectation.meta.name.split()[0])
        for name, suite in suites("mart").items()
        for expectation in suite.expectations
        if expectation.meta.name.endswith("agree")
    }
    assert checked == pairs
    assert ("mart.change_period", "net_km2") in pairs


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
