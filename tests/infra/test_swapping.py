"""Readers that come and go while releases are swapped under them: no error, no half state, always the newest."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from flows import manifest, publish
from flows.home import Home
from flows.release import seal, write_release
from flows.tables import load_tables
from flows.warehouse import opened_warehouse
from tests.releasing import BUILT, FIRST, tallied_home

READERS, SWAPS = 4, 50
READER = Path(__file__).with_name("bi_reader.py")


def swap_in_the_next(home: Home, last_day: date) -> str:
    """What publishing does, but for the page: build, write, seal, swap."""
    tallied_home(home.root, last_day)
    publish.build_marts(home, "live", BUILT + (last_day - FIRST))
    with opened_warehouse(home.warehouse) as warehouse:
        release_id = str(warehouse.rows("select release_id from core.release").item())
        partial = write_release(home, warehouse, release_id)
    manifest.describe(partial)
    seal(partial, release_id)
    publish.put_in_force(home, release_id)
    publish.retain(home, publish.stated_releases(home), 3, release_id)
    return release_id


def wait_for(paths: list[Path], readers: list[subprocess.Popen[str]]) -> None:
    until = time.monotonic() + 60
    while not all(path.exists() for path in paths):
        assert time.monotonic() < until, "readers do not start"
        assert all(reader.poll() is None for reader in readers), [reader.communicate() for reader in readers]
        time.sleep(0.05)


@pytest.mark.heavy
def test_four_readers_see_fifty_swapped_releases_whole(tmp_path: Path) -> None:
    home = tallied_home(tmp_path / "home", FIRST + timedelta(days=2))
    published = [swap_in_the_next(home, FIRST + timedelta(days=2))]
    stop, ready = tmp_path / "stop", [tmp_path / f"ready{n}" for n in range(READERS)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-X", "faulthandler", READER, home.root, ready[n], stop],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for n in range(READERS)
    ]  # fmt: skip
    try:
        wait_for(ready, readers)
        published += [swap_in_the_next(home, FIRST + timedelta(days=3 + n)) for n in range(SWAPS)]
    finally:
        stop.touch()
    answers = [reader.communicate(timeout=60) for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * READERS, [error[-2000:] for _, error in answers]
    order = {release_id: place for place, release_id in enumerate(published)}
    for output, _ in answers:
        said = json.loads(output)
        assert said["halves"] == []
        # A new connection never sees an older release than the one that was announced before it was made.
        assert all(order[latest] <= order[found] for latest, found in said["seen"])
        assert said["seen"][-1][1] == published[-1]
        assert len(said["seen"]) > SWAPS / 10, "the reader was there while releases were swapped"


def test_sqlalchemy_sees_tables_views_columns_and_comments(tmp_path: Path) -> None:
    home = tallied_home(tmp_path / "home", FIRST + timedelta(days=4))
    swap_in_the_next(home, FIRST + timedelta(days=4))
    engine = create_engine(
        f"duckdb:///{home.current}/landtally.duckdb", connect_args={"read_only": True}, poolclass=NullPool
    )
    with engine.connect() as connection:
        inspector = inspect(connection)
        views = set(inspector.get_view_names(schema="mart"))
        tables = set(inspector.get_table_names(schema="mart"))
        for table in load_tables("mart").values():
            assert table.name in (views if table.kind == "view" else tables)
            found = {column["name"]: column for column in inspector.get_columns(table.name, schema="mart")}
            assert list(found) == list(table.columns)
            for name, column in table.columns.items():
                assert found[name]["comment"].startswith(column.description)
            if table.kind != "view":
                assert inspector.get_table_comment(table.name, schema="mart")["text"].startswith("One row is ")


def test_in_one_process_a_new_connection_sees_the_new_release_while_an_old_one_is_open(tmp_path: Path) -> None:
    home = tallied_home(tmp_path / "home", FIRST + timedelta(days=3))
    before = swap_in_the_next(home, FIRST + timedelta(days=3))
    engine = create_engine(
        f"duckdb:///{home.current}/landtally.duckdb", connect_args={"read_only": True}, poolclass=NullPool
    )
    asked = text("select release_id from mart.release")
    with engine.connect() as old:
        assert old.execute(asked).scalar_one() == before
        after = swap_in_the_next(home, FIRST + timedelta(days=4))
        with engine.connect() as new:
            assert new.execute(asked).scalar_one() == after
        assert old.execute(asked).scalar_one() == before
