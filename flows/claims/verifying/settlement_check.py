"""Settlements: what the article's sources say of one, against each other and against the map's own notes."""

from __future__ import annotations

from datetime import date

from flows.claims.claim import Claim
from flows.claims.places.gazetteer import Place, distance_km, find_place, stem
from flows.claims.telling.wording import day
from flows.claims.verifying.figures import SOURCE, Figures, SettlementEvent
from flows.claims.verifying.outcome import Outcome

NEAR_KM = 6.0
"""A note's link points into a settlement or to its edge."""
OCCUPIED, FREED = ("occupied",), ("liberated", "pushed_back")
WORDS = {
    "occupied": "occupied",
    "advanced": "advanced near or in",
    "liberated": "liberated",
    "pushed_back": "pushed back at",
    "clarified": "clarified at",
}
SAYS = {"taken": "taken", "retaken": "liberated", "held": "still held", "denied": "not confirmed"}


def check_settlement(claim: Claim, rivals: list[Claim], figures: Figures | None, published: date) -> Outcome:
    """The verdict on a settlement; `rivals` are all claims of the article on it, itself among them."""
    events = _events(claim, figures, published) if figures else []
    told = _told(rivals)
    mapped = _mapped(events)
    telling = [e for e in events if e.event in OCCUPIED + FREED] or events
    map_day = telling[-1].day if telling else None
    if len({_side(c) for c in rivals} - {None}) > 1:
        sources = "; ".join(told)
        beside = f"; the map: {mapped}" if mapped else ""
        verdict = "disputed"
        sentence = f"Sources contradict one another on {claim.place}: {sources}{beside}."
    else:
        verdict, sentence = _against_map(claim, events, figures, published, mapped, map_day)
    return Outcome(
        verdict=verdict,  # type: ignore[arg-type]
        explanation=sentence + (f" Release {figures.release_id}." if figures else ""),
        reading="what each source says of the settlement",
        map_day=map_day,
        day_from=events[0].day if events else None,
        day_to=map_day,
        query=_query(claim, published) if figures else None,
    )


def _against_map(
    claim: Claim,
    events: list[SettlementEvent],
    figures: Figures | None,
    published: date,
    mapped: str,
    map_day: date | None,
) -> tuple[str, str]:
    on_map = _map_side(events)
    who = claim.attributed_to or "The article"
    if figures is None or not events:
        return _unmapped(claim, figures, published)
    says = SAYS[claim.event or "taken"]
    rests_on_map = claim.attribution is None or (
        claim.attribution.basis is not None and claim.attribution.basis.source_id == SOURCE
    )
    if on_map is None:
        return ("disputed" if rests_on_map and claim.attribution is None else "not_comparable"), (
            f"{who} says {claim.place} is {says}; the map has not marked it so by {day(published)}: {mapped}."
        )
    agrees = on_map == _side(claim)
    if rests_on_map:
        return ("consistent" if agrees else "inconsistent"), (
            f"{who} says {claim.place} is {says}; the map: {mapped}: {'consistent' if agrees else 'inconsistent'}."
        )
    if agrees:
        return "not_comparable", f"{who} says {claim.place} is {says}, on its own word; the map agrees: {mapped}."
    return "disputed", f"{who} says {claim.place} is {says}, the map contradicts it: {mapped}."


def _unmapped(claim: Claim, figures: Figures | None, published: date) -> tuple[str, str]:
    """Where the map's notes never name the place: its own word can then be wrong, another's cannot be checked."""
    basis = claim.attribution.basis if claim.attribution else None
    since = f"from {day(figures.from_day)} to {day(published)} " if figures else ""
    silent = f"the map's notes {since}say nothing of {claim.place}"
    named = claim.period_start if claim.period_start == claim.period_end else None
    known = figures is not None and named is not None and figures.from_day <= named <= figures.to_day
    if known and basis is not None and basis.source_id == SOURCE and find_place(claim.place or ""):
        says = SAYS[claim.event or "taken"]
        return "inconsistent", f"The words say that DeepState has {claim.place} {says}, but {silent}: inconsistent."
    return "not_checkable", f"Not checkable: {silent}."


def _side(claim: Claim) -> str | None:
    """Who holds the place by a claim; a denial speaks against the taking."""
    if claim.event == "taken":
        return "ukraine" if claim.polarity == "ukraine_gains" else "russia"
    if claim.event == "retaken":
        return "russia" if claim.polarity == "russia_gains" else "ukraine"
    return "ukraine"


def _map_side(events: list[SettlementEvent]) -> str | None:
    last = [event for event in events if event.event in OCCUPIED + FREED]
    return None if not last else "russia" if last[-1].event in OCCUPIED else "ukraine"


def _told(rivals: list[Claim]) -> list[str]:
    """Each source once for each thing that it says, with the day that it names."""
    lines: dict[str, None] = {}
    for claim in rivals:
        who = claim.attributed_to or "the article, naming no source"
        when = f" ({day(claim.period_end)})" if claim.period_end and claim.period_start == claim.period_end else ""
        lines[f"{who}: {SAYS[claim.event or 'taken']}{when}"] = None
    return list(lines)


def _mapped(events: list[SettlementEvent]) -> str:
    telling = [e for e in events if e.event in OCCUPIED + FREED] or events
    return ", ".join(f"{WORDS.get(e.event, e.event)} on {day(e.day)}" for e in telling[-3:])


def _events(claim: Claim, figures: Figures, published: date) -> list[SettlementEvent]:
    place = find_place(claim.place or "")
    return [e for e in figures.settlement_events(figures.from_day, published) if _is_of(e, claim, place)]


def _is_of(event: SettlementEvent, claim: Claim, place: Place | None) -> bool:
    """By name, or by another spelling of it close to where the gazetteer has the place."""
    if stem(event.name) == stem(claim.place or ""):
        return True
    if place is None or event.latitude is None or event.longitude is None:
        return False
    if abs(event.latitude - place.latitude) > 0.1 or abs(event.longitude - place.longitude) > 0.15:
        return False
    near = distance_km(place.latitude, place.longitude, event.latitude, event.longitude) < NEAR_KM
    other = find_place(event.name)
    return near and other is not None and other.place_id == place.place_id


def _query(claim: Claim, published: date) -> str:
    name = (claim.place or "").replace("'", "''")
    return (
        f"select day, source, event from mart.settlement_event where name_en ilike '{name}' "
        f"and day <= date '{published}' order by day"
    )
