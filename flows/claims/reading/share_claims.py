"""Shares of the country or of an oblast that a side holds or took: "18.2% of Ukraine's territory"."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.claim import Claim, Measure
from flows.claims.land.hypotheses import COUNTED
from flows.claims.land.polarity import Deed, deed_at, polarity_of
from flows.claims.land.subjects import is_elsewhere
from flows.claims.places.scope import (
    JOINED,
    Scope,
    bare_region_at,
    before_named,
    named_scope,
    scope_at,
)
from flows.claims.places.where import share_of_a_part
from flows.claims.quantities.quantity import Quantity
from flows.claims.reading.context import Context
from flows.claims.spans.periods import LEVEL_PERIODS
from flows.claims.text.clauses import clause_at
from flows.claims.words.grammar import Cue

SHARE_BEFORE = re.compile(
    r"(?:(?:територ|террит|площ)\w*\s(?:україни|украины)|ukraine(?:'s|’s)? territory"
    r"|share of (?:the )?(?:country|ukraine|territory|land)"
    r"|частк\w+ (?:\w+ )?територ\w+|дол\w+ (?:\w+ )?террит\w+)\D{0,40}$",
    re.IGNORECASE,
)
MORE_OR_LESS = re.compile(
    r"\s(?:more|less|fewer|larger|smaller|higher|lower|faster|slower|більш\w*|менш\w*|больш\w*|меньш\w*|вищ\w*|нижч\w*)\b",
    re.IGNORECASE,
)
"""After a percentage these words make it one of growth, not of land held."""
REGION_IS = re.compile(
    r"(?P<name>[А-ЯІЇЄ][\w'’ʼ-]{2,20}(?:\sобл(?:\.|аст\w{1,3}))?)"
    r"(?:\s[—–-]\s(?:на\s)?|\s(?:контрол|оккупир|окупов|захва|захоп)[^,.;:\d]{0,40}\sна\s)$"
)
"""Before a percentage: "Запорожская область контролируется Россией на 67%, Донецкая – на 57%"."""
GROWTH_BY = re.compile(
    r"(?:приріст|прирост|зріс|зрос|збільш|скорот|зменш|увелич|вырос|сократ|уменьш|increase|rise|growth)\w{0,6}\s(?:на|by|of)\s$",
    re.IGNORECASE,
)
EQUALS = re.compile(
    r"\b(?:це|йдеться про|становить|складає|дорівнює|відповідає|это|речь идет о"
    r"|составляет|that is|this represents|equal to)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
"""Before a share these words say that it is another measure of what was told before."""
NOT_OF_LAND = re.compile(
    r"[,;]|втра[тч]|просув|здобу|змін|при[рт]|потер|продвиж|прирост|захоп|окуп|атак|штурм", re.IGNORECASE
)
"""Between a percentage and "of the territory": it is of the losses, not of the land."""
HELD_IS = re.compile(
    r"(?:окупован|втрачен|захоплен|контрольован|оккупирован|захвачен|потерян)\w*\s[^.;%]{0,60}"
    r"(?:становить|складає|сягає|дорівнює|составляет|достигает)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""Before a percentage with nothing after it: "площа втрачених земель становить близько 18%"."""
