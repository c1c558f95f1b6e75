"""The forms in which a Cyrillic sentence tells what became of a settlement, as patterns with a verb and names.

Every form has the groups `verb` and `names`; `noun` is "village", "населенный пункт" where the form has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.claims.settlements.names import ALIAS, AND, ASIDE, LOCATED, NAME, THEN
from flows.claims.words.grammar import Words, pattern_of

Voice = Literal["taken", "retaken", "left", "ousted", "held", "nominal", "passive"]
"""What a form's verb says of who has the place; of a `nominal` and a `passive` form the word itself does."""
ACTIVE: tuple[tuple[Voice, str], ...] = (
    ("taken", "settlement_take"),
    ("taken", "settlement_marked"),
    ("retaken", "settlement_retake"),
    ("left", "settlement_leave"),
    ("held", "settlement_hold"),
)
ADJECTIVES = (
    r"(?:(?:вс(?:ю|ей|ією|ієї) (?:территори|територі)\w{1,2}|<\.\.\.>|<…>"
    r"|повністю|полностью|й|і|також|ще|еще|весь|усе|все)\s){0,3}"
)
INSIDE = (
    r"(?:(?:в|у|на)\s[\w'’ʼ-]{2,20}\s"
    r"(?:(?:області|области|районі|районе|напрямку|направлении|ділянці|участке|відтинку)\s)?)?"
)
"""Between a verb and its names: "освободили в ДНР населенные пункты …"."""
DOER = (
    r"(?:[а-яіїєґё]{3,20}(?:ими|ыми|ами|ями)\s|(?:нею|ним|ворогом|противником|агресором|[Рр]осією|Україною"
    r"|ею|им|врагом|противником|Россией|Украиной|РФ)\s){1,3}"
)
"""Between a noun and its names: "о взятии российскими войсками населенного пункта …"."""
DOERS = r"(?:[\w«»\"“”-]{2,20}\s){1,5}?"
"""Whose troops they are: "о взятии подразделениями группировки «Центр» села …"."""
FROM_WHOM = r"(?:(?:от|від)\s(?:[а-яіїєґё]{3,20}\s){1,3})?"
"""Between a verb and its names: "освободили от оккупантов село …"."""
EPITHETS = (
    r"(?:(?!(?:в|у|на|о|об|около|возле|за|из|з|із|зі|от|від|до|с|со|под|при|по|біля|поблизу|під)\s)"
    r"[\dа-яіїєґё«][\dа-яіїєґё»-]{0,20}\s){0,4}?"
)
"""Between a verb and "village": "взяли под контроль важный поселок …"; a preposition begins another place."""
OUT_OF = r"\s[^.;:,]{0,80}?\b(?:из|з|із|зі)\s"
ON_THE_MAP = r"на\s(?:\w+\s)?(?:карті|мапі|карте)\s(?:[\w]+\s){0,2}?"
CENTRE = r"(?:(?:і|й|та|и)\s)?(?:обласний|районний|областной|районный)\sцентр\s?[—–,-]?\s"
"""What a town is to its oblast: "окупувала і обласний центр – місто Херсон"."""
GROUPING = r"[«\"“](?:Север|Юг|Запад|Центр|Восток|Днепр|Южн\w{2})[»\"”]"
"""The groupings of Russian troops as the ministry in Moscow names them."""
INCLUDING = (
    r"(?:зокрема|[ву] тому числі|[ву] т\.\s?ч\.|серед яких|включно з|включаючи"
    r"|в том числе|включая|(?:среди|наиболее крупные из|крупнейшие из|в числе) которых|в их числе)"
)
NAMELY = rf"(?:{INCLUDING}|в частности|а саме|серед них|среди них|як|как)"
"""Before the names of settlements that were counted: "три села, а саме …"."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to tell of a settlement."""

    voice: Voice
    pattern: re.Pattern[str]


@cache
def forms(words: Words) -> list[Form]:
    """Every form of a text's languages, in the order in which they are tried."""
    noun, names = _noun_and_names(words)
    written: list[tuple[Voice, str]] = [
        (voice, pattern)
        for voice, section in ACTIVE
        for pattern in _active(f'(?i:{_any(words, section)})(?!(?<=\\w)\\w)[”"»’]?', noun, names)
    ]
    place = rf"{ADJECTIVES}(?P<noun>{noun}\s)?{names}"
    ousted = rf"(?<!\w)(?P<verb>(?i:{_any(words, 'settlement_ousted')}))[”\"»’]?{OUT_OF}{place}"
    nominal = _nominal(f"(?i:{_any(words, 'settlement_nominal')})", noun, names)
    passive = f"(?i:{_any(words, 'settlement_passive').replace('{0,2}', '{0,2}[“«]?')})"
    counted = _listed(f"(?i:{_any(words, 'settlement_nominal')})", noun, names)
    written += [("ousted", ousted), ("nominal", nominal), ("nominal", counted)]
    written += [("passive", p) for p in _passive(passive, noun, names)]
    return [Form(voice, re.compile(pattern)) for voice, pattern in written]


