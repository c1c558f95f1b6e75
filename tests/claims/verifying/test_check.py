"""Verdicts on articles of our own against a small release whose sums are known by heart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flows.claims import CheckedClaim, Figures, check_claims, read_article, read_claims
from flows.claims.claim import Verdict
from tests.claims.release import net, open_release

PUBLISHED = date(2024, 11, 1)


def check(text: str, figures: Figures | None, published: date = PUBLISHED) -> list[CheckedClaim]:
    article = read_article(text.encode(), published)
    return check_claims(article, read_claims(article), figures)


def only(text: str, figures: Figures | None, published: date = PUBLISHED) -> CheckedClaim:
    (checked,) = check(text, figures, published)
    return checked


def test_the_release_is_what_its_description_says() -> None:
    assert net(date(2024, 1, 1), date(2024, 6, 30)) == 182 * 4 - 6
    assert net(date(2024, 10, 22), date(2024, 10, 28)) == 7 * 29


def test_claims_of_one_source_share_the_one_map_day_on_which_all_hold(figures: Figures) -> None:
    since = net(date(2024, 8, 6), date(2024, 10, 28))
    checked = check(
        "Russian forces seized more land than at any other time in 2024, capturing over 200 sq km (77 sq miles) "
        f"in the last week, according to Bloomberg.\nIn all they took {since:.0f} sq km since Aug. 6, DeepState "
        "data analyzed by Bloomberg show.",
        figures,
    )
    assert [item.claim.kind for item in checked] == ["area_change", "record", "area_change"]
    assert {item.best.verdict for item in checked} == {"consistent"}
    assert {item.best.map_day for item in checked} == {date(2024, 10, 28)}


def test_the_readings_begin_at_the_end_of_the_named_day_or_of_the_day_before(figures: Figures) -> None:
    since = net(date(2024, 8, 6), date(2024, 10, 28))
    checked = only(f"Since Aug. 6, Russian forces captured {since:.0f} sq km, DeepState said.", figures)
    assert checked.best.computed_high == pytest.approx(since)
    assert checked.best.computed_low == pytest.approx(net(date(2024, 8, 7), date(2024, 10, 28)))
    measures = {check.reading.split(",")[0] for check in checked.checks[1:]}
    assert measures == {"net", "gained"}


def test_of_days_on_which_as_many_claims_hold_the_one_that_needs_no_allowance_is_taken(figures: Figures) -> None:
    since = net(date(2024, 8, 6), date(2024, 10, 28))
    checked = only(f"Since Aug. 6, Russian forces captured {since:.0f} sq km, DeepState said.", figures)
    assert checked.best.map_day == date(2024, 10, 28)
    day_later = net(date(2024, 8, 6), date(2024, 10, 29))
    assert day_later / since < 1.02


def test_the_figure_of_a_period_is_the_sum_of_its_days(figures: Figures) -> None:
    may = net(date(2024, 5, 1), date(2024, 5, 31))
    checked = only(f"In May, Russian forces captured {may:.0f} square kilometers, according to DeepState.", figures)
    assert checked.best.verdict == "consistent"
    assert (checked.best.day_from, checked.best.day_to) == (date(2024, 4, 30), date(2024, 5, 31))
    assert checked.best.computed_low == pytest.approx(may)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("more than 100 sq km", "consistent"),
        ("more than 150 sq km", "inconsistent"),
        ("up to 150 sq km", "consistent"),
        ("about 125 sq km", "consistent"),
        ("300 sq km", "inconsistent"),
        ("115-130 sq km", "consistent"),
    ],
)
def test_bounds_decide(words: str, verdict: Verdict, figures: Figures) -> None:
    assert only(f"Russia captured {words} in May, DeepState said.", figures).best.verdict == verdict


def test_an_inconsistent_area_names_the_reading_that_would_be_true(figures: Figures) -> None:
    july = net(date(2024, 7, 1), date(2024, 7, 31))
    checked = only(f"In June, Russian forces captured {july:.0f} square kilometers, according to DeepState.", figures)
    assert checked.best.verdict == "inconsistent"
    assert "July 2024" in checked.best.explanation


def test_a_mistaken_unit_is_named(figures: Figures) -> None:
    may = net(date(2024, 5, 1), date(2024, 5, 31))
    checked = only(f"In May, Russia took {may / 2.589988:.0f} square kilometers, DeepState said.", figures)
    assert checked.best.verdict == "inconsistent"
    assert "square miles" in checked.best.explanation


def test_a_percentage_of_change_names_its_best_base(figures: Figures) -> None:
    now, half = net(date(2024, 8, 6), date(2024, 10, 28)), net(date(2024, 1, 1), date(2024, 6, 30))
    seven = net(date(2024, 1, 1), date(2024, 7, 31))
    said = round((now / seven - 1) * 100)
    checked = check(
        f"Russia took {now:.0f} sq km since Aug. 6, a {said}% increase from the first half of the year, "
        "DeepState said.",
        figures,
    )
    percent = next(item for item in checked if item.claim.kind == "percent_change")
    assert percent.best.verdict == "inconsistent"
    assert percent.best.computed_high == pytest.approx((now / half - 1) * 100)
    assert "the first seven months" in percent.best.explanation


def test_a_fall_is_compared_with_its_sign(figures: Figures) -> None:
    fall = only("Territory seized by Russia in June fell 3% compared with May, DeepState said.", figures)
    rise = only("Territory seized by Russia in June rose 30% compared with May, DeepState said.", figures)
    assert (fall.best.verdict, rise.best.verdict) == ("consistent", "inconsistent")


def test_a_record_that_is_none_is_inconsistent(figures: Figures) -> None:
    checked = only("In June Russia made its largest monthly gain of 2024, according to DeepState.", figures)
    assert (checked.claim.kind, checked.best.verdict) == ("record", "inconsistent")


def test_a_record_that_looks_back_beyond_the_release_cannot_be_checked(figures: Figures) -> None:
    checked = only(
        "October brought the largest monthly Russian gain since March 2022, according to DeepState.", figures
    )
    assert checked.best.verdict == "not_checkable"
    assert "missing" in checked.best.explanation


def test_another_sources_figure_is_not_comparable_and_its_ratio_is_shown(figures: Figures) -> None:
    checked = only("The Institute for the Study of War assessed that Russian forces seized 246 sq km in May.", figures)
    assert checked.best.verdict == "not_comparable"
    assert "2.00 times ours" in checked.best.explanation


def test_an_unattributed_area_is_checked_against_the_map(figures: Figures) -> None:
    may = net(date(2024, 5, 1), date(2024, 5, 31))
    assert only(f"Russian forces captured {may:.0f} sq km in May.", figures).best.verdict == "consistent"


def test_levels_and_shares_are_those_of_the_end_of_the_day(figures: Figures) -> None:
    level = 64_000 + net(date(2024, 1, 1), date(2024, 11, 1)) + 44_000
    text = f"Russia now controls {level:.0f} square kilometers, or {level / 6036.28:.1f}% of Ukraine, DeepState says."
    area, share = check(text, figures)
    assert (area.claim.kind, area.best.verdict) == ("area_level", "consistent")
    assert (share.claim.kind, share.best.verdict) == ("share", "consistent")


def test_an_oblast_is_checked_by_its_own_figures(figures: Figures) -> None:
    may = net(date(2024, 5, 1), date(2024, 5, 31)) / 3
    checked = only(f"In Donetsk Oblast, Russian forces captured {may:.0f} sq km in May, DeepState said.", figures)
    assert (checked.claim.unit_id, checked.best.verdict) == ("UA-14", "consistent")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Russian forces captured 40 sq km near Kupiansk in May.", "no unit"),
        ("Russian forces captured 40 sq km, DeepState said.", "span of time"),
        ("Russian forces captured 4,000 sq km in 2023, DeepState said.", "reaches beyond"),
        ("Since the start of the counteroffensive Ukrainian forces have liberated 210 sq km.", "cannot be dated"),
        (
            "Ukrainian troops took 1,250 sq km in Russia's Kursk region in August.",
            "recognised borders",
        ),
    ],
)
def test_what_is_missing_is_said(text: str, because: str, figures: Figures) -> None:
    checked = only(text, figures)
    assert checked.best.verdict == "not_checkable"
    assert because in checked.best.explanation


def test_nothing_after_publication_counts(figures: Figures) -> None:
    checked = only(
        "Russia captured over 200 sq km in the last week, DeepState said.", figures, published=date(2024, 10, 26)
    )
    assert checked.best.verdict == "inconsistent"
    days = [check.day_to for check in checked.checks if check.day_to]
    assert max(days) <= date(2024, 10, 26)


def test_rival_claims_in_one_article_are_disputed(figures: Figures) -> None:
    checked = check(
        "Russia's Defense Ministry said its forces captured the town of Selydove. DeepState reported the occupation of "
        "Selydove on Oct. 30, but the General Staff has yet to confirm it.",
        figures,
    )
    assert {item.best.verdict for item in checked} == {"disputed"}
    for source in ("Russian Ministry of Defence", "DeepState", "General Staff"):
        assert source in checked[0].best.explanation
    assert "occupied on 30 October 2024" in checked[0].best.explanation


def test_a_settlement_is_compared_with_the_maps_notes(figures: Figures) -> None:
    assert only("DeepState: the enemy occupied Selydove.", figures).best.verdict == "consistent"
    assert only("DeepState: the enemy occupied Selydove.", figures, date(2024, 10, 28)).best.verdict != "consistent"


def test_aid_is_counted_out_but_not_checked(figures: Figures) -> None:
    checked = only("Only 10% of the $61 billion aid package for Ukraine has been delivered.", figures)
    assert checked.best.verdict == "not_checkable"
    assert "$6.1 billion" in checked.best.explanation


def test_without_a_release_nothing_is_checked_but_units_are() -> None:
    checked = only("Russian forces captured 90 sq km (56 sq miles) in May.", None)
    assert (checked.best.verdict, checked.best.release_id, checked.best.units_agree) == ("not_checkable", None, False)
    assert "linear conversion" in checked.best.explanation


def test_the_sample_and_the_real_world_do_not_meet() -> None:
    may = net(date(2024, 5, 1), date(2024, 5, 31))
    real = f"Russian forces captured {may:.0f} sq km in May, DeepState said."
    sample = f"SYNTHETIC SAMPLE - invented\n{real}"
    assert "synthetic" in only(real, open_release(is_synthetic=True)).best.explanation
    assert "synthetic" in only(sample, open_release()).best.explanation
    assert only(sample, open_release(is_synthetic=True)).best.verdict == "consistent"


def test_the_same_article_gives_the_same_ids(figures: Figures) -> None:
    text = "Russian forces captured 40 sq km in May and 50 sq km in June, DeepState said."
    one, two = check(text, figures), check(text, figures)
    assert [c.check_id for item in one for c in item.checks] == [c.check_id for item in two for c in item.checks]
    ids = [c.check_id for item in one for c in item.checks]
    assert len(set(ids)) == len(ids)


def test_every_query_gives_the_figure_that_it_is_quoted_for(figures: Figures) -> None:
    text = "Russia took 900 sq km since Aug. 6, a 25% increase from the first half of the year, DeepState said."
    for item in check(text, figures):
        assert item.best.query is not None
        row = figures._con.execute(item.best.query).fetchone()
        assert row is not None
        assert item.best.computed_low is not None
        assert item.best.computed_high is not None
        assert item.best.computed_low - 1e-9 <= row[0] <= item.best.computed_high + 1e-9


def test_another_language_is_read_as_far_as_figures_and_units_allow(figures: Figures) -> None:
    checked = only(
        "Die russischen Truppen haben seit August 1.146 Quadratkilometer (442 Quadratmeilen, 90 Prozent) besetzt, "
        "und das ist in der Ukraine nicht wenig.",
        figures,
    )
    assert (checked.claim.kind, checked.claim.value_low, checked.claim.value_unit) == ("other", 1146, "km2")
    assert checked.best.verdict == "not_checkable"
    assert "language" in checked.best.explanation


def test_a_rivals_figure_is_not_fitted_to_a_map_day(figures: Figures) -> None:
    """A day on which the map happens to give the rival's figure is no reason to compare it there."""
    week_before = net(date(2024, 10, 22), date(2024, 10, 28))
    checked = only(f"Russian forces took {week_before:.0f} sq km in the last week, ISW data show.", figures)
    assert checked.best.verdict == "not_comparable"
    assert checked.best.map_day == PUBLISHED
    assert checked.best.computed_low == pytest.approx(net(date(2024, 10, 26), PUBLISHED))


