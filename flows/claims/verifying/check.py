"""Every claim of an article against a release: the door to the rules."""

from __future__ import annotations

import hashlib
from datetime import date

from flows.claims.claim import Check, CheckedClaim, Claim
from flows.claims.places.gazetteer import identity
from flows.claims.telling.wording import figure
from flows.claims.text.article import Article
from flows.claims.verifying.area_check import check_area, holds
from flows.claims.verifying.arithmetic import arithmetic_note
from flows.claims.verifying.figures import SOURCE, Figures
from flows.claims.verifying.intervals import conversion_agrees, conversion_note
from flows.claims.verifying.mapday import Group, basis_of, groups_of
from flows.claims.verifying.outcome import Outcome, not_checkable
from flows.claims.verifying.percent_check import check_percent, percent_holds
from flows.claims.verifying.readings import Reading
from flows.claims.verifying.record_check import check_record, record_holds
from flows.claims.verifying.settlement_check import check_settlement

OF_AREA = ("area_change", "area_level", "grey_zone", "share")
NO_RELEASE = "Not checkable: there is no release to check against; run `landtally run`, or name one with --release."
SAMPLE_RELEASE = (
    "Not checkable, because synthetic: the release in force is of the sample world, whose front is "
    "invented, and says "
    "nothing of a real article; switch to the live profile."
)
SAMPLE_ARTICLE = (
    "Not checkable, because synthetic: this article is of the sample world, and the release in force "
    "holds real "
    "figures; check it against a sample release."
)


def check_claims(article: Article, claims: list[Claim], figures: Figures | None) -> list[CheckedClaim]:
    """Each claim with its checks, the best first; without a release, or across the border of the sample, none can be
    checked, though units and sums still are."""
    blocked = _blocked(article, figures)
    if figures is None or blocked is not None:
        return [
            _checked(
                c, not_checkable(_with_notes(blocked or NO_RELEASE, c, claims)), None if figures is None else figures
            )
            for c in claims
        ]
    rules = _Rules(article, claims, figures)
    return [_checked(claim, rules.outcome(claim), figures) for claim in claims]


def _blocked(article: Article, figures: Figures | None) -> str | None:
    if figures is None:
        return NO_RELEASE
    if figures.is_synthetic and not article.is_synthetic:
        return SAMPLE_RELEASE
    if article.is_synthetic and not figures.is_synthetic:
        return SAMPLE_ARTICLE
    return None


UNREAD = (
    "Not checkable: the text is in a language of which landtally reads figures and units only, "
    "not who took the land and when."
)


class _Rules:
    """The rule of each kind of claim, with the map days that the article's claims share."""

    def __init__(self, article: Article, claims: list[Claim], figures: Figures) -> None:
        self.published, self.claims, self.figures = article.published, claims, figures
        counted = [c for c in claims if c.kind not in ("aid", "settlement", "other")]
        self.groups = groups_of(counted, article.published, figures, self._holds)
        self.group_of = {claim.claim_id: group for group in self.groups.values() for claim in group.claims}

    def _holds(self, claim: Claim, map_day: date) -> float | None:
        if claim.kind in OF_AREA:
            return holds(claim, self.figures, map_day, self.published)
        if claim.kind == "percent_change":
            return percent_holds(claim, self.figures, map_day, self.published)
        return record_holds(claim, self.figures, map_day, self.published)

    def outcome(self, claim: Claim) -> Outcome:
        """What the rule of its kind makes of a claim."""
        if claim.kind == "aid":
            return not_checkable(_aid(claim))
        if claim.kind == "other":
            return not_checkable(_with_notes(UNREAD, claim, self.claims))
        if claim.kind == "settlement":
            rivals = [
                c
                for c in self.claims
                if c.kind == "settlement" and identity(c.place or "") == identity(claim.place or "")
            ]
            return check_settlement(claim, rivals, self.figures, self.published)
        group = self.group_of.get(claim.claim_id) or Group(basis_of(claim), (claim,), None)
        rule = {"percent_change": check_percent, "record": check_record}.get(claim.kind, check_area)
        found = rule(claim, self.figures, group, self.published)
        return _replace_explanation(found, _with_notes(found.explanation, claim, self.claims))


