"""Every expectation written by hand fails when the thing that it guards is broken, and only then.

Each break changes as little as it can, mostly one row, in a database in which everything held.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from flows.quality.gate import Gate
from flows.quality.suites import EXPECTATIONS, read_suite

CONTROL = "unit_id = 'UA-14' and status = 'occupied_since_2022' and day = '2024-02-05'"
DAY = "day = '2024-02-07'"  # something moved in R1 and UA-65
WEEK = "period_kind = 'week' and unit_id = 'UA-14' and period_start = '2024-02-05'"
WINDOW = "unit_id = 'UA-14' and window_days = 7 and day = '2024-02-10'"

BREAKS = [
    # core
    ("core.series", "no day is missing", "delete from core.series where day = '2024-02-11'"),
    (
        "core.series",
        "every change of content has its step",
        "delete from core.step where to_content_id = 'c-2024-02-07'",
    ),
    ("core.series", "the days reach the last one asked for", "update core.tally set last_day = '2024-03-20'"),
    (
        "core.snapshot",
        "every polygon of the series was understood",
        "update core.snapshot set refused_features = 1 where day = '2024-02-05'",
    ),
    (
        "core.snapshot",
        "repairs move next to no land",
        "update core.snapshot set repaired_features = 2, repaired_km2 = 0.03 where day = '2024-02-05'",
    ),
    (
        "core.step",
        "every step balances",
        "update core.step set balance_km2 = -0.00001 where to_content_id = 'c-2024-02-07'",
    ),
    (
        "core.step_area",
        "land that moved has an area and another status",
        "update core.step_area set area_km2 = -area_km2 where unit_id = 'UA-14-rest'",
    ),
    (
        "core.step_area",
        "land that moved lies in a known unit",
        "update core.step_area set unit_id = 'UA-99' where unit_id = 'UA-14-rest'",
    ),
    ("core.level", "no area is negative", "update core.level set area_km2 = -1 where unit_id = 'R2'"),
    (
        "core.level",
        "steps lead to the newest state",
        "update core.level set area_km2 = area_km2 + 0.00001 where unit_id = 'R1' and content_id = 'c-2024-01-28'",
    ),
    (
        "core.unit",
        "one country, one outside, and parents that exist",
        "update core.unit set parent_id = 'UA-99' where unit_id = 'R1'",
    ),
    (
        "core.unit",
        "raions and remainders fill their oblast",
        "update core.unit set polygon_area_km2 = 39.9 where unit_id = 'R1'",
    ),
    (
        "core.declared_area",
        "ours and the declared area keep their ratio",
        "update core.declared_area set area_km2 = area_km2 * 1.003",
    ),
    # levels
    ("mart.control_daily", "no area is negative", f"update mart.control_daily set area_km2 = -0.1 where {CONTROL}"),
    (
        "mart.control_daily",
        "shares lie between 0 and 100",
        f"update mart.control_daily set share_pct = 100.1 where {CONTROL}",
    ),
    (
        "mart.control_daily",
        "oblasts and outside add up to the country",
        f"update mart.control_daily set area_mi2 = area_mi2 + 0.00001 where {CONTROL}",
    ),
    (
        "mart.control_daily",
        "raions and remainders add up to their oblast",
        "delete from mart.control_daily where unit_id = 'UA-14-rest' and day = '2024-02-05'",
    ),
    (
        "mart.control_daily",
        "statuses fit into their unit",
        "update mart.control_daily set area_km2 = 30 where unit_id = 'R2' and day = '2024-02-05'",
    ),
    (
        "mart.control_daily",
        "free is what the rest leaves",
        "update mart.control_daily set area_km2 = area_km2 + 0.00001 where status = 'free'"
        " and unit_id = 'UA' and day = '2024-02-05'",
    ),
    ("mart.control_daily", "every unit and status has every day", f"delete from mart.control_daily where {CONTROL}"),
    (
        "mart.control_daily",
        "no level of the country moves by more than 150 km² in a day",
        "update mart.control_daily set area_km2 = area_km2 + 151 where unit_id = 'UA'"
        " and status = 'unknown' and day = '2024-02-05'",
    ),
    # transitions
    (
        "mart.transition_daily",
        "land that moved has an area and another status",
        f"update mart.transition_daily set to_status = from_status where unit_id = 'R1' and {DAY}",
    ),
    (
        "mart.transition_daily",
        "oblasts and outside add up to the country",
        f"update mart.transition_daily set from_status = 'liberated' where unit_id = 'UA'"
        f" and from_status = 'unknown' and {DAY}",
    ),
    (
        "mart.transition_daily",
        "raions and remainders add up to their oblast",
        f"update mart.transition_daily set area_km2 = area_km2 + 0.00001 where unit_id = 'R1' and {DAY}",
    ),
    (
        "mart.transition_daily",
        "transitions add up to the changes",
        f"update mart.transition_daily set area_km2 = area_km2 + 0.00001 where unit_id = 'UA-65' and {DAY}",
    ),
    # changes
    (
        "mart.change_daily",
        "net is gained less lost",
        f"update mart.change_daily set net_mi2 = net_mi2 + 0.00001 where unit_id = 'R1' and {DAY}",
    ),
    (
        "mart.change_daily",
        "net is the difference of the levels",
        "update mart.control_daily set area_km2 = area_km2 + 0.00001 where unit_id = 'R1'"
        " and status = 'occupied_since_2022' and day = '2024-02-07'",
    ),
    (
        "mart.change_daily",
        "oblasts and outside add up to the country",
        f"update mart.change_daily set lost_km2 = lost_km2 + 0.00001 where unit_id = 'UA-65' and {DAY}",
    ),
    (
        "mart.change_daily",
        "raions and remainders add up to their oblast",
        f"update mart.change_daily set gained_km2 = gained_km2 + 0.00001 where unit_id = 'R1' and {DAY}",
    ),
    ("mart.change_daily", "every unit has every day", f"delete from mart.change_daily where unit_id = 'R1' and {DAY}"),
    ("mart.change_daily", "every unit has every day", "delete from mart.change_daily where day > '2024-03-08'"),
    (
        "mart.change_daily",
        "a carried day changes nothing",
        f"update mart.change_daily set map_days = 0 where unit_id = 'R1' and {DAY}",
    ),
    # periods and windows
    (
        "mart.change_period",
        "a period is the sum of its days",
        f"update mart.change_period set gained_km2 = gained_km2 + 0.00001 where {WEEK}",
    ),
    (
        "mart.change_period",
        "net is gained less lost",
        f"update mart.change_period set net_km2 = net_km2 + 0.00001 where {WEEK}",
    ),
    ("mart.change_period", "net is gained less lost", f"update mart.change_period set km2_per_day = 0.2 where {WEEK}"),
    (
        "mart.change_period",
        "oblasts and outside add up to the country",
        f"update mart.change_period set net_mi2 = net_mi2 + 0.00001 where {WEEK}",
    ),
    (
        "mart.change_period",
        "an incomplete period has no rank and is no record",
        "update mart.change_period set is_record = true where period_kind = 'year' and unit_id = 'UA'",
    ),
    (
        "mart.change_rolling",
        "a window is the sum of its days",
        f"update mart.change_rolling set gained_km2 = gained_km2 + 0.00001 where {WINDOW}",
    ),
    (
        "mart.change_rolling",
        "net is gained less lost",
        f"update mart.change_rolling set net_mi2 = net_mi2 + 0.00001 where {WINDOW}",
    ),
    (
        "mart.change_rolling",
        "oblasts and outside add up to the country",
        f"delete from mart.change_rolling where unit_id = 'UA' and {WINDOW.split(' and ', 1)[1]}",
    ),
    (
        "mart.change_rolling",
        "an incomplete window has no rank and is no record",
        f"update mart.change_rolling set rank_in_year = null where {WINDOW}",
    ),
    # places
    (
        "mart.settlement",
        "known settlements lie in or beside Ukraine",
        "update mart.settlement set latitude = longitude, longitude = latitude",
    ),
    (
        "mart.settlement",
        "settlements lie in the smallest unit there is",
        "update mart.settlement set unit_id = 'UA-14'",
    ),
    (
        "mart.settlement_status",
        "spans follow one another from the first day to the last",
        "update mart.settlement_status set valid_to = valid_to + 1 where status = 'free'",
    ),
    (
        "mart.settlement_status",
        "spans follow one another from the first day to the last",
        "delete from mart.settlement_status where valid_to is null",
    ),
    (
        "mart.settlement_status",
        "a span ends where the status does",
        "update mart.settlement_status set status = 'unknown'",
    ),
    ("mart.settlement_status", "every settlement has a status", "delete from mart.settlement_status"),
    (
        "mart.settlement_status",
        "no more than 100 settlements change on one day",
        "insert into mart.settlement_status select number::varchar, source, status, valid_from, valid_to"
        " from mart.settlement_status cross join range(101) as numbers(number) where valid_to is null",
    ),
    ("mart.place_alias", "every alias means a place that is there", "update mart.place_alias set place_id = '2'"),
    ("mart.place_alias", "no name ends before it begins", "update mart.place_alias set valid_to = '1955-12-31'"),
    (
        "mart.hub_distance_daily",
        "every hub has every day",
        f"delete from mart.hub_distance_daily where hub = 'Kherson' and {DAY}",
    ),
    (
        "mart.hub_distance_daily",
        "kilometres and miles are one distance",
        f"update mart.hub_distance_daily set distance_mi = distance_mi * 1.00000001 where hub = 'Pokrovsk' and {DAY}",
    ),
    (
        "mart.hub_distance_daily",
        "the nearest land lies in or beside Ukraine",
        f"update mart.hub_distance_daily set nearest_latitude = nearest_longitude where hub = 'Kherson' and {DAY}",
    ),
    (
        "mart.hub_distance_daily",
        "no hub comes 20 km nearer or farther in a day",
        f"update mart.hub_distance_daily set distance_km = distance_km + 20.1 where hub = 'Kherson' and {DAY}",
    ),
    (
        "mart.frontline_daily",
        "oblasts add up to the country",
        f"update mart.frontline_daily set length_km = length_km + 0.00001 where unit_id = 'UA-65' and {DAY}",
    ),
    (
        "mart.frontline_daily",
        "oblasts add up to the country",
        f"delete from mart.frontline_daily where unit_id = 'UA' and {DAY}",
    ),
    (
        "mart.frontline_daily",
        "kilometres and miles are one length",
        f"update mart.frontline_daily set length_mi = length_km where unit_id = 'UA-65' and {DAY}",
    ),
    (
        "mart.frontline_daily",
        "lengths are of the country and its oblasts",
        f"update mart.frontline_daily set unit_id = 'R1' where unit_id = 'UA-14' and {DAY}",
    ),
    ("mart.frontline_daily", "every day has a front", f"delete from mart.frontline_daily where {DAY}"),
    (
        "mart.frontline_daily",
        "the front grows or shrinks by no more than 100 km in a day",
        f"update mart.frontline_daily set length_km = length_km + 100.1 where unit_id = 'UA' and {DAY}",
    ),
    # the rest
    ("mart.calendar", "no day is missing", "delete from mart.calendar where day = '2024-02-11'"),
    ("mart.unit", "shares have a base", "update mart.unit set official_area_km2 = null where unit_id = 'UA-65'"),
    (
        "mart.settlement_event",
        "settlements lie in or beside Ukraine",
        "update mart.settlement_event set latitude = longitude, longitude = 48.1",
    ),
    ("mart.source_version", "sources are fresh", "update mart.source_version set is_stale = true"),
    ("mart.release", "there is one release", "insert into mart.release from mart.release"),
    ("mart.release", "a made-up world says so in its name", "update mart.release set is_synthetic = true"),
    ("mart.release", "the release has the days that it says", "update mart.release set to_day = '2024-03-11'"),
    # What descriptions imply: one of each kind.
    ("mart.unit", "columns as described", "alter table mart.unit rename katottg to katotth"),
    ("mart.unit", "key is unique", "insert into mart.unit from mart.unit where unit_id = 'R1'"),
    ("mart.control_daily", "key is unique", f"insert into mart.control_daily from mart.control_daily where {CONTROL}"),
    (
        "mart.change_daily",
        "nothing is missing",
        f"update mart.change_daily set name_en = null where unit_id = 'R1' and {DAY}",
    ),
    (
        "mart.control_daily",
        "status is one of its words",
        f"update mart.control_daily set status = 'grey' where {CONTROL}",
    ),
    (
        "mart.control_daily",
        "areas agree in km² and mi²",
        f"update mart.control_daily set area_mi2 = area_mi2 * 1.00000001 where {CONTROL}",
    ),
    (
        "mart.country_daily",
        "areas agree in km² and mi²",
        "update mart.control_daily set area_mi2 = area_mi2 * 1.00000001 where unit_id = 'UA'"
        " and status = 'unknown' and day = '2024-02-05'",
    ),
]

WARNINGS = {
    "settlements lie in or beside Ukraine",
    "the days reach the last one asked for",
    "every polygon of the series was understood",
    "repairs move next to no land",
    "no level of the country moves by more than 150 km² in a day",
    "no more than 100 settlements change on one day",
    "no hub comes 20 km nearer or farther in a day",
    "every day has a front",
    "the front grows or shrinks by no more than 100 km in a day",
    "sources are fresh",
}
"""What publishes all the same: being late, a large day, a small repair are told, not stopped."""


@pytest.mark.parametrize("layer", ["core", "mart"])
def test_everything_holds_of_a_whole_database(gate: Gate, whole: Path, layer: str) -> None:
    results = gate.check(whole, layer)  # type: ignore[arg-type]
    assert len(results) > 50
    assert [(result.table_name, result.expectation, result.observed) for result in results if not result.success] == []


@pytest.mark.parametrize(("table", "name", "statement"), BREAKS, ids=[f"{table}: {name}" for table, name, _ in BREAKS])
def test_a_break_is_seen(gate: Gate, whole: Path, tmp_path: Path, table: str, name: str, statement: str) -> None:
    broken = tmp_path / "broken.duckdb"
    shutil.copy(whole, broken)
    con = duckdb.connect(str(broken))
    (changed,) = con.execute(statement).fetchone() or (1,)
    con.close()
    assert changed != 0, "the break changes nothing"
    layer = "core" if table.startswith("core.") else "mart"
    found = {result.expectation: result for result in gate.check(broken, layer, [table])}
    assert not found[name].success
    assert found[name].severity == ("warning" if name in WARNINGS else "critical")
    assert "could not be checked" not in (found[name].observed or "")


def test_every_handwritten_expectation_has_a_break() -> None:
    written = {
        (suite.table, expectation.meta.name)
        for path in sorted(EXPECTATIONS.glob("*/*.yml"))
        for suite in [read_suite(path)]
        for expectation in suite.expectations
    }
    assert written - {(table, name) for table, name, _ in BREAKS} == set()
