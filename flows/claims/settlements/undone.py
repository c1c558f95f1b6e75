"""Whether what is told of a settlement is denied, or has not happened: a plan, an attempt, or only talk of it.

What makes a deed undone stands in the tables of the languages (`settlement_undone`), by where it stands.
"""

from __future__ import annotations

import re

from flows.claims.reading.context import Context
from flows.claims.settlements.deeds import Governed
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

NEAR = 60
"""Signs before a deed in which its clause is asked for a denial or a plan."""
FAR = 140
CLOSE_WORDS = 5
"""So many words may stand between a plan and the deed that it is of."""
DENIAL_WORDS = 3
"""The same of a denial."""
UP_TO_COMMA = re.compile(r"[^,.;:]{0,60}")


def is_undone(context: Context, deed: Governed) -> bool:
    """Whether a plan, a negation or an attempt governs a deed, so that nothing is said to have happened."""
    return (
        _is_negated(context, deed)
        or _is_planned(context, deed)
        or _is_to_come(context, deed)
        or _is_only_topic(context, deed)
        or _is_of_something_near(context, deed)
    )


def _before(context: Context, deed: Governed, section: str, reach: int = NEAR) -> bool:
    """Whether a word of a section stands right before the deed."""
    begin = max(0, deed.cue.start - reach)
    return context.words.before(f"settlement_undone/{section}", context.text, deed.cue.start, begin) is not None


def _is_a(context: Context, deed: Governed, section: str) -> bool:
    """Whether the deed itself is a word of a section."""
    return context.words.after(f"settlement_undone/{section}", deed.cue.text, 0) is not None


def _is_negated(context: Context, deed: Governed) -> bool:
    """ "not captured", "almost captured", "unclear who captured", "rumours of the capture"."""
    begin, _ = clause_at(context.text, deed.cue.start)
    reach = min(NEAR, deed.cue.start - begin)
    return (
        context.words.has("settlement_undone/negation", deed.cue.text)
        or _before(context, deed, "negated", reach)
        or _before(context, deed, "unsure", reach)
    )


def denial_of(context: Context, deed: Governed) -> Cue | None:
    """The word by which a deed is denied: "denied capturing", "denied reports that …", "called the capture a lie"."""
    text, words, at = context.text, context.words, deed.cue.start
    for denial in words.find("settlement_denied", text, max(0, at - FAR), at):
        between = text[denial.end : at]
        if (at - denial.end < NEAR and len(between.split()) <= DENIAL_WORDS) or words.between(
            "settlement_undone/denied_saying", text, denial.end, at
        ):
            return denial
    if not (_is_a(context, deed, "nouns") or _is_a(context, deed, "prizes")):
        return None
    end = UP_TO_COMMA.match(text, deed.names_end)
    return next(iter(words.find("settlement_denied", text, deed.names_end, end.end())), None) if end else None


def _is_planned(context: Context, deed: Governed) -> bool:
    """ "wants to capture", "the goal of capturing", "would have to choose after capturing"."""
    text, words, at = context.text, context.words, deed.cue.start
    begin, _ = clause_at(text, at)
    plans = words.find("hypothetical", text, max(begin, at - NEAR), at)
    if any(len(text[plan.end : at].split()) <= CLOSE_WORDS for plan in plans):
        return True
    if _is_a(context, deed, "infinitives"):
        return _before(context, deed, "before_infinitive", FAR) and not _before(context, deed, "achieved")
    if _is_a(context, deed, "gerunds"):
        return _before(context, deed, "before_gerund", FAR) and not _before(context, deed, "reported")
    return False


def _is_to_come(context: Context, deed: Governed) -> bool:
    """ "the capture of Zoria will open the way", "after capturing Zoria they could"."""
    text, words = context.text, context.words
    ends = (deed.names_end, max(deed.names_end, deed.cue.end)) if deed.is_before_names else (deed.cue.end,)
    if any(words.after("settlement_undone/to_come", text, end) for end in ends):
        return True
    is_noun = _is_a(context, deed, "nouns") or (
        _is_a(context, deed, "gerunds") and _before(context, deed, "after_which")
    )
    return is_noun and words.after("settlement_undone/makes_possible", text, deed.names_end) is not None


def _is_only_topic(context: Context, deed: Governed) -> bool:
    """ "the battle for the capture of", "20 km from captured Zoria", "fight for control of"."""
    for form in ("nouns", "prizes", "attributes", "states"):
        if _is_a(context, deed, form) and _before(context, deed, f"before_{form}"):
            return True
    return False


def _is_of_something_near(context: Context, deed: Governed) -> bool:
    """ "captured positions near the village of Zoria", "shelled liberated towns", "MPs cleared the bill"."""
    text, words, cue = context.text, context.words, deed.cue
    if words.has("settlement_undone/clearing", cue.text) and words.has("other_subject", text, cue.end, cue.end + NEAR):
        return True
    if _is_a(context, deed, "attributes") and words.before("settlement_blocked", text, cue.start):
        return True
    end = deed.noun_start if deed.noun_start is not None and deed.noun_start >= cue.end else deed.names_start
    # "captured half of the town and two villages: …": what is joined by "and" is another thing.
    begin = max((found.end for found in words.find("settlement_and", text, cue.end, end)), default=cue.end)
    return end > begin and words.has("settlement_blocked", text, begin, end)
