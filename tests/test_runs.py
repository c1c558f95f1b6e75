from __future__ import annotations

from pathlib import Path

import pytest

from flows.runs import Problem, begin_run, past_runs


def test_a_run_that_dies_leaves_what_it_had_done(tmp_path: Path) -> None:
    log = begin_run(tmp_path, "daily", "sample")
    with pytest.raises(RuntimeError), log.stage("ingest"):
        raise RuntimeError
    (run,) = past_runs(tmp_path)
    assert run.state == "running"
    assert run.ended_at is None
    assert "ingest" in run.seconds


def test_runs_come_newest_first_and_a_torn_file_is_passed_over(tmp_path: Path) -> None:
    first = begin_run(tmp_path, "daily", "live")
    first.run.problems.append(Problem("deepstate", "history/public", "timed out"))
    first.end("kept", "the service was silent")
    second = begin_run(tmp_path, "backfill", "live")
    (tmp_path / "0.json").write_text("{")
    assert [run.run_id for run in past_runs(tmp_path)] == [second.run.run_id, first.run.run_id]
    assert past_runs(tmp_path)[1].problems == [Problem("deepstate", "history/public", "timed out")]
