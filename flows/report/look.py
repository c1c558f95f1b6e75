"""How every chart looks: colours, axes, typeface, and the way from a chart to SVG or PNG.

A chart on the page takes its colours from the page, so that it follows light and dark; a chart saved as PNG
carries its own, for it will be seen alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import altair as alt
import orjson
import vl_convert

from flows.report.figures import Row
from flows.report.words import SYNTHETIC

Layered = alt.LayerChart | alt.FacetChart
"""What Altair's layering gives."""


@dataclass(frozen=True)
class Colours:
    """Each a colour of CSS."""

    gained: str
    lost: str
    ink: str
    muted: str
    line: str


@dataclass(frozen=True)
class Look:
    """Colours, and the size in pixels that a chart is drawn for."""

    colours: Colours
    width: int
    font_px: int
    background: str | None = None
    is_alone: bool = False
    """Whether the chart is seen without the page, and says itself what it is."""

    @property
    def is_narrow(self) -> bool:
        return self.width < 500


_PAGE = Colours("var(--gained)", "var(--lost)", "var(--ink)", "var(--muted)", "var(--line)")
_PAPER = Colours(gained="#9a4a00", lost="#0b6b66", ink="#1c1c1a", muted="#5c5b57", line="#dcdad3")

WIDE = Look(_PAGE, width=1000, font_px=13)
NARROW = Look(_PAGE, width=340, font_px=11)
ALONE = Look(_PAPER, width=1000, font_px=13, background="#ffffff", is_alone=True)


def data_of(rows: list[Row]) -> alt.InlineData:
    """Rows as one text, which Altair passes on; rows as rows it would copy for every mark."""
    return alt.InlineData(values=orjson.dumps(rows).decode(), format=alt.JsonDataFormat(type="json"))


def time_axis(field: str, look: Look) -> alt.X:
    """A time axis in UTC, so that a day is the same day wherever the page is built."""
    step = 2 if look.is_narrow else 1
    is_named = "datum.index == 0 || utcmonth(datum.value) == 0"
    return alt.X(
        f"{field}:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(
            title=None, grid=False, tickCount={"interval": "month", "step": step}, labelAlign="left", labelPadding=5,
            labelExpr=f"[utcFormat(datum.value, '%b'), {is_named} ? utcFormat(datum.value, '%Y') : '']",
            domainColor=look.colours.line, tickColor=look.colours.line,
            labelColor=look.colours.muted, labelFontSize=look.font_px,
            tickSize=8, labelFlush=False, labelOverlap=True,
        ),
    )  # fmt: skip


def area_axis(look: Look) -> alt.Axis:
    """An axis of areas, with lines across the chart and none of its own."""
    return alt.Axis(
        title=None, format=",.0f", tickCount=5, domain=False, ticks=False, gridColor=look.colours.line,
        labelColor=look.colours.muted, labelFontSize=look.font_px, labelPadding=6,
    )  # fmt: skip


def finish(chart: Layered, look: Look, height: int, is_synthetic: bool) -> Layered:
    """Size, typeface and background; a synthetic chart says so itself, for charts get cut out of pages."""
    if is_synthetic and not look.is_alone:
        chart = chart.properties(
            title=alt.TitleParams(SYNTHETIC, anchor="start", color=look.colours.ink, fontSize=look.font_px, offset=12)
        )
    chart = chart.properties(
        width=look.width, height=height, padding=20 if look.is_alone else 2,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        background=look.background or "transparent",
    )  # fmt: skip
    finished: Layered = chart.configure(font="system-ui, sans-serif").configure_view(stroke=None)
    return finished


def titled(chart: Layered, title: str, subtitle: list[str], look: Look) -> Layered:
    """The chart under a title and lines that say how to read it and what it is of."""
    return chart.properties(
        title=alt.TitleParams(
            title, subtitle=subtitle, anchor="start", fontSize=19, subtitleFontSize=13, offset=16, subtitlePadding=6,
            color=look.colours.ink, subtitleColor=look.colours.muted,
        )
    )  # fmt: skip


def png_of(chart: Layered) -> bytes:
    """The chart as PNG at twice its size."""
    return bytes(vl_convert.vegalite_to_png(chart.to_dict(validate=False), scale=2))


def svg_of(chart: Layered) -> str:
    """The chart as an SVG element that scales with its column; a mark's note is shown where the pointer rests."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    svg = re.sub(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', _opening, svg, count=1)
    svg = re.sub(r'<rect [^>]*fill="transparent"[^>]*/>', "", svg, count=1)
    svg = re.sub(r'<(path|line) aria-label="([^"]*)"([^>]*)/>', r"<\1\3><title>\2</title></\1>", svg)
    return re.sub(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"', "", svg)


def _opening(found: re.Match[str]) -> str:
    width, height = found[1], found[2]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
