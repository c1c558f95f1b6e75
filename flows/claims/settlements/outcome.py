"""What became of a settlement, and which side has it: one side's liberation is the other's capture."""

from __future__ import annotations

import re
from typing import Literal

from flows.claims.land.polarity import actor_of, is_ukrainian_return
from flows.claims.reading.context import Context
from flows.claims.settlements.forms import Voice
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

Event = Literal["taken", "retaken", "held", "denied"]
BACK = re.compile(
    r"liberat|retak|recapt|reconqu|recover|\bback\b|freed|cleared|reclaim|de-?occup|звільн|деокуп|освобо|деоккуп|зачищ",
    re.IGNORECASE,
)
"""Words of nouns and passives that tell of land that its own side has again."""
IN_RUSSIA = re.compile(r"kursk|belgorod|bryansk|курс?к|курщ|бєлгород|белгород|брянськ|брянск", re.IGNORECASE)
"""Where Ukraine's control is a taking, not a return."""
STATE = re.compile(
    r"(?:перебува|знаход|залиша|наход|оста[её])\w+$|^(?:now\s)?control(?:s|led)?$|^ha(?:s|ve|d)\s|^in control",
    re.IGNORECASE,
)
"""What is, not what came to be."""
GOES_ON = re.compile(r"\bcontinu\w+ to\s$", re.IGNORECASE)
"""Before "control": nothing has changed hands."""
RUSSIAN_FLAG = re.compile(r"(?:russian?\S*|soviet|ussr) flag", re.IGNORECASE)
OURS = re.compile(
    r"(?:ukrainian|ukraine['’]s|kyiv['’]s) (?:control|hands)|control of (?:the )?(?:ukrain|kyiv|kiev)", re.IGNORECASE
)
FREEING = re.compile(r"liberation\b", re.IGNORECASE)
LEAVING = re.compile(r"retreat$|withdrawal$|pull-?(?:out|back)$", re.IGNORECASE)
LEAVER = re.compile(r"\s(?:from\s)?[^,.;]{3,60},\s(?P<side>(?:\S+\s){1,3})")
"""After a noun of leaving: whose it was, "during the retreat from Zoria, the invaders …"."""
PATIENT_VERB = re.compile(r"(?:was|were|been|being)\b|\w+(?:ит|ен|єн)[ыіоа]?$", re.IGNORECASE)
"""Of those driven out: the side named before it has lost the place."""


def outcome_of(voice: Voice, cue: Cue, context: Context, begin: int) -> tuple[Event, str | None]:
    """What became of the place, and the side that it went to where the sentence tells; `begin`: where the form begins.

    In a passive the doer stands before the place or after the verb: "Vyshneve, once held by Kyiv's troops, was freed".
    """
    before = begin if voice == "passive" else None
    actor = actor_of(context.text, cue, clause_at(context.text, cue.start), context.words, before)
    actor = actor or _side_before(context) or _side_of_the_press(context, cue)
    if voice in ("left", "ousted"):
        after = LEAVER.match(context.text, cue.end) if LEAVING.match(cue.text) else None
        actor = (
            (_side_in(context, after["side"]) if after else None)
            or (_nearest_side(context, cue) if voice == "left" else None)
            or actor
        )
        inside = [side for side in ("russia", "ukraine") if context.words.has(f"actors/{side}", cue.text)]
        winner = _winner(voice, cue, inside[0] if inside else actor, context)
        return ("retaken" if winner == "ukraine" else "taken"), winner
    if FREEING.match(cue.text) and (freer := LEAVER.match(context.text, cue.end)):
        actor = _side_in(context, freer["side"]) or actor
    return _event(voice, cue, actor, context), actor


def _nearest_side(context: Context, cue: Cue) -> str | None:
    """The side named last before a deed: those who left are not those who made them leave."""
    named = [
        (found.start, side)
        for side in ("russia", "ukraine")
        for found in context.words.find(f"actors/{side}", context.text, 0, cue.start)
    ]
    return max(named)[1] if named else None


def _side_in(context: Context, words: str) -> str | None:
    return next((side for side in ("russia", "ukraine") if context.words.has(f"actors/{side}", words)), None)


