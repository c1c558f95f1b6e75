"""What every test may use. The network is blocked but for loopback (pyproject.toml)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.home import Home

REAL_PAYLOADS = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A developer's own environment and home stay out of the tests, and the tests out of them."""
    for name in [name for name in os.environ if name.startswith("LANDTALLY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANDTALLY_HOME", str(tmp_path / "home"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on real payloads skip where there are none; those on one sample home run where it was made."""
    for item in items:
        if {"sample_home", "prefect_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("sample"))
    if not REAL_PAYLOADS.is_dir():
        absent = pytest.mark.skip(reason=f"no real payloads at {REAL_PAYLOADS}")
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(absent)


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def sample_home(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home after one run over all the sample's days."""
    from flows.daily import daily

    root = tmp_path_factory.mktemp("sample") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANDTALLY_HOME", str(root))
        daily()
    return Home(root)
