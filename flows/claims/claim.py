"""A claim of an article, a reading of it against the data, and the two together; words are those of contract.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from flows.claims.quantities.quantity import Bound, Quantity
from flows.claims.spans.periods import Period
from flows.claims.told.attribution import Attribution

Kind = Literal[
    "area_change", "area_level", "grey_zone", "share", "percent_change", "record", "settlement", "aid", "other"
]
Measure = Literal["gained", "lost", "net", "level", "unstated"]
Polarity = Literal["russia_gains", "ukraine_gains", "unstated"]
Verdict = Literal["consistent", "inconsistent", "disputed", "not_comparable", "not_checkable"]


@dataclass(frozen=True)
class Claim:
    """A figure or fact of a text with unit, period, scope and attribution. Values stand as printed, with the sign.

    `measure` is the map's: `gained` is newly occupied land whoever the sentence makes the subject, `lost` is land
    no longer occupied; `polarity` says whose gain it is. `period_start` and `period_end` are the first and the last
    counted day, seen from the day of publication; a check holds what they became on its map day.
    """

    claim_id: str
    article_id: str
    quote: str
    kind: Kind
    measure: Measure = "unstated"
    scope: str = "Ukraine"
    unit_id: str | None = "UA"
    value_low: float | None = None
    value_high: float | None = None
    bound: Bound = "exact"
    value_unit: str | None = None
    second_value: float | None = None
    second_unit: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    attributed_to: str | None = None
    polarity: Polarity = "unstated"
    # What the checks need beyond the columns of the table:
    sentence: int = 0
    paragraph: int = 0
    attribution: Attribution | None = None
    quantity: Quantity | None = None
    period: Period | None = None
    base_period: Period | None = None
    """What a percentage is measured against, where the words say so."""
    direction: Literal["up", "down"] | None = None
    """Whether a percentage or a record goes up or down."""
    rate: str | None = None
    """`day`, `week` or `month` where the figure is one per such a span."""
    place: str | None = None
    event: Literal["taken", "retaken", "held", "denied"] | None = None
    note: str | None = None


@dataclass(frozen=True)
class Check:
    """A claim against one reading of its words. Columns as in contract.md; the best one comes first."""

    check_id: str
    claim_id: str
    reading: str
    verdict: Verdict
    explanation: str
    map_day: date | None = None
    day_from: date | None = None
    day_to: date | None = None
    computed_low: float | None = None
    computed_high: float | None = None
    computed_unit: str | None = None
    deviation_pct: float | None = None
    is_best: bool = False
    units_agree: bool | None = None
    source: str | None = None
    snapshot_ids: str | None = None
    query: str | None = None
    release_id: str | None = None


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its checks, of which the first is the best and carries the verdict."""

    claim: Claim
    checks: list[Check] = field(default_factory=list)

    @property
    def best(self) -> Check:
        """The check that carries the verdict."""
        return self.checks[0]
