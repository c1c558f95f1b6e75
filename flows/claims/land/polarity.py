"""Whose gain: the verb and who does it. One side's capture is the other's liberation, and verbs lie alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flows.claims.claim import Polarity
from flows.claims.land.dating_events import without_events
from flows.claims.places.scope import regions_in
from flows.claims.words.grammar import Cue, Words

SIDES = ("russia", "ukraine")
VERBS = ("retaking", "losing", "taking", "holding", "taking_weak")


@dataclass(frozen=True, slots=True)
class Deed:
    """What is said to happen to the land: kind of verb, its place in the sentence, and the side that does it."""

    verb: str
    cue: Cue
    actor: str | None


def deed_at(text: str, start: int, end: int, clause: tuple[int, int], words: Words) -> Deed | None:
    """The verb that governs the quantity at `start:end`: the nearest before it in its clause, else after it."""
    best: tuple[float, Deed] | None = None
    text = without_events(text, start)
    changes = [cue for verb in VERBS[:3] for cue in words.find(verb, text, *clause)]
    for rank, verb in enumerate(VERBS):
        for cue in words.find(verb, text, *clause):
            if start <= cue.start < end or (verb == "holding" and _belongs(text, cue, changes, words)):
                continue
            distance = start - cue.end if cue.end <= start else cue.start - end + 40
            weight = distance + (rank * 3 if verb != "taking_weak" else 60)
            actor = actor_of(text, cue, clause, words)
            if verb == "retaking" and actor == "russia" and is_ukrainian_return(text, cue, clause, words):
                actor = "ukraine"
            # A word that two tables share counts in the more telling one.
            if best is None or weight < best[0]:
                best = (weight, Deed(verb, cue, actor))
    return best[1] if best else None


def is_ukrainian_return(text: str, cue: Cue, clause: tuple[int, int], words: Words) -> bool:
    """Whether Ukraine heads the clause, though Russia's troops stand nearer: "stopped the Russians, retaking …"."""
    leads = words.has("actors/ukraine", text, clause[0], cue.start) and _freed_from(text, cue, words) is None
    return leads and not any(scope.in_russia for *_, scope in regions_in(text))


def _belongs(text: str, control: Cue, changes: list[Cue], words: Words) -> bool:
    """Whether the noun "control" is part of a change: "lost control of", "перейшло під контроль"."""
    if not words.after("control_noun", control.text, 0):
        return False
    for change in changes:
        between = text[change.end : control.start] if change.end <= control.start else text[control.end : change.start]
        if len(between.split()) <= 4 and "," not in between:
            return True
    return False


def actor_of(text: str, cue: Cue, clause: tuple[int, int], words: Words, before: int | None = None) -> str | None:
    """`russia` or `ukraine`: who does what the word at `cue` says; None where the sentence does not tell.

    A doer in front of the word stands before offset `before`, by default before the word itself.
    """
    before = cue.start if before is None else before
    if words.after("freeing", cue.text, 0) and (freed := _freed_from(text, cue, words)):
        return freed
    if (doer := _doer_after(text, cue, words)) or (doer := _controller(text, cue, words)):
        return doer
    if nearest := _nearest_before(text, clause[0], before, words):
        return nearest
    # "200 km² were captured by …" is above; a deverbal noun has its owner inside or just before it.
    for side in SIDES:
        if words.has(f"actors/{side}", text, cue.start, cue.end):
            return side
    return _nearest_before(text, 0, before, words) or _side_in("speaker", text, cue.end, len(text), words)


def _doer_after(text: str, cue: Cue, words: Words) -> str | None:
    """The side that a passive names after it: "captured by Russian troops", "захоплені російськими військами"."""
    after = text[cue.end : cue.end + 120]
    by_them = words.after("by_them", after, 0) if words.before("suffering", cue.text, len(cue.text)) else None
    for side in SIDES:
        for named in words.find(f"actors/{side}", after):
            if by_them and named.start <= by_them.end() + 1:
                return side
            between = after[: named.start]
            if words.before("passive_by", between, named.start) and not _has_verb(between, words):
                return side
    return None


def _controller(text: str, cue: Cue, words: Words) -> str | None:
    """Whose control is named right beside a word; a comma begins another thought."""
    begin = max(text.rfind(",", 0, cue.start), cue.start - 25, 0)
    comma = text.find(",", cue.end)
    end = min(len(text) if comma < 0 else comma, cue.end + 45)
    return _side_in("control_of", text, begin, end, words)


def _side_in(section: str, text: str, begin: int, end: int, words: Words) -> str | None:
    found = [(cue.start, side) for side in SIDES for cue in words.find(f"{section}/{side}", text, begin, end)]
    return min(found)[1] if found else None


def _freed_from(text: str, cue: Cue, words: Words) -> str | None:
    """The side that freed land where the sentence says from whom: "освободили от захватчиков", "от ВСУ освобождена".

    Either side calls the other the enemy, so "от врага" tells nothing.
    """
    for whom in (words.after("freed_from", text, cue.end), words.before("freed_from", text, cue.start)):
        for side, other in (SIDES, SIDES[::-1]):
            if whom and words.has(f"actors/{side}", whom.group()):
                return other
    return None


def _has_verb(between: str, words: Words) -> bool:
    """Whether another deed stands between a verb and its "by": that one is theirs."""
    return any(words.has(verb, between) for verb in ("taking", "retaking", "holding"))


def _nearest_before(text: str, begin: int, end: int, words: Words) -> str | None:
    named = [(start, side) for start, side in _sides_named(text, words) if begin <= start < end]
    return named[-1][1] if named else None


@lru_cache(maxsize=16)
def _sides_named(text: str, words: Words) -> list[tuple[int, str]]:
    """Where a sentence names a side, in order; every verb of the sentence asks."""
    return sorted((cue.start, side) for side in SIDES for cue in words.find(f"actors/{side}", text))


def last_actor(text: str, words: Words) -> str | None:
    """The side named last in a sentence: whom "it" and "they" mean in the next."""
    return _nearest_before(text, 0, len(text), words)


def side_of(deed: Deed, text: str, teller: str | None, words: Words, *, in_russia: bool = False) -> str | None:
    """Who does a deed: the actor, else the teller ("we freed", "освобождено"), else who does such a thing there."""
    if deed.actor == "russia" == teller and words.has("enemy", text) and not words.has("ours", text):
        return "ukraine"
    if deed.actor is not None:
        return deed.actor
    is_own = deed.verb == "retaking" or (deed.verb == "taking" and words.has("control_noun", deed.cue.text))
    if teller is not None and (is_own or words.has("first_person", text)):
        return teller
    if in_russia:
        return "russia" if deed.verb == "retaking" else "ukraine"
    # Land that is "occupied", and no word says by whom, is occupied by Russia.
    return "russia" if deed.verb in ("holding", "taking_weak") and words.has("occupied", text) else None


def polarity_of(verb: str, actor: str | None) -> Polarity:
    """`russia_gains`, `ukraine_gains` or `unstated` of a verb's table and its actor."""
    gains: dict[str | None, Polarity] = {"russia": "russia_gains", "ukraine": "ukraine_gains"}
    losses: dict[str | None, Polarity] = {"russia": "ukraine_gains", "ukraine": "russia_gains"}
    if verb == "losing":
        return losses.get(actor, "russia_gains")
    if verb == "retaking":
        return "russia_gains" if actor == "russia" else "ukraine_gains"
    return gains.get(actor, "russia_gains" if verb == "taking" else "unstated")
