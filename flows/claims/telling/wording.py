"""Figures and days as a sentence prints them."""

from __future__ import annotations

from datetime import date


def km2(value: float | None) -> str:
    """An area for people: one decimal below 10,000, none above."""
    if value is None:
        return "no figure"
    return f"{value:,.0f} km²" if abs(value) >= 10_000 else f"{value:,.1f} km²"


def figure(value: float | None, unit: str | None) -> str:
    """A figure with its unit."""
    if value is None:
        return "no figure"
    if unit == "percent":
        return f"{value:,.3g}%"
    if unit in ("usd", "eur"):
        sign = "$" if unit == "usd" else "€"
        return f"{sign}{value / 1e9:g} billion" if value >= 1e9 else f"{sign}{value / 1e6:g} million"
    names = {"km2": "km²", "mi2": "mi²", "ha": "ha", "acre": "acres"}
    return f"{plain(value)} {names.get(unit or '', unit or '')}".strip()


def plain(value: float) -> str:
    """A number as printed: no decimals that are not there."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def day(value: date) -> str:
    """`28 October 2024`."""
    return f"{value.day} {value:%B %Y}"


def short_day(value: date) -> str:
    """`28 Oct`."""
    return f"{value.day} {value:%b}"


def between(low: float, high: float) -> str:
    """Two figures, or one where they print alike."""
    return km2(low) if km2(low) == km2(high) else f"{km2(low).removesuffix(' km²')} to {km2(high)}"


def signed_pct(value: float) -> str:
    """`+53%`."""
    return f"{value:+,.0f}%"
