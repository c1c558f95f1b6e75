"""Money promised and delivered: "only 10% of a $61 billion package has arrived"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.claims.claim import Claim
from flows.claims.quantities.numerals import numerals_in
from flows.claims.reading.context import Context, after_sign
from flows.claims.words.grammar import Words


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in a sentence: value in whole units, `usd` or `eur`."""

    start: int
    end: int
    value: float
    unit: str


def money_in(text: str, words: Words) -> list[Money]:
    """The amounts of money in a sentence, with the currency before or after."""
    found = []
    for numeral in numerals_in(text, words):
        for unit in words.mapping("money"):
            before = words.before(f"money/{unit}", text, numeral.start)
            after = words.after(f"money/{unit}", text, numeral.end)
            if before or after:
                start, end = before.start() if before else numeral.start, after.end() if after else numeral.end
                found.append(Money(start, end, numeral.value, unit))
                break
    return found


def aid_claims(context: Context) -> list[Claim]:
    """What a sentence says of money for Ukraine: one claim an amount, or one of the share delivered."""
    text, words = context.text, context.words
    if not words.has("aid", text) or not words.has("aid_verbs", text) or words.has("not_aid", text):
        return []
    if (words.has("elsewhere", text) and not words.has("to_ukraine", text)) or not (
        words.has("war_words", text) or context.article_is_of_the_war
    ):
        return []
    amounts = [m for m in money_in(text, words) if m.value >= 1e6 and m.start >= context.sentence.heading]
    # A conversion in brackets is the same money again; of kroner and pounds it is the only one read.
    amounts = [m for m in amounts if text[max(0, m.start - 1) : m.start] != "("] or amounts
    if not amounts:
        return []
    # "$3 billion as part of a $50 billion loan": the frame is not what was given.
    given = amounts[0].end
    amounts = [
        m
        for m in amounts
        if m.start < given or not words.has("aid_frame", text, max(given, after_sign(text, m.start, ",.;")), m.start)
    ]
    amount = max(amounts, key=lambda money: money.value)
    share = next(
        (
            q
            for q in context.quantities
            if q.unit == "percent" and q.end <= amount.start and len(text[q.end : amount.start].split()) <= 6
        ),
        None,
    )
    if share is not None:
        claim = context.claim("aid", share.start, quantity=share)
        return [replace(claim, second_value=amount.value, second_unit=amount.unit)]
    each = {(money.value, money.unit): money for money in reversed(amounts)}
    return [
        replace(context.claim("aid", money.start), value_low=money.value, value_high=money.value, value_unit=money.unit)
        for money in sorted(each.values(), key=lambda money: money.start)
    ]
