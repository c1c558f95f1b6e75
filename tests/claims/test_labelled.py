"""Precision and recall on our own labelled sentences, per language."""

from __future__ import annotations

import pytest

from tests.claims.labelled import labels, score

LANGUAGES = ("en", "uk", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_sentences_are_read_with_precision_and_recall(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in labels() + labels("held_out.yml") if row.language == language]
    result = score(rows)
    with capsys.disabled():
        print(
            f"\n{language}: {len(rows)} sentences, {sum(not row.claims for row in rows)} without a claim: "
            f"precision {result.precision:.3f}, recall {result.recall:.3f}"
        )
    assert result.precision >= 0.95, result.invented
    assert result.recall >= 0.90, result.missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_bound_polarity_unit_days_and_source_are_those_of_the_label(language: str) -> None:
    rows = [row for row in labels() + labels("held_out.yml") if row.language == language]
    assert score(rows).wrong_details == []


def test_the_set_is_large_enough_and_holds_enough_that_is_no_claim() -> None:
    rows = labels() + labels("held_out.yml")
    assert len(rows) >= 360
    assert sum(not row.claims for row in rows) >= 90
    assert {row.language for row in rows} == set(LANGUAGES)
    assert len({row.text for row in rows}) == len(rows)
