"""The commands about releases, as they are typed."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.errors import AnotherRun, LandtallyError, WrongUse
from flows.home import Home, opened_home
from flows.reading import release_in_force
from flows.settings import Settings
from tests.releasing import publish_next, published_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = published_home(tmp_path / "home")
    publish_next(made)
    monkeypatch.setenv("LANDTALLY_HOME", str(made.root))
    return made


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def listed() -> dict[str, dict[str, object]]:
    return {row["release_id"]: row for row in orjson.loads(typed("releases", "--json").stdout)}


def test_releases_are_listed_the_newest_first_with_their_citation(home: Home) -> None:
    rows = listed()
    assert list(rows) == ["2024-01-05.2", "2024-01-05.1"]
    assert rows["2024-01-05.2"]["is_in_force"] is True
    assert "release 2024-01-05.1" in str(rows["2024-01-05.1"]["citation"])
    assert "2024-01-01 to 2024-01-05" in typed("releases").stdout


def test_a_cited_release_is_marked_and_that_can_be_taken_back(home: Home) -> None:
    assert "stays for good" in typed("releases", "--cite", "2024-01-05.1").stdout
    assert listed()["2024-01-05.1"]["is_cited"] is True
    assert publish_next(home, keep=1) == "2024-01-05.3"
    assert list(listed()) == ["2024-01-05.3", "2024-01-05.1"]
    typed("releases", "--uncite", "2024-01-05.1")
    assert listed()["2024-01-05.1"]["is_cited"] is False


def test_citing_what_is_not_there_is_wrong_use(home: Home) -> None:
    assert isinstance(typed("releases", "--cite", "2024-01-09.1").exception, WrongUse)


def test_a_rollback_needs_no_profile_to_be_named(home: Home) -> None:
    result = typed("rollback", "2024-01-05.1")  # the home is a live one, LANDTALLY_PROFILE says sample
    assert result.exit_code == 0
    assert "landtally run --resume" in result.stdout
    assert release_in_force(home) == "2024-01-05.1"
    assert listed()["2024-01-05.2"]["is_withdrawn"] is True
    assert "gone back on" in typed("releases").stdout


def test_a_rollback_waits_for_no_run_that_is_at_work(home: Home) -> None:
    with opened_home(Settings(profile="live")):
        assert isinstance(typed("rollback", "2024-01-05.1").exception, AnotherRun)
    assert release_in_force(home) == "2024-01-05.2"


def test_a_damaged_manifest_is_listed_as_such_and_never_rolled_back_to(home: Home) -> None:
    manifest = home.releases / "2024-01-05.1" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text("{")
    assert listed()["2024-01-05.1"]["is_damaged"] is True
    assert "damaged" in typed("releases").stdout
    assert isinstance(typed("rollback", "2024-01-05.1").exception, LandtallyError)
    assert release_in_force(home) == "2024-01-05.2"


def test_a_query_of_an_older_release_is_answered_by_that_release(home: Home) -> None:
    asked = ("query", "select release_id from mart.release", "--csv")
    assert typed(*asked).stdout == "release_id\n2024-01-05.2\n"
    assert typed(*asked, "--release", "2024-01-05.1").stdout == "release_id\n2024-01-05.1\n"


def test_wide_tables_lose_no_column_in_a_pipe(home: Home) -> None:
    assert "occupied_before_2022_km2" in typed("query", "from mart.country_daily limit 1").stdout


def test_an_empty_home_says_how_to_get_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDTALLY_HOME", str(tmp_path / "new"))
    assert "`landtally run` makes the first" in typed("releases").stdout
