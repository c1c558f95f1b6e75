"""The gate: one child for both layers, quiet, and an error in a sentence when it is gone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.quality.gate import Gate, GateBroken


def test_the_writer_has_the_file_back_as_soon_as_the_answer_is_there(gate: Gate, whole: Path) -> None:
    gate.check(whole, "mart", ["mart.unit"])
    con = duckdb.connect(str(whole))
    con.execute("create temp table t as select 1")
    con.close()


def test_results_name_rows_at_fault_and_when_they_were_found(gate: Gate, whole: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(whole.read_bytes())
    con = duckdb.connect(str(broken))
    con.execute("delete from mart.calendar where day = '2024-02-11'")
    con.close()
    before = datetime.now(UTC)
    (found,) = [result for result in gate.check(broken, "mart", ["mart.calendar"]) if not result.success]
    assert (found.table_name, found.expectation, found.unexpected_count) == ("mart.calendar", "no day is missing", 1)
    assert "2024-02-12" in (found.observed or "")
    assert found.why
    assert before <= found.checked_at <= datetime.now(UTC)
    assert found.row()["checked_at"].tzinfo is None
    assert "why" not in found.row()


def test_all_rows_at_fault_are_counted_though_few_are_quoted(gate: Gate, whole: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(whole.read_bytes())
    con = duckdb.connect(str(broken))
    (rows,) = con.execute("update mart.control_daily set name_en = null where status <> 'free'").fetchone() or (0,)
    con.close()
    assert rows > 300, "more than the library fetches of them"
    found = {result.expectation: result for result in gate.check(broken, "mart", ["mart.control_daily"])}
    assert found["nothing is missing"].unexpected_count == rows
    assert found["areas agree in km² and mi²"].unexpected_count == 0


def test_a_query_that_cannot_run_is_a_failed_check_and_no_passed_one(gate: Gate, whole: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(whole.read_bytes())
    con = duckdb.connect(str(broken))
    con.execute("drop table mart.unit")
    con.close()
    found = {result.expectation: result for result in gate.check(broken, "mart", ["mart.control_daily"])}
    assert not found["statuses fit into their unit"].success
    assert (found["statuses fit into their unit"].observed or "").startswith("could not be checked")


def test_a_missing_table_is_an_error_in_a_sentence(gate: Gate, tmp_path: Path) -> None:
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(str(empty)).close()
    with pytest.raises(GateBroken, match=r"checks of mart: .*unit"):
        gate.check(empty, "mart", ["mart.unit"])


def test_a_missing_database_is_an_error_in_a_sentence(gate: Gate, tmp_path: Path) -> None:
    with pytest.raises(GateBroken, match="no database at"):
        gate.check(tmp_path / "none.duckdb", "core")


def test_a_child_that_died_is_an_error_with_its_last_words(whole: Path) -> None:
    with Gate() as gate:
        assert gate._process is not None
        gate._process.kill()
        gate._process.wait()
        with pytest.raises(GateBroken, match="run the command again"):
            gate.check(whole, "core")


def test_a_gate_that_was_not_needed_closes_at_once_and_twice() -> None:
    gate = Gate()
    gate.start()
    gate.start()
    gate.close()
    gate.close()


def test_nothing_is_printed(gate: Gate, whole: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gate.check(whole, "mart", ["mart.release"])
    assert capfd.readouterr() == ("", "")