def _side_of_the_press(context: Context, cue: Cue) -> str | None:
    """Whose "liberated" it is where nobody is named: that of the side in whose words the article is written."""
    if not BACK.search(cue.text):
        return None
    text = context.article.text[:20_000]
    moscow, kyiv = (context.words.has(f"speech/{side}", text) for side in ("moscow", "kyiv"))
    return None if moscow == kyiv else "russia" if moscow else "ukraine"


def _side_before(context: Context) -> str | None:
    """The side that the sentence before ends with: "Группировка «Центр» продвинулась. Освобождены Вишневое и …"."""
    before = context.previous
    named = [
        (cue.start, side)
        for side in ("russia", "ukraine")
        for cue in (before.words.find(f"actors/{side}", before.text) if before else [])
    ]
    return max(named)[1] if named else None


def _ouster(cue: Cue, context: Context) -> str | None:
    """Who drove out the side that is named after the verb: "they drove Russian forces from …"."""
    # Either side calls the other the enemy.
    named = re.match(r"(?:\s(?!против|ворог|враг)\S{2,20}){1,3}", context.text[cue.end :])
    for side, other in (("russia", "ukraine"), ("ukraine", "russia")):
        if named and context.words.has(f"actors/{side}", named.group()):
            return other
    return None


def _winner(voice: Voice, cue: Cue, actor: str | None, context: Context) -> str | None:
    """Who has a place that one side lost, left or was driven out of."""
    if voice == "ousted" and not PATIENT_VERB.match(cue.text):
        return _ouster(cue, context) or actor
    return {"russia": "ukraine", "ukraine": "russia"}.get(actor or "")


def _event(voice: Voice, cue: Cue, actor: str | None, context: Context) -> Event:
    if voice == "taken":
        if GOES_ON.search(context.text[max(0, cue.start - 16) : cue.start]):
            return "held"
        is_ours = re.search(r"освобо", cue.text, re.IGNORECASE) or (
            re.search(r"контрол|control|^взял", cue.text, re.IGNORECASE) and not IN_RUSSIA.search(context.text)
        )
        if is_ours and actor == "ukraine":
            return "held" if STATE.search(cue.text) else "retaken"
        return "taken"
    if voice == "retaken":
        if RUSSIAN_FLAG.search(cue.text) or ("flag" in cue.text and actor == "russia"):
            return "taken"
        # A ministry in Moscow says "liberated" of what its troops took.
        clause = clause_at(context.text, cue.start)
        if is_ukrainian_return(context.text, cue, clause, context.words):
            return "retaken"
        is_moscows = actor == "russia" or (actor is None and _is_moscows_word(context, cue))
        return "taken" if is_moscows and re.match(r"liberat|звільн", cue.text, re.IGNORECASE) else "retaken"
    if voice == "held":
        return "held"
    if (
        voice == "passive"
        and not re.search(r"liberat|звільн|освобо", cue.text, re.IGNORECASE)
        and OURS.search(cue.text)
        and not re.search(r"\bback\b", cue.text, re.IGNORECASE)
    ):
        return "held"
    if re.match(r"втрат|утрат|потер|loss", cue.text, re.IGNORECASE):
        return "retaken" if actor == "russia" else "taken"
    if BACK.search(cue.text):
        if re.search(r"retak|recapt|reclaim|reconqu|recover", cue.text, re.IGNORECASE):
            return "retaken"
        is_moscows = actor == "russia" or (actor is None and _is_moscows_word(context, cue))
        return "taken" if is_moscows else "retaken"
    is_ours = actor == "ukraine" and re.search(r"контрол", cue.text, re.IGNORECASE)
    return "retaken" if is_ours and not IN_RUSSIA.search(context.text) else "taken"


def _is_moscows_word(context: Context, cue: Cue) -> bool:
    """Whether Moscow tells it, or the word stands in quotation marks, as the press writes Moscow's "liberated"."""
    by = context.attribution(cue.start)
    is_told = by is not None and by.basis is not None and by.basis.source_id in ("russian_mod", "russian_officials")
    return is_told or context.text[max(0, cue.start - 1) : cue.start] in ("“", '"', "'", "‘", "«")
