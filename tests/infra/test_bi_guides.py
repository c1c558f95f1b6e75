"""The guides for BI tools say what is so: every query runs, every Python block too, every name exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from flows.home import Home
from flows.reading import read_release
from flows.tables import load_tables
from tests.releasing import published_home

GUIDES = Path(__file__).resolve().parents[2] / "infra" / "bi"
TOOLS = ["superset", "metabase", "powerbi", "tableau", "excel", "evidence", "grafana", "python", "shell"]


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


TIMING = module(GUIDES / "time_queries.py")
QUERIES = TIMING.queries()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("guides") / "home")


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_has_a_guide_with_address_query_and_what_to_do_about_an_old_file(name: str) -> None:
    text = (GUIDES / f"{name}.md").read_text(encoding="utf-8")
    assert "landtally" in text
    assert re.search(r"^(Not t|T)ried", text, re.MULTILINE), "says whether somebody tried it"
    assert "```sql" in text
    assert "**When it shows an old release.**" in text
    assert f"({name}.md)" in (GUIDES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_a_guide_s_query_runs_on_a_release_and_finds_rows(home: Home, name: str, query: str) -> None:
    with read_release(home) as con:
        assert con.execute(query).fetchall(), name


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_a_guide_s_query_asks_only_what_people_are_told_to_use(name: str, query: str) -> None:
    exposed = {
        "country_daily",
        "oblast_daily",
        "raion_daily",
        "calendar",
        "unit",
        "change_period",
        "revision",
        "release",
    }
    exposed |= {"transition_daily", "source_version"}  # what was made of what; whether a source is stale
    assert set(re.findall(r"mart\.(\w+)", query)) <= exposed


def test_the_guides_name_tables_that_are_there() -> None:
    known = {table.name for table in load_tables("mart").values()}
    listed = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", (GUIDES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for row in listed for name in re.findall(r"`(\w+)`", row)}
    assert named
    assert named <= known


def test_the_python_guide_runs_as_it_stands(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (GUIDES / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        exec(compile(block.replace("/srv/landtally", str(home.root)), "python.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "2024-01-05.1" in printed
    assert "country_daily" in printed


def test_queries_are_timed_and_a_slow_one_fails(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TIMING.sys, "argv", ["time_queries.py", str(home.current)])
    monkeypatch.setattr(TIMING, "RUNS", 1)
    monkeypatch.setattr(TIMING, "MOST_MS", 0.0)
    assert TIMING.main() == 1
