"""Whether what is told of a settlement has not happened: a plan, a denial, an attempt, or only talk of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.claims.reading.context import Context
from flows.claims.settlements.names import names_known
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

INFINITIVE = re.compile(
    r"^(?:capture|seize|occupy|take|liberate|recapture|retake|reclaim|conquer)\b(?! of)", re.IGNORECASE
)
GERUND = re.compile(r"^\w+ing\b", re.IGNORECASE)
AIM = re.compile(
    r"\b(?:to|help|let)\s(?:\w+\s)?$|\b(?:to|will|would|can|cannot|could|may|might|should|must)\s[^.;]{0,80}\b(?:and|or)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before an infinitive: it tells an aim. "Forces now occupy …" tells a state."""
ACHIEVED = re.compile(
    r"\b(?:manag|succeed|able|have|continu)\w*\s(?:to\s)?(?:\w+\s)?$"
    r"|\b(?:was|were|manag\w+|succeed\w+) (?:able )?to\s[^.;]{0,60}$",
    re.IGNORECASE,
)
"""Before an infinitive: it was done all the same."""
PURSUED = re.compile(r"\b(?:aim|goal|purpose|task|hope)s?\sof\b[^.;]{0,100}$", re.IGNORECASE)
"""Before a gerund in the same clause: what is wanted, though other words stand between."""
TOPIC = re.compile(
    r"\b(?:of|on|at|for|(?<!aside )(?<!apart )from|in|to|towards?|before|without|about|like)\s$", re.IGNORECASE
)
"""Before a gerund: it is what is spoken of, not what was done. "…, capturing the village of …" tells a deed."""
REPORT_ON = re.compile(r"\breport(?:s|ed)?,?\s(?:\w+\s){0,2}on\s$", re.IGNORECASE)
TO_COME = re.compile(
    r"(?:,[^,.;]{2,80},)?\s(?:will|would|could|may|might|can|remains|дозволи\w+|дасть|позволи\w+|даст|станет|стане|буде|будет|може|может"
    r"|залишається|остается|остаётся)\b",
    re.IGNORECASE,
)
"""After a noun of capture these words make it one to come: "the capture of Chasiv Yar will give …"."""
UNSURE = re.compile(
    r"\b(?:not clear|unclear|no evidence|слух\w{0,3}|чутк\w{0,2}|rumou?rs?|неясно|незрозуміло|невідомо|неизвестно"
    r"|непонятно)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
PARTLY = re.compile(r"\b(?:частичн|частков|partial)\w{0,4}\s$", re.IGNORECASE)
ATTRIBUTE = re.compile(r"н(?:ого|ому|ой|ої|ій|ым|им|ом)$", re.IGNORECASE)
PREPOSITION = re.compile(r"\b(?:от|из|в|к|до|под|около|у|від|із|з|до|під|біля|поблизу)\s$", re.IGNORECASE)
"""Before a participle: "20 km from occupied Vuhledar" tells a distance, not a capture."""
NEGATED = re.compile(
    r"\b(?:not(?! only)|never|without|failed|unable|не)\s(?:\w+\s){0,2}$|n['’]t\s(?:\w+\s)?$", re.IGNORECASE
)
ALMOST = re.compile(r"\b(?:nearly|almost|virtually|practically|hypothetical|possible)\s(?:\w+\s){0,2}$", re.IGNORECASE)
UNTRUE = re.compile(r"\b(?:false|fake|untrue|baseless)\s(?:\w+\s){0,2}(?:about|of|on)\s(?:the\s)?$", re.IGNORECASE)
FOUGHT = re.compile(r"\b(?:for|over)\s(?:the\s|full\s)?$", re.IGNORECASE)
"""Before "control of": it is what both sides fight for."""
THEN_WOULD = re.compile(r"[^.;]{0,60}?\b(?:would|could|will|may)\s(?!have\b(?! to))")
WOULD = re.compile(r"\b(?:would|could|may|might|will)\s(?!have\b(?! to))[^.;]{2,90}\bafter\s$", re.IGNORECASE)
"""Before a gerund: "they would have to choose after capturing …"."""
FOR_IT = re.compile(r"\b(?:бо[їйие]\w{0,3}|боротьб\w{1,2}|битв\w|борьб\w{1,2})\sза\s(?:\w+\s)?$", re.IGNORECASE)
"""Before a noun of capture: a battle for it tells of no end."""
THAT_CLAUSE = re.compile(
    r"(?:[^,.;]{0,40},\s(?:що|нібито|что|якобы)|\s(?:[\w’']{2,15}\s){0,3}that|\s(?:claims?|reports?|statements?)\s[^.;]{3,80}?\sthat)\s(?!.*\b(?:але|проте|но|однак|but)\b)",
    re.IGNORECASE,
)
"""Between a word of denial and what it denies: "заперечують, що …"."""
DENIED_SAYING = re.compile(
    r"\s(?:\w+\s){0,4}(?:заяв|інформац|повідомлен|тверджен|чутк|фейк|информац|сообщен|утвержден|слух|claims?|reports?)\w*"
    r"\s[^,.;]{0,80}\b(?:про|о|об|of|about)\s(?:(?:нібито|начебто|якобы|повне|полном|the)\s)?$",
    re.IGNORECASE,
)
"""Between a word of denial and what it denies: "спростували заяви голови Генштабу про нібито захоплення …"."""
MANY = re.compile(r"(?:пунктів|сіл|міст|пунктов|с[её]л|городов|settlements|villages|towns)\s[—–-]\s$", re.IGNORECASE)
"""After several settlements a dash and one name that is no place."""
PURPOSE = re.compile(r"\b(?:по|для|ради|к|на|щодо|до)\s$", re.IGNORECASE)
"""Before a noun of capture: "операция по освобождению Авдеевки" tells what was wanted."""
STATE = re.compile(r"\b(?:the|an?|in|of|near|from|to|on|at|temporarily|russian)[\s-]$", re.IGNORECASE)
"""Before "occupied": it tells what kind of town it is, not what happened to it."""
DATIVE = re.compile(r"(?:нню|ттю)$", re.IGNORECASE)
"""A noun of capture in the dative is what something serves: "надають пріоритет захопленню …"."""
NOUN = re.compile(
    r"ни(?:е|я|ю|и|ем)$|ння\w?$|ти(?:е|я|ю|и|ем)$|ття\w?$|(?:захват|захоплен|оккупаци|окупаці)\w{0,3}$"
    r"|контрол[яюе]м? над$|(?:capture|seizure|takeover|fall|liberation|occupation|recapture|loss) of$",
    re.IGNORECASE,
)
"""Words of the tables that are nouns of capture."""
JOINED = re.compile(r"\s(?:и|і|й|та|and)\s")
VAGUE_VERB = re.compile(r"took$|taken$|take$|takes$|taking$|fell$|fallen$", re.IGNORECASE)
"""Verbs that take anything: they are of a settlement only where the gazetteer knows it."""
MAKES_POSSIBLE = re.compile(
    r"[^,.;:]{0,50}?\s(?:смо(?:жет|гут)|могл[аои]|позволит|откроет|зможуть|зможе|дозволить|відкриє|бы|би|б)\b",
    re.IGNORECASE,
)
"""After a noun of capture: what it is to make possible, "после освобождения города войска смогут …"."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a sentence names the places of a deed; `noun_start`: where "village" stands, `end`: where the form ends."""

    names_start: int
    names_end: int
    end: int
    noun_start: int | None
    is_known: bool
    """Whether the gazetteer knows a name of the list, or one ends as names of villages do."""

    @classmethod
    def of(cls, match: re.Match[str]) -> Spot:
        """That of a match with the groups `names` and `noun`."""
        noun = match.start("noun") if match["noun"] else None
        return cls(match.start("names"), match.end("names"), match.end(), noun, names_known(match["names"]))


def is_undone(context: Context, cue: Cue, spot: Spot) -> bool:
    """Whether a plan, a negation or an attempt stands before the verb, so that nothing is said to have happened."""
    begin, _ = clause_at(context.text, cue.start)
    before = context.text[max(begin, cue.start - 60) : cue.start]
    clause_before = context.text[max(0, cue.start - 140) : cue.start]
    if re.search(r"\b(?:not|never)\b", cue.text, re.IGNORECASE):
        return True
    if "cleared" in cue.text and context.words.has("other_subject", context.text, cue.end, cue.end + 60):
        return True
    if cue.text.lower() == "occupied" and STATE.search(before):
        return True
    if NOUN.search(cue.text.rstrip('”"»’')) and _is_only_said(context, cue, spot):
        return True
    if UNSURE.search(before) or PARTLY.search(before) or (ATTRIBUTE.search(cue.text) and PREPOSITION.search(before)):
        return True
    ends = (spot.names_end, spot.end) if cue.end <= spot.names_start else (spot.end,)
    if any(TO_COME.match(context.text, at) for at in ends):
        return True
    if ALMOST.search(before) or (GERUND.match(cue.text) and WOULD.search(clause_before)):
        return True
    if UNTRUE.search(before) or (cue.text.lower().startswith("control") and FOUGHT.search(before)):
        return True
    if GERUND.match(cue.text) and before.lower().endswith("after ") and THEN_WOULD.match(context.text, spot.names_end):
        return True
    # "they shell liberated towns": the verb is another.
    blocked = context.words.find("settlement_blocked", before) if cue.text.isascii() else []
    if any(not before[c.end :].strip() for c in blocked):
        return True
    denied = context.words.find("settlement_denied", before)
    if NEGATED.search(before) or (denied and len(before[denied[-1].end :].split()) <= 3) or FOR_IT.search(before):
        return True
    denials = context.words.find("settlement_denied", clause_before)
    if any(said.match(clause_before[c.end :]) for c in denials for said in (THAT_CLAUSE, DENIED_SAYING)):
        return True
    if INFINITIVE.match(cue.text) and AIM.search(before) and not ACHIEVED.search(before):
        return True
    if GERUND.match(cue.text) and (
        (TOPIC.search(before) and not REPORT_ON.search(before)) or PURSUED.search(clause_before)
    ):
        return True
    cues = context.words.find("hypothetical", before)
    if any(len(before[c.end :].split()) <= 5 for c in cues):
        return True
    if _is_signed(context.text, spot):
        return True
    return _is_blocked(context, cue, spot) or bool(VAGUE_VERB.match(cue.text.strip()) and not spot.is_known)


def _is_blocked(context: Context, cue: Cue, spot: Spot) -> bool:
    """Whether what is taken is something near a place or a part of it: "captured positions near the village of …"."""
    end = spot.noun_start if spot.noun_start is not None and spot.noun_start >= cue.end else spot.names_start
    # "captured half of the town and two villages: …": what is joined by "and" is another thing.
    begin = cue.end + max((m.end() for m in JOINED.finditer(context.text[cue.end : max(end, cue.end)])), default=0)
    return context.words.has("settlement_blocked", context.text, begin, end)


def _is_signed(text: str, spot: Spot) -> bool:
    """Whether the name is whom a headline quotes: "ЗСУ повернули 8 населених пунктів – Маляр"."""
    before, after = text[: spot.names_start], text[spot.names_end :]
    return bool(MANY.search(before) and not after.strip('.»”"') and not spot.is_known)


def _is_only_said(context: Context, cue: Cue, spot: Spot) -> bool:
    """Whether a noun of capture names a purpose, or something that the same clause calls untrue."""
    before = context.text[max(0, cue.start - 10) : cue.start]
    if PURPOSE.search(before) or (DATIVE.search(cue.text) and "завдяки" not in before.lower()):
        return True
    if MAKES_POSSIBLE.match(context.text[spot.names_end :]):
        return True
    after = re.match(r"[^,.;:]{0,60}", context.text[spot.names_end :])
    return after is not None and context.words.has("settlement_denied", after.group())
