from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import CHECKOUT, Settings


def test_a_bare_machine_gets_the_sample_below_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANDTALLY_HOME")
    settings = Settings()
    assert (settings.profile, settings.home) == ("sample", CHECKOUT / "data")
    assert settings.start == date(2024, 1, 1)
    assert settings.polygons is False


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDTALLY_POLYGONS", "yes")
    monkeypatch.setenv("LANDTALLY_DEEPSTATE_URL", "http://127.0.0.1:1/deepstate/")
    settings = Settings()
    assert settings.polygons is True
    assert settings.deepstate_url == "http://127.0.0.1:1/deepstate"


def test_a_relative_home_is_pinned_where_it_was_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(home=Path("here")).home == tmp_path / "here"


def test_an_unknown_ground_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(deepstate_terms="curiosity")  # type: ignore[arg-type]


def test_secrets_do_not_print() -> None:
    assert "hush" not in repr(Settings(webhook="https://example.org/hush"))  # type: ignore[arg-type]
