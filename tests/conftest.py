"""What every test may use. The network is blocked but for loopback (pyproject.toml)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REAL_PAYLOADS = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A developer's own environment and home stay out of the tests, and the tests out of them."""
    for name in [name for name in os.environ if name.startswith("LANDTALLY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANDTALLY_HOME", str(tmp_path / "home"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on real payloads skip where there are none, and say so."""
    if not REAL_PAYLOADS.is_dir():
        absent = pytest.mark.skip(reason=f"no real payloads at {REAL_PAYLOADS}")
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(absent)
