"""Places within an oblast: towns and directions of the front, which are no units of the map."""

from __future__ import annotations

import re

NAME = r"[A-Z][\w'’-]{2,}(?:\s[A-Z][\w'’-]+)?"
CYRILLIC_NAME = r"[А-ЯІЇЄҐ][\w'’ʼ-]{3,}"
NEAR = (
    r"between|near|around|outside|towards?|in and around|in the area of|in the vicinity of|in the direction of"
    r"|(?:in|of) the (?:town|city|village) of|(?:south|north|east|west)(?:-?(?:east|west))? of"
)
CYRILLIC_NEAR = (
    r"між|между|поблизу|неподалік|біля|в районі|у районі|в напрямку|у напрямку|в бік|у бік|в районе|вблизи"
    r"|около|возле|в сторону|в направлении|під|под"
    r"|(?:північніше|південніше|західніше|східніше|севернее|южнее|западнее|восточнее)(?: від)?"
)
OF_FRONT = r"direction|directions|axis|axes|sectors?|front|salient|pocket|district|raion|community|hromada"
CYRILLIC_OF_FRONT = r"напрям\w+|направлени\w+|відтин\w+|ділянц\w+|участк\w+|район\w{0,2}|громад\w+"
PLACE = re.compile(
    rf"(?<!\w)(?:(?:{NEAR})\s(?:the\s)?(?:\w+\s(?:of\s)?){{0,3}}?(?P<near>{NAME})"
    rf"|(?P<dir>[A-Z][\w'’-]{{2,}}(?:[-–][A-Z]\w+)?)\s(?:{OF_FRONT})"
    rf"|(?P<kaxis>[а-яіїєґ'’ʼ-]{{4,}}(?:ому?|их|ых))\s(?:напрям\w+|направлени\w+)"
    rf"|(?P<kdir>{CYRILLIC_NAME})\s(?:{CYRILLIC_OF_FRONT})"
    rf"|(?:міста|міст[іо]|села|селі|селища|города?|городе|селе|пос[её]лка)\s(?P<kin>{CYRILLIC_NAME})"
    rf"|(?i:{CYRILLIC_NEAR})\s(?:міст(?:а|ами)\s|сел(?:а|ами)\s|город(?:а|ами)\s|н\.п\.\s)?(?P<knear>{CYRILLIC_NAME}))(?!\w)"
)
NO_PLACES = frozenset(
    """
    ukraine russia russian ukrainian the eastern southern northern western moscow kyiv kiev госкордон держкордон
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of strings
)
LOOSE = re.compile(r"[;:,]|\s(?:and|та|і|й|и|but|where|which|що|де|где)\s", re.IGNORECASE)
"""Between a figure and a place: what follows is told of something else."""
CLOSE = 60
THAT_FRONT = re.compile(
    r"\b(?:this|that) (?:direction|sector|axis|area|front)\b|\b(?:цьому|тому|цій|этом|том)\s(?:напрям\w+|відтинку"
    r"|ділянці|направлении|участке)",
    re.IGNORECASE,
)
"""A direction that an earlier sentence names."""


def place_at(text: str, start: int, end: int, clause: tuple[int, int]) -> tuple[int, int, str] | None:
    """Begin, end and words of the place that the figure at `start:end` stands by, the nearest of several."""
    found: list[tuple[int, int, str]] = []
    for match in PLACE.finditer(text, *clause):
        name = next(value for value in match.groups() if value)
        between = text[end : match.start()] if match.start() >= end else text[match.end() : start]
        if name.split()[0].lower() in NO_PLACES or len(between) > CLOSE:
            continue
        is_loose = re.search(r"[;:]", between) if match.end() <= start else LOOSE.search(between)
        if not is_loose:
            found.append((match.start(), match.end(), match.group().strip()))
    return min(found, key=lambda entry: entry[0] - end if entry[0] >= end else start - entry[1], default=None)
