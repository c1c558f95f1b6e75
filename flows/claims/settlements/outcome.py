"""What became of a settlement: one side's liberation is the other's capture."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from flows.claims.places.scope import Scope, regions_in
from flows.claims.reading.context import Context
from flows.claims.settlements.deeds import Governed
from flows.claims.settlements.names import is_across_the_border
from flows.claims.settlements.winner import is_a, winner_of
from flows.claims.words.grammar import Words, words_of_text

Event = Literal["taken", "retaken", "held", "denied"]
OPENING = 800
"""Signs of an article that tell where it plays."""


def outcome_of(deed: Governed, context: Context) -> tuple[Event, str | None]:
    """What became of the places, and the side that they went to where the sentence tells.

    Where it does, that side decides: what its own land is, it takes back; what is not, it takes.
    """
    winner = winner_of(deed, context)
    event = _event(deed, winner, context)
    if event == "held" or winner is None or is_a(context, deed, "returned"):
        return event, winner
    is_own = (winner == "russia") is _is_in_russia(deed, context)
    return ("retaken" if is_own else "taken"), winner


def _event(deed: Governed, winner: str | None, context: Context) -> Event:
    """What the word of a deed says by itself."""
    if deed.voice == "held" or context.words.before("settlement_outcome/goes_on", context.text, deed.cue.start):
        return "held"
    if is_a(context, deed, "lost"):
        return "taken"
    if deed.voice == "retaken" or is_a(context, deed, "freed") or is_a(context, deed, "returned"):
        return "retaken"
    is_state = is_a(context, deed, "under_ukraine") or (
        winner == "ukraine" and is_a(context, deed, "control") and is_a(context, deed, "state")
    )
    return "held" if is_state else "taken"


def _is_in_russia(deed: Governed, context: Context) -> bool:
    """Whether the places lie beyond the border, where Russia takes its own land back."""
    if any(is_across_the_border(mention.name) for mention in deed.mentions):
        return True
    if here := _regions_meant(context.text, context.words):
        at = deed.mentions[0].start
        return min(here, key=lambda region: abs(region[0] - at))[2].in_russia
    named = [regions_in(text) for text in context.told_before]
    last = next((regions[-1][2] for regions in reversed(named) if regions), None)
    opens_there = _opens_in_russia(context.article.text[:OPENING])
    # No side occupies its own land: but for "freed" and "left" the whole article has to play there.
    if deed.voice not in ("left", "ousted") and not is_a(context, deed, "freed"):
        return opens_there and (last is None or last.in_russia)
    return last.in_russia if last else opens_there


@lru_cache(maxsize=16)
def _opens_in_russia(opening: str) -> bool:
    """Whether an article begins with land in Russia alone."""
    named = _regions_meant(opening, words_of_text(opening))
    return bool(named) and all(scope.in_russia for _, _, scope in named)


def _regions_meant(text: str, words: Words) -> list[tuple[int, int, Scope]]:
    """The regions named in a text, but for those that only say which border: "on the border with Kursk region"."""
    return [region for region in regions_in(text) if not words.before("settlement_outcome/border", text, region[0])]
