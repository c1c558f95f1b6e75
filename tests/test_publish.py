"""Publishing: a release is whole, read-only and swapped in at once; a crash or a rollback leaves nothing half done."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import orjson
import pytest

from flows import publish
from flows.errors import LandtallyError, WrongUse
from flows.home import Home
from flows.landing import Landing
from flows.ledger import read_ledger
from flows.reading import read_release, release_in_force
from flows.release import DATABASE
from flows.warehouse import tables_of
from tests.releasing import BUILT, MOVES, publish_next, published_home, tallied_home
from tests.small_core import FREE, SINCE

NOW = datetime(2024, 2, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    return Home(shutil.copytree(made.root, tmp_path / "home", symlinks=True))


def flip_a_byte(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def test_a_release_holds_every_table_as_database_parquet_and_csv(home: Home) -> None:
    folder = home.current.resolve()
    with read_release(home) as con:
        tables = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
        assert {f"mart.{name}" for name in tables} == set(tables_of("mart"))
        for name in tables:
            rows = con.execute(f"select * from mart.{name}").fetchall()
            assert duckdb.read_parquet(str(folder / "parquet" / f"{name}.parquet")).fetchall() == rows
            if name != "raion_daily":
                csv = duckdb.read_csv(str(folder / "csv" / f"{name}.csv"), header=True, all_varchar=True)
                assert len(csv.fetchall()) == len(rows)


def test_everything_in_a_release_has_a_comment_that_names_its_source(home: Home) -> None:
    with read_release(home) as con:
        silent = con.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'mart'"
            " and coalesce(comment, '') not like '%Source: %'"
            " union all select table_name, null from duckdb_tables() where coalesce(comment, '') not like '%Source: %'"
            " union all select view_name, null from duckdb_views()"
            " where schema_name = 'mart' and coalesce(comment, '') not like '%Source: %'"
        ).fetchall()
    assert silent == []


def test_a_release_has_only_types_that_bi_clients_know(home: Home) -> None:
    with read_release(home) as con:
        types = {
            name
            for (name,) in con.execute("select data_type from duckdb_columns() where schema_name = 'mart'").fetchall()
        }
    assert types <= {"VARCHAR", "DATE", "TIMESTAMP", "DOUBLE", "BIGINT", "BOOLEAN"}


def test_no_file_or_folder_of_a_release_may_be_written(home: Home) -> None:
    folder = home.current.resolve()
    for path in (folder, *folder.rglob("*")):
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH), path
    assert not [*folder.rglob("*.wal")]


def test_the_database_of_a_release_has_the_oldest_storage_version(home: Home) -> None:
    with duckdb.connect(str(home.current / DATABASE), read_only=True) as con:
        tags = con.execute("select tags from duckdb_databases() where database_name = 'landtally'").fetchall()[0][0]
    assert tags["storage_version"] == "v1.0.0+"


def test_current_is_a_relative_link_so_that_a_home_can_be_moved(home: Home, tmp_path: Path) -> None:
    assert os.readlink(home.current) == "releases/2024-01-05.1"
    home.root.rename(tmp_path / "moved")
    with read_release(Home(tmp_path / "moved")) as con:
        assert con.execute("select release_id from mart.release").fetchall() == [("2024-01-05.1",)]


def test_latest_json_says_the_same_as_the_link(home: Home) -> None:
    latest = orjson.loads((home.root / "latest.json").read_bytes())
    assert latest["release_id"] == "2024-01-05.1"
    assert latest["path"] == os.readlink(home.current)
    assert latest["built_at"] == "2024-02-01T06:00:00Z"
    assert "2024-01-05.1" in latest["citation"]


def test_a_day_published_again_gets_the_next_number_and_revises_nothing(home: Home) -> None:
    assert publish_next(home) == "2024-01-05.2"
    with read_release(home) as con:
        assert con.execute("from mart.revision").fetchall() == []


def test_an_edited_past_shows_up_as_revisions_against_the_release_before(home: Home) -> None:
    edited = {**MOVES, date(2024, 1, 2): [("R1", FREE, SINCE, 1.25)]}
    tallied_home(home.root, date(2024, 1, 6), edited)
    publish_next(home)
    with read_release(home) as con:
        rows = con.execute(
            "select old_value, new_value, old_release, new_release from mart.revision"
            " where table_name = 'mart.change_daily' and key = 'day=2024-01-02, unit_id=UA'"
            " and column_name = 'gained_km2'"
        ).fetchall()
        after = con.execute("select count(*) from mart.revision where key like '%2024-01-06%'").fetchall()
    assert rows == [("1.0", "1.25", "2024-01-05.1", "2024-01-06.1")]
    assert after == [(0,)]


def test_a_damaged_release_in_force_does_not_keep_the_next_one_from_coming(home: Home) -> None:
    flip_a_byte(home.current / DATABASE)
    assert publish_next(home) == "2024-01-05.2"
    assert release_in_force(home) == "2024-01-05.2"


def test_what_a_crash_left_behind_is_cleared_before_the_next_release_is_written(home: Home) -> None:
    leftover = home.releases / ".2024-01-05.2.partial"
    (leftover / "parquet").mkdir(parents=True)
    (leftover / "parquet" / "unit.parquet").write_text("half")
    (leftover / "parquet").chmod(0o555)
    (home.root / ".current.999").symlink_to("releases/2024-01-05.2")
    publish_next(home)
    assert [path.name for path in home.releases.glob(".*")] == []
    assert [path.name for path in home.root.glob(".current*")] == []
    assert not (home.releases / "2024-01-05.2" / "parquet" / "unit.parquet").read_bytes().startswith(b"half")


def test_a_crash_between_seal_and_swap_keeps_the_old_release_and_the_next_run_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_home: Home, _release_id: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publish, "put_in_force", die)
        with pytest.raises(KeyboardInterrupt):
            publish_next(home)
    assert release_in_force(home) == "2024-01-05.1"
    assert publish_next(home) == "2024-01-05.3"
    assert release_in_force(home) == "2024-01-05.3"
    assert "2024-01-05.2" not in (home.root / "feed.xml").read_text()  # it never was in force


def test_writing_that_fails_leaves_no_folder_and_the_old_release(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.release._INSTANT", "%'")  # DuckDB refuses the statement half-way through
    with pytest.raises(duckdb.Error):
        publish_next(home)
    assert [path.name for path in home.releases.iterdir() if path.is_dir()] == ["2024-01-05.1"]
    assert release_in_force(home) == "2024-01-05.1"


def test_a_rollback_goes_back_and_holds_publishing_until_it_is_resumed(home: Home) -> None:
    tallied_home(home.root, date(2024, 1, 6))
    publish_next(home)
    publish.rollback(home, "2024-01-05.1", NOW)
    assert release_in_force(home) == "2024-01-05.1"
    assert orjson.loads((home.root / "latest.json").read_bytes())["release_id"] == "2024-01-05.1"
    assert list(read_ledger(home.releases).withdrawn) == ["2024-01-06.1"]
    with pytest.raises(LandtallyError, match=r"since the rollback from 2024-01-06\.1 to 2024-01-05\.1.*--resume"):
        publish_next(home)
    assert release_in_force(home) == "2024-01-05.1"
    assert publish_next(home, resume=True) == "2024-01-06.2"
    assert publish_next(home) == "2024-01-06.3"  # the hold is over


def test_going_forward_again_takes_the_withdrawal_back(home: Home) -> None:
    publish_next(home)
    publish.rollback(home, "2024-01-05.1", NOW)
    publish.rollback(home, "2024-01-05.2", NOW)
    assert read_ledger(home.releases).withdrawn == {}


@pytest.mark.parametrize("file", [DATABASE, "parquet/unit.parquet", "csv/unit.csv", "checks.html"])
def test_a_release_with_one_flipped_byte_never_comes_into_force(home: Home, file: str) -> None:
    publish_next(home)
    flip_a_byte(home.releases / "2024-01-05.1" / file)
    with pytest.raises(LandtallyError, match="damaged"):
        publish.rollback(home, "2024-01-05.1", NOW)
    assert release_in_force(home) == "2024-01-05.2"
    assert not (home.root / publish.HOLD).exists()


@pytest.mark.parametrize("name", ["2024-01-09.1", "..", "../home/releases/2024-01-05.1", ".2024-01-05.1.partial"])
def test_going_back_to_what_is_no_release_is_wrong_use(home: Home, name: str) -> None:
    with pytest.raises(WrongUse, match="No release"):
        publish.rollback(home, name, NOW)
    assert release_in_force(home) == "2024-01-05.1"


def test_the_first_release_of_an_empty_home_revises_nothing(tmp_path: Path) -> None:
    home = tallied_home(tmp_path / "home", date(2024, 1, 2))
    with pytest.raises(WrongUse, match=r"No release in .* yet"):
        read_release(home)
    publish_next(home)
    with read_release(home) as con:
        assert con.execute("select count(*) from mart.revision").fetchall() == [(0,)]


def test_publishing_removes_what_need_not_stay_but_never_what_is_cited(home: Home) -> None:
    publish.ledger.note_cited(home.releases, "2024-01-05.1", True, NOW)
    for _ in range(3):
        publish_next(home, BUILT, keep=1)
    assert publish.release_ids(home) == ["2024-01-05.1", "2024-01-05.4"]


def test_a_reader_keeps_its_release_while_the_next_comes_into_force(home: Home) -> None:
    before = duckdb.connect(str(home.current / DATABASE), read_only=True)
    tallied_home(home.root, date(2024, 1, 6))
    publish_next(home, keep=1)
    after = duckdb.connect(str(home.current / DATABASE), read_only=True)
    try:
        assert before.execute("select to_day from mart.release").fetchall() == [(date(2024, 1, 5),)]
        assert after.execute("select to_day from mart.release").fetchall() == [(date(2024, 1, 6),)]
        assert before.execute("select max(day) from mart.control_daily").fetchall() == [(date(2024, 1, 5),)]
    finally:
        before.close()
        after.close()


def test_an_edit_of_the_map_that_turns_a_verdict_is_news_in_the_feed(tmp_path: Path) -> None:
    home = tallied_home(tmp_path / "home", date(2024, 1, 5))
    Landing(home.landing).put(
        "articles",
        "gains.txt",
        b"From 1 to 4 January 2024 Russian forces captured 3 square kilometres, according to DeepState.",
        url="gains.txt",
        fetched_at=BUILT,
        revision="2024-01-06",
    )
    publish_next(home)
    edited = {**MOVES, date(2024, 1, 2): [("R1", FREE, SINCE, 40.0)]}
    tallied_home(home.root, date(2024, 1, 5), edited)
    publish_next(home)
    stated = orjson.loads((home.current / "manifest.json").read_bytes())
    (changed,) = stated["changed_verdicts"]
    assert (changed["old"], changed["new"]) == ("consistent", "inconsistent")
    assert "captured 3 square kilometres" in changed["quote"]
    assert "1 verdict changed in release 2024-01-05.2" in (home.root / "feed.xml").read_text(encoding="utf-8")
