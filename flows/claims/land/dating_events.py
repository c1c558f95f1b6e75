"""Events that only date a figure or set it beside another: their sides and their places are not the claim's.

"… 1,146 sq km since Kyiv's forces entered the Kursk region" is of Ukraine, not of Kursk, and Russia's gain.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flows.claims.words.grammar import Words, any_of, words_of_text

STOP = re.compile(r"[,;:—–]")


@lru_cache(maxsize=256)
def without_events(text: str, at: int) -> str:
    """The sentence with blanks for every such clause that does not hold offset `at`; offsets stay."""
    for match in _clauses(words_of_text(text)).finditer(text):
        begin, end = match.start(), match.end("tail")
        # One that opens the sentence without a comma runs on into what it dates.
        if end <= at and not STOP.search(text, end, at):
            end = match.end("place") if match["place"] else match.end("event")
        if not begin <= at < end:
            text = text[:begin] + " " * (end - begin) + text[end:]
    return text


@cache
def _clauses(words: Words) -> re.Pattern[str]:
    opener, event, place = (any_of(words.section(f"dating_{part}")) for part in ("openers", "events", "places"))
    word = r"(?:\([^\s()]{1,12}\)|[^\s,;:.()—–]{1,30})"  # an acronym in brackets is one, too
    return re.compile(
        rf"(?<!\w)(?:{opener})\s(?:{word}\s){{0,9}}?(?P<event>{event})"
        rf"(?P<tail>(?P<place>[^,;:.()—–\d]{{0,40}}?\s(?:{place}))?[^,;:.()—–\d]{{0,80}})",
        re.IGNORECASE,
    )
