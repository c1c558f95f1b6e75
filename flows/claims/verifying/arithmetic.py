"""Sums that need no data: parts that should add up to a total, a rate that should give an area over its days."""

from __future__ import annotations

from flows.claims.claim import Claim
from flows.claims.telling.wording import between
from flows.claims.verifying.intervals import claimed_km2
from flows.claims.words.grammar import words_of_text


def arithmetic_note(claim: Claim, claims: list[Claim]) -> str | None:
    """A sentence on how a claim's figure follows from others beside it, or None."""
    return _rate_note(claim, claims) or _sum_note(claim, claims)


def _rate_note(claim: Claim, claims: list[Claim]) -> str | None:
    """`593 km², or 18.1 a day, in December`: a rate times its days."""
    if claim.rate != "day" or claim.quantity is None or claim.period_start is None or claim.period_end is None:
        return None
    for other in claims:
        if other.sentence != claim.sentence or other.rate or other.kind != "area_change" or other.quantity is None:
            continue
        if (other.period_start, other.period_end) != (claim.period_start, claim.period_end):
            continue
        days = (claim.period_end - claim.period_start).days + 1
        rate, whole = claimed_km2(claim.quantity), claimed_km2(other.quantity)
        fits = rate.low * days <= whole.high and whole.low <= rate.high * days
        verdict = "which agrees" if fits else "which does not agree"
        return (
            f"{claim.quantity.low:g} a day over {days} days is"
            f" {between(claim.quantity.low_km2 * days, claim.quantity.low_km2 * days)}, {verdict} with "
            f"{other.quantity.printed}."
        )
    return None


def _sum_note(claim: Claim, claims: list[Claim]) -> str | None:
    """`7 in the east and 11 in the south, 18 in all`: parts of one paragraph with the same span."""
    if claim.kind != "area_change" or claim.quantity is None:
        return None
    if not words_of_text(claim.quote).has("total_words", claim.quote):
        return None
    parts = [
        c
        for c in claims
        if c is not claim
        and c.kind == "area_change"
        and c.paragraph == claim.paragraph
        and c.quantity is not None
        and c.period_start == claim.period_start
        and c.quantity.low_km2 < claim.quantity.low_km2
        and not c.rate
    ]
    if len(parts) < 2:
        return None
    total = sum(c.quantity.low_km2 for c in parts if c.quantity)
    spread = sum(
        claimed_km2(c.quantity).high - c.quantity.low_km2 for c in parts if c.quantity and c.bound in ("exact", "about")
    )
    interval = claimed_km2(claim.quantity)
    listed = " + ".join(f"{c.quantity.low_km2:g}" for c in parts if c.quantity)
    if interval.low - spread <= total <= interval.high + spread:
        return f"The parts add up: {listed} = {total:g} km²."
    return None
