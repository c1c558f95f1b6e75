"""The charts, drawn by Altair and rendered by vl-convert: no browser, no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import altair as alt

from flows.report.figures import Figures, Row
from flows.report.look import (
    ALONE,
    NARROW,
    WIDE,
    Layered,
    Look,
    area_axis,
    data_of,
    finish,
    png_of,
    svg_of,
    time_axis,
    titled,
)
from flows.report.words import SYNTHETIC, day_text, km2, pair_text, signed


@dataclass(frozen=True)
class Chart:
    """One chart: how it is drawn, and what it says to who sees it alone or not at all."""

    title: str
    key: str
    """How to read it, for a picture without the page's caption."""
    in_words: Callable[[Figures], str]
    make: Callable[[Figures, Look], Layered]


@dataclass(frozen=True)
class Drawing:
    """One chart for the page: the alternative text, and SVG for some 1000 pixels and for a telephone."""

    alt: str
    wide: str
    narrow: str


def draw(figures: Figures) -> dict[str, Drawing]:
    """Every chart that the release has figures for, by name, as SVG for the page."""
    return {
        name: Drawing(chart.in_words(figures), svg_of(chart.make(figures, WIDE)), svg_of(chart.make(figures, NARROW)))
        for name, chart in _charts(figures).items()
    }


def pngs(figures: Figures) -> dict[str, bytes]:
    """Every chart as PNG, each with its title, days, source and release, for it will be seen alone; by name."""
    is_synthetic, release_id = figures.release["is_synthetic"], figures.release["release_id"]
    of = (
        f"As mapped to the end of {day_text(figures.last_day)}, Kyiv time · "
        f"{'synthetic sample map' if is_synthetic else 'DeepState map'} · landtally release {release_id}"
    )
    warning = f"{SYNTHETIC}: " if is_synthetic else ""
    return {
        name: png_of(titled(chart.make(figures, ALONE), f"{warning}{chart.title}", [chart.key, of], ALONE))
        for name, chart in _charts(figures).items()
    }


def _charts(figures: Figures) -> dict[str, Chart]:
    found: dict[str, Chart] = {}
    if figures.weeks:
        found["weeks"] = Chart(
            "Change of land occupied since 2022, km² a week",
            "Above zero newly occupied, below no longer occupied, line: net, diamond: highest net of its year so far",
            _weeks_alt,
            weeks,
        )
    if figures.levels:
        found["level"] = Chart(
            "Land occupied since 24 February 2022, km²",
            "The axis does not start at zero; dots: ends of months, ticks: days without a map",
            _level_alt,
            level,
        )
    if figures.transitions:
        found["transitions"] = Chart(
            "What newly occupied land had been, km²",
            "The last 30 days, sums of the days",
            _transitions_alt,
            transitions,
        )
    return found


def weeks(figures: Figures, look: Look) -> Layered:
    """Bars of land newly and no longer occupied each week, a line at the net, a diamond over a record."""
    rows = [
        {
            "start": row["period_start"].isoformat(),
            "end": (row["period_end"] + timedelta(days=1)).isoformat(),
            "gained": row["gained_km2"],
            "lost": -row["lost_km2"],
            "net": row["net_km2"],
            "whole": 1.0 if row["is_complete"] else 0.45,
            "record": bool(row["is_record"]),
            "label": "",
            "note": week_note(row),
        }
        for row in figures.weeks
    ]
    whole = [row for row in rows if row["whole"] == 1.0]
    if whole:
        highest = max(whole, key=lambda row: row["net"])
        # The last week is named too, unless its label would run into the other.
        far = len(whole) - whole.index(highest) > (8 if look.is_narrow else 4)
        for row in (highest, whole[-1]) if far else (highest,):
            row["label"] = signed(row["net"])
    inset = 0.5 if look.is_narrow else 1.5
    base = alt.Chart(data_of(rows))
    span = base.encode(x=time_axis("start", look), x2="end:T", description="note:N")
    bars = [
        span.mark_rect(xOffset=inset, x2Offset=-inset, color=colour).encode(
            y=alt.Y(f"{field}:Q", axis=area_axis(look)), y2=alt.datum(0), opacity=alt.Opacity("whole:Q", scale=None)
        )
        for field, colour in (("gained", look.colours.gained), ("lost", look.colours.lost))
    ]
    net = span.mark_rule(xOffset=inset, x2Offset=-inset, strokeWidth=2, color=look.colours.ink).encode(y="net:Q")
    middle = base.transform_calculate(middle="(toDate(datum.start) + toDate(datum.end)) / 2").encode(
        x=time_axis("middle", look), y="gained:Q"
    )
    record = middle.transform_filter("datum.record").mark_point(
        shape="diamond", filled=True, size=30 if look.is_narrow else 60, yOffset=-9, color=look.colours.ink, opacity=1
    )
    label = (
        middle.transform_filter("datum.label")
        .mark_text(dy=-23, fontSize=look.font_px, fontWeight=600, color=look.colours.ink)
        .encode(text="label:N")
    )
    return finish(
        alt.layer(*bars, net, record, label), look, 230 if look.is_narrow else 320, figures.release["is_synthetic"]
    )


