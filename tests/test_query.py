"""`landtally query` reads a release and nothing else, within its time, and says so in one sentence where it cannot."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from flows.errors import LandtallyError, WrongUse
from flows.home import Home
from flows.query import Answer, ask
from flows.reading import read_release
from flows.release import DATABASE
from tests.releasing import published_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published_home(tmp_path_factory.mktemp("query") / "home")


def answered(home: Home, sql: str, limit: int = 100, timeout_seconds: float = 20) -> Answer:
    return ask(home.current / DATABASE, sql, limit=limit, timeout_seconds=timeout_seconds)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from mart.unit",
        "from mart.country_daily limit 1;",
        "with a as (from mart.unit) select count(*) from a -- the end",
        "describe mart.unit",
        "show tables from mart",
        "summarize mart.calendar",
        "values (1), (2)",
        "pivot mart.calendar on year in (2024) using count(*)",
    ],
)
def test_what_reads_is_answered(home: Home, sql: str) -> None:
    assert answered(home, sql).columns


def test_an_answer_has_types_of_python_and_its_names(home: Home) -> None:
    found = answered(home, "select day, unit_id, area_km2, is_carried from mart.control_daily where status = 'unknown'")
    assert found.columns == ["day", "unit_id", "area_km2", "is_carried"]
    assert [type(value).__name__ for value in found.rows[0]] == ["date", "str", "float", "bool"]


def test_a_longer_answer_is_cut_and_says_so(home: Home) -> None:
    assert answered(home, "from range(1000000000000)", limit=3) == Answer(["range"], [(0,), (1,), (2,)], True)
    assert answered(home, "from range(3)", limit=3).is_cut is False


WRITING = [
    "create table mart.x as select 1",
    "create temp table x as select 1",
    "create or replace view mart.unit as select 1 as a",
    "create macro f(x) as x",
    "create secret s (type s3)",
    "insert into mart.unit (unit_id) values ('x')",
    "update mart.release set release_id = 'x'",
    "delete from mart.unit",
    "truncate mart.unit",
    "drop table mart.unit",
    "alter table mart.unit add column x int",
    "comment on table mart.unit is 'x'",
    "checkpoint",
    "force checkpoint",
    "vacuum",
    "analyze",
    "begin",
    "commit",
    "select 1; drop table mart.unit",
    "explain analyze insert into mart.unit (unit_id) values ('x')",
    "prepare p as select 1",
    "execute p",
    "use memory",
]

REACHING = [
    "attach '{other}' as other",
    "attach ':memory:' as other",
    "attach '{new}' as other",
    "detach landtally",
    "copy mart.unit to '{new}'",
    "copy (select 1) to '{new}' (format parquet)",
    "copy mart.unit from '{secret}'",
    "copy from database landtally to memory",
    "export database '{new}'",
    "import database '{other}'",
    "install httpfs",
    "install httpfs from 'http://127.0.0.1:9/'",
    "force install json",
    "load '{secret}'",
    "load httpfs",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset enable_external_access",
    "set allowed_directories = ['/']",
    "set temp_directory = '{new}'",
    "set memory_limit = '100GB'",
    "set global custom_extension_repository = 'http://127.0.0.1:9/'",
    "pragma enable_profiling",
    "pragma profiling_output = '{new}'",
    "call pragma_version()",
    "call enable_logging(storage = 'file', storage_path = '{new}')",
    "call enable_profiling()",
    "from read_csv('{secret}')",
    "from read_text('{secret}')",
    "from read_blob('{secret}')",
    "from read_json('{secret}')",
    "from read_ndjson_objects('{secret}')",
    "from read_parquet('{secret}')",
    "from parquet_metadata('{secret}')",
    "from sniff_csv('{secret}')",
    "from glob('/etc/*')",
    "from '{secret}'",
    "from '{secret}.csv'",
    "from '{secret}.parquet'",
    "from '{other}'",
    "from read_duckdb('{other}')",
    "from query('from read_text(''{secret}'')')",
    "from query_table('{secret}')",
    "with a as (from read_text('{secret}')) from a",
    "select (select content from read_text('{secret}'))",
    "from read_csv('http://127.0.0.1:9/x.csv')",
    "from read_parquet('s3://bucket/x')",
    "from sqlite_scan('{other}', 'x')",
    "from postgres_query('host=127.0.0.1', 'select 1')",
    "from duckdb_secrets()",
    "select getenv('HOME')",
    "select * from secret_rows",
    "select pg_read_file('{secret}')",
    "select load_extension('{secret}')",
]


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file that must not be read, another database, and a path at which nothing may appear."""
    folder = tmp_path_factory.mktemp("traps")
    (folder / "secret").write_text("the secret\n")
    for ending in ("csv", "parquet"):
        (folder / f"secret.{ending}").write_text("the secret\n1\n")
    with duckdb.connect(str(folder / "other.duckdb")) as con:
        con.execute("create table x as select 'the secret' as secret")
    return {"secret": folder / "secret", "other": folder / "other.duckdb", "new": folder / "new"}


