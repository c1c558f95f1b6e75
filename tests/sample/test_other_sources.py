"""Small files in the shapes of the other sources."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from flows.sample.other_sources import FILES, answer
from flows.sample.places import towns


def body_at(path: str) -> bytes:
    body = answer(path)
    assert body is not None
    return body


def rows_of(body: bytes, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode()), delimiter=separator))


@pytest.mark.parametrize("path", sorted(FILES))
def test_every_file_is_small_and_the_same_each_time(path: str) -> None:
    assert 50 < len(body_at(path)) < 200_000
    assert answer(path) == answer(path)


def test_losses_are_cumulative_and_their_keys_change_over_time() -> None:
    personnel = json.loads(body_at("/losses/russia_losses_personnel.json"))
    equipment = json.loads(body_at("/losses/russia_losses_equipment.json"))
    assert [row["personnel"] for row in personnel] == sorted(row["personnel"] for row in personnel)
    assert {"date", "day", "personnel", "personnel*", "POW"} <= personnel[0].keys()
    assert "POW" not in personnel[-1]
    assert "military auto" in equipment[0]
    assert "vehicles and fuel tanks" in equipment[-1]


def test_aid_has_the_columns_of_the_tracker_and_a_union_without_gdp() -> None:
    rows = rows_of(body_at("/aid/data_explorer.csv"))
    header = "country,iso,year,month,total,financial,humanitarian,military,commitments,to_be_allocated,gdp,pct_gdp"
    assert list(rows[0]) == header.split(",")
    assert {float(row["gdp"]) for row in rows if row["iso"] == "EU"} == {0.0}
    assert any(float(row["to_be_allocated"]) < 0 for row in rows)
    for row in rows:
        parts = sum(float(row[kind]) for kind in ("financial", "humanitarian", "military"))
        assert float(row["total"]) == pytest.approx(parts)


def test_the_gazetteer_has_19_columns_and_every_town() -> None:
    with zipfile.ZipFile(io.BytesIO(body_at("/settlements/UA.zip"))) as dump:
        lines = dump.read("UA.txt").decode().splitlines()
    assert len(lines) == len(towns())
    assert {line.count("\t") for line in lines} == {18}


def test_the_codifier_knows_three_oblasts_and_their_raions() -> None:
    rows = rows_of(body_at("/settlements/katottg.csv"), ";")
    assert [row["Категорія об’єкта"] for row in rows].count("P") == 7
    assert {len(row["Перший рівень"]) for row in rows} == {19}


def test_the_witness_follows_the_map_two_days_late() -> None:
    with zipfile.ZipFile(io.BytesIO(body_at("/viina/control_latest_2024.zip"))) as archive:
        rows = rows_of(archive.read("control_latest_2024.csv"))
    kurakhove = {row["date"]: row for row in rows if row["geonameid"] == "695357"}
    assert [kurakhove[f"202410{day}"]["status"] for day in (25, 26, 27, 28)] == ["UA", "CONTESTED", "CONTESTED", "RU"]


def test_the_reports_page_says_that_it_is_synthetic_and_has_a_report_a_day() -> None:
    page = body_at("/reports").decode()
    assert page.count("SYNTHETIC SAMPLE") == page.count("Оперативна інформація") == 30