def level(figures: Figures, look: Look) -> Layered:
    """A line of the level day by day, dots at the ends of months, ticks below for days without a map."""
    rows = [
        {"day": row["day"].isoformat(), "level": row["area_km2"], "carried": row["is_carried"]}
        for row in figures.levels
    ]
    marked = [
        {
            "day": row["period_end"].isoformat(),
            "level": row["area_km2"],
            "note": f"{day_text(row['period_end'])}: {km2(row['area_km2'])} km²",
        }
        for row in figures.months
        if row["area_km2"] is not None
    ]
    ends = [{**rows[place], "label": km2(rows[place]["level"], 0)} for place in sorted({0, len(rows) - 1})]
    y = alt.Y("level:Q", scale=alt.Scale(zero=False, nice=True, padding=18), axis=area_axis(look))
    base = alt.Chart(data_of(rows)).encode(x=time_axis("day", look))
    line = base.mark_line(interpolate="step-after", strokeWidth=2.5, color=look.colours.gained).encode(y=y)
    carried = (
        base.transform_filter("datum.carried")
        .mark_tick(orient="vertical", size=9, thickness=2, color=look.colours.muted, opacity=1)
        .encode(y=alt.value(224 if look.is_narrow else 294))
    )
    dots = (
        alt.Chart(data_of(marked))
        .mark_point(filled=True, size=22 if look.is_narrow else 42, color=look.colours.gained, opacity=1)
        .encode(x=time_axis("day", look), y=y, description="note:N")
    )
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    labels = [
        alt.Chart(data_of([end]))
        .mark_text(dy=-12, align=side, fontSize=look.font_px, fontWeight=600, color=look.colours.ink)
        .encode(x=time_axis("day", look), y=y, text="label:N")
        for end, side in zip(ends, sides, strict=False)
    ]
    height = 230 if look.is_narrow else 300
    return finish(alt.layer(line, carried, dots, *labels), look, height, figures.release["is_synthetic"])


def transitions(figures: Figures, look: Look) -> Layered:
    """A bar for each status that land was before it was occupied, or became after."""
    rows = [
        {
            "pair": pair_text(row, is_short=look.is_narrow),
            "area": row["area_km2"],
            "label": f"{km2(row['area_km2'])} ({row['share_pct']:.0f}%)",
            "is_gained": row["to_status"] == "occupied_since_2022",
            "note": f"{pair_text(row)}: {km2(row['area_km2'])} km²",
        }
        for row in figures.transitions
    ]
    widest = max(row["area"] for row in rows)
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelColor=look.colours.ink, labelFontSize=look.font_px,
        labelLimit=400, labelPadding=8, labelOverlap=False, minExtent=100 if look.is_narrow else 320,
    )  # fmt: skip
    base = alt.Chart(data_of(rows)).encode(
        y=alt.Y("pair:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35)),
        x=alt.X("area:Q", axis=None, scale=alt.Scale(domain=[0, widest * (1.7 if look.is_narrow else 1.2)])),
    )
    bars = base.mark_bar().encode(
        color=alt.condition("datum.is_gained", alt.value(look.colours.gained), alt.value(look.colours.lost)),
        description="note:N",
    )
    text = base.mark_text(align="left", dx=6, fontSize=look.font_px, fontWeight=600, color=look.colours.ink).encode(
        text="label:N"
    )
    height = len(rows) * (30 if look.is_narrow else 36)
    return finish(alt.layer(bars, text), look, height, figures.release["is_synthetic"])


def week_note(row: Row) -> str:
    """One week in words, shown where a pointer rests on its bar."""
    record = ", the highest net of its calendar year so far" if row["is_record"] else ""
    part = "" if row["is_complete"] else " (not a whole week)"
    return (
        f"{day_text(row['period_start'])} to {day_text(row['period_end'])}{part}: newly {km2(row['gained_km2'])}, "
        f"no longer {km2(row['lost_km2'])}, net {signed(row['net_km2'])} km²{record}"
    )


def _weeks_alt(figures: Figures) -> str:
    whole = [row for row in figures.weeks if row["is_complete"]]
    if not whole:
        return "Bars of the change by week. No week of this release is whole yet."
    highest, lowest = (choose(whole, key=lambda row: row["net_km2"]) for choose in (max, min))
    return (
        f"Bars of the change by week, {len(whole)} whole weeks from {day_text(whole[0]['period_start'])} to "
        f"{day_text(whole[-1]['period_end'])}. Highest net: {signed(highest['net_km2'])} km² in the week from "
        f"{day_text(highest['period_start'])}; lowest: {signed(lowest['net_km2'])} km² in the week from "
        f"{day_text(lowest['period_start'])}; last: {signed(whole[-1]['net_km2'])} km². The table below has every week."
    )


def _level_alt(figures: Figures) -> str:
    first, last = figures.levels[0], figures.levels[-1]
    return (
        f"A line of the land occupied since 24 February 2022, day by day: {km2(first['area_km2'])} km² at the end of "
        f"{day_text(first['day'])}, {km2(last['area_km2'])} km² at the end of {day_text(last['day'])}. "
        "The table below has the end of every month."
    )


def _transitions_alt(figures: Figures) -> str:
    parts = [f"{pair_text(row)}: {km2(row['area_km2'])} km²" for row in figures.transitions]
    return f"Bars of the last 30 days: {'; '.join(parts)}. The table below has the same figures in both units."
