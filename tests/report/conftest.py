"""The small release, written once for all the tests of its page."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.home import Home
from flows.release import DATABASE
from flows.report.figures import Figures, read_figures
from tests.report.report_release import write_small_release


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release, of a live home."""
    return write_small_release(Home(tmp_path_factory.mktemp("live")), is_synthetic=False)


@pytest.fixture(scope="session")
def synthetic_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same release, of a sample home."""
    return write_small_release(Home(tmp_path_factory.mktemp("sample")), is_synthetic=True)


@pytest.fixture(scope="session")
def figures(folder: Path) -> Figures:
    """What the page of the small release says."""
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        return read_figures(con)
