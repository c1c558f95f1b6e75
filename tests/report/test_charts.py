"""The charts: what they draw of a release, for the page and alone."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from typing import Any

import pytest

from flows.report.charts import draw, level, pngs, transitions, weeks
from flows.report.figures import Figures
from flows.report.look import ALONE, WIDE


def rows_of(chart: Any, mark: str) -> list[dict[str, Any]]:
    """The data under the first layer of a mark."""
    drawn = chart.to_dict()
    found = next(layer for layer in drawn["layer"] if layer["mark"]["type"] == mark)
    rows = drawn["datasets"][(found.get("data") or drawn["data"])["name"]]
    return list(json.loads(rows) if isinstance(rows, str) else rows)


def test_bars_of_weeks_are_the_release_s_weeks_and_lost_land_lies_below(figures: Figures) -> None:
    rows = rows_of(weeks(figures, WIDE), "rect")
    assert [row["gained"] for row in rows] == [week["gained_km2"] for week in figures.weeks]
    assert [row["lost"] for row in rows] == [-week["lost_km2"] for week in figures.weeks]
    assert [row["record"] for row in rows] == [bool(week["is_record"]) for week in figures.weeks]


def test_a_week_that_is_not_whole_is_paler(figures: Figures) -> None:
    assert [row["whole"] for row in rows_of(weeks(figures, WIDE), "rect")] == [1.0] * 5 + [0.45]


def test_the_line_of_the_level_has_every_day_and_marks_those_without_a_map(figures: Figures) -> None:
    rows = rows_of(level(figures, WIDE), "line")
    assert [row["level"] for row in rows] == [day["area_km2"] for day in figures.levels]
    assert [row["day"] for row in rows if row["carried"]] == ["2024-03-20"]


def test_bars_of_what_land_had_been_have_the_release_s_areas(figures: Figures) -> None:
    rows = rows_of(transitions(figures, WIDE), "bar")
    assert {(row["area"], row["is_gained"]) for row in rows} == {
        (row["area_km2"], row["to_status"] == "occupied_since_2022") for row in figures.transitions
    }


def test_charts_on_the_page_take_their_colours_from_it(figures: Figures) -> None:
    for drawing in draw(figures).values():
        assert "var(--" in drawing.wide
        assert "#" not in drawing.wide.replace("&#", "")


def test_charts_saved_alone_are_whole_pictures_that_name_their_release(figures: Figures) -> None:
    found = pngs(figures)
    assert set(found) == {"weeks", "level", "transitions"}
    for picture in found.values():
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        width, _ = struct.unpack(">II", picture[16:24])
        assert width >= 1900


def test_no_chart_is_drawn_of_nothing(figures: Figures) -> None:
    assert set(draw(replace(figures, weeks=[], transitions=[]))) == {"level"}


@pytest.mark.parametrize("make", [weeks, level, transitions])
def test_a_chart_seen_alone_has_a_ground_of_its_own(figures: Figures, make: Any) -> None:
    assert make(figures, ALONE).to_dict()["background"] == "#ffffff"
    assert make(figures, WIDE).to_dict()["background"] == "transparent"