def test_a_period_that_is_not_over_by_the_map_day_says_so(figures: Figures) -> None:
    taken = net(date(2024, 10, 1), date(2024, 10, 28))
    checked = only(
        f"In October the enemy occupied {taken:.0f} sq km, DeepState said.", figures, published=date(2024, 10, 28)
    )
    assert checked.best.verdict == "consistent"
    assert "the month named, to the map day" in checked.best.reading


def test_a_wrong_figure_that_names_no_source_is_said_to_name_none(figures: Figures) -> None:
    explained = [
        only(f"In May, Russian forces captured 300 square kilometers{source}.", figures).best
        for source in ("", ", DeepState said")
    ]
    assert [check.verdict for check in explained] == ["inconsistent", "inconsistent"]
    assert ["name no source" in check.explanation for check in explained] == [True, False]


def test_a_clause_of_time_with_an_acronym_dates_a_figure_and_neither_moves_nor_turns_it() -> None:
    article = read_article(
        b"Russia took 1,146 sq km of land since the Armed Forces of Ukraine (AFU) began their surprise incursion into "
        b"the southwestern Kursk region on 6 August, which is a quarter more than before.",
        PUBLISHED,
    )
    (claim,) = (claim for claim in read_claims(article) if claim.kind == "area_change")
    assert (claim.unit_id, claim.polarity) == ("UA", "russia_gains")
    assert (claim.period_start, claim.period_end) == (date(2024, 8, 6), PUBLISHED)


