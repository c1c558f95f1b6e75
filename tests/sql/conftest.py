"""An in-memory database for each test of the SQL."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty, and gone after the test."""
    connection = duckdb.connect()
    yield connection
    connection.close()
