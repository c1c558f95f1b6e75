"""Checked claims as people read them: one entry a figure, and one a settlement with all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.claims.claim import CheckedClaim
from flows.claims.places.gazetteer import identity
from flows.claims.telling.wording import figure


@dataclass(frozen=True)
class Entry:
    """A row of the table and a section of the card; several claims share one where they are on one settlement."""

    heading: str
    members: list[CheckedClaim]

    @property
    def first(self) -> CheckedClaim:
        """The claim whose verdict stands for all."""
        return self.members[0]

    @property
    def quotes(self) -> list[str]:
        """The sentences quoted, each once."""
        return list(dict.fromkeys(member.claim.quote for member in self.members))


def entries_of(checked: list[CheckedClaim]) -> list[Entry]:
    """The claims in the order of the text, those on one settlement together."""
    entries: list[Entry] = []
    by_place: dict[str, Entry] = {}
    for item in checked:
        place = item.claim.place
        if place is None:
            entries.append(Entry(heading_of(item), [item]))
        elif identity(place) in by_place:
            by_place[identity(place)].members.append(item)
        else:
            by_place[identity(place)] = Entry(f"who holds {place}", [item])
            entries.append(by_place[identity(place)])
    return entries


def heading_of(item: CheckedClaim) -> str:
    """What a claim says, in few words: figure, span, source."""
    claim = item.claim
    span = f" {claim.period.text}" if claim.period else ""
    if claim.kind == "record":
        base = f" ({claim.base_period.text})" if claim.base_period else ""
        return f"a record{base}"
    if claim.kind == "aid":
        whole = f" of {figure(claim.second_value, claim.second_unit)}" if claim.second_value else ""
        return f"{figure(claim.value_low, claim.value_unit)}{whole} in aid"
    if claim.kind == "percent_change":
        base = f" against {claim.base_period.text}" if claim.base_period else ""
        sign = "−" if claim.direction == "down" else "+"
        return f"{sign}{claim.value_low:g}%{base}"
    printed = claim.quantity.printed if claim.quantity else figure(claim.value_low, claim.value_unit)
    second = claim.quantity.second if claim.quantity else None
    beside = f" ({second.printed})" if second else ""
    where = "" if claim.scope == "Ukraine" else f", {claim.scope}"
    return f"{printed}{beside}{span}{where}"
