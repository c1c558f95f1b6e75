"""What an area is measured of: the size of a place, what land is compared with, or one unit of a rate.

Such a figure is no claim of control, whatever is taken or lost in the same sentence.
"""

from __future__ import annotations

import re

from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.words.grammar import Cue, Words

OFFICIAL_KM2 = (
    603_628.0,
    603_550.0,
    603_700.0,
    603_549.0,
    576_628.0,
    26_517.0,
    26_684.0,
    28_461.0,
    27_183.0,
    31_415.0,
    23_834.0,
    31_914.0,
    27_180.0,
    26_081.0,
    27_006.0,
)
"""Ukraine and the oblasts at the front as encyclopedias give them: such a figure without a bound is a size."""
SPANNING = re.compile(
    r"[A-Z][\w'’-]+(?:\s\([^)]{1,30}\))?,\s(?:which\s)?"
    r"(?:spanning|spans|covering|covers|measuring|with an area of)\s(?:\w+\s){0,3}$"
)
"""A place with its size in an aside: "Pokrovsk, spanning just 23 square kilometers, …"."""


SIZE_OF_PLACE = re.compile(
    r"площ[аіу]\s(?:(?:міста|країни|держави|півострова|острова)\s)?[А-ЯІЇЄ][\w'’-]+(?:\s\w+){0,3}\s"
    r"(?:[–—-]|становить|складає|дорівнює|сягає)\s(?:\w+\s){0,2}$"
)
"""A place named with its size: "площа Бельгії – 30,7 тис. кв. км"."""
OF_A_TOWN = re.compile(
    r"\b(?:город\w?|місто|поселок|посёлок|селище|сел[оа]|деревня)\s(?:общей\s|загальною\s)?(?:площадью|площею)\s(?:в\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""The size of a town, whatever is said to be done with it."""
OVER_AREA = re.compile(
    r"\b(?:на (?:общей |территории )?(?:площади|площадью)|на (?:загальній )?площі)\s(?:в\s)?(?:\w+\s)?$", re.IGNORECASE
)
"""Over what an army holds or took its villages: "контролируют 82 села на площади 1150 кв. км"."""
DIFFERENCE = re.compile(
    r"(?:\s(?:и|та|і|and)\s(?:на|by)\s\d+\s\w+)?[^,.;\d—–]{0,40}\s(?:меньше|больше|менше|більше|less|more|fewer),?\s(?:чем|ніж|than)\b",
    re.IGNORECASE,
)


def is_difference(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is by how much one figure differs from another: "на 1200 кв. км меньше, чем заявляет …"."""
    is_by = re.search(r"\b(?:на|by)\s$", text[max(0, quantity.start - 4) : quantity.start], re.IGNORECASE)
    return is_by is not None and DIFFERENCE.match(text[quantity.end :]) is not None


def is_per_area(text: str, quantity: Quantity, words: Words) -> bool:
    at = quantity.start
    # "на один квадратний кілометр": the word for one is the figure itself.
    one = re.match(r"(?:один|одного|one|1)\b", text[at : at + 8], re.IGNORECASE) if quantity.low == 1 else None
    before = text[max(0, at - 24) : at + (one.end() if one else 0)]
    cues = words.find("per_area", before)
    if one and re.match(r"\s(?:\w+\s){0,2}просун", text[quantity.end :]):
        return False
    return bool(cues) and len(before[cues[-1].end :].split()) <= 1


def is_size(text: str, quantity: Quantity, words: Words) -> bool:
    """Whether the quantity is the size of a place, or what an area is compared with."""
    before = text[max(0, quantity.start - 80) : quantity.start]
    for cue in words.find("compare_words", before):
        between = before[cue.end :]
        # "an area the size of 40 sq km" names the land itself; "larger than Moscow (2,561 sq km)" does not.
        named = re.search(r"[A-ZА-ЯІЇЄ]\w{2,}", between) and not words.has("holding", between)
        if named and len(between) < 60 and not re.search(r"[,;:—–]", between):
            return True
    of_place = SIZE_OF_PLACE.search(before)
    if SPANNING.search(before) or (of_place and not re.search(r"ТОТ|окуп|захоп|звільн|контрол", of_place.group())):
        return True
    if OF_A_TOWN.search(before):
        return True
    if OVER_AREA.search(before) and any(
        words.has(verb, text, 0, quantity.start) for verb in ("taking", "retaking", "holding")
    ):
        return False
    nouns = words.find("size_nouns", text, max(0, quantity.start - 90), quantity.start)
    sizes = words.find("size_words", text, max(0, quantity.start - 45), quantity.start)
    verb_between = bool(nouns) and any(
        words.has(verb, text, nouns[-1].end, quantity.start) for verb in ("taking", "retaking", "losing", "holding")
    )
    if nouns and sizes and sizes[-1].start >= nouns[-1].start - 25 and not verb_between:
        gap = text[sizes[-1].end : quantity.start]
        held = words.has("holding", text, nouns[-1].end, sizes[-1].start) or (
            words.has("taking", text, sizes[-1].start - 45, nouns[-1].start) and "occup" not in text
        )
        if (
            len(gap) < 25
            and (
                not held
                or re.match(r"площ|area|cover|span|with an area|measur|займа|занима", sizes[-1].text, re.IGNORECASE)
            )
            and not _land_noun_between(text, nouns[-1], quantity, words)
        ):
            return True
    if (
        re.search(
            r"(?:\b(?:city|town|village|region|island|oblast|province|country|state)\s(?:of|with)|-)\s?$",
            before,
            re.IGNORECASE,
        )
        and nouns
        # "захопив 300 кв. км, у Харківській області - 40": what was taken there
        and not re.search(r"\s(?:у|в|in)\s(?:[\w'’ʼ-]{1,25}\s){1,3}-\s$", before)
    ):
        return True
    if re.match(
        r"-?\s?(?:cit(?:y|ies)|town|village|region|island|country|farm|park|reserve|plot|base|site|lake)\b",
        text[quantity.end : quantity.end + 20],
        re.IGNORECASE,
    ) and (re.search(r"\d-|\d\s?-", quantity.printed) or re.search(r"\ban?\s$", before)):
        return True
    if quantity.unit in KM2_PER and quantity.bound == "exact":
        value = quantity.low * KM2_PER[quantity.unit]
        # Newspapers round such a size to hundreds: 603,500.
        return any(abs(value - official) < max(0.6, official * 0.0003) for official in OFFICIAL_KM2)
    return False


def _land_noun_between(text: str, noun: Cue, quantity: Quantity, words: Words) -> bool:
    """`площа звільненої території області становить …` is about land, not about the size of the oblast."""
    around = text[max(0, noun.start - 60) : quantity.start]
    return (
        words.has("retaking", around)
        # "forces that control 100 villages, spanning 1,300 sq km"
        or re.search(r"\b(?:control|hold)\w*\s(?:\w+\s){0,3}(?:villages|settlements|towns)", around) is not None
        or words.has("taking", around)
        or words.has("losing", around)
        or bool(
            re.search(
                r"(?:окупован|захоплен|оккупирован|захвачен|occupied|captured|seized|liberated"
                r"|controlled)\w*",
                around,
                re.IGNORECASE,
            )
        )
    )