OR_SO_MUCH = re.compile(r"\s?(?:,?\s(?:або(?: ж)?|чи|тобто|или|то есть|or)\s(?:\w+\s){0,2}|\()", re.IGNORECASE)
"""Between an area and its share of the country."""
ENDS = re.compile(r"[”\"»’)]?\s?(?:[.,;:)]|$)")
MEASURES = re.compile(r"(?:\w+\s)?(?:становить|складає|дорівнює|составляет|is|equals)\b", re.IGNORECASE)
"""A relative clause that only measures: what it is a share of stands before it."""
OF_A_REGION = re.compile(
    r"\s(?:of (?:the|that|this) (?:region|oblast|province|area)"
    r"|(?:(?:від|от)\s)?(?:(?:загальної|всієї|усієї|общей|всей)\s)?(?:(?:територ|террит|площ)\w+\s)?"
    r"(?:(?:нашої|цієї|самої|його|її|свого|своєї|нашей|этой|его|е[её])\s)?(?:област[іи]|регіон[уі]|региона|республики))\b",
    re.IGNORECASE,
)
"""After a percentage: it is of an oblast that an earlier sentence names."""
TOTAL = re.compile(
    r"\b(?:total|figure|share|proportion)\s(?:\w+\s){0,2}to\s(?:\w+\s){0,2}$"
    r"|\bthe (?:remaining|other)\s$"
    r"|\b(?:up|down|increase|rise|drop|decline) from\s(?:\w+\s){0,2}$|\bbut now\s(?:\w+\s){1,2}$"
    r"|\bзалиш\w+\s(?:\w+\s){0,2}$|\b(?:загальн\w{2}|общ\w{2})\s(?:показник|показатель|частка|доля)\s(?:\w+\s){1,3}$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:,|\b(?:and|та|і|й|и)|;|порівняно (?:з|із)|проти|по сравнению с|compared (?:with|to))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""Before a percentage that follows a share, and then "in 2024": the same land at another time."""


OF_COUNTRY = re.compile(
    r"ukrain|україн|украин|countr|країн|стран|держав|государств|nation|національ|национальн", re.IGNORECASE
)


def share_claims(context: Context, before: Claim | None, beside: Claim | None) -> list[Claim]:
    """The shares of land in a sentence. `before`: what the sentence before tells of land, so that a deed may be its;
    `beside`: an area of the same sentence, whose side an equal share has too."""
    claims: list[Claim] = []
    for quantity in context.quantities:
        if quantity.unit != "percent":
            continue
        clause = clause_at(context.text, quantity.start)
        scope = (
            _share_of(context, quantity) or _share_like(claims, context, quantity) or _share_alone(context, quantity)
        )
        deed = deed_at(context.text, quantity.start, quantity.end, clause, context.words) or deed_at(
            context.text, quantity.start, quantity.end, (0, len(context.text)), context.words
        )
        if deed is None and (before is not None or EQUALS.search(context.text[: quantity.start])):
            deed = Deed("taking_weak", Cue(quantity.start, quantity.start, ""), None)
        if scope is None or deed is None or not is_land(context, quantity, deed, clause):
            continue
        claim = _share(context, quantity, scope, deed)
        equal = beside or (before if EQUALS.search(context.text[: quantity.start]) else None)
        if claim.polarity == "unstated" and equal is not None:
            claim = replace(claim, polarity=equal.polarity)
        claims.append(claim)
    return claims


def is_land(context: Context, quantity: Quantity, deed: Deed, clause: tuple[int, int]) -> bool:
    """Whether a percentage is one of land held, not of votes, power or a plan."""
    text, words = context.text, context.words
    near = (min(deed.cue.end, quantity.start), max(deed.cue.start, quantity.end))
    if MEASURES.match(text[clause[0] : quantity.start]):
        clause = (0, clause[1])
    if words.has("other_subject", text, *clause) or words.has("not_change_subject", text, *near):
        return False
    if is_elsewhere(text, clause, words):
        return False
    hypothetical = words.find("hypothetical", text, clause[0], quantity.start)
    if "in exchange for" in text[quantity.end :].lower():
        return False
    return not any(
        len(text[cue.end : quantity.start].split()) <= 8 and not COUNTED.match(text[cue.start :])
        for cue in hypothetical
    )


def _share_of(context: Context, quantity: Quantity) -> Scope | None:
    """What a percentage is a share of: Ukraine or an oblast; None for anything else."""
    # "“less than 1%” of the region": the mark of a quotation that ends with the figure is no word of it.
    tail = re.sub(r"^[”\"»’]", "", context.text[quantity.end : quantity.end + 70])
    # "17.5% (+0.01%) of the country": the change in brackets is no share of its own.
    tail = re.sub(r"^\s?\([+−–-]?[\d.,]+\s?%?\)", "", tail)
    if re.search(r"\([+−–-]?$", context.text[: quantity.start]) and context.text[quantity.end :][:1] == ")":
        return None
    if MORE_OR_LESS.match(tail):
        return None
    if named_at := _region_before(context.text, quantity) or bare_region_at(tail):
        together = scope_at(context.text, quantity.start, quantity.end, (quantity.end, quantity.end + 110))
        return together if JOINED in together.name else named_at
    # "50% of Novopavlivka in Dnipropetrovsk Oblast" is of a town.
    town = re.match(r"\sof\s(?:the\s)?(?P<name>[A-Z][\w’'-]+)\sin\s", tail)
    if town and not scope_at(town["name"], 0, 0, (0, len(town["name"]))).is_region and town["name"] != "Ukraine":
        return None
    named = scope_at(
        context.text, quantity.start, quantity.end, (quantity.end, min(len(context.text), quantity.end + 60))
    )
    if (
        named.is_region
        # "70% of the city of Vovchansk in Kharkiv Oblast" is of a city.
        and not context.words.has("settlement_nouns", context.text, quantity.end, named.start)
        and re.match(
            r"(?:\s[—–-])?\s(?:of|in|у|в|(?:(?:від|от)\s)?(?:[а-яіїє]+\s){0,3}(?:територ|площ|террит)\w+|[А-ЯІЇЄ])",
            tail,
        )
        and named.start - quantity.end < (45 if re.match(r"(?:\s[—–-])?\s[a-zа-яіїє]", tail) else 5)
    ):
        return named
    if OF_A_REGION.match(tail):
        return before_named((*context.told_before, context.text[: quantity.start])) or Scope(
            "an oblast named before", None
        )
    if GROWTH_BY.search(context.text[max(0, quantity.start - 40) : quantity.start]):
        return None
    match = context.words.pattern("share_of").search(tail)
    of_seized = match and re.match(r"(?:в?с[іе]х |усіх )?(?:окуп|захоп|зайн)", match.group(), re.IGNORECASE)
    if of_seized and not context.words.has("retaking", context.text):
        return None
    if match and len(tail[: match.start()].split()) <= 2 and not NOT_OF_LAND.search(tail[: match.start()]):
        if OF_COUNTRY.search(match.group()):
            return Scope("Ukraine", "UA")
        held = named_scope(context.text, quantity.start, quantity.end, (0, len(context.text)))
        return held if held is not None and held.is_region else Scope("Ukraine", "UA")
    before = context.text[max(0, quantity.start - 50) : quantity.start]
    if SHARE_BEFORE.search(before):
        return Scope("Ukraine", "UA")
    return None


def _share_like(claims: list[Claim], context: Context, quantity: Quantity) -> Scope | None:
    """The scope of the share just before: "took 0.04% of the country, bringing the total to 19.04%"."""
    before = context.text[max(0, quantity.start - 30) : quantity.start]
    if (
        claims
        and re.search(r"[–—-]\s(?:ще|еще|ещё|another)\s(?:\w+\s)?$", before)
        and ENDS.match(context.text[quantity.end :])
    ):
        return Scope(claims[-1].scope, claims[-1].unit_id)
    is_beside = BESIDE.search(before) and re.match(
        r"\s(?:[–—-]\s)?(?:in|at|by|on|an?|last|this|earlier|before|у|в|на|наприкінці|до)\s",
        context.text[quantity.end :],
    )
    if not claims or not (is_beside or TOTAL.search(before)):
        return None
    return Scope(claims[-1].scope, claims[-1].unit_id)


def _share_alone(context: Context, quantity: Quantity) -> Scope | None:
    """The scope of a percentage with no noun: of land that the words before it call held, or of the area beside it."""
    text = context.text
    if not ENDS.match(text[quantity.end :]):
        return None
    if HELD_IS.search(text[: quantity.start]):
        return scope_at(text, quantity.start, quantity.end, (0, quantity.end))
    beside = [area for area in context.areas if OR_SO_MUCH.fullmatch(text[area.end : quantity.start])]
    return scope_at(text, beside[0].start, beside[0].end, (0, quantity.end)) if beside else None


def _region_before(text: str, quantity: Quantity) -> Scope | None:
    """The oblast whose share it is, in a list that names them first: "Луганскую область – 99%, Донецкую – на 57%"."""
    begins = REGION_IS.search(text[max(0, quantity.start - 80) : quantity.start])
    if begins is None:
        return None
    name = begins["name"] if re.search(r"област|обл|НР$", begins["name"]) else f"{begins['name']} область"
    scope = scope_at(name, 0, 0, (0, len(name)))
    return None if scope.unit_id in (None, "UA") else scope


def _share(context: Context, quantity: Quantity, scope: Scope, deed: Deed) -> Claim:
    span = context.span_of(quantity)
    side = context.side_of(deed, quantity, clause_at(context.text, quantity.start), scope)
    polarity = polarity_of(deed.verb, side)
    is_small, day = quantity.high < 3, context.timeline.day_of(quantity)
    is_change = deed.verb in ("taking", "taking_weak", "retaking", "losing") and (
        is_small or (span is not None and span.means != "invasion")
    )
    if is_small and span is not None and scope.unit_id == "UA":
        is_change = True
    if not is_small and day is not None and day.means in LEVEL_PERIODS and day.start < quantity.start:
        # "took 0.04%, and now the total is 19%"
        is_change = any(
            context.words.has(verb, context.text, day.end, quantity.start) for verb in ("taking", "retaking", "losing")
        )
    if re.match(r"occupies|окупу(?:є|ють)|контрол|оккупиру(?:ет|ют)", deed.cue.text, re.IGNORECASE):
        is_change = False
    scope = share_of_a_part(context, quantity, scope, side, is_change=is_change)
    measure: Measure = "level" if not is_change else "lost" if polarity == "ukraine_gains" else "gained"
    period = (span or context.carried_period) if is_change else day
    claim = context.claim(
        "share", quantity.start, scope=scope, quantity=quantity, period=period, measure=measure, polarity=polarity
    )
    return replace(claim, note="in Russia") if scope.in_russia else claim
