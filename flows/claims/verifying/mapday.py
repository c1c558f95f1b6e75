"""The one map day that the claims of one article and one attribution share.

A day or two moves a weekly figure by a fifth, so a verdict that took any day that happens to fit would be worth
nothing. The days from publication back to a week before are tried, and the one is taken on which most of the claims
hold; of equal ones the one on which most areas without a bound hold, for a record or a percentage holds on many days,
then most to the printed digit, then the nearest to publication. Nothing after publication counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.claims.claim import Claim
from flows.claims.verifying.figures import SOURCE, Figures

DAYS_BACK = 7
Holds = Callable[[Claim, date], float | None]
"""How well a claim holds on a map day: 1 within its rounding, less with the allowance for recomputing, 0 not at all;
None where that day says nothing of it."""
BARELY = 0.99
"""What a claim counts that holds only with the allowance; it settles ties alone."""
CHECKABLE = (SOURCE, "article")
"""What claims rest on that can be right or wrong by the map: the map itself, or no named source."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that share a map day, by what they rest on: the map, another source, or the article's own word."""

    basis: str
    claims: tuple[Claim, ...]
    map_day: date | None
    holding: int = 0
    tried: int = 0

    @property
    def is_checkable(self) -> bool:
        """Whether the claims rest on the same source as the tally, or on no named one."""
        return self.basis in CHECKABLE


def candidate_days(published: date, figures: Figures) -> list[date]:
    """The map days to try, the nearest to publication first."""
    days = [published - timedelta(days=back) for back in range(DAYS_BACK + 1)]
    return [day for day in days if figures.from_day <= day <= figures.to_day]


def basis_of(claim: Claim) -> str:
    """What a claim rests on: a map, another count, a side's word, or the article's own."""
    by = claim.attribution
    return by.basis.source_id if by is not None and by.basis is not None else "article"


def groups_of(claims: list[Claim], published: date, figures: Figures, holds: Holds) -> dict[str, Group]:
    """The claims by basis, each group with its map day."""
    by_basis: dict[str, list[Claim]] = {}
    for claim in claims:
        by_basis.setdefault(basis_of(claim), []).append(claim)
    return {basis: _with_day(basis, members, published, figures, holds) for basis, members in by_basis.items()}


def _with_day(basis: str, claims: list[Claim], published: date, figures: Figures, holds: Holds) -> Group:
    days = candidate_days(published, figures)
    if not days:
        return Group(basis, tuple(claims), None)
    if basis not in CHECKABLE:
        # Another count is not fitted to ours: its ratio is that of the newest day the article could speak of.
        return Group(basis, tuple(claims), days[0])
    counts = {day: [holds(claim, day) for claim in claims] for day in days}
    best = max(days, key=lambda day: (*_merit(claims, counts[day]), day))
    return Group(
        basis, tuple(claims), best, sum(bool(a) for a in counts[best]), sum(a is not None for a in counts[best])
    )


def _merit(claims: list[Claim], answers: list[float | None]) -> tuple[int, int, float]:
    """How many claims hold, how many of the areas that tell one day from another, and how well."""
    telling = sum(
        bool(answer)
        for claim, answer in zip(claims, answers, strict=True)
        if claim.kind == "area_change" and claim.bound not in ("at_least", "at_most")
    )
    return sum(bool(answer) for answer in answers), telling, sum(answer or 0.0 for answer in answers)
