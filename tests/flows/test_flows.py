"""The flows through a real Prefect server and the sample's own sources, from nothing to a release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from flows.errors import WrongUse
from flows.home import Home, opened_home
from flows.reading import read_release, release_in_force
from flows.runs import past_runs
from flows.sample.article import MAP_DAY, VERDICTS, PlantedVerdict
from flows.sample.planted import planted
from flows.settings import Settings

pytestmark = pytest.mark.slow


def test_the_planted_changes_come_out_to_a_square_metre(sample_home: Home) -> None:
    with read_release(sample_home) as con:
        found = con.execute("select day, unit_id, gained_km2, lost_km2, net_km2 from mart.change_daily").pl()
    both = found.join(planted(), on=["day", "unit_id"], suffix="_planted", how="inner")
    assert len(both) == len(found) > 10_000
    for column in ("gained_km2", "lost_km2", "net_km2"):
        assert (both[column] - both[f"{column}_planted"]).abs().max() < 1e-6
    absent = planted().join(found, on=["day", "unit_id"], how="anti")
    assert absent["gained_km2"].sum() == 0


def test_a_second_run_changes_no_figure(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.daily import daily

    monkeypatch.setenv("LANDTALLY_HOME", str(sample_home.root))
    first = release_in_force(sample_home)
    second = daily()
    assert second != first
    with read_release(sample_home, first) as before, read_release(sample_home, second) as after:
        for table in ("control_daily", "transition_daily", "change_daily", "change_period", "change_rolling"):
            query = f"from mart.{table} order by all"
            assert before.execute(query).pl().equals(after.execute(query).pl()), table
        assert after.execute("select count(*) from mart.revision").fetchall() == [(0,)]


def test_a_run_leaves_its_record_without_a_database(sample_home: Home) -> None:
    first = past_runs(sample_home.runs)[-1]
    assert first.state == "published"
    assert first.served_by
    assert {"ingest map", "build core", "check core", "build marts", "check mart", "publish"} <= set(first.seconds)


def test_a_release_of_the_sample_says_in_every_way_that_it_is_synthetic(sample_home: Home) -> None:
    release_id = release_in_force(sample_home)
    assert release_id is not None
    assert release_id.startswith("sample-")
    assert json.loads((sample_home.root / "latest.json").read_text())["is_synthetic"] is True
    with read_release(sample_home) as con:
        assert con.execute("select is_synthetic, citation from mart.release").fetchall()[0][0] is True
    assert "synthetic" in (sample_home.current / "report.html").read_text(encoding="utf-8").lower()


def test_the_live_profile_cannot_enter_a_sample_home(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDTALLY_HOME", str(sample_home.root))
    monkeypatch.setenv("LANDTALLY_PROFILE", "live")
    monkeypatch.setenv("LANDTALLY_DEEPSTATE_TERMS", "volunteer")
    from flows.daily import daily

    with pytest.raises(WrongUse, match="holds sample figures"):
        daily(day=date(2024, 1, 5))


def test_a_failed_critical_check_leaves_the_old_release_in_force(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A step whose areas were spoiled in the working database must never reach a release."""
    import shutil

    import duckdb

    from flows.daily import daily
    from flows.errors import LandtallyError

    root = tmp_path / "home"
    shutil.copytree(sample_home.root, root, symlinks=True)
    with duckdb.connect(str(root / "warehouse.duckdb")) as con:
        con.execute("update core.step_area set area_km2 = area_km2 + 1 where rowid = 0")
    monkeypatch.setenv("LANDTALLY_HOME", str(root))
    kept = release_in_force(Home(root))
    with pytest.raises(LandtallyError, match="stays in force"):
        daily()
    assert release_in_force(Home(root)) == kept
    assert past_runs(root / "runs")[0].failed_checks


@pytest.mark.parametrize("planted_verdict", VERDICTS, ids=lambda planted_verdict: planted_verdict.quote)
def test_a_claim_of_the_sample_gets_the_verdict_that_was_planted(
    sample_home: Home, planted_verdict: PlantedVerdict
) -> None:
    with read_release(sample_home) as con:
        found = con.execute(
            "select quote, verdict, units_agree, map_day from mart.claim"
            " join mart.claim_check using (claim_id) join mart.article using (article_id)"
            f" where is_best and language = 'en' and kind = '{planted_verdict.kind}'"
        ).fetchall()
    about = {row[1:] for row in found if planted_verdict.quote in row[0]}
    assert len(about) == 1, found
    verdict, units_agree, map_day = about.pop()
    if planted_verdict.verdict is not None:
        assert verdict == planted_verdict.verdict
    if planted_verdict.units_agree is not None:
        assert units_agree is planted_verdict.units_agree
    if verdict == "consistent":
        assert map_day == MAP_DAY


def test_nothing_else_of_the_samples_article_is_taken_for_a_claim(sample_home: Home) -> None:
    with read_release(sample_home) as con:
        claims = con.execute(
            "select count(distinct (quote, kind, value_low)) from mart.claim"
            " join mart.article using (article_id) where language = 'en'"
        ).fetchall()[0][0]
    # A sentence in which two sources speak of one settlement holds a word of each.
    assert claims == len(VERDICTS)


def test_a_home_at_work_turns_a_second_run_away(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.daily import daily
    from flows.errors import AnotherRun

    monkeypatch.setenv("LANDTALLY_HOME", str(sample_home.root))
    with opened_home(Settings()), pytest.raises(AnotherRun):
        daily()


def test_levels_of_every_day_are_the_opening_and_the_sum_of_changes(sample_home: Home) -> None:
    with read_release(sample_home) as con:
        daily = con.execute(
            "select day, area_km2, net_km2 from mart.control_daily join mart.change_daily using (day, unit_id)"
            " where unit_id = 'UA' and status = 'occupied_since_2022' order by day"
        ).pl()
    moved = daily["area_km2"].diff().drop_nulls()
    assert (moved - daily["net_km2"][1:]).abs().max() < 1e-6
    assert isinstance(daily, pl.DataFrame)
