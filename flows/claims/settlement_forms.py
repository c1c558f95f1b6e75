"""The forms in which a sentence tells what became of a settlement, as patterns with a verb and a list of names.

Every form has the groups `verb` and `names`; `noun` is "village", "населенный пункт" where the form has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.claims.grammar import Words, pattern_of
from flows.claims.settlement_names import ALIAS, AND, ASIDE, LOCATED, NAME, THEN

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
    r"(?:(?i:the|a|an|all of|most of|almost all of|whole of|(?:whole|entire) territory of|small|tiny|entire|ukrainian"
    r"|also|fully|nearby|neighbou?ring|besieged|embattled|strategic|key|ruined"
    r"|вс(?:ю|ей|ією|ієї) (?:территори|територі)\w{1,2}|<\.\.\.>|<…>"
    r"|повністю|полностью|й|і|також|ще|еще|весь|усе|все)\s){0,3}"
)
FREE = (
    r"(?:(?!(?:in|near|from|to|towards?|at|on|around|outside|inside|into|by|after|before|of|with|for|as|that|over)\s)"
    r"[A-Za-z'’-]{1,24}\s){1,5}?"
)
"""Between an English verb and "the village of": whatever else describes it, but no preposition."""
INSIDE = (
    r"(?:(?:в|у|на|in)\s[\w'’ʼ-]{2,20}\s"
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
OUT_OF = r"\s[^.;:,]{0,80}?\b(?:из|з|із|зі|out of|(?<!away\s)from)\s"
ON_THE_MAP = r"(?:на|on)\s(?:the\s)?(?:\w+\s)?(?:карті|мапі|карте|map)\s(?:[\w]+\s){0,2}?"
CENTRE = r"(?:(?:і|й|та|и)\s)?(?:обласний|районний|областной|районный)\sцентр\s?[—–,-]?\s"
"""What a town is to its oblast: "окупувала і обласний центр – місто Херсон"."""
GROUPING = r"[«\"“](?:Север|Юг|Запад|Центр|Восток|Днепр|Южн\w{2})[»\"”]"
"""The groupings of Russian troops as the ministry in Moscow names them."""
INCLUDING = (
    r"(?:including|among them|зокрема|[ву] тому числі|[ву] т\.\s?ч\.|серед яких|включно з|включаючи"
    r"|в том числе|включая|(?:среди|наиболее крупные из|крупнейшие из|в числе) которых|в их числе)"
)
NAMELY = rf"(?:{INCLUDING}|namely|such as|like|in particular|notably|в частности|а саме|серед них|среди них|як|как)"
"""Before the names of settlements that were counted: "three villages, namely …"."""


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
    place = rf"(?:{FREE}(?={noun})|{ADJECTIVES})(?P<noun>{noun}\s)?{names}"
    ousted = rf"(?<!\w)(?P<verb>(?i:{_any(words, 'settlement_ousted')}))[”\"»’]?{OUT_OF}{place}"
    nominal = _nominal(f"(?i:{_any(words, 'settlement_nominal')})", noun, names)
    passive = f"(?i:{_any(words, 'settlement_passive').replace('{0,2}', '{0,2}[“«]?')})"
    counted = _listed(f"(?i:{_any(words, 'settlement_nominal')})", noun, names)
    written += [("ousted", ousted), ("nominal", nominal), ("nominal", counted)]
    if words.section("settlement_participle"):
        participle = f"(?i:{_any(words, 'settlement_participle')})"
        written += [("nominal", p) for p in _participle(participle, noun, names)]
    if words.section("settlement_owned"):
        owned = rf"(?<!\w)(?P<names>{NAME})['’]s\s(?P<verb>(?i:{_any(words, 'settlement_owned')}))(?P<noun>(?!))?\b"
        written.append(("nominal", owned))
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
        rf"{NAME}(?:\s(?:city|town|village))?(?:{ALIAS.pattern}(?=,|\s{AND}))?(?:(?:{LOCATED.pattern})(?=,?\s{AND}\s|,\s))?"
        rf"(?:{ASIDE.pattern}(?=,\s{AND}\s))?"
    )
    names = (
        rf"(?P<names>{located}(?:(?:{THEN}|,\s|[”\"]?,?\s{AND}\s[“\"]?)"
        rf"(?:(?:the\s)?{noun}\s)?{located}){{0,11}})"
    )
    return noun, names


def _any(words: Words, section: str) -> str:
    return "|".join(f"(?:{pattern_of(word)})" for word in sorted(words.section(section), key=len, reverse=True))


def _active(verb: str, noun: str, names: str) -> Iterator[str]:
    village = rf"(?:{CENTRE}|{FROM_WHOM}{INSIDE}{ADJECTIVES}{EPITHETS}|{FREE})(?P<noun>{noun}\s(?:(?i:of)\s)?)"
    yield rf"(?<!\w)(?P<verb>{verb})\s?(?:{village}|{FROM_WHOM}{INSIDE}{ADJECTIVES}){names}"
    yield _listed(verb, noun, names)
    # "captured much of the east, including the large towns of Kupiansk and Balakliia"
    included = (
        rf"(?!\s(?:territor|land|area))\s[^.;:]{{2,140}}?,\s{INCLUDING}\s(?:(?i:the)\s)?"
        rf"(?:(?:{FREE}|{EPITHETS})?(?P<noun>{noun}\s(?:(?i:of)\s)?))?"
    )
    yield rf"(?<!\w)(?P<verb>{verb}){included}{names}"

    # "Bakhmut, which Russian troops captured in May", "село Грабовское, которое войска захватили в декабре"
    yield (
        rf"(?<!\w)(?P<noun>{noun}\s)?(?P<names>{NAME}),?\s(?:which|котор\w{{2}}|як[аеуі]|який|(?(noun)(?:that|що)|which))\s"
        rf"(?:[\w’'-]{{2,20}}\s){{1,6}}?(?P<verb>{verb})(?=\s?[.,;]|\s[a-zа-яіїєґ]|$)"
    )


def _listed(verb: str, noun: str, names: str) -> str:
    """A count of villages and then their names: "captured two more villages in Donetsk, Novodmytrivka and Zoria"."""
    listed = (
        rf"(?:\s|(?<=\s))(?:[\w-]+\s){{0,6}}?(?P<noun>{noun})(?:{LOCATED.pattern})?"
        r"(?:\s(?:in|near|on|around|from|north|south|east|west|у|в|на"
        rf"|біля|поблизу|вблизи)\s[^,.;:—–]{{2,70}}?)?\s?[,:—–-]?\s?(?:{NAMELY},?\s|(?<=[,:—–-]\s))"
        rf"(?:(?:(?i:the)\s)?{noun}\s)?"
    )
    return rf"(?<!\w)(?P<verb>{verb}){listed}{names}"


def _nominal(verb: str, noun: str, names: str) -> str:
    before = rf"(?:{FREE}(?={noun})|{DOER}{DOERS}(?={noun})|(?:{DOER}|{INSIDE}){ADJECTIVES})"
    return rf"(?<!\w)(?P<verb>{verb})(?:\s|(?<=\s)){before}(?P<noun>{noun}\s(?:(?i:of)\s)?)?{names}"


def _participle(verb: str, noun: str, names: str) -> Iterator[str]:
    are = r"(?:(?:are|were|is|was|include[sd]?|as)\s|\s?[:—–]\s)"
    # "Vovchansk, a recently liberated city"
    yield rf"(?<!\w)(?P<names>{NAME}),\s(?:a|an|the)\s(?:\w+\s)?(?P<verb>{verb})\s(?P<noun>{noun})"
    # "the newly captured villages are Derylove and Maiske", "the villages captured are …"
    yield rf"(?<!\w)(?P<verb>{verb})\s(?P<noun>{noun}|areas?)\s?{are}(?:(?i:the)\s)?(?:{noun}\s)?{names}"
    yield rf"(?P<noun>{noun})\s(?P<verb>{verb})\s?{are}(?:(?i:the)\s)?{names}"


def _passive(verb: str, noun: str, names: str) -> Iterator[str]:
    yield (
        rf"(?P<noun>{noun}\s)?(?![A-Z][\w'’-]+\s(?:[Oo]blast|[Rr]egion|[Pp]rovince)\b){names}(?:{LOCATED.pattern}){{0,2}}"
        rf"(?:\sitself|\s{AND}\s(?:the entire|the whole|the rest|вся|весь|все|усе|інші|другие)\s[^.;,]{{3,40}}?)?"
        r"(?:\s(?:в|у|на|in|on|near)\s[^.;,]{1,40}?(?=,))?(?:,\s[^.;]{1,80}?,)?"
        r"(?:,\s(?:which|що|як\w{1,2}|котор\w{2,3}))?(?:\s(?:в|у|in)\s[^.;,]{1,40}?)?(?:\s[—–-]|,)?\s[«“\"]?"
        rf"(?:{ON_THE_MAP})?"
        rf"(?P<verb>{verb}[”\"»’]?)"
    )
    # "40 settlements were liberated in the region, including Izium and Kupiansk"
    named = rf"[^.;:]{{0,70}}?,\s{INCLUDING}\s(?:(?i:the)\s)?"
    yield rf"(?P<noun>{noun})\s(?:\w+\s){{0,2}}?(?P<verb>{verb}){named}(?:{noun}\s)?{names}"