@pytest.mark.parametrize("sql", WRITING + REACHING)
def test_what_writes_or_reaches_out_is_refused(home: Home, traps: dict[str, Path], sql: str) -> None:
    secret_rows = [("the secret",)]  # a variable of this program, which SQL must not see either
    before = (home.current / DATABASE).read_bytes()
    with pytest.raises(WrongUse) as refused:
        answered(home, sql.format(**traps))
    assert "the secret" not in str(refused.value)
    assert secret_rows
    assert not traps["new"].exists()
    assert (home.current / DATABASE).read_bytes() == before


HARMLESS = {
    "attach ':memory:' as other",
    "call pragma_version()",
    "call enable_profiling()",
    "pragma enable_profiling",
    "copy from database landtally to memory",
    "call enable_logging(storage = 'file', storage_path = '{new}')",  # refused only when the log is to be opened
}


@pytest.mark.parametrize("sql", [sql for sql in REACHING if sql not in HARMLESS])
def test_the_connection_is_closed_in_even_where_a_statement_gets_past_the_rule(
    home: Home, traps: dict[str, Path], sql: str
) -> None:
    with read_release(home) as con, pytest.raises(duckdb.Error) as refused:
        con.execute(sql.format(**traps)).fetchall()
    assert "the secret" not in str(refused.value)
    assert not traps["new"].exists()


def test_a_log_that_a_query_asks_for_is_never_written(home: Home, traps: dict[str, Path]) -> None:
    answered(home, "from enable_logging(level = 'trace', storage = 'file', storage_path = '{new}')".format(**traps))
    assert not traps["new"].exists()


def test_a_release_can_be_open_twice_at_once(home: Home) -> None:
    with read_release(home) as one, read_release(home) as other:
        assert (
            one.execute("select count(*) from mart.unit").fetchall()
            == other.execute("select count(*) from mart.unit").fetchall()
        )


@pytest.mark.parametrize("sql", ["", ";", "-- nothing", "select 1; select 2", "selekt 1", "select * from mart.nothing"])
def test_what_is_no_single_statement_is_wrong_use(home: Home, sql: str) -> None:
    with pytest.raises(WrongUse):
        answered(home, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(1000000000000)",
        "with recursive t as (select 1 as n union all select n + 1 from t) select max(n) from t",
        "select levenshtein(repeat('a', 200000), repeat('b', 200000))",  # one call, which DuckDB cannot interrupt
    ],
)
def test_a_query_without_end_is_stopped(home: Home, sql: str) -> None:
    began = time.monotonic()
    with pytest.raises(LandtallyError, match=r"took longer than 0\.5 s"):
        answered(home, sql, timeout_seconds=0.5)
    assert time.monotonic() - began < 10


def test_a_query_that_wants_all_memory_is_refused(home: Home) -> None:
    with pytest.raises(WrongUse, match="cannot answer"):
        answered(home, "select list_sort(range(2000000000))[1]")