def _replace_explanation(outcome: Outcome, explanation: str) -> Outcome:
    return Outcome(**{**outcome.__dict__, "explanation": explanation})


def _with_notes(explanation: str, claim: Claim, claims: list[Claim]) -> str:
    """The sentence with what units and sums say, which need no data."""
    if claim.kind == "aid":
        explanation = _aid(claim)
    notes = [conversion_note(claim.quantity) if claim.quantity else None, arithmetic_note(claim, claims)]
    return " ".join([explanation, *[note for note in notes if note]])


def _aid(claim: Claim) -> str:
    """Aid cannot be checked, but the arithmetic is done and what is missing is named."""
    missing = "a source of deliveries by package would be needed, and the release holds none"
    if claim.value_unit == "percent" and claim.second_value is not None and claim.value_low is not None:
        part = claim.second_value * claim.value_low / 100
        return (
            f"{claim.value_low:g}% of {figure(claim.second_value, claim.second_unit)} is"
            f" {figure(part, claim.second_unit)}. "
            f"Not checkable: {missing}."
        )
    return f"The words name {figure(claim.value_low, claim.value_unit)}. Not checkable: {missing}."


def _checked(claim: Claim, outcome: Outcome, figures: Figures | None) -> CheckedClaim:
    agrees = conversion_agrees(claim.quantity) if claim.quantity else None
    best = Check(
        check_id=_check_id(claim, figures, "best"),
        claim_id=claim.claim_id,
        reading=outcome.reading,
        verdict=outcome.verdict,
        explanation=outcome.explanation,
        map_day=outcome.map_day,
        day_from=outcome.day_from,
        day_to=outcome.day_to,
        computed_low=outcome.computed_low,
        computed_high=outcome.computed_high,
        computed_unit=outcome.computed_unit,
        deviation_pct=outcome.deviation_pct,
        is_best=True,
        units_agree=agrees,
        source=SOURCE if outcome.computed_low is not None or outcome.day_to else None,
        snapshot_ids=_snapshots(figures, outcome.day_from, outcome.day_to),
        query=outcome.query,
        release_id=figures.release_id if figures else None,
    )
    others = [_other(claim, reading, verdict, outcome, agrees, figures) for reading, verdict in outcome.others]
    return CheckedClaim(claim, [best, *others])


def _other(
    claim: Claim, reading: Reading, verdict: str, outcome: Outcome, agrees: bool | None, figures: Figures | None
) -> Check:
    shown = outcome.verdict if outcome.verdict == "not_comparable" else verdict
    return Check(
        check_id=_check_id(claim, figures, f"{reading.map_day}{reading.text}"),
        claim_id=claim.claim_id,
        reading=f"{reading.text}, map day {reading.map_day}",
        verdict=shown,  # type: ignore[arg-type]
        explanation=f"{figure(round(reading.value, 2), reading.unit)}: {reading.text}.",
        map_day=reading.map_day,
        day_from=reading.day_from,
        day_to=reading.day_to,
        computed_low=reading.value,
        computed_high=reading.value,
        computed_unit=reading.unit,
        units_agree=agrees,
        source=SOURCE,
        snapshot_ids=_snapshots(figures, reading.day_from, reading.day_to),
        query=reading.query,
        release_id=figures.release_id if figures else None,
    )


def _snapshots(figures: Figures | None, *days: date | None) -> str | None:
    """The snapshots of the end states, comma-separated."""
    if figures is None:
        return None
    ids = [figures.snapshot_at(day) for day in days if day is not None]
    return ",".join(str(i) for i in dict.fromkeys(ids) if i is not None) or None


def _check_id(claim: Claim, figures: Figures | None, reading: str) -> str:
    seed = f"{claim.claim_id}/{reading}"
    return hashlib.sha256(seed.encode()).hexdigest()[:16]
