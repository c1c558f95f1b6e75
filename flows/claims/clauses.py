"""The clause of a sentence that a word stands in."""

from __future__ import annotations

import re

BREAK = re.compile(
    r";|\s[—–-]\s(?=[^\d])|:\s"
    r"|,?\s(?:while|whereas|although|though|whilst)\s|,\s(?:but|and (?:the|its|their|it|that|russia\w*"
    r"|ukrain\w*|has|have|had|is|are|was)|with|which|where|after|so)\s"
    r"|,\s(?:а|але|проте|однак|тоді як|хоча|натомість|при цьому|що|яка|який|яке|які|де|та (?:ще|також)"
    r"|но|однако|тогда как|хотя|при этом|которая|который|которое|которые|где|и (?:еще|ещё|также))\s",
    re.IGNORECASE,
)


def clause_at(text: str, at: int) -> tuple[int, int]:
    """Begin and end of the clause around offset `at`."""
    begin, end = 0, len(text)
    for match in BREAK.finditer(text):
        if match.end() <= at:
            begin = match.end()
        elif match.start() >= at:
            end = match.start()
            break
    return begin, end
