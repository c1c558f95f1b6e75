"""A small release to build pages from: 40 days of two oblasts, with a day that is not mapped and odd names."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
import polars as pl

from flows.home import Home
from flows.release import write_release
from flows.warehouse import Warehouse
from tests.small_core import _UNIT_COLUMNS, BEFORE, FREE, GREY, SINCE, UNITS, fill

FIRST, LAST = date(2024, 2, 26), date(2024, 4, 5)  # a Monday; a Friday, amid a week and a month
SILENT = date(2024, 3, 20)
ODD_NAME = "Новий <script>alert(1)</script> & \"Co\" 'x'"


def write_small_release(home: Home, *, is_synthetic: bool, last_day: date = LAST) -> Path:
    """Write a release as publishing does, up to where its page is made. Returns its folder."""
    con = duckdb.connect()
    moves = {
        FIRST + timedelta(days=2): [("R1", FREE, SINCE, 1.25), ("R2", GREY, SINCE, 0.5)],
        FIRST + timedelta(days=9): [("R1", GREY, SINCE, 3.0), ("R2", SINCE, GREY, 0.125)],
        FIRST + timedelta(days=20): [("UA-65", FREE, SINCE, 0.03)],
        FIRST + timedelta(days=33): [("R1", FREE, GREY, 2.0), ("R1", GREY, SINCE, 2.75)],
        FIRST + timedelta(days=38): [("R2", SINCE, FREE, 0.25)],
    }
    opening = {("R1", SINCE): 10.0, ("R1", GREY): 6.0, ("R2", SINCE): 5.0, ("R2", GREY): 2.0, ("UA-65", BEFORE): 4.0}
    warehouse = fill(
        con, FIRST, last_day, opening, {day: moved for day, moved in moves.items() if day <= last_day}, [SILENT]
    )
    _add_the_rest(warehouse, last_day, is_synthetic)
    warehouse.build_layer("mart")
    folder = write_release(home, warehouse, "test-1")
    con.close()
    return folder


def _add_the_rest(warehouse: Warehouse, last_day: date, is_synthetic: bool) -> None:
    """What the page tells beside figures: sources, checks, notes of settlements, units with odd names."""
    warehouse.con.execute("update core.release set is_synthetic = ?", [is_synthetic])
    noon = datetime.combine(last_day, time(12))
    units = pl.DataFrame(UNITS, schema=_UNIT_COLUMNS, orient="row", infer_schema_length=None)
    odd = pl.when(pl.col("unit_id") == "R1").then(pl.lit(ODD_NAME)).otherwise(pl.col("name_en"))
    warehouse.replace("core.unit", units.with_columns(name_en=odd, boundary_edition=pl.lit("e1")))
    landed = {"fetched_at": noon, "observed_at": noon, "sha256": "a", "url": "http://127.0.0.1/x", "max_age_hours": 1.0}
    licences = {"deepstate": "https://deepstatemap.live/license-en.html", "unheard_of": "javascript:alert(1)"}
    warehouse.replace(
        "core.landed",
        pl.DataFrame(
            [{"source": name, **landed, "licence": "<b>own</b>", "licence_url": url} for name, url in licences.items()]
        ),
    )
    event = {"observed_at": noon, "day": last_day, "language": "en", "latitude": 48.0, "longitude": 37.0, "sha256": "a"}
    warehouse.put(
        "core.settlement_event",
        pl.DataFrame(
            [
                {"snapshot_id": 1, "position": 0, "event": "occupied", "name": ODD_NAME, **event},
                {"snapshot_id": 1, "position": 1, "event": "advanced", "name": "Sokil", **event},
            ]
        ),
    )
    contents = warehouse.rows("select distinct content_id from core.series order by content_id")["content_id"]
    place = {"territory_version": "v1", "nearest_latitude": 48.0, "nearest_longitude": 37.0}
    warehouse.put(
        "core.hub_distance",
        pl.DataFrame(
            [
                {"content_id": content, "hub": "Pokrovsk", "distance_km": 20.0 - 2 * number, **place}
                for number, content in enumerate(contents)
            ]
        ),
    )
    _add_claims(warehouse, last_day)
    check = {"run_id": "r", "table_name": "mart.unit", "severity": "warning", "unexpected_count": 0, "checked_at": noon}
    warehouse.replace(
        "core.check_result",
        pl.DataFrame(
            [
                {**check, "expectation": "key is unique", "success": True, "observed": None},
                {**check, "expectation": "<i>names</i> are plain", "success": False, "observed": "2 < 3"},
            ]
        ),
    )


def _add_claims(warehouse: Warehouse, last_day: date) -> None:
    """Two articles with a claim each, the second too old for the page; one has a second, worse reading."""
    ages = {"new": last_day, "old": last_day - timedelta(days=30)}
    article = {"title": ODD_NAME, "outlet": "The <i>Outlet</i>", "url": "javascript:alert(1)", "language": "en"}
    claim = {"kind": "area_change", "measure": "gained", "scope": "Ukraine", "bound": "exact", "polarity": "unstated"}
    found = {"map_day": last_day, "reading": "net", "explanation": "The data give 3 < 4 km²."}
    warehouse.replace(
        "mart.article", pl.DataFrame([{"article_id": age, "published": day, **article} for age, day in ages.items()])
    )
    warehouse.replace(
        "mart.claim",
        pl.DataFrame([{"claim_id": age, "article_id": age, "quote": f"{age} claim", **claim} for age in ages]),
    )
    warehouse.replace(
        "mart.claim_check",
        pl.DataFrame(
            [
                {"check_id": "1", "claim_id": "new", "verdict": "inconsistent", "is_best": True, **found},
                {"check_id": "2", "claim_id": "new", "verdict": "consistent", "is_best": False, **found},
                {"check_id": "3", "claim_id": "old", "verdict": "consistent", "is_best": True, **found},
            ]
        ),
    )
