"""Events that only date a figure or set it beside another: their sides and their places are not the claim's.

"… 1,146 sq km since Kyiv's forces entered the Kursk region" is of Ukraine, not of Kursk, and Russia's gain.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flows.claims.words.grammar import any_of, table


@lru_cache(maxsize=256)
def without_events(text: str, at: int) -> str:
    """The sentence with blanks for every such clause that does not hold offset `at`; offsets stay."""
    for match in _events().finditer(text):
        begin, end = match.start(), match.end("tail")
        # One that opens the sentence without a comma runs on into what it dates.
        if end <= at and not re.search(r"[,;:—–]", text[end:at]):
            end = match.end("place") if match["place"] else match.end("event")
        if not begin <= at < end:
            text = text[:begin] + " " * (end - begin) + text[end:]
    return text


@lru_cache(maxsize=1)
def _events() -> re.Pattern[str]:
    words = table("events")
    opener, event = any_of(words["openers"]), any_of(words["events"])
    word = r"(?:\([^\s()]{1,12}\)|[^\s,;:.()—–]{1,30})"  # an acronym in brackets is one, too
    return re.compile(
        rf"(?<!\w)(?:{opener})\s(?:{word}\s){{0,9}}?(?P<event>{event})"
        r"(?P<tail>(?P<place>[^,;:.()—–\d]{0,40}?\s(?:regions?|oblasts?|област\w{1,4}|territory|територі\w|территори\w))?"
        r"[^,;:.()—–\d]{0,80})",
        re.IGNORECASE,
    )
