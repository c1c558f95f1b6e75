"""Money promised and delivered: "only 10% of a $61 billion package has arrived"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from flows.claims.claim import Claim
from flows.claims.quantities.numerals import numerals_in
from flows.claims.reading.context import Context
from flows.claims.words.grammar import Words, pattern_of

NOT_AID = re.compile(
    r"\b(?:gdp|budget deficit|damage|damages|reconstruction|revenue|exports?|trade|contracts?|oil"
    r"|losses|profits?|fine|salary"
    r"|ввп|збитк\w*|втрат\w*|відбудов\w*|убытк\w*|ущерб\w*|восстановлен\w*|выручк\w*"
    r"|(?:дохід|доход)\w*(?!\s(?:від|от)\s(?:\w+\s){0,3}актив))\b",
    re.IGNORECASE,
)


TO_UKRAINE = re.compile(r"\bukrain|\bkyiv|\bукра[їи]н|\bки[єеї]в", re.IGNORECASE)
"""Donors are countries elsewhere; aid is Ukraine's where it is named."""


FRAME = re.compile(
    r"\b(?:у рамках|в рамках|у межах|в межах|за програмою|по программе|as part of|in the framework of|within the"
    r"|загальн\w+ (?:обсяг|сум)\w*|общ\w+ (?:объ[её]м|сумм)\w*|bringing (?:the|its) total)\b[^,.;]{0,80}$",
    re.IGNORECASE,
)
"""Between an amount and the whole that it is a part of."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in a sentence: value in whole units, `usd` or `eur`."""

    start: int
    end: int
    value: float
    unit: str


@cache
def _currencies(words: Words) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    compiled = []
    for unit, names in words.mapping("money").items():
        spelled = "|".join(pattern_of(name) for name in sorted(set(names), key=len, reverse=True))
        compiled.append(
            (
                unit,
                re.compile(rf"(?:{spelled})\s?$", re.IGNORECASE),
                re.compile(rf"^[\s-]{{0,2}}(?:{spelled})(?!\w)", re.IGNORECASE),
            )
        )
    return compiled


def money_in(text: str, words: Words) -> list[Money]:
    """The amounts of money in a sentence, with the currency before or after."""
    found = []
    for numeral in numerals_in(text, words):
        for unit, before, after in _currencies(words):
            lead = before.search(text[max(0, numeral.start - 8) : numeral.start])
            trail = after.match(text[numeral.end : numeral.end + 20])
            if lead or trail:
                start = numeral.start - (len(lead.group()) if lead else 0)
                found.append(Money(start, numeral.end + (trail.end() if trail else 0), numeral.value, unit))
                break
    return found


def aid_claims(context: Context) -> list[Claim]:
    """What a sentence says of money for Ukraine: one claim, with the share delivered where it tells one."""
    text, words = context.text, context.words
    if not words.has("aid", text) or not words.has("aid_verbs", text) or NOT_AID.search(text):
        return []
    if (words.has("elsewhere", text) and not TO_UKRAINE.search(text)) or not (
        words.has("war_words", text) or context.article_is_of_the_war
    ):
        return []
    amounts = [m for m in money_in(text, words) if m.value >= 1e6]
    # A conversion in brackets is the same money again; of kroner and pounds it is the only one read.
    amounts = [m for m in amounts if text[max(0, m.start - 1) : m.start] != "("] or amounts
    if not amounts:
        return []
    # "$3 billion as part of a $50 billion loan": the frame is not what was given.
    amounts = [m for m in amounts if not FRAME.search(text[amounts[0].end : m.start])]
    amount = max(amounts, key=lambda money: money.value)
    share = next(
        (
            q
            for q in context.quantities
            if q.unit == "percent" and q.end <= amount.start and len(text[q.end : amount.start].split()) <= 6
        ),
        None,
    )
    at = share.start if share else amount.start
    claim = context.claim("aid", at, quantity=share)
    if share is None:
        return [replace(claim, value_low=amount.value, value_high=amount.value, value_unit=amount.unit)]
    return [replace(claim, second_value=amount.value, second_unit=amount.unit)]
