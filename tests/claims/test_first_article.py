"""The article that the project started from: what is read of it. Its verdicts come with the release of 2024."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.claims import Claim, read_article, read_claims

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "article_2024-11-01.txt"
pytestmark = pytest.mark.shared


@pytest.fixture
def claims() -> list[Claim]:
    return read_claims(read_article(ARTICLE.read_bytes(), date(2024, 11, 1)))


def test_its_areas_percentage_record_and_aid_are_read_and_nothing_else_of_territory(claims: list[Claim]) -> None:
    counted = [(c.kind, c.value_low, c.value_unit, c.bound) for c in claims if c.kind != "settlement"]
    assert counted == [
        ("area_change", 200.0, "km2", "at_least"),
        ("record", None, None, "exact"),
        ("area_change", 1146.0, "km2", "exact"),
        ("percent_change", 25.0, "percent", "exact"),
        ("aid", 10.0, "percent", "exact"),
    ]


def test_its_figures_rest_on_the_map(claims: list[Claim]) -> None:
    for claim in claims:
        if claim.kind in ("area_change", "record", "percent_change"):
            assert claim.attribution is not None
            assert claim.attribution.basis is not None
            assert claim.attribution.basis.source_id == "deepstate"


def test_selydove_is_told_by_three_sources(claims: list[Claim]) -> None:
    told = {(c.attributed_to, c.event) for c in claims if c.place == "Selydove"}
    assert {c.place for c in claims if c.kind == "settlement"} == {"Selydove"}
    assert ("DeepState", "taken") in told
    assert ("General Staff of Ukraine", "denied") in told
    assert any(event == "taken" and who and who.startswith("Russia") for who, event in told)
