from __future__ import annotations

import io
import json
from datetime import date

import pytest
from rich.console import Console

from flows.claims import Article, CheckedClaim, Figures, check_claims, read_article, read_claims
from flows.claims.telling.render import render_card, render_table
from flows.claims.telling.rows import CHECK_COLUMNS, CLAIM_COLUMNS, to_json, to_rows

TEXT = (
    "Russian forces captured over 200 sq km (77 sq miles) in the last week, according to DeepState.\n"
    "DeepState reported the occupation of Selydove on Oct. 30, but the General Staff has yet to confirm it."
)


@pytest.fixture
def checked(figures: Figures) -> tuple[Article, list[CheckedClaim]]:
    article = read_article(TEXT.encode(), date(2024, 11, 1), url="https://www.example.org/a?b=1&c=2")
    return article, check_claims(article, read_claims(article), figures)


def test_rows_have_the_columns_of_the_contract(checked: tuple[Article, list[CheckedClaim]]) -> None:
    rows = to_rows(*checked)
    assert tuple(rows["claim"][0]) == CLAIM_COLUMNS
    assert tuple(rows["claim_check"][0]) == CHECK_COLUMNS
    assert rows["article"][0]["outlet"] == "example.org"
    assert {row["claim_id"] for row in rows["claim_check"]} == {row["claim_id"] for row in rows["claim"]}


def test_every_claim_has_one_best_check_and_it_comes_first(checked: tuple[Article, list[CheckedClaim]]) -> None:
    for item in checked[1]:
        assert [check.is_best for check in item.checks] == [True] + [False] * (len(item.checks) - 1)


def test_the_json_is_that_of_the_contract(checked: tuple[Article, list[CheckedClaim]]) -> None:
    answer = json.loads(json.dumps(to_json(*checked, "live-2024-11-04")))
    assert set(answer) == {"article", "release_id", "claims"}
    first = answer["claims"][0]
    assert first["checks"][0]["map_day"] == "2024-10-28"
    assert first["period_start"] == "2024-10-26"
    assert (first["value_low"], first["bound"], first["second_value"], first["second_unit"]) == (
        200,
        "at_least",
        77,
        "mi2",
    )


def test_the_table_quotes_the_words_and_gives_the_verdict(checked: tuple[Article, list[CheckedClaim]]) -> None:
    article, items = checked
    out = io.StringIO()
    render_table(items, Console(file=out, width=120), article)
    printed = out.getvalue()
    for part in ("over 200 sq km", "consistent", "203.0 km²", "who holds Selydove", "disputed", "28 October 2024"):
        assert part in printed


def test_a_text_without_claims_says_so() -> None:
    out = io.StringIO()
    render_table([], Console(file=out))
    assert "No claim" in out.getvalue()


def test_the_card_stands_alone(checked: tuple[Article, list[CheckedClaim]]) -> None:
    article, items = checked
    card = render_card(items, article, citation="landtally, release live-2024-11-04")
    for part in (
        "over 200 sq km",
        "28 October 2024",
        "landtally check",
        "--published 2024-11-01",
        "Citation",
        "Method",
    ):
        assert part in card
    for outside in ("<script", "<link", "<img", "@import", "url("):
        assert outside not in card


def test_the_card_escapes_what_the_text_brings(figures: Figures) -> None:
    text = 'Russian forces captured 90 sq km <script>alert("x")</script> & more in May, DeepState "said".'
    article = read_article(
        text.encode(), date(2024, 11, 1), url="javascript:alert(1)//<b>", title="<img src=x onerror=alert(1)>"
    )
    card = render_card(check_claims(article, read_claims(article), figures), article)
    assert "<script" not in card
    assert "<img" not in card
    assert 'href="javascript' not in card


def test_a_sample_card_bears_a_banner() -> None:
    article = read_article(b"SYNTHETIC SAMPLE\nRussian forces took 5 sq km in May.", date(2024, 11, 1))
    assert "SYNTHETIC SAMPLE" in render_card(check_claims(article, read_claims(article), None), article)
