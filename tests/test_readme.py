"""Every command that the README shows is run; those of Prefect in `tests/infra/test_deployment.py`."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from flows.home import Home
from flows.sample import sample_settings, serving
from flows.sample.article import ENGLISH
from flows.settings import CHECKOUT, Settings
from tests.readme import commands, commands_of

LANDTALLY = str(Path(sys.executable).with_name("landtally"))

SOURCES = ("deepstate", "mirror", "mirror_index", "archive", "boundaries", "raions")


def test_no_command_of_the_readme_is_left_untried() -> None:
    programs = {command.split()[0] for command in commands()} - {"export"}
    assert {program for program in programs if "=" not in program} == {"make", "landtally", "prefect"}


@pytest.mark.parametrize("command", commands_of("make"))
def test_a_make_target_of_the_readme_is_there(command: str) -> None:
    subprocess.run([*shlex.split(command), "--dry-run"], cwd=CHECKOUT, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in commands_of("landtally") if command != "landtally run"])
def test_a_command_of_the_readme_works_on_the_sample(command: str, sample_home: Home, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "data").symlink_to(sample_home.root)
    done = subprocess.run(
        [LANDTALLY, *shlex.split(command)[1:]],
        cwd=tmp_path,
        env=os.environ | {"LANDTALLY_HOME": str(sample_home.root)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 40


@pytest.mark.slow
def test_going_live_is_stating_the_grounds_and_running(tmp_path: Path, prefect_server: None) -> None:
    """The live profile over HTTP, against the sample's server in the public services' place."""
    with serving() as control:
        addresses = sample_settings(Settings(), control.base_url)
        environment = os.environ | {
            **{f"LANDTALLY_{name.upper()}_URL": getattr(addresses, f"{name}_url") for name in SOURCES},
            "LANDTALLY_HOME": str(tmp_path / "home"),
            "LANDTALLY_PROFILE": "live",
            "LANDTALLY_START": "2024-10-30",
        }
        refused = subprocess.run([LANDTALLY, "run"], env=environment, capture_output=True, text=True, timeout=60)
        assert refused.returncode == 2
        assert "license-en.html" in refused.stderr
        done = subprocess.run(
            [LANDTALLY, "run", "--day", "2024-11-02"],
            env=environment | {"LANDTALLY_DEEPSTATE_TERMS": "volunteer", "LANDTALLY_CONTACT": "tests@example.org"},
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr
    assert "Release 2024-11-02.1 is in force" in done.stdout