@cache
def likewise(words: Words) -> re.Pattern[str]:
    """What a grouping of Russian troops took where the verb stands with another grouping only."""
    noun, names = _noun_and_names(words)
    return re.compile(rf"(?P<verb>{GROUPING}\s[—–-])\s(?:{noun}\s)?{names}")


def _noun_and_names(words: Words) -> tuple[str, str]:
    noun = f"(?i:{_any(words, 'settlement_nouns')})"
    located = (
        rf"{NAME}(?:{ALIAS.pattern}(?=,|\s{AND}))?(?:(?:{LOCATED.pattern})(?=,?\s{AND}\s|,\s))?"
        rf"(?:{ASIDE.pattern}(?=,\s{AND}\s))?"
    )
    names = (
        rf"(?P<names>{located}(?:(?:{THEN}|,\s|[”\"]?,?\s{AND}\s[“\"]?)"
        rf"(?:{noun}\s)?{located}){{0,11}})"
    )
    return noun, names


def _any(words: Words, section: str) -> str:
    return "|".join(f"(?:{pattern_of(word)})" for word in sorted(words.section(section), key=len, reverse=True))


def _active(verb: str, noun: str, names: str) -> Iterator[str]:
    village = rf"(?:{CENTRE}|{FROM_WHOM}{INSIDE}{ADJECTIVES}{EPITHETS})(?P<noun>{noun}\s)"
    yield rf"(?<!\w)(?P<verb>{verb})\s?(?:{village}|{FROM_WHOM}{INSIDE}{ADJECTIVES}){names}"
    yield _listed(verb, noun, names)
    # "окупували більшу частину сходу, зокрема великі міста Куп'янськ і Балаклію"
    included = rf"\s[^.;:]{{2,140}}?,\s{INCLUDING}\s(?:(?:{EPITHETS})?(?P<noun>{noun}\s))?"
    yield rf"(?<!\w)(?P<verb>{verb}){included}{names}"

    # "село Грабовское, которое войска захватили в декабре"
    yield (
        rf"(?<!\w)(?P<noun>{noun}\s)?(?P<names>{NAME}),?\s(?:котор\w{{2}}|як[аеуі]|який|(?(noun)що|(?!)))\s"
        rf"(?:[\w’'-]{{2,20}}\s){{1,6}}?(?P<verb>{verb})(?=\s?[.,;]|\s[a-zа-яіїєґ]|$)"
    )


def _listed(verb: str, noun: str, names: str) -> str:
    """A count of villages and then their names: "захватили еще два села: Новодмитровку и Зорю"."""
    listed = (
        rf"(?:\s|(?<=\s))(?:[\w-]+\s){{0,6}}?(?P<noun>{noun})(?:{LOCATED.pattern})?"
        r"(?:\s(?:у|в|на"
        rf"|біля|поблизу|вблизи)\s[^,.;:—–]{{2,70}}?)?\s?[,:—–-]?\s?(?:{NAMELY},?\s|(?<=[,:—–-]\s))"
        rf"(?:{noun}\s)?"
    )
    return rf"(?<!\w)(?P<verb>{verb}){listed}{names}"


def _nominal(verb: str, noun: str, names: str) -> str:
    before = rf"(?:{DOER}{DOERS}(?={noun})|(?:{DOER}|{INSIDE}){ADJECTIVES})"
    return rf"(?<!\w)(?P<verb>{verb})(?:\s|(?<=\s)){before}(?P<noun>{noun}\s)?{names}"


def _passive(verb: str, noun: str, names: str) -> Iterator[str]:
    yield (
        rf"(?P<noun>{noun}\s)?{names}(?:{LOCATED.pattern}){{0,2}}"
        rf"(?:\s{AND}\s(?:вся|весь|все|усе|інші|другие)\s[^.;,]{{3,40}}?)?"
        r"(?:\s(?:в|у|на)\s[^.;,]{1,40}?(?=,))?(?:,\s[^.;]{1,80}?,)?"
        r"(?:,\s(?:що|як\w{1,2}|котор\w{2,3}))?(?:\s(?:в|у)\s[^.;,]{1,40}?)?(?:\s[—–-]|,)?\s[«“\"]?"
        rf"(?:{ON_THE_MAP})?"
        rf"(?P<verb>{verb}[”\"»’]?)"
    )
    # "в области освобождено 40 поселков, в том числе …"
    named = rf"[^.;:]{{0,70}}?,\s{INCLUDING}\s"
    yield rf"(?P<noun>{noun})\s(?:\w+\s){{0,2}}?(?P<verb>{verb}){named}(?:{noun}\s)?{names}"
