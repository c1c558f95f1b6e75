"""What users type and what they get back: help, exit codes, one sentence on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.home import Home, opened_home
from flows.sample.article import ENGLISH
from flows.settings import Settings

LANDTALLY = str(Path(sys.executable).with_name("landtally"))
COMMANDS = ["run", "backfill", "rebuild", "check", "change", "query", "status", "quarantine list", "quarantine accept"]
COMMANDS += ["quarantine reject", "releases", "rollback", "report", "doctor"]


def landtally(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LANDTALLY, *words], input=stdin, env=os.environ | environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = landtally(*command.split(), "--help", COLUMNS="200")
    assert done.returncode == 0
    assert f"Example: landtally {command}" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["change", "--from", "2024-02-01", "--to", "2024-03-01"], 2, "landtally run"),
        (["query", "select 1"], 2, "landtally run"),
        (["rollback", "2024-01-01.1"], 2, "releases"),
        (["backfill", "--from", "2024-02-01", "--to", "2024-01-01"], 2, "--from"),
        (["run", "--profile", "other"], 2, "sample or live"),
        (["run", "--profile", "live"], 2, "license-en.html"),
        (["quarantine", "accept", "nothing", "--reason", "why"], 2, "quarantine list"),
        (["check", "absent.txt", "--published", "2024-01-01"], 2, "absent.txt"),
        (["check", "-", "--published", "2024-01-01"], 1, "empty"),
        (["report"], 2, "landtally run"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_the_documented_code(words: list[str], code: int, says: str) -> None:
    done = landtally(*words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_article_without_a_date_is_wrong_use(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ENGLISH, encoding="utf-8")
    done = landtally("check", str(article))
    assert done.returncode == 2
    assert "--published" in done.stderr


def test_without_a_release_an_article_is_still_read() -> None:
    done = landtally("check", "-", "--published", "2024-10-22", "--json", stdin=ENGLISH)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["release_id"] is None
    verdicts = {claim["checks"][0]["verdict"] for claim in answer["claims"]}
    assert verdicts == {"not_checkable"}


def test_a_locked_home_exits_3() -> None:
    with opened_home(Settings()):
        done = landtally("run")
    assert done.returncode == 3
    assert "at work" in done.stderr


def test_the_wrong_profile_exits_2_before_anything_is_written() -> None:
    settings = Settings()
    Home(settings.home).claim("live")
    done = landtally("run", "--profile", "sample")
    assert done.returncode == 2
    assert "holds live figures" in done.stderr


def test_check_stores_nothing(tmp_path: Path) -> None:
    landtally("check", "-", "--published", "2024-10-22", stdin=ENGLISH, LANDTALLY_HOME=str(tmp_path / "home"))
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
def test_change_says_the_same_in_words_and_in_json(sample_home: Home) -> None:
    words = ["change", "--from", "2024-08-05", "--to", "2024-10-28", "--against", "2023-12-31", "2024-06-30"]
    said = landtally(*words, LANDTALLY_HOME=str(sample_home.root), COLUMNS="160")
    answer = json.loads(landtally(*words, "--json", LANDTALLY_HOME=str(sample_home.root)).stdout)
    assert answer["sentence"] in said.stdout
    assert f"{answer['net_km2']:,.1f} km²" in said.stdout
    assert answer["net_mi2"] * 2.589988110336 == pytest.approx(answer["net_km2"])
    assert answer["against_pct"] == pytest.approx(100 * (answer["net_km2"] / answer["against"]["net_km2"] - 1))
    assert "SYNTHETIC" in answer["sentence"]