def test_a_span_of_many_words_may_be_the_record_of_the_year(figures: Figures) -> None:
    checked = only(
        "Russian troops took more Ukrainian land in the last week than at any other point so far this year, "
        "DeepState said.",
        figures,
        published=date(2024, 10, 28),
    )
    assert (checked.claim.kind, checked.best.verdict) == ("record", "consistent")


def test_of_days_on_which_as_many_claims_hold_an_area_without_a_bound_decides(figures: Figures) -> None:
    """The percentage holds from 30 October on, the area on the 28th alone: the area tells the day."""
    since = net(date(2024, 8, 6), date(2024, 10, 28))
    half = net(date(2024, 1, 1), date(2024, 6, 30))
    rise = (net(date(2024, 8, 6), date(2024, 10, 31)) / half - 1) * 100
    checked = check(
        f"Since Aug. 6, Russia took {since:.0f} sq km of land, DeepState said. That is {rise:.2f}% more than in the "
        "first half of the year.",
        figures,
    )
    verdicts = {item.claim.kind: (item.best.verdict, item.best.map_day) for item in checked}
    assert verdicts["area_change"] == ("consistent", date(2024, 10, 28))


def test_a_record_of_a_week_that_the_map_day_cuts_is_one_of_whole_weeks(figures: Figures) -> None:
    """The last week of October, seen on the 28th, is the seven days to it, not four of them."""
    since = net(date(2024, 8, 6), date(2024, 10, 28))
    checked = check(
        f"Russia took {since:.0f} sq km since Aug. 6, DeepState said, and more in the final week of October than in "
        "any other week of this year.",
        figures,
    )
    record = next(item.best for item in checked if item.claim.kind == "record")
    assert record.map_day is not None
    assert record.day_from == record.day_to - timedelta(days=7)  # type: ignore[operator]
