"""What a sentence tells of settlements as having happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.claims.land.subjects import is_elsewhere
from flows.claims.reading.context import Context
from flows.claims.settlements.deeds import governed
from flows.claims.settlements.forms import Voice, forms, likewise
from flows.claims.settlements.names import NOT_A_PLACE_AFTER, names_of
from flows.claims.settlements.outcome import Event, outcome_of
from flows.claims.settlements.undone import Spot, is_undone
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

SPEAKER = re.compile(
    r"\s(?:said|says|reported|reports|told|wrote|added|noted|announced|claimed|сказа|повідом|заяв|сообщ|додав|добавил|написа)",
    re.IGNORECASE,
)
"""After the last name of a list: it is who tells, not what was taken."""
SHARE_OF = re.compile(
    r"(?:%|per ?cent|(?<!almost )\b(?:most|much|parts?|half|thirds?))\sof\s[^,]{0,40}$", re.IGNORECASE
)
"""Before a name: the words are of a share of a region, not of a town as a whole."""
NO_SUBJECT = re.compile(
    r"\b(?:за|под|в|во|у|на|из|возле|около|от|для|через|между|вблизи|біля|поблизу|від|із|з|під|near|in|at|for|from|outside"
    r"|рек[аиеу]|річк\w|озер[аое]|river)"
    r"\s$",
    re.IGNORECASE,
)
"""Before a name: what a passive after it is said of is something else, "в боях за Зеленое занят район обороны"."""
PART_OF = re.compile(
    r"(?:част\w{1,3}|половин\w|треть|трети|четверт\w|окраин\w{1,2}|центр\w?|процент\w{0,2}|%|квартал\w{0,2}|території"
    r"|территории)\s$",
    re.IGNORECASE,
)
"""Before a name: what is said is of a part of the place, "большая часть города …"."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the capitalised words that may be names of settlements, and the verb that tells it."""

    event: Event
    winner: str | None
    names: list[str]
    cue: Cue
    has_noun: bool


def events_told(context: Context) -> list[Told]:
    """Every event of a sentence in every form; two forms may tell one event."""
    told = list(_told_by_verbs(context))
    return [*told, *_likewise(context, told)] if told else []


def _told_by_verbs(context: Context) -> Iterator[Told]:
    text = context.text
    if text.rstrip('”"»’) ').endswith("?"):
        return
    if context.words.languages == ("en",):
        yield from _told_of_places(context)
        return
    for form in forms(context.words):
        for match in form.pattern.finditer(text):
            cue = Cue(match.start("verb"), match.end("verb"), match["verb"])
            spot = Spot.of(match)
            if _is_of_something_else(context, form.voice, cue, spot, match.start()) or is_undone(context, cue, spot):
                continue
            names = names_of(match["names"], context.words)
            if names and SPEAKER.match(text[match.end("names") :]):
                names = names[:-1]
            event, winner = outcome_of(form.voice, cue, context, match.start())
            yield Told(event, winner, [n for n in names if n], cue, match["noun"] is not None)


def _told_of_places(context: Context) -> Iterator[Told]:
    """What a deed of an English sentence did to the places that it governs."""
    for deed in governed(context):
        spot, begin = deed.spot, min(deed.cue.start, deed.mentions[0].begin)
        if _is_of_something_else(context, deed.voice, deed.cue, spot, begin) or is_undone(context, deed.cue, spot):
            continue
        names = [mention.name for mention in deed.mentions]
        if SPEAKER.match(context.text[spot.names_end :]) and deed.cue.end <= spot.names_start:
            names = names[:-1]
        event, winner = outcome_of(deed.voice, deed.cue, context, begin)
        has_noun = [m.name for m in deed.mentions if m.has_noun]
        yield Told(event, winner, names, deed.cue, bool(has_noun))


def _is_of_something_else(context: Context, voice: Voice, cue: Cue, spot: Spot, begin: int) -> bool:
    """Whether the words are of a region, a part of a place, what lies near it, another war, or people who left."""
    text, at = context.text, spot.names_start
    if SHARE_OF.search(text, cue.end if cue.end <= at else max(0, at - 14), at):
        return True
    if voice == "passive":
        before = text[max(0, begin - 24) : begin] if at < cue.start else ""
        # "центр Торецка, захваченного месяц назад": a participle in the genitive is of the town.
        is_of_part = PART_OF.search(before) and not re.search(r"(?:ого|ой|ої)$", cue.text)
        # "from Kurakhove, captured in December": a bare participle needs no subject.
        is_bare = re.match(r"(?:captured|seized|occupied|liberated|retaken|recaptured)\b", cue.text, re.IGNORECASE)
        is_bare = is_bare or re.search(r"\bwhich\s$", text[max(0, cue.start - 8) : cue.start])
        return bool(is_of_part or (NO_SUBJECT.search(before) and not is_bare))
    if NOT_A_PLACE_AFTER.match(text[spot.names_end :]) or is_elsewhere(text, clause_at(text, cue.start), context.words):
        return True
    return (
        voice == "left"
        and not re.search(r"control|withdr|retreat|pull", cue.text)
        and not _is_left_by_a_side(context, cue)
    )


def _likewise(context: Context, told: list[Told]) -> Iterator[Told]:
    """What other groupings of troops did, told without a verb: "«Север» освободил Покровку, «Запад» — Подолы"."""
    for match in likewise(context.words).finditer(context.text):
        before = [other for other in told if other.cue.start < match.start() and other.event in ("taken", "retaken")]
        if before:
            cue = Cue(match.start("verb"), match.end("verb"), match["verb"])
            yield Told(before[-1].event, before[-1].winner, names_of(match["names"], context.words), cue, True)


def _is_left_by_a_side(context: Context, cue: Cue) -> bool:
    """Whether an army leaves or loses a place: people leave their homes too."""
    if re.search(r"\bwe\s(?:have\s)?$", context.text[: cue.start], re.IGNORECASE):
        return True
    near = (max(0, cue.start - 80), cue.end)
    return any(context.words.has(f"actors/{side}", context.text, *near) for side in ("russia", "ukraine"))
