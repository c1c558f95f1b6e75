from __future__ import annotations

from datetime import date

from flows.claims import read_article, read_claims
from flows.claims.verifying.contested import settlement_contested, words_of_claims, words_of_events
from flows.claims.verifying.figures import SettlementEvent

TEXT = (
    "DeepState reported the occupation of Selydove on Oct. 30, but the General Staff has yet to confirm it. "
    "Russian troops captured the village of Vyshneve on Oct. 29, DeepState said."
)


def test_days_on_which_sources_disagree_have_a_row_a_source() -> None:
    published = date(2024, 11, 1)
    claims = read_claims(read_article(TEXT.encode(), published))
    events = [SettlementEvent(date(2024, 10, 30), "Selydove", "occupied", "deepstate", 1, 48.1, 37.3)]
    rows = settlement_contested(words_of_events(events) + words_of_claims(claims, published), published)
    assert {row["name_en"] for row in rows} == {"Selydove"}
    assert {row["day"] for row in rows} == {date(2024, 10, 30), date(2024, 10, 31), date(2024, 11, 1)}
    assert {(row["source"], row["status"]) for row in rows} == {
        ("deepstate", "russia"),
        ("general_staff", "unconfirmed"),
    }


def test_sources_that_agree_contest_nothing() -> None:
    events = [
        SettlementEvent(date(2024, 10, 1), "Vuhledar", "occupied", source, 1, None, None)
        for source in ("deepstate", "other")
    ]
    assert settlement_contested(words_of_events(events), date(2024, 10, 20)) == []


def test_a_word_lasts_until_the_sources_next_one() -> None:
    events = [
        SettlementEvent(date(2024, 10, 1), "Vuhledar", "occupied", "deepstate", 1, None, None),
        SettlementEvent(date(2024, 10, 2), "Vuhledar", "liberated", "other", 1, None, None),
        SettlementEvent(date(2024, 10, 4), "Vuhledar", "occupied", "other", 1, None, None),
    ]
    days = {row["day"] for row in settlement_contested(words_of_events(events), date(2024, 10, 20))}
    assert days == {date(2024, 10, 2), date(2024, 10, 3)}
