"""Whose gain: the verb and who does it. One side's capture is the other's liberation, and verbs lie alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.claims.claim import Polarity
from flows.claims.land.dating_events import without_events
from flows.claims.words.grammar import Cue, Words

PASSIVE_BY = re.compile(r"\bby\s(?:the\s)?$", re.IGNORECASE)
BY_THEM = re.compile(r"^\s(?:\S{2,20}\s){0,2}?\S{2,20}(?:ами|ями|ими|ыми|ою|єю|ей|ом|ем)\b")
"""Ukrainian and Russian name the doer of a passive in the instrumental: "звільнені нашими військами"."""
UNDER = re.compile(
    r"^(?:\w+\s)?(?:under|in)\s(?:the\s|full\s|firm\s)?(?P<side>ukrainian|russian|kyiv['’]s|moscow['’]s)\s"
    r"(?:control|hands|occupation)"
    r"|^(?:(?:під|под)\s)?(?:\w+\s)?контрол(?:ем|ь)\s"
    r"(?P<owner>україн|украин|зсу|всу|збройн\w+ сил україни"
    r"|вооруж\w+ сил украины|київськ|киевск|сил|рф|росі|росси|вс рф"
    r"|вооруж\w+ сил р|збройн\w+ сил р|арм\w+ р)",
    re.IGNORECASE,
)
"""Whose control a phrase of holding names: "remain under Ukrainian control"."""
OWNED = re.compile(
    r"(?:під|под|в)\s(?:\w+\s)?(?:(?P<russia>російськ|росийск|российск|ворож|вражеск)|україн|украин)\w+\s"
    r"(?:контрол|окупац|оккупац)"
    r"|under\s(?:\w+\s)?(?:(?P<moscow>russian|moscow['’]s)|ukrainian|kyiv['’]s)\s(?:control|occupation)"
    r"|control of (?:the\s)?(?:(?P<held>russia|moscow|kremlin)|ukrain|kyiv)",
    re.IGNORECASE,
)
"""The same with the side before the word: "под российским контролем"."""
OCCUPIED = re.compile(r"occup|окуп|оккуп", re.IGNORECASE)
ENEMY = re.compile(r"противник|неприятел|враг|вражеск|enemy", re.IGNORECASE)
"""For a Russian teller the enemy is Ukraine."""
OURS = re.compile(r"росси|рф|russia|росі|наш|\bwe\b|our\b", re.IGNORECASE)
FIRST_PERSON = re.compile(
    r"\b(?:we|our|us|ми|наш\w{0,4}|мы|нами|(?:контрол|утрим|удерж|трима)\w{0,6}(?:ємо|ем|им))\b", re.IGNORECASE
)
CONTROL = re.compile(r"(?:(?:під|под)\s(?:\w+\s)?)?контрол", re.IGNORECASE)
SPEAKER = re.compile(
    r"(?:допов|заяв|повідом|сказа|зазнач|дода|долож|сообщ|отмет)\w{0,6}\s(?:\w+\s){0,3}?"
    r"(?:(?P<ukraine>сирськ|сырск|зеленськ|зеленск|маляр)|(?P<russia>герасимов|белоусов|путин|путін|шойгу))",
    re.IGNORECASE,
)
"""Who tells a deed that has no doer is of the side that did it: "35 square kilometres were taken, Syrskyi reported"."""
FREEING = re.compile(r"освобо|деоккуп|(?:о|за)чи[щс]|звільн|деокуп|liberat|freed|clear", re.IGNORECASE)
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
            if start <= cue.start < end or (verb == "holding" and _belongs(text, cue, changes)):
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
    return leads and not re.search(r"kursk|курс?к|курщ", text, re.IGNORECASE)


def _belongs(text: str, control: Cue, changes: list[Cue]) -> bool:
    """Whether the noun "control" is part of a change: "lost control of", "перейшло під контроль"."""
    if not re.match(r"control|under|контрол", control.text, re.IGNORECASE) or re.match(
        r"controls|controlled|контролю|контролиру", control.text, re.IGNORECASE
    ):
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
    if FREEING.match(cue.text) and (freed := _freed_from(text, cue, words)):
        return freed
    after = text[cue.end : min(len(text), cue.end + 120)]
    for side in ("russia", "ukraine"):
        for named in words.find(f"actors/{side}", after):
            if (
                (doer := BY_THEM.match(after))
                and named.start <= doer.end() + 1
                and re.search(r"н[ыоіиа]?[йхмею]?\w?$|то$|ты$|ті$|^[Вв]трат|^[Пп]отер", cue.text)
            ):
                return side
            if (
                PASSIVE_BY.search(after[: named.start])
                and len(after[: named.start].split()) <= 14
                and not _has_verb(after[: named.start], words)
            ):
                return side
    control = CONTROL.search(cue.text)
    held = UNDER.search(text[cue.start + (control.start() if control else 0) : cue.end + 45])
    if held is not None:
        owner = held["side"] or held["owner"]
        is_ukraine = re.match(r"ukr|kyiv|укр|зсу|всу|сил|ки[їе]вс|.*(?:україни|украины)$", owner, re.IGNORECASE)
        return "ukraine" if is_ukraine else "russia"
    if owned := OWNED.search(text, max(0, cue.start - 25), cue.end + 35):
        return "russia" if owned["russia"] or owned["moscow"] or owned["held"] else "ukraine"
    nearest = _nearest_before(text, clause[0], before, words)
    if nearest is not None:
        return nearest
    # "200 km² were captured by …" is above; a deverbal noun has its owner inside or just before it.
    inside = [side for side in ("russia", "ukraine") if words.has(f"actors/{side}", text, cue.start, cue.end)]
    if inside:
        return inside[0]
    earlier = _nearest_before(text, 0, before, words)
    if earlier is None and (speaker := SPEAKER.search(text, cue.end)):
        return "ukraine" if speaker["ukraine"] else "russia"
    return earlier


def _freed_from(text: str, cue: Cue, words: Words) -> str | None:
    """The side that freed land where the sentence says from whom: "освободили от захватчиков", "от ВСУ освобождена".

    Either side calls the other the enemy, so "от врага" tells nothing.
    """
    after = re.match(r"\s(?:от|від|from)\s(?!враг|против|ворог)(?:\S{2,20}\s){1,3}", text[cue.end : cue.end + 70])
    before = re.search(r"\b(?:от|від)\s(?:\S{2,20}\s){1,3}$", text[max(0, cue.start - 70) : cue.start], re.IGNORECASE)
    for found in filter(None, (after, before)):
        for side, other in (("russia", "ukraine"), ("ukraine", "russia")):
            if words.has(f"actors/{side}", found.group()):
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
    return sorted((cue.start, side) for side in ("russia", "ukraine") for cue in words.find(f"actors/{side}", text))


PRONOUN = re.compile(r"(?<!\w)(?:it|they|вони|він|вона|они|он|она)\s", re.IGNORECASE)


def last_actor(text: str, words: Words) -> str | None:
    """The side named last in a sentence: whom "it" and "they" mean in the next."""
    return _nearest_before(text, 0, len(text), words)


def side_of(deed: Deed, text: str, teller: str | None, *, in_russia: bool = False) -> str | None:
    """Who does a deed: the actor, else the teller ("we freed", "освобождено"), else who does such a thing there."""
    if deed.actor == "russia" == teller and ENEMY.search(text) and not OURS.search(text):
        return "ukraine"
    if deed.actor is not None:
        return deed.actor
    is_own = deed.verb == "retaking" or (deed.verb == "taking" and CONTROL.search(deed.cue.text))
    if teller is not None and (is_own or FIRST_PERSON.search(text)):
        return teller
    if in_russia:
        return "russia" if deed.verb == "retaking" else "ukraine"
    # Land that is "occupied", and no word says by whom, is occupied by Russia.
    return "russia" if deed.verb in ("holding", "taking_weak") and OCCUPIED.search(text) else None


def polarity_of(verb: str, actor: str | None) -> Polarity:
    """`russia_gains`, `ukraine_gains` or `unstated` of a verb's table and its actor."""
    gains: dict[str | None, Polarity] = {"russia": "russia_gains", "ukraine": "ukraine_gains"}
    losses: dict[str | None, Polarity] = {"russia": "ukraine_gains", "ukraine": "russia_gains"}
    if verb == "losing":
        return losses.get(actor, "russia_gains")
    if verb == "retaking":
        return "russia_gains" if actor == "russia" else "ukraine_gains"
    return gains.get(actor, "russia_gains" if verb == "taking" else "unstated")
