"""`landtally report`."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.cli import report
from flows.errors import WrongUse
from flows.home import Home
from flows.release import seal
from tests.report.report_release import write_small_release


@pytest.fixture
def app() -> typer.Typer:
    program = typer.Typer()
    report.add_to(program)
    return program


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose release is in force; the address is the one that the settings of a test name."""
    home = Home(tmp_path / "home")
    seal(write_small_release(home, is_synthetic=False), "test-1")
    home.current.symlink_to(Path("releases") / "test-1")
    return home


def test_it_builds_the_page_under_reports_and_prints_its_path(app: typer.Typer, home: Home) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.releases.rglob("*")}
    answer = CliRunner().invoke(app, [])
    assert answer.exit_code == 0, answer.output
    page = Path(answer.stdout.strip())
    assert page == home.reports / "test-1" / "report.html"
    assert "Land in Ukraine as mapped to 5 April 2024" in page.read_text(encoding="utf-8")
    assert (page.parent / "checks.html").is_file()
    assert {path: path.stat().st_mtime_ns for path in home.releases.rglob("*")} == before


def test_it_saves_the_charts_into_a_folder_that_it_makes(app: typer.Typer, home: Home, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["--png", str(tmp_path / "new" / "charts")]).exit_code == 0
    names = {path.name for path in (tmp_path / "new" / "charts").iterdir()}
    assert names == {"test-1-weeks.png", "test-1-level.png", "test-1-transitions.png"}


def test_a_file_is_no_folder_for_charts(app: typer.Typer, home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = CliRunner().invoke(app, ["--png", str(tmp_path / "file")])
    assert isinstance(answer.exception, WrongUse)
    assert "name a folder" in str(answer.exception)


def test_a_home_without_a_release_says_what_makes_one(app: typer.Typer) -> None:
    answer = CliRunner().invoke(app, [])
    assert isinstance(answer.exception, WrongUse)
    assert "`landtally run` makes the first" in str(answer.exception)
