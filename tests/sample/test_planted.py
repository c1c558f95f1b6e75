"""What a tally must find: the planted figures against the tally's own rooms, and among themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from flows.sample import outlines
from flows.sample.plan import EDITED_AT, EDITED_CELLS, EDITED_DAY, FLIP_DAY, SILENT_DAYS, snapshots
from flows.sample.planted import planted, planted_levels, planted_transitions
from flows.sample.span import FIRST_DAY, LAST_DAY
from flows.sample.world import world
from flows.territory.levels import levels
from flows.territory.outlines import Outlines, read_outlines
from flows.territory.snapshot import Reader
from flows.territory.step import step

SINCE = "occupied_since_2022"


@pytest.fixture(scope="module")
def units() -> Outlines:
    files = {f"{raion[3]}.geojson": outlines.raion_file(raion[3]) for raion in outlines.RAIONS.values()}
    return read_outlines(outlines.adm1(), files)


def of(frame: pl.DataFrame, unit_id: str) -> pl.DataFrame:
    return frame.filter(pl.col("unit_id") == unit_id)


def leaves(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("unit_level").is_in(["raion", "outside"]))


def worst(want: pl.DataFrame, got: pl.DataFrame, keys: list[str]) -> float:
    both = want.join(got, on=keys, how="full", coalesce=True, suffix="_got").with_columns(
        pl.col("area_km2", "area_km2_got").fill_null(0.0)
    )
    return float(both.select((pl.col("area_km2") - pl.col("area_km2_got")).abs().max()).item())


@pytest.mark.slow
def test_the_tally_finds_every_planted_change_of_every_leaf_to_a_square_metre(units: Outlines) -> None:
    closing = {snapshot.day: snapshot for snapshot in snapshots()}
    reader, before, rows = Reader(units), None, []
    for day, snapshot in closing.items():
        after = reader.read(world().body(snapshot), day)
        if before is not None and day >= FIRST_DAY:
            rows.append(step(before, after, units).areas.select(pl.lit(day).alias("day"), pl.all()))
        before = after
    got = pl.concat(rows).filter(pl.col("from_status") != pl.col("to_status"))
    assert worst(leaves(planted_transitions()), got, ["day", "unit_id", "from_status", "to_status"]) < 1e-6


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 5, 20), LAST_DAY])
def test_the_tally_finds_every_planted_level_of_every_leaf_to_a_square_metre(units: Outlines, day: date) -> None:
    closing = {snapshot.day: snapshot for snapshot in snapshots()}[day]
    got = levels(Reader(units).read(world().body(closing), day), units).filter(pl.col("status") != "free")
    assert worst(leaves(planted_levels().filter(pl.col("day") == day)), got, ["unit_id", "status"]) < 1e-6


def test_the_countrys_changes_are_whole_square_metres() -> None:
    country = of(planted(), "UA")
    for column in ("gained_km2", "lost_km2"):
        square_metres = country[column] * 1e6
        assert ((square_metres - square_metres.round()).abs() < 1e-2).all()
    assert country["gained_km2"].sum() > 2000
    assert country["lost_km2"].sum() > 50


def test_oblasts_and_what_lies_outside_add_up_to_the_country_on_every_day() -> None:
    parts = planted().filter(pl.col("unit_level").is_in(["oblast", "outside"]))
    sums = parts.group_by("day").agg(pl.col("gained_km2", "lost_km2").sum()).sort("day")
    country = of(planted(), "UA").sort("day")
    for column in ("gained_km2", "lost_km2"):
        assert (sums[column] - country[column]).abs().max() == pytest.approx(0, abs=1e-9)


def test_net_over_all_days_is_the_difference_of_the_levels() -> None:
    levels_of_since = of(planted_levels(), "UA").filter(pl.col("status") == SINCE).sort("day")["area_km2"]
    net = of(planted(), "UA")["net_km2"].sum()
    assert levels_of_since[-1] - levels_of_since[0] == pytest.approx(net, abs=1e-9)


def test_days_without_a_snapshot_are_carried_and_change_nothing() -> None:
    carried = of(planted(), "UA").filter("is_carried")
    assert set(carried["day"]) == SILENT_DAYS
    assert carried["gained_km2"].sum() == 0


def test_what_changes_and_changes_back_within_a_day_is_no_change_of_the_day() -> None:
    first, *_, last = [snapshot for snapshot in snapshots() if snapshot.day == FLIP_DAY]
    assert (world().states(first.moves) != world().states(last.moves)).any()
    assert of(planted(), "UA-14").filter(pl.col("day") == FLIP_DAY)["lost_km2"].item() == 0


def test_an_edit_moves_land_between_its_day_and_the_next_and_leaves_all_others() -> None:
    before_edit = EDITED_AT - timedelta(minutes=1)
    shown = [EDITED_DAY, EDITED_DAY + timedelta(days=1)]
    first, final = (
        of(planted(now), "UA").filter(pl.col("day") < EDITED_AT.date())
        for now in (before_edit, datetime(2024, 9, 21, tzinfo=EDITED_AT.tzinfo))
    )
    difference = (first["net_km2"] - final["net_km2"]).to_list()
    moved = {day: km2 for day, km2 in zip(first["day"], difference, strict=True) if abs(km2) > 1e-9}
    assert list(moved) == shown
    assert sum(moved.values()) == pytest.approx(0, abs=1e-9)
    assert 0.7 * EDITED_CELLS < moved[EDITED_DAY] < 1.3 * EDITED_CELLS


def test_land_held_in_russia_is_outside_and_in_no_sum_of_the_country() -> None:
    held = planted_levels().filter(pl.col("status") == "held_in_russia")
    assert set(held["unit_id"]) == {"UA-outside"}
    assert held["day"].min() == date(2024, 8, 8)
