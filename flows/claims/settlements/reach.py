"""Which places a deed reaches: what may stand between the one and the other in English, which keeps its order of words.

A deed governs what follows it or goes before it with no preposition but its own between and no second verb.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flows.claims.settlements.mentions import NOUN, Mention

LAND = r"(?:territor(?:y|ies)|areas?|land|ground|places|swathes?|parts?|east|south|north|positions)"
STOP = (
    r"(?:in|near|from|to|towards?|at|on|around|outside|inside|into|by|after|before|of|with|for|as|that|over|which|who"
    r"|when|while|where|but|if|because|since|during|through|along|beyond|across|under|between|amid|against|including"
    r"|such|like|until|within|behind|off|via|than|is|said|says)"
)
PLAIN = rf"(?:(?!{STOP}\s)[\w'’\"“”%.-]{{1,24}}\s)"
"""A word that may stand between a deed and what it is done to: no preposition, no conjunction that begins a clause."""
REGION = (
    r"(?:region|oblast|province|district|republic|axis|direction|sector|communit|hromada|raion|east|south|north)\w{0,2}"
)
IN_REGION = rf"(?:in\s[^,.;]{{3,30}}\s{REGION}\s)?"
BRACKET = r"(?:\s\([^)]{1,60}\))?"
DASH = r"(?:[—–-]{1,2})"
ASIDE = rf"(?:,\s[^.;]{{1,100}}?,|\s{DASH}\s[^.;]{{1,100}}?\s{DASH}|\s\([^)]{{1,60}}\))?"
OPENER = r"(?:including|among them|namely|such as|like|in particular|notably)"
WHOLE = (
    r"(?:(?:all|the (?:rest|entirety|remnants|ruins|remains)"
    r"|(?:the )?(?:whole|entire)(?: territory| city| town)?)\sof\s)?"
)
FROM_WHOM = r"(?:from\s(?:[\w'’-]+\s){1,3}(?=the\s))?"
DIRECT = re.compile(rf"[\"“”]?\s?{WHOLE}{FROM_WHOM}{IN_REGION}{PLAIN}{{0,7}}[\"“]?", re.IGNORECASE)
"""Between a deed and its object: "captured the small front-line …"."""
NUMBER = r"\s?(?:over\s|more than\s|as many as\s|all of\s|at least\s)?"
NEAR = r"(?:\s(?:in|near|on|around|from|north\w*|south\w*|east\w*|west\w*)\s[^,.;:—–]{2,70})?"
COUNTED = re.compile(
    r"(?:\s[^.;:]{2,140}?,\s(?:including|among them)\s(?P<included>)"
    rf"|{NUMBER}(?:{PLAIN}|of\s){{0,7}}(?:(?P<noun>{NOUN})|{LAND})\b(?:"
    rf"(?:\s[^.;:]{{2,120}}?)?(?:,|:|\s{DASH})?\s{OPENER}[:,]?\s"
    r"|\s(?:are|were|is|was|as|include[sd]?)[:,]?\s"
    rf"|(?(noun)(?:\s\d+\s\w+)?{NEAR}(?:,|:|\s{DASH})\s|(?!))))"
    rf"(?:(?!and\s){PLAIN}){{0,5}}[\"“]?",
    re.IGNORECASE,
)
"""Between a deed and the names of what it is done to: "captured two more villages in the region, …"."""
PART = re.compile(r"\b(?:north|south|east|west|centr|downtown)\w*\s$", re.IGNORECASE)
"""Before a bare name: "eastern Bakhmut" is a part of it."""
EXAMPLES = re.compile(rf"[^.;:]{{0,70}}?,\s(?:including|among them)\s{PLAIN}{{0,5}}")
NOT_OBJECTS = re.compile(r"\s?(?:\w+\s){0,3}(?:positions|part|parts|half|most)\b", re.IGNORECASE)
"""Taken are positions or a part, not the place that is named with them."""
OBLAST = r"(?:DPR|LPR|Donetsk|L[uh]+ansk|Lugansk|Khark[io]v|Kherson|Zapor\w+|Sumy|Dn[ie]pro\w*|Mykolaiv|Kursk)"
LIES = r"(?:in|on|near|outside|of(?=\sthe)|(?:north|south|east|west)\w*\sof)"
LOCATED = rf"(?i:\sin\s(?:the\s)?{OBLAST}(?=,|\sand\s)|,?\s{LIES}\s[^.;,]{{2,60}}?\s?{REGION})?"
JOINED = re.compile(
    rf"[\"”]?(?:\s{NOUN})?{BRACKET}{LOCATED}{BRACKET}"
    r"(?:,\s(?:near|north|south|east|west|located|which|close|just|an?|the|some|about|home)\b[^,.;]{3,90}(?=,))?"
    r"[\"”]?(?:\s?,?\s(?:and|as well as|along with|plus|or|&)\s|,\s|;\s|\s?/\s?)"
    rf"(?:(?:also|the|then|nearby|neighbou?ring|later|adjacent|tiny|small|larger)\s){{0,3}}(?:{NOUN}\s(?:of\s)?)?[\"“]?",
    re.IGNORECASE,
)
"""Between two names of a list, each with what is said of it."""
LAST = re.compile(r",\s(?:the\s)?$")
CLAUSE_AFTER = re.compile(
    r"\s(?:is|was|are|were|has|have|had|remains?|remained|fell|came|said|says|told|would|will|could|may|might|reported"
    r"|claimed|announced|wrote|added|denied)\b"
)
"""After a name that "and" joins: it begins a clause of its own."""
UNDER_PREPOSITION = re.compile(
    r"(?:^|[\s(“\"])(?i:in|near|from|to|towards?|at|on|around|outside|inside|into|for|over|between|through|beyond|against"
    r"|(?<!ruins )(?<!rest )(?<!all )(?<!whole )of|across|about|like)\s"
    r"(?:(?!(?:that|which|who|when|after|as|and|but|while|if|because|since|before)\s)[a-z'’-]+\s){0,4}[\"“]?$"
)
"""Before a name: it is no subject."""
TOWN = r"(?:\s(?:city|town|village|settlement)\b)?"
AND_ALL = r"(?:\sand\s(?:the\s)?(?:whole|entire|rest)\s[^.;,]{3,40})?"
LYING = r"(?:\s(?:in|on|near|of|along|north\w*|south\w*|east\w*|west\w*)\s[^.;,]{1,60}?)?"
ADVERBS = (
    r"(?:\s(?:itself|both|all|also|finally|has|have|had|been|was|were|already|eventually|then|later|quickly"
    r"|and\s\w+\s(?:other|more)\s\w+)){0,3}"
)
BUSY = (
    r"(?:\s(?:became|lies|is|was|had been|saw|suffered|endured)\s[^.;:]{3,80}?\sand"
    r"(?:\s(?:for|in|on|by|after)(?:\s\w+){1,4})?)?"
)
"""Another thing that is said of the same subject before: "Zoria lies on the river and was …"."""
SUBJECT = re.compile(rf"[\"”]?{TOWN}{AND_ALL}{ASIDE}{LYING}{ASIDE}[\"”]?{BUSY}{ADVERBS}(?:,|\s{DASH})?\s")
"""Between a subject and what it suffered: "Zoria, which lies on the river, was captured"."""
RELATIVE = re.compile(
    rf"[\"”]?{TOWN}{LYING}{ASIDE}{BRACKET}(?:,|\s{DASH})?\s(?:(?:both|all|some|the last|most)\sof\s)?"
    r"(?:which|that|(?:after|when|until|once|since)\s(?:it|they)|(?:an?|the) (?:\w+ ){1,3}?(?:that|which)|a \w+"
    r"|(?:the|an?)\s(?:\w+\s){1,5}(?:Russians?|Ukraine|Moscow|Kyiv)"
    r"|(?:is|was)\s(?:\w+\s)?one of\s[^.;,]{3,60}?\sthat)\s?(?:(?!where|while)[\w'’-]{1,24}\s){0,10}?"
)
"""Between a place and the deed of its relative clause: "Zoria, which Russian troops …"."""
BARE = re.compile(
    rf"[\"”]?{TOWN}{BRACKET}{ASIDE}{LOCATED}(?:,|\s{DASH}"
    r"|,?\s(?:is|was)\s(?:\w+\s)?(?:one of|among)\s[^.;,]{3,60}?"
    r"|(?:,|\swas|\swere|\shad been)\s(?:\w+\s)?(?:captured|seized|occupied|liberated|taken|overrun)"
    r"\s[^.;]{3,60}?\s(?:and|but))\s"
    r"(?:\w+ly\s|the (?:\w+\s){1,4}|also\s|first\s|an? (?:\w+\s){1,3})?"
)
"""Between a place and its participle: "Zoria, recently captured by …"."""
PARTICIPLE = re.compile(
    r"(?:captured|seized|occupied|liberated|retaken|recaptured|taken|freed|overrun)\b", re.IGNORECASE
)
OBJECT_AFTER = re.compile(
    r"\s(?:the|an?|its|their|all|several|two|three|four|more|[A-Z]\w+)\s?(?!week|month|day|year|ago)"
)
"""After a deed: it has an object of its own."""


def reached(text: str, mentions: list[Mention], end: int) -> tuple[list[Mention], int | None]:
    """The list of places that are the object of a deed that ends at `end`, and where their noun stands."""
    for index, mention in enumerate(mentions):
        if mention.start < end:
            continue
        if mention.begin - end > 200:
            break
        gap = text[end : mention.begin]
        if PART.search(gap) and not mention.has_noun:
            continue
        listed = _listed(text, mentions, index) if DIRECT.fullmatch(gap) else []
        # A village that nobody knows is one beside a town that is known.
        if any(member.is_certain for member in listed):
            return listed, mention.begin
        counted = COUNTED.fullmatch(gap)
        if (
            counted
            and (counted["included"] is not None or not NOT_OBJECTS.match(gap))
            and (mention.is_certain or counted["noun"])
        ):
            noun = replace(mention, has_noun=mention.has_noun or bool(counted["noun"]))
            return [noun, *_listed(text, mentions, index)[1:]], end
    return [], None


def included(text: str, mentions: list[Mention], end: int) -> list[Mention]:
    """The examples that a passive gives after it: "four villages were captured, including …"."""
    for index, mention in enumerate(mentions):
        if mention.start >= end:
            is_example = mention.is_certain and EXAMPLES.fullmatch(text, end, mention.begin)
            return _listed(text, mentions, index) if is_example else []
    return []


def _listed(text: str, mentions: list[Mention], index: int) -> list[Mention]:
    """A place and those that follow it in its list."""
    members = [mentions[index]]
    skipped = 0
    for mention in mentions[index + 1 :]:
        is_joined = JOINED.fullmatch(text, members[-1].end, mention.start)
        if is_joined and not CLAUSE_AFTER.match(text, mention.end):
            members.append(mention)
            skipped = 0
        elif (skipped := skipped + 1) > 2:
            break
    # A stranger at the end is who tells it: "… the village of Zoria, Petro Bondar said".
    while len(members) > 1 and not members[-1].is_certain and LAST.search(text, members[-2].end, members[-1].begin):
        members.pop()
    return members


def suffered(text: str, mentions: list[Mention], start: int, *, is_bare: bool) -> list[Mention]:
    """The list of places that a passive word at `start` is said of."""
    before = [m for m in mentions if m.end <= start]
    for index in range(len(before) - 1, -1, -1):
        mention = before[index]
        if start - mention.end > 200:
            break
        gap = (mention.end, start)
        first = _first_of_list(text, before, index)
        if not before[first].is_certain:
            continue
        if RELATIVE.fullmatch(text, *gap) or (is_bare and BARE.fullmatch(text, *gap)):
            return before[first : index + 1]
        if SUBJECT.fullmatch(text, *gap) and not is_bare and not _is_under_preposition(text, before[first]):
            return before[first : index + 1]
    return []


def _is_under_preposition(text: str, mention: Mention) -> bool:
    return UNDER_PREPOSITION.search(text[max(0, mention.begin - 60) : mention.begin]) is not None


def _first_of_list(text: str, mentions: list[Mention], index: int) -> int:
    first = index
    while index > 0 and _continues(text, mentions[index - 1], mentions[index]):
        index -= 1
        # A name that nobody knows counts between two that are known.
        first = index if mentions[index].is_certain else first
    return first


def _continues(text: str, one: Mention, other: Mention) -> bool:
    """Whether a list goes from one name to the other; "10 km from Zoria, the village of Vyshneve" is none."""
    return JOINED.fullmatch(text, one.end, other.start) is not None and not (
        _is_under_preposition(text, one) and text[one.end] == ","
    )


def taken_in_relative(text: str, mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """The place whose relative clause holds an active deed without an object: "Zoria, which they captured in May"."""
    if OBJECT_AFTER.match(text, end) or text.startswith(" by ", end):
        return []
    before = [m for m in mentions if m.end <= start]
    for index in range(len(before) - 1, max(-1, len(before) - 4), -1):
        if before[index].is_certain and RELATIVE.fullmatch(text, before[index].end, start):
            return [before[index]]
    return []


def owned(text: str, mentions: list[Mention], start: int) -> list[Mention]:
    """The place that has a noun of capture: "Zoria's recent fall"."""
    return [m for m in mentions if re.fullmatch(r"['’]s\s(?:\w+\s){0,2}", text[m.end : start])]
