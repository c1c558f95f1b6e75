from __future__ import annotations

import pytest

from tests.claims.labelled import read


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("Russian forces seized 17 square kilometres of land a day.", "day"),
        ("Russian forces seized a weekly average of 95 square kilometres.", "week"),
        ("Російські війська захоплювали від 70 до 190 кв. км на тиждень.", "week"),
        ("Російські війська захопили 430 кв. км за місяць.", None),
        ("Російські війська захоплювали в середньому 430 кв. км за місяць.", "month"),
        ("Российские войска захватывали 17 кв. км в сутки.", "day"),
    ],
)
def test_a_figure_is_a_rate_where_it_is_one_per_span(text: str, rate: str | None) -> None:
    assert [claim.rate for claim in read(text)] == [rate]
