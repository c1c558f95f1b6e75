"""The rules of `periods.yml` as patterns, with the names of time of a sentence's languages filled in."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.spans.dates import YEAR, date_pattern, forms
from flows.claims.words.grammar import Words, any_of, pattern_of, table


@cache
def rules_of(words: Words) -> list[tuple[str, re.Pattern[str]]]:
    """What each rule means and its pattern, in order; the rules of several languages stand side by side."""
    filled = _filled(words)
    rules = [
        (rank, rule["means"], re.compile(rf"(?<![\w-])(?:{_say(rule['say'], filled)})(?!\w)", re.IGNORECASE))
        for language in words.languages
        for rank, rule in enumerate(table("periods")[language])
    ]
    return [(means, pattern) for _, means, pattern in sorted(rules, key=lambda rule: rule[0])]


def _filled(words: Words) -> dict[str, str]:
    numbers = any_of(list(words.mapping("numbers")))
    return {
        "{date}": f"(?:{date_pattern(words)})",
        "{month}": rf"(?:{forms(words, 'months')})(?!\w)",
        "{year}": YEAR,
        "{season}": rf"(?:{forms(words, 'seasons')})(?!\w)",
        "{weekday}": rf"(?:{forms(words, 'weekdays')})(?!\w)",
        "{unit}": rf"(?:{forms(words, 'units')})(?!\w)",
        "{n}": rf"(?:(?!{YEAR})\d{{1,4}}|(?:{numbers})(?:[\s-](?:{numbers}))?)",
    }


def _say(say: str, filled: dict[str, str]) -> str:
    say = pattern_of(say)
    for name, pattern in filled.items():
        say = say.replace(name, pattern)
    return _unique(say)


def _unique(say: str) -> str:
    """Group names are numbered when an alternative repeats one."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return match.group() if seen[name] == 1 else f"(?P<{name}{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, say)
