"""Whether a plan, a condition, a demand or a forecast governs a quantity, so that nothing is said to have happened."""

from __future__ import annotations

import re

from flows.claims.land.polarity import Deed
from flows.claims.quantities.quantity import Quantity
from flows.claims.text.clauses import tells_of_it
from flows.claims.words.grammar import Cue, Words

FINITE_PAST = re.compile(
    r"(?:ed|took|taken|won|lost|retook|overran|gained|seized|made|grew|held)$"
    r"|(?:ли|ла|ло|в|л|но|то|вся|лися|лася|лось)$",
    re.IGNORECASE,
)
NOT_FINITE = re.compile(
    r"(?:n['’]t|\bnever)\s(?:\w+\s){0,2}$"
    r"|\b(?:to|be|being|would(?: have)?|could|will|should|might|can|not|if|may)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
HAVE_MODAL = re.compile(r"\b(?:may|might|could|must)\s(?:well\s|already\s)?have\b(?!\sto)", re.IGNORECASE)
SUBJUNCTIVE = re.compile(r"щоб|аби|би|б|чтобы|бы", re.IGNORECASE)
"""After these a verb in the past tense tells a wish, not a deed."""
COUNTED = re.compile(
    r"^(?:if|якщо|если)\b[^.;]{0,200}?\b(?:included|counted|added|taken into account|consider(?:ed)?|count|include"
    r"|looks?|compared?|порівня\w+|порівнюв\w+|порахув\w+|подивит\w+|врахову\w+|врахува\w+|рахува\w+|додат\w+|брати"
    r"|то (?:теперь|сейчас|уже|ныне|тепер|зараз|вже)|сравни\w+|посмотр\w+|учитыва\w+|учесть|считать|добавить|брать)\b",
    re.IGNORECASE,
)
"""Conditions that tell what is counted or compared, after which a figure is a statement."""


def is_hypothetical(text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words) -> bool:
    """Whether a plan, a condition, a demand or a forecast governs the quantity, and not a deed that was done."""
    scope_begin = clause[0]
    modal_have = [m.span() for m in HAVE_MODAL.finditer(text)]
    cues = [
        cue
        for cue in words.find("hypothetical", text, scope_begin, clause[1])
        if not any(begin <= cue.start < stop for begin, stop in modal_have) and not COUNTED.match(text[cue.start :])
    ]
    # A condition or a plan at the head of the sentence governs the clauses after it too.
    head = [
        cue
        for cue in words.find("hypothetical", text, 0, scope_begin)
        if re.match(r"if|unless|якщо|якби|если", cue.text, re.IGNORECASE) and not COUNTED.match(text[cue.start :])
    ]
    if head:
        return True
    for cue in cues:
        if cue.start < quantity.start and SUBJUNCTIVE.fullmatch(cue.text):
            return True
        if cue.start >= quantity.end:
            # after the quantity only where it is the verb itself: "another 200 sq km would be needed"
            if len(text[quantity.end : cue.start].split()) <= 2 and deed.cue.start > cue.start:
                return True
            continue
        done = deed.cue.end <= quantity.start and deed.cue.start > cue.end and _is_done(text, deed.cue)
        done = done or tells_of_it(text, quantity.end, words)
        done = done or (
            deed.cue.end <= cue.start
            and _is_done(text, deed.cue)
            and cue.start - deed.cue.end > 0
            and deed.cue.end > clause[0]
            and not _governs(text, cue, quantity)
        )
        if not done:
            return True
    return False


def _governs(text: str, cue: Cue, quantity: Quantity) -> bool:
    """Whether nothing but a few words lies between a cue and the quantity."""
    between = text[cue.end : quantity.start]
    return len(between.split()) <= 6 and "," not in between


def _is_done(text: str, verb: Cue) -> bool:
    last = verb.text.split()[0] if verb.text.split() else ""
    return bool(FINITE_PAST.search(last)) and not NOT_FINITE.search(text[max(0, verb.start - 24) : verb.start])
