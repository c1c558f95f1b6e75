"""The small world's outlines and a fresh reader."""

from __future__ import annotations

import pytest

from flows.territory import Outlines, Reader, read_outlines

from . import world


@pytest.fixture(scope="session")
def outlines() -> Outlines:
    return read_outlines(world.oblasts())


@pytest.fixture
def reader(outlines: Outlines) -> Reader:
    return Reader(outlines)
