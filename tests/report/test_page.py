"""The page of a release."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.change import change_between, command, sentence
from flows.home import Home
from flows.quarantine import Case
from flows.release import DATABASE
from flows.report.page import write_checks, write_page
from tests.report.page_reader import Read, read_page
from tests.report.report_release import LAST, ODD_NAME, SILENT, write_small_release

LOADING = {"script", "link", "img", "iframe", "object", "embed", "source", "video", "audio", "image", "use", "base"}


@pytest.fixture(scope="module")
def html(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_page(folder, tmp_path_factory.mktemp("page"), []).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Read:
    return read_page(html)


def answer(folder: Path, query: str) -> list[tuple[float | str | None, ...]]:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        return con.execute(query).fetchall()


def values(page: Read, label: str) -> list[tuple[float, ...]]:
    """The figures of a table, row by row, but for rows that have none."""
    rows = [tuple(cell.value for cell in row if cell.value is not None) for row in page.tables[label]]
    return [row for row in rows if row]


def test_the_page_loads_nothing(page: Read, html: str) -> None:
    assert not [tag for tag, _ in page.tags if tag in LOADING]
    assert not [attrs for _, attrs in page.tags if {"src", "srcset", "data", "poster", "background"} & attrs.keys()]
    assert not re.search(r"@import|url\(", html)
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_links_lead_to_the_page_itself_its_neighbours_or_a_source(page: Read) -> None:
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    for target in [attrs["href"] for tag, attrs in page.tags if tag == "a"]:
        assert target == "checks.html" or target.startswith("https://") or target.removeprefix("#") in ids, target


def test_the_page_is_well_formed(page: Read) -> None:
    assert page.left_open == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_table_by_oblast_is_the_release_s(page: Read, folder: Path) -> None:
    expected = answer(
        folder,
        f"""
        select c.area_km2, c.area_mi2, c.share_pct,
            w.gained_km2, w.lost_km2, w.net_km2, w.net_mi2, m.gained_km2, m.lost_km2, m.net_km2, m.net_mi2
        from mart.control_daily c
        join mart.change_rolling w on w.unit_id = c.unit_id and w.day = c.day and w.window_days = 7
        join mart.change_rolling m on m.unit_id = c.unit_id and m.day = c.day and m.window_days = 30
        where c.day = '{LAST}' and c.status = 'occupied_since_2022' and c.unit_id in ('UA-14', 'UA-65', 'UA')
        order by c.unit_id <> 'UA-14', c.unit_id = 'UA'
        """,
    )
    assert values(page, "Level and change by oblast") == expected
    assert expected[-1][0] == 21.875 + 0.28  # 15 + 1.75 + 2.875 + 0.03 + 2.75 - 0.25, added up by hand


def test_the_rows_by_oblast_add_up_to_the_country(page: Read) -> None:
    *oblasts, country = values(page, "Level and change by oblast")
    for column in (0, 1, *range(3, 11)):
        assert sum(row[column] for row in oblasts) == pytest.approx(country[column], abs=1e-9)


def test_the_table_by_status_is_the_release_s(page: Read, folder: Path) -> None:
    expected = answer(
        folder,
        f"""
        select n.area_km2, n.area_mi2, n.share_pct, n.area_km2 - w.area_km2, n.area_mi2 - w.area_mi2,
            n.area_km2 - m.area_km2, n.area_mi2 - m.area_mi2
        from mart.control_daily n, mart.control_daily w, mart.control_daily m
        where n.unit_id = 'UA' and n.day = '{LAST}'
            and w.unit_id = 'UA' and w.day = n.day - 7 and w.status = n.status
            and m.unit_id = 'UA' and m.day = n.day - 30 and m.status = n.status
        order by n.status
        """,
    )
    assert sorted(values(page, "Land of the country by status")) == sorted(expected)


@pytest.mark.parametrize(("label", "kind"), [("Change by week", "week"), ("Change and level by month", "month")])
def test_the_tables_by_period_are_the_release_s(page: Read, folder: Path, label: str, kind: str) -> None:
    expected = answer(
        folder,
        f"""
        select gained_km2, lost_km2, net_km2, net_mi2 from mart.change_period
        where unit_id = 'UA' and period_kind = '{kind}' order by period_start desc
        """,
    )
    assert [row[:4] for row in values(page, label)] == expected


def test_what_the_land_had_been_is_the_release_s(page: Read, folder: Path) -> None:
    expected = answer(
        folder,
        f"""
        select sum(area_km2), sum(area_mi2) from mart.transition_daily
        where unit_id = 'UA' and day > date '{LAST}' - 30 and 'occupied_since_2022' in (from_status, to_status)
        group by from_status, to_status
        """,
    )
    shown = values(page, "Land by status before and after, last 30 days")
    assert sorted(row[:2] for row in shown) == sorted(expected)
    assert sum(row[2] for row in shown) == pytest.approx(200)  # newly and no longer occupied, each a whole


def test_figures_shown_are_the_figures_behind_them_rounded(html: str) -> None:
    marked = re.findall(r'<data value="([^"]+)"[^>]*>([^<]+)</data>', html)
    assert len(marked) > 100
    for exact, shown in marked:
        text = shown.replace("−", "-").replace(",", "").replace("+", "")
        if text == "&lt; 0.1":
            assert 0 < float(exact) < 0.05
        else:
            assert abs(float(text) - float(exact)) <= (0.5 if "." not in text else 0.05) + 1e-9


def test_the_sentences_and_commands_are_those_of_landtally_change(page: Read, folder: Path) -> None:
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        week = change_between(con, date(2024, 3, 29), LAST)
        month = change_between(con, date(2024, 3, 6), LAST)
    for change in (week, month):
        assert sentence(change) in page.text
        assert command(change) in page.text


def test_distances_from_towns_are_the_release_s(page: Read, folder: Path) -> None:
    expected = answer(
        folder,
        f"""
        select n.distance_km, n.distance_mi, n.distance_km - w.distance_km, n.distance_km - m.distance_km
        from mart.hub_distance_daily n, mart.hub_distance_daily w, mart.hub_distance_daily m
        where n.day = '{LAST}' and w.day = n.day - 7 and m.day = n.day - 30
        """,
    )
    assert values(page, "Distance from towns to the nearest occupied land") == expected
    assert expected[0][0] == 10.0  # five maps changed, and the line came nearer by 2 km with each


def test_claims_of_the_last_month_stand_with_their_best_verdict(page: Read) -> None:
    assert "new claim" in page.text
    assert "Not consistent with the map. The data give 3 < 4 km²." in " ".join(page.text.split())
    assert "Consistent with the map" not in page.text
    assert "old claim" not in page.text


def test_days_without_a_map_are_named(page: Read) -> None:
    assert f"1 day carries the last map forward: {SILENT:%-d %B %Y} (map of 19 March)" in page.text


def test_checks_are_one_line_with_the_one_that_did_not_hold(page: Read) -> None:
    assert "1 of 2 checks hold. Not held: <i>names</i> are plain (mart.unit, warning)." in " ".join(page.text.split())


def test_a_live_page_bears_no_banner(page: Read) -> None:
    assert "SYNTHETIC" not in page.text


def test_a_synthetic_page_says_so_in_bold_in_its_title_and_on_every_chart(
    synthetic_folder: Path, tmp_path: Path
) -> None:
    html = write_page(synthetic_folder, tmp_path, []).read_text(encoding="utf-8")
    assert re.search(r'<p class="banner"[^>]*><strong>SYNTHETIC SAMPLE', html)
    assert "<title>SYNTHETIC SAMPLE" in html
    charts = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(charts) == 6
    assert all("SYNTHETIC SAMPLE, NOT REAL" in chart for chart in charts)
    quotes = re.findall(r"<blockquote>.*?</blockquote>", html, re.DOTALL)
    assert len(quotes) == 2
    assert all("SYNTHETIC SAMPLE, NOT REAL" in quote for quote in quotes)
    assert "the DeepState map" not in html


def test_odd_names_are_shown_and_never_run(page: Read, html: str) -> None:
    assert "<script" not in html
    assert page.text.count(ODD_NAME) == 3  # a raion, a settlement and an article
    assert "javascript:" not in html
    assert "<b>own</b>" in page.text


def test_every_chart_has_words_for_those_who_cannot_see_it(page: Read, html: str) -> None:
    pictures = [attrs["aria-label"] for tag, attrs in page.tags if attrs.get("role") == "img"]
    assert len(pictures) == 6
    assert all(len(words) > 60 for words in pictures)
    assert html.count("<svg") == 6


def test_quarantines_are_named_with_their_reason(folder: Path, tmp_path: Path) -> None:
    case = Case("deepstate-1", "deepstate", "history/1/geojson", "a", "moved by <900> km²", "2024-04-05T12:00:00")
    page = read_page(write_page(folder, tmp_path, [case]).read_text(encoding="utf-8"))
    assert "1 refused payload waits" in page.text
    assert "deepstate history/1/geojson (moved by <900> km²)" in page.text


def test_a_release_of_three_days_has_a_page_too(tmp_path: Path) -> None:
    folder = write_small_release(Home(tmp_path), is_synthetic=False, last_day=date(2024, 2, 28))
    page = read_page(write_page(folder).read_text(encoding="utf-8"))
    assert "too few days" in page.text
    assert values(page, "Level and change by oblast")[-1][0] == 16.75
    assert page.left_open == []


def test_the_same_release_gives_the_same_page(folder: Path, html: str, tmp_path: Path) -> None:
    assert write_page(folder, tmp_path, []).read_text(encoding="utf-8") == html


def test_the_checks_page_says_what_would_be_wrong_in_the_world(folder: Path, tmp_path: Path) -> None:
    html = write_checks(folder, tmp_path).read_text(encoding="utf-8")
    assert "A row would be counted twice in every sum." in html
    assert "&lt;i&gt;names&lt;/i&gt; are plain" in html


def luminance(colour: str) -> float:
    """Relative luminance of a colour, as WCAG 2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_and_marks_stand_out_by_day_and_by_night(html: str) -> None:
    modes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{[^}]*\}", html)]
    assert len(modes) == 3  # light, dark, print
    for mode in modes[:2]:
        for name, least in (("ink", 7), ("muted", 4.5), ("link", 4.5), ("warn", 4.5), ("gained", 3), ("lost", 3)):
            lighter, darker = sorted((luminance(mode[name]), luminance(mode["page"])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= least, (name, mode["page"])
