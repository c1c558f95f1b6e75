"""The deployments of `infra/prefect.yaml`, made as the README says, on a real local server."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from flows.home import Home
from flows.reading import release_in_force
from flows.settings import CHECKOUT
from tests.readme import commands_of

pytestmark = pytest.mark.heavy

PREFECT = str(Path(sys.executable).with_name("prefect"))
SERVER, POOL, DEPLOY, WORKER, TRIGGER = (shlex.split(command)[1:] for command in commands_of("prefect"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(what: Any, seconds: float = 90) -> Any:
    """The first true answer to a question asked over and over."""
    for _ in range(int(seconds * 2)):
        if answer := what():
            return answer
        time.sleep(0.5)
    raise AssertionError(f"not within {seconds:g} s")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Prefect server with the project's deployments, as the environment of its clients."""
    root, port = tmp_path_factory.mktemp("prefect"), free_port()
    environment = os.environ | {
        "PREFECT_HOME": str(root),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "LANDTALLY_CHECKOUT": str(CHECKOUT),
        "LANDTALLY_HOME": str(root / "home"),
        "LANDTALLY_PROFILE": "sample",
    }
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([PREFECT, *SERVER, "--port", str(port)], cwd=root, **quiet) as process:

        def is_up() -> bool:
            try:
                return requests.get(f"{environment['PREFECT_API_URL']}/health", timeout=2).ok
            except requests.ConnectionError:
                return False

        try:
            eventually(is_up)
            for command in (POOL, DEPLOY):
                subprocess.run([PREFECT, *command], cwd=CHECKOUT, check=True, timeout=120, **quiet)
            yield environment
        finally:
            process.terminate()


def test_the_schedule_yields_runs_at_half_past_six_in_kyiv(server: dict[str, str]) -> None:
    def scheduled() -> list[dict[str, Any]]:
        wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        answer = requests.post(f"{server['PREFECT_API_URL']}/flow_runs/filter", json=wanted, timeout=10)
        return list(answer.json())

    runs = eventually(scheduled)
    # 06:30 in Kyiv is 03:30 UTC in summer and 04:30 in winter.
    assert {run["expected_start_time"][11:16] for run in runs} <= {"03:30", "04:30"}


def test_a_run_triggered_by_name_completes_and_publishes(server: dict[str, str]) -> None:
    quiet: dict[str, Any] = {"env": server, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([PREFECT, *WORKER], cwd=CHECKOUT, **quiet) as worker:
        try:
            triggered = subprocess.run(
                [PREFECT, *TRIGGER, "--param", "day=2024-01-10"],
                cwd=CHECKOUT,
                env=server,
                capture_output=True,
                text=True,
                timeout=240,
            )
        finally:
            worker.terminate()
    assert triggered.returncode == 0, triggered.stdout[-2000:]
    assert release_in_force(Home(Path(server["LANDTALLY_HOME"]))) == "sample-2024-01-10.1"
