"""The charts, drawn by Altair and rendered by vl-convert: no browser, no network.

A chart on the page takes its colours from the page, so that it follows light and dark; a chart saved as PNG
carries its own, and its title, days and release with it, for it will be seen alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import altair as alt
import orjson
import vl_convert

from flows.report.figures import Figures, Row
from flows.report.words import SYNTHETIC, day_text, km2, signed, status_text


@dataclass(frozen=True)
class Look:
    """Colours, and the size in pixels that a chart is drawn for."""

    gained: str
    lost: str
    ink: str
    muted: str
    line: str
    width: int
    font_px: int
    background: str | None = None
    is_alone: bool = False
    """Whether the chart is seen without the page, and says itself what it is."""

    @property
    def is_narrow(self) -> bool:
        return self.width < 500


_PAGE = {name: f"var(--{name})" for name in ("gained", "lost", "ink", "muted", "line")}
_PAPER = {"gained": "#9a4a00", "lost": "#0b6b66", "ink": "#1c1c1a", "muted": "#5c5b57", "line": "#dcdad3"}

WIDE = Look(**_PAGE, width=1000, font_px=13)
NARROW = Look(**_PAGE, width=340, font_px=11)
ALONE = Look(**_PAPER, width=1000, font_px=13, background="#ffffff", is_alone=True)


@dataclass(frozen=True)
class Drawing:
    """One chart in words and, for a look, as a Vega-Lite specification."""

    name: str
    title: str
    alt: str
    """What a reader who cannot see it needs to know."""
    wide: str
    """SVG for a page of some 1000 pixels."""
    narrow: str
    """SVG for a telephone."""


def draw(figures: Figures) -> dict[str, Drawing]:
    """Every chart that the release has figures for, by name, as SVG for the page."""
    return {
        name: Drawing(name, title, alt_text(figures), _svg(make(figures, WIDE)), _svg(make(figures, NARROW)))
        for name, (title, alt_text, make) in _charts(figures).items()
    }


def pngs(figures: Figures) -> dict[str, bytes]:
    """Every chart as PNG at twice its size, each with its title, days, source and release, by name."""
    found = {}
    for name, (title, _, make) in _charts(figures).items():
        release = figures.release
        source = "synthetic sample map" if release["is_synthetic"] else "DeepState map"
        chart = make(figures, ALONE).properties(
            title=alt.TitleParams(
                f"{SYNTHETIC} {title}" if release["is_synthetic"] else title,
                subtitle=f"As mapped to the end of {day_text(figures.last_day)}, Kyiv time · {source} · "
                f"landtally release {release['release_id']}",
                anchor="start",
                fontSize=19,
                offset=16,
                subtitlePadding=6,
                color=_PAPER["ink"],
                subtitleColor=_PAPER["muted"],
                subtitleFontSize=13,
            )
        )
        found[name] = vl_convert.vegalite_to_png(chart.to_dict(), scale=2)
    return found


def _charts(figures: Figures) -> dict[str, tuple[str, Any, Any]]:
    found: dict[str, tuple[str, Any, Any]] = {}
    if figures.weeks:
        found["weeks"] = ("Change of occupied land by week, km²", _weeks_alt, weeks)
    if figures.levels:
        found["level"] = ("Land occupied since 24 February 2022, km²", _level_alt, level)
    if figures.transitions:
        found["transitions"] = ("What changed hands in the last 30 days, km²", _transitions_alt, transitions)
    return found


def weeks(figures: Figures, look: Look) -> alt.LayerChart:
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
    base = alt.Chart(_data(rows))
    span = base.encode(x=_time("start", look), x2="end:T", description="note:N")
    bars = [
        span.mark_rect(xOffset=inset, x2Offset=-inset, color=colour).encode(
            y=alt.Y(f"{field}:Q", axis=_axis(look)), y2=alt.datum(0), opacity=alt.Opacity("whole:Q", scale=None)
        )
        for field, colour in (("gained", look.gained), ("lost", look.lost))
    ]
    net = span.mark_rule(xOffset=inset, x2Offset=-inset, strokeWidth=2, color=look.ink).encode(y="net:Q")
    middle = base.transform_calculate(middle="(toDate(datum.start) + toDate(datum.end)) / 2").encode(
        x=_time("middle", look), y="gained:Q"
    )
    record = middle.transform_filter("datum.record").mark_point(
        shape="diamond", filled=True, size=30 if look.is_narrow else 60, yOffset=-9, color=look.ink, opacity=1
    )
    label = (
        middle.transform_filter("datum.label")
        .mark_text(dy=-23, fontSize=look.font_px, fontWeight=600, color=look.ink)
        .encode(text="label:N")
    )
    return _finish(alt.layer(*bars, net, record, label), figures, look, height=230 if look.is_narrow else 320)


def level(figures: Figures, look: Look) -> alt.LayerChart:
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
    y = alt.Y("level:Q", scale=alt.Scale(zero=False, nice=True, padding=18), axis=_axis(look))
    base = alt.Chart(_data(rows)).encode(x=_time("day", look))
    line = base.mark_line(interpolate="step-after", strokeWidth=2.5, color=look.gained).encode(y=y)
    carried = (
        base.transform_filter("datum.carried")
        .mark_tick(orient="vertical", size=9, thickness=2, color=look.muted, opacity=1)
        .encode(y=alt.value(224 if look.is_narrow else 294))
    )
    dots = (
        alt.Chart(_data(marked))
        .mark_point(filled=True, size=22 if look.is_narrow else 42, color=look.gained, opacity=1)
        .encode(x=_time("day", look), y=y, description="note:N")
    )
    labels = [
        alt.Chart(_data([end]))
        .mark_text(dy=-12, dx=dx, align=align, fontSize=look.font_px, fontWeight=600, color=look.ink)
        .encode(x=_time("day", look), y=y, text="label:N")
        for end, dx, align in zip(ends, (0, 4), ("left", "right"), strict=False)
    ]
    height = 230 if look.is_narrow else 300
    return _finish(alt.layer(line, carried, dots, *labels), figures, look, height=height)


def transitions(figures: Figures, look: Look) -> alt.LayerChart:
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
        title=None, domain=False, ticks=False, labelColor=look.ink, labelFontSize=look.font_px,
        labelLimit=400, labelPadding=8, labelOverlap=False, minExtent=100 if look.is_narrow else 320,
    )  # fmt: skip
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("pair:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35)),
        x=alt.X("area:Q", axis=None, scale=alt.Scale(domain=[0, widest * (1.7 if look.is_narrow else 1.2)])),
    )
    bars = base.mark_bar().encode(
        color=alt.condition("datum.is_gained", alt.value(look.gained), alt.value(look.lost)), description="note:N"
    )
    text = base.mark_text(align="left", dx=6, fontSize=look.font_px, fontWeight=600, color=look.ink).encode(
        text="label:N"
    )
    return _finish(alt.layer(bars, text), figures, look, height=len(rows) * (30 if look.is_narrow else 36))


def pair_text(row: Row, *, is_short: bool = False) -> str:
    """In words what a pair of statuses means, one of which is occupied_since_2022."""
    if row["to_status"] == "occupied_since_2022":
        return f"{'from' if is_short else 'newly occupied, from'} {status_text(row['from_status'], is_short)}"
    return f"{'to' if is_short else 'no longer occupied, now'} {status_text(row['to_status'], is_short)}"


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


def _data(rows: list[Row]) -> alt.Data:
    """Rows as one text, which Altair passes on; rows as rows it would copy for every mark."""
    return alt.Data(values=orjson.dumps(rows).decode(), format=alt.JsonDataFormat(type="json"))


def _time(field: str, look: Look) -> alt.X:
    """A time axis in UTC, so that a day is the same day wherever the page is built."""
    step = 2 if look.is_narrow else 1
    is_named = "datum.index == 0 || utcmonth(datum.value) == 0"
    return alt.X(
        f"{field}:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            title=None, grid=False, tickCount={"interval": "month", "step": step}, labelAlign="left", labelPadding=5,
labelExpr=f"[utcFormat(datum.value, '%b'), {is_named} ? utcFormat(datum.value, '%Y') : '']",
            domainColor=look.line, tickColor=look.line, labelColor=look.muted, labelFontSize=look.font_px,
            tickSize=8, labelFlush=False, labelOverlap=True,
        ),
    )  # fmt: skip


def _axis(look: Look) -> alt.Axis:
    return alt.Axis(
        title=None, format=",.0f", tickCount=5, domain=False, ticks=False, gridColor=look.line,
        labelColor=look.muted, labelFontSize=look.font_px, labelPadding=6,
    )  # fmt: skip


def _finish(chart: alt.LayerChart, figures: Figures, look: Look, height: int) -> alt.LayerChart:
    """Size, typeface and background; a synthetic chart says so itself, for charts get cut out of pages."""
    if figures.release["is_synthetic"] and not look.is_alone:
        banner = alt.TitleParams(SYNTHETIC, anchor="start", color=look.ink, fontSize=look.font_px, offset=12)
        chart = chart.properties(title=banner)
    return chart.properties(
        width=look.width, height=height, padding=20 if look.is_alone else 2,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        background=look.background or "transparent",
    ).configure(font="system-ui, sans-serif").configure_view(stroke=None)  # fmt: skip


def _svg(chart: alt.LayerChart) -> str:
    """The chart as an SVG element that scales with its column; a mark's note is shown where the pointer rests."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    svg = re.sub(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', _opening, svg, count=1)
    svg = re.sub(r'<rect [^>]*fill="transparent"[^>]*/>', "", svg, count=1)
    svg = re.sub(r'<(path|line) aria-label="([^"]*)"([^>]*)/>', r"<\1\3><title>\2</title></\1>", svg)
    return re.sub(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"', "", svg)


def _opening(found: re.Match[str]) -> str:
    width, height = found[1], found[2]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
