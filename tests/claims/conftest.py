"""The small release, opened once a test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from release import open_release

from flows.claims import Figures


@pytest.fixture
def figures() -> Figures:
    return open_release()
