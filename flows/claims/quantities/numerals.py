"""Figures as articles print them: `1,146`, `1 146`, `64,12`, `116 тис 165`, `minus 116`, `two hundred`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.claims.spans.dates import any_word, forms
from flows.claims.words.grammar import Words, any_of

GROUPED = r"\d{1,3}(?P<sep>[\s\u00a0\u2009\u202f,.'’])\d{3}(?!\d)(?:(?P=sep)\d{3}(?!\d)){0,3}(?:[.,]\d{1,4})?(?!\d)"
PLAIN = r"\d{1,9}(?:[.,]\d{1,6})?"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure in a text. `place` is the value of its last printed digit, `round_place` of its last that is not 0."""

    start: int
    end: int
    value: float
    place: float
    round_place: float
    printed: str
    ambiguous: bool = False
    """Whether a single separator before three digits may mean thousands or decimals."""


@cache
def _patterns(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    scales = any_of(list(_scales(words)))
    minus = any_word(words, "minus")
    digits = re.compile(
        rf"(?<![\w.,])(?:(?P<sign>[-−–](?=\d)|(?:{minus})\s))?(?P<num>{GROUPED}|{PLAIN})"
        rf"(?:[\s\u00a0-]?(?P<scale>(?:{scales})(?![\w])\.?))?(?:\s(?P<rest>\d{{3}})(?![\d.,%]))?",
        re.IGNORECASE,
    )
    small = any_of(list(words.mapping("numbers")))
    joiner = rf"[\s-]{{1,2}}(?:(?:{any_word(words, 'and_words')})\s)?"
    spelled = re.compile(
        rf"(?<!\w)(?:{small}|(?:{scales})(?=\s))"
        rf"(?:{joiner}(?:{small}|{scales})){{0,7}}(?!\w)",
        re.IGNORECASE,
    )
    return digits, spelled


def numerals_in(text: str, words: Words) -> list[Numeral]:
    """Every figure of a text in order, in digits or in words."""
    digits, spelled = _patterns(words)
    found = [numeral for match in digits.finditer(text) if (numeral := _of_digits(match, text, words))]
    taken = [(numeral.start, numeral.end) for numeral in found]
    for match in spelled.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(_of_words(match, words))
    return sorted(found, key=lambda numeral: numeral.start)


def _of_digits(match: re.Match[str], text: str, words: Words) -> Numeral | None:
    printed, scale = match["num"], match["scale"]
    begin, end = match.start(), match.end("scale") if scale else match.end("num")
    factor = _scale(scale, words) if scale else 1.0
    if re.search(r"\d[\s\u00a0\u2009\u202f]\d{3}", printed) and _is_after_month(
        text, match.start("num"), printed, words
    ):
        # "on Oct. 28 200 sq km": the day and the figure are two.
        cut = re.search(r"[\s\u00a0\u2009\u202f]", printed)
        assert cut is not None
        begin, printed = match.start("num") + cut.end(), printed[cut.end() :]
    value, place, ambiguous = _value(printed, words)
    value, place = value * factor, place * factor
    if match["rest"]:
        # "116 тис 165" is 116,165; three digits after any other figure are a figure of their own.
        if not scale or factor != 1000:
            return Numeral(begin, end, value, place, _round_place(value, place), text[begin:end], ambiguous)
        value, place, end = value + float(match["rest"]), 1.0, match.end("rest")
    if match["sign"]:
        value = -value
    return Numeral(begin, end, value, place, _round_place(value, place), text[begin:end], ambiguous)


def _is_after_month(text: str, at: int, printed: str, words: Words) -> bool:
    first = re.split(r"[\s\u00a0\u2009\u202f]", printed)[0]
    return first.isdigit() and int(first) <= 31 and _month_before(words).search(text, max(0, at - 16), at) is not None


@cache
def _month_before(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{forms(words, 'months')})\s$", re.IGNORECASE)


def _value(printed: str, words: Words) -> tuple[float, float, bool]:
    """Value, value of the last digit, and whether the separator was ambiguous."""
    compact = re.sub(r"[\s\u00a0\u2009\u202f'’]", "", printed)
    separators = re.findall(r"[.,]", compact)
    ambiguous = False
    if not separators:
        decimal = None
    elif len(separators) > 1:
        # 1.234.567 and 1,234.5: the last is the decimal sign only where it differs from the first.
        decimal = separators[-1] if separators[-1] != separators[0] else None
    else:
        tail = compact.rpartition(separators[0])[2]
        grouped = len(tail) == 3 and not compact.startswith("0") and compact == re.sub(r"\s", "", printed)
        if grouped:
            ambiguous = True
            # English groups by a comma and Ukrainian and Russian by neither; there a copied 1,146 is likelier
            # than an area to the thousandth.
            decimal = "." if separators[0] == "." and words.languages == ("en",) else None
        else:
            decimal = separators[0]
    if decimal is None:
        number = float(re.sub(r"[.,]", "", compact))
        return number, 1.0, ambiguous
    head, _, tail = compact.rpartition(decimal)
    return float(f"{re.sub(r'[.,]', '', head) or '0'}.{tail}"), 10.0 ** -len(tail), ambiguous


def _scale(word: str, words: Words) -> float:
    return _scales(words)[word.lower().rstrip(".")]


@cache
def _scales(words: Words) -> dict[str, float]:
    """Words for thousands and more without the dot of an abbreviation, which in a pattern would stand for any sign."""
    return {str(key).lower().rstrip("."): float(value) for key, value in words.mapping("scales").items()}


def _round_place(value: float, place: float) -> float:
    """The value of the last digit that is not 0: 1,100 is read to the hundred."""
    steps = round(abs(value) / place)
    while steps and steps % 10 == 0:
        steps //= 10
        place *= 10
    return place


def _of_words(match: re.Match[str], words: Words) -> Numeral:
    numbers = {str(key).lower(): float(value) for key, value in words.mapping("numbers").items()}
    scales = _scales(words)
    total = part = 0.0
    for token in re.split(r"[\s-]+", match.group().lower().replace("’", "'").replace("ʼ", "'")):
        token = token.rstrip(".")
        if token in numbers:
            # "two hundred", "three dozen": a hundred or a dozen multiplies what stands before it.
            part = part * numbers[token] if numbers[token] in (100, 12) and 0 < part < 100 else part + numbers[token]
        elif token in scales:
            total, part = total + (part or 1.0) * scales[token], 0.0
    value = total + part
    return Numeral(match.start(), match.end(), value, 1.0, _round_place(value, 1.0) if value else 1.0, match.group())
