"""What a sentence tells of settlements as having happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.claims.land.subjects import is_elsewhere
from flows.claims.reading.context import Context
from flows.claims.settlements.deeds import Governed, governed
from flows.claims.settlements.mentions import Mention
from flows.claims.settlements.outcome import Event, outcome_of
from flows.claims.settlements.undone import denial_of, is_undone
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the places that it befell, and the verb that tells it."""

    event: Event
    winner: str | None
    mentions: list[Mention]
    cue: Cue


def events_told(context: Context) -> Iterator[Told]:
    """Every event of a sentence; two deeds may tell one event."""
    if context.text.rstrip('”"»’) ').endswith("?"):
        return
    for deed in governed(context):
        if _is_of_something_else(context, deed):
            continue
        mentions = [mention for mention in deed.mentions if not _is_teller(context, deed, mention)]
        event, winner = outcome_of(deed, context)
        if event == "held" and context.words.before("settlement_undone/formerly", context.text, deed.cue.start):
            continue
        if denial := denial_of(context, deed):
            if event in ("taken", "retaken"):
                yield Told("denied", winner, mentions, denial)
        elif not is_undone(context, deed):
            yield Told(event, winner, mentions, deed.cue)


def _is_teller(context: Context, deed: Governed, mention: Mention) -> bool:
    """Whether a name is whom the sentence cites: "по словам Герасимова, освобождено …"."""
    if mention.begin == mention.start and any(
        source.start <= mention.start < source.end for source in context.mentions
    ):
        return True
    if context.words.before("settlement_teller_before", context.text, mention.start):
        return not mention.has_noun
    is_last = len(deed.mentions) > 1 and mention.end == deed.names_end and deed.is_before_names
    return is_last and context.words.after("settlement_teller_after", context.text, mention.end) is not None


def _is_of_something_else(context: Context, deed: Governed) -> bool:
    """Whether the words are of a part of a place, another war, or people who left."""
    text, words, cue = context.text, context.words, deed.cue
    first = deed.mentions[0]
    if words.after("settlement_part_after", text, deed.names_end):
        return True
    is_part = words.before("settlement_part_of", text, first.begin, max(0, first.begin - 60))
    if is_part and not (deed.voice == "passive" and words.after("settlement_of_the_whole", text, cue.start)):
        return True
    if deed.voice != "passive" and is_elsewhere(text, clause_at(text, cue.start), words):
        return True
    # An army leaves or loses a place: people leave their homes too.
    if deed.voice != "left" or words.has("settlement_outcome/army_leaves", cue.text):
        return False
    near = (max(0, cue.start - 80), cue.end)
    armies = ("actors/russia", "actors/ukraine", "settlement_outcome/armies")
    return not any(words.has(army, text, *near) for army in armies)
