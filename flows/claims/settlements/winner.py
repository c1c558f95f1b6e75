"""Which side has a place after a deed: who did it, who left, and whose word it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from flows.claims.land.polarity import actor_of, is_ukrainian_return
from flows.claims.reading.context import Context
from flows.claims.settlements.deeds import Governed
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue, Words, words_for

Side = Literal["russia", "ukraine"]
SIDES: tuple[Side, Side] = ("russia", "ukraine")
OTHER = {"russia": "ukraine", "ukraine": "russia"}
BESIDE_BEFORE = re.compile(r"\w{2,20}['’]s?\s(?:\w{1,12}\s)?$")
BESIDE_AFTER = re.compile(r"(?:\s[^\s,.;:]{1,20}){1,4}")
"""Whose a deed is by the owner before it, or by the few words after it that no comma parts from it."""
OUSTED = re.compile(r"(?:\s\S{2,20}){1,3}")
"""Whom "drove out" is of."""
COMMA_SIDE = re.compile(r"\s[^,.;]{3,65},\s(?P<side>(?:\S+\s){1,3})")
"""After a noun of leaving or freeing: whose it was, "during the retreat from Zoria, the invaders …"."""
QUOTED = re.compile(r"[“\"'‘«]\w+[”\"'’»]|(?<=\w\s)[“\"'‘«]")
"""The press writes Moscow's "liberated" so; a quotation that opens the sentence is somebody's words as a whole."""
SPOKEN = 20_000
"""Signs of an article that tell in whose words it is written."""


def winner_of(deed: Governed, context: Context) -> str | None:
    """The side that has the places after a deed, or None where the sentence does not tell."""
    actor = _actor(deed, context)
    if deed.voice in ("left", "ousted"):
        return _winner_over_leavers(deed, actor or _side_before(context), context)
    if is_a(context, deed, "flag"):
        return "russia" if is_a(context, deed, "russian_flag") or actor == "russia" else "ukraine"
    if is_a(context, deed, "freed"):
        return _freer(deed, actor, context)
    actor = actor or _side_before(context)
    # "the passing of Zoria under Kyiv's control"
    if is_a(context, deed, "passing") and (after := BESIDE_AFTER.match(context.text, deed.names_end)):
        return _side_in(context, after.group()) or actor
    if is_a(context, deed, "lost"):
        return OTHER.get(actor or "")
    # "An adviser in Kyiv confirmed the fall of Zoria": who tells of a capture by the other side is not who took it.
    is_noun_or_passive = deed.voice in ("nominal", "passive") and not is_a(context, deed, "control")
    return None if is_noun_or_passive and actor == "ukraine" and not _is_own_deed(deed, context) else actor


def is_a(context: Context, deed: Governed, section: str) -> bool:
    """Whether the word of a deed is one of a section of `settlement_outcome`."""
    return context.words.has(f"settlement_outcome/{section}", deed.cue.text)


def _is_own_deed(deed: Governed, context: Context) -> bool:
    """Whether the doer stands right beside a noun or a passive: "Ukraine's capture of", "captured by Kyiv's troops"."""
    text, words, cue = context.text, context.words, deed.cue
    for told in words.find("settlement_outcome/announced", text, max(0, cue.start - 24), cue.start):
        if words.has("actors/ukraine", text, max(0, told.start - 24), told.start):
            return True
    before = BESIDE_BEFORE.search(text, max(0, cue.start - 40), cue.start)
    after = BESIDE_AFTER.match(text, max(cue.end, deed.names_end))
    near = BESIDE_AFTER.match(text, cue.end)
    return any(found is not None and words.has("actors/ukraine", found.group()) for found in (before, near, after))


def _actor(deed: Governed, context: Context) -> str | None:
    """Who did it. In a passive the doer stands before the place or after the verb."""
    cue = deed.cue
    # "село Зоря захопили росіяни", "під контролем росіян": the doer may come last.
    comes_last = deed.voice in ("taken", "retaken") and not deed.is_before_names
    if (comes_last or is_a(context, deed, "owner_after")) and (side := _side_after(context, cue)):
        return side
    text, begin = context.text, min(cue.start, deed.mentions[0].begin) if deed.voice == "passive" else None
    if deed.voice == "taken" or (deed.voice == "retaken" and not is_a(context, deed, "freed")):
        # Whoever is named after the place did something else: "took Zoria, a claim denied by Kyiv".
        text = text[: max(cue.end, deed.names_start if deed.is_before_names else 0)]
    actor = actor_of(text, cue, clause_at(context.text, cue.start), context.words, begin)
    if is_a(context, deed, "freed_by_those_after"):
        return _side_after_comma(context, cue) or actor
    return actor


def _winner_over_leavers(deed: Governed, actor: str | None, context: Context) -> str | None:
    """Who has a place that one side lost, left or was driven out of."""
    cue = deed.cue
    # "the withdrawal of Kyiv's forces from"
    way = context.text[cue.start : deed.names_start] if deed.voice == "left" and deed.is_before_names else cue.text
    if named := _side_in(context, way):
        return OTHER[named]
    if deed.voice == "ousted" and not is_a(context, deed, "driven_out"):
        # Either side calls the other the enemy.
        after = OUSTED.match(context.text, cue.end)
        enemy = context.words.pattern("settlement_outcome/enemy")
        ousted = _side_in(context, enemy.sub("", after.group())) if after else None
        return OTHER[ousted] if ousted else actor
    if deed.voice == "left":
        after_it = _side_after_comma(context, cue) if is_a(context, deed, "leaving") else None
        actor = after_it or _last_side(context, cue.start) or actor
    return OTHER.get(actor or "")


def _freer(deed: Governed, actor: str | None, context: Context) -> str | None:
    """Who freed a place: a ministry in Moscow says "liberated" of what its troops took."""
    cue = deed.cue
    clause = clause_at(context.text, cue.start)
    if deed.voice == "retaken" and is_ukrainian_return(context.text, cue, clause, context.words):
        return "ukraine"
    if actor:
        return actor
    if teller := _side_that_tells(context):
        return teller
    by = context.attribution(cue.start)
    if by is not None and by.basis is not None and by.basis.side is not None:
        return by.basis.side
    if QUOTED.match(context.text, max(0, cue.start - 1)):
        return "russia"
    if press := _speech_of(context.words, context.article.text[:SPOKEN]):
        return press
    # Where nobody at all is named it is who says so in that language; Moscow's reports name the doer once for many.
    of_article = words_for((context.article.language,))
    by_default = next(iter(of_article.section("settlement_outcome/freer_by_default")), None)
    return by_default if by_default == "ukraine" else _side_before(context) or by_default


def _side_that_tells(context: Context) -> Side | None:
    """The side named right after a word of telling: "сообщила пресс-служба ВСУ"."""
    for told in context.words.find("telling", context.text):
        after = BESIDE_AFTER.match(context.text, told.end)
        if after and (side := _side_in(context, after.group())):
            return side
    return None


def _side_in(context: Context, words: str) -> Side | None:
    return next((side for side in SIDES if context.words.has(f"actors/{side}", words)), None)


def _side_after(context: Context, cue: Cue) -> Side | None:
    after = BESIDE_AFTER.match(context.text, cue.end)
    return _side_in(context, after.group()) if after else None


def _side_after_comma(context: Context, cue: Cue) -> Side | None:
    after = COMMA_SIDE.match(context.text, cue.end)
    return _side_in(context, after["side"]) if after else None


def _last_side(context: Context, end: int | None = None) -> str | None:
    """The side that a sentence names last before an offset."""
    named = [(cue.start, side) for side in SIDES for cue in context.words.find(f"actors/{side}", context.text, 0, end)]
    return max(named)[1] if named else None


def _side_before(context: Context) -> str | None:
    """The side that the sentence before ends with: "Группировка «Центр» продвинулась. Освобождены Вишневое и …"."""
    return _last_side(context.previous) if context.previous else None


@lru_cache(maxsize=16)
def _speech_of(words: Words, text: str) -> Side | None:
    """The side in whose words an article is written: whose "liberated" it is where nobody is named."""
    moscow, kyiv = (words.has(f"speech/{side}", text) for side in ("moscow", "kyiv"))
    return None if moscow == kyiv else "russia" if moscow else "ukraine"
