"""The small release, opened once a test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from flows.claims import Figures
from tests.claims.release import open_release


@pytest.fixture
def figures() -> Figures:
    return open_release()
