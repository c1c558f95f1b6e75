"""Of which kind a claim of area is: land that changed hands, land held, or the grey zone."""

from __future__ import annotations

import re

from flows.claims.claim import Kind
from flows.claims.land.polarity import Deed
from flows.claims.quantities.quantity import KM2_PER, Quantity
from flows.claims.text.clauses import past_brackets
from flows.claims.words.grammar import Words

LARGE_KM2 = 5_000.0
"""More than this is held, not taken, where no span is named: no month since 2022 moved as much."""
COMPARED = re.compile(r"\s(?:(?P<up>more)|less|fewer)\s(?:\w+\s){0,8}than\b", re.IGNORECASE)
"""After a quantity: it is the difference of two."""
MEASURED = re.compile(r"\b(?:measured|measures|spanned|peaked at|at its peak)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""A salient or a zone that "once measured 1,376 sq km" has a size at a time."""
NOW_HELD = re.compile(
    r"(?:\s\([^)]{1,40}\))?(?:\sof\s(?:\w+\s){0,2}(?:territory|land|ground|soil))?,?\s(?:(?:now|still|currently|is|are)\s)?"
    r"under\s(?:\w+\s)?(?:russian|ukrainian|moscow's|kyiv's|its)\s(?:control|occupation)",
    re.IGNORECASE,
)
NEW_TOTAL = re.compile(
    r"\b(?:total|загальн\w{2}|общ\w{2})\s(?:area|площ\w{1,2})\b[^.;]{0,110}?\s(?:to|до)\s(?:\w+\s){0,2}$"
    r"|(?:оккупирован|окупован|захвачен|захоплен|occupied)\w{0,4}\s(?:\w+\s){0,2}(?:оста[её]тся|остаются|залиша[єю]ться|remains?)\s(?:\w+\s){0,2}$"
    r"|(?:окупацією|оккупацией|контролем)\s(?:\w+\s){0,3}(?:залиша|оста[её]тся|остают)\w*\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""What makes a figure what is held, not what was taken, though a span is named: "the total area fell to …"."""
ZONE_GROWN = re.compile(
    r"(?:участ(?:ок|ка)|зон[аы]|плацдарм\w?|выступ\w?|ділянк\w|виступ\w?|zone|salient|pocket)\b[^.;]{0,140}?"
    r"(?:вырос|увелич|расшир|виріс|зросл|збільш|розшир|gr[eo]w|expand|widen)\w*\s(?:to|до)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""A zone that has grown to so much has that size."""
GROWN_TO = re.compile(
    r"(?:rose|gr[eo]w|increas|expand|зрос|виріс|збільш|вырос|увелич|возрос)\w*\s(?:from\s[^.;]{1,40}\s)?(?:to|до)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
"""What "has grown to" more than any span moved is all that is held, though a span is named."""
ALL_THAT_IS_HELD_KM2 = 100_000.0
"""More than was taken since 2022 in all: the lands of 2014 are counted in."""
GROWN_AREA = re.compile(
    r"\b(?:зон|плацдарм|район|площ|територі|територи|виступ|вклин|площад|территори)\w*[\s,][^.;]{0,90}?"
    r"\b(?:зріс|зросл|розріс|розросл|розшири|збільши|виріс|виросл|скороти|зменши|звузи"
    r"|вырос|разрос|расшири|увеличи|сократи|уменьши|сузи)\w{0,6}\s(?:\w+\s){0,3}до\s$",
    re.IGNORECASE,
)
"""An area that grew or shrank to a figure has that size now."""
SHRUNK = re.compile(
    r"\b(?:shr[aiu]nk|shrinking|dwindled)\s(?:from\s[^.;]{1,40}\s)?(?:to|from)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
"""Before a figure: what was held before, or what is held now."""
GROWTH_OF_HELD = re.compile(
    r"\b(?:приріст|прирост)\w{0,2}\s(?:окупован|оккупирован|захоплен|захвачен|контрольован)\w*\s[^.;,]{0,80}$",
    re.IGNORECASE,
)
"""The growth of what is held is a change, whatever span it is of: "приріст окупованої території склав …"."""
TOTAL_AREA = re.compile(
    r"(?:площ[аі]|площад[ьи]|area|territory|territories)\b[^.;]{0,80}?"
    r"(?:(?:сяг|досяг|склад|станов|достиг|состав|reach|amount|stand|total)\w*"
    r"|(?:drop|f[ea]ll|ris|rose|gr[eo]w|increas|expand|shr[aiu]nk|declin|зрос|виріс|скорот|зменш|вырос|сократ|уменьш)"
    r"\w*\s(?:to|до)\b)",
    re.IGNORECASE,
)
"""The area of all that is held, "the area of occupied land reached …", where the figure is too large for a change."""


def kind_of(
    text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words, *, has_span: bool, is_dated: bool
) -> Kind:
    """`grey_zone`, `area_level` or `area_change` of a quantity that is a claim."""
    if _of_grey_zone(text, quantity, clause, words):
        return "grey_zone"
    if grows_by(text, quantity, words):
        return "area_change"
    if (
        re.match(r"occup|окуп|оккуп", deed.cue.text, re.IGNORECASE)
        and not has_span
        and (is_dated or quantity.high * KM2_PER[quantity.unit] > LARGE_KM2)
    ):
        return "area_level"
    is_all = quantity.low * KM2_PER[quantity.unit] > ALL_THAT_IS_HELD_KM2
    if SHRUNK.search(text[clause[0] : quantity.start]):
        return "area_level"
    if is_all or GROWN_AREA.search(text[: quantity.start]):
        return "area_level"
    after = text[quantity.end : quantity.end + 90]
    if NOW_HELD.match(after) or re.match(r"\sremains?\b", after) or NEW_TOTAL.search(text[clause[0] : quantity.start]):
        return "area_level"
    if not has_span and words.after("then_taken", text, past_brackets(text, quantity.end)):
        return "area_change"
    if MEASURED.search(text[max(clause[0], quantity.start - 30) : quantity.start]):
        return "area_level"
    if not has_span and ZONE_GROWN.search(text[max(0, quantity.start - 200) : quantity.start]):
        return "area_level"
    is_large = quantity.high * KM2_PER[quantity.unit] > LARGE_KM2
    if is_large and GROWN_TO.search(text[clause[0] : quantity.start]):
        return "area_level"
    if not has_span and is_large and TOTAL_AREA.search(text[clause[0] : quantity.start]):
        return "area_level"
    if GROWTH_OF_HELD.search(text[clause[0] : quantity.start]):
        return "area_change"
    if deed.verb == "holding":
        taken = [
            cue
            for verb in ("taking", "retaking", "losing")
            for cue in words.find(verb, text, clause[0], quantity.start)
            if abs(quantity.start - cue.end) < 60
        ]
        if not taken or (not has_span and deed.cue.end <= quantity.start):
            return "area_level"
    return "area_change"


def _of_grey_zone(text: str, quantity: Quantity, clause: tuple[int, int], words: Words) -> bool:
    """Whether the last land named before the quantity is the grey zone, or it is named right after it."""
    before = words.find("grey_zone", text, 0, quantity.start)
    if before:
        between = text[before[-1].end : quantity.start]
        return not any(words.has(verb, between) for verb in ("taking", "retaking", "losing"))
    after = text[quantity.end : min(clause[1], quantity.end + 80)]
    named = next(iter(words.find("grey_zone", after)), None)
    return named is not None and not words.has("leaving_out", after, 0, named.start)


def grows_by(text: str, quantity: Quantity, words: Words) -> str | None:
    """`up` or `down` where a quantity is a growth: "the area held grew by 627 sq km", "3,000 sq km less than"."""
    if compared := COMPARED.match(text, quantity.end):
        return "up" if compared["up"] else "down"
    begin = max(0, quantity.start - 60)
    if not re.search(
        r"\b(?:by|up|down|на|another|ще|еще|ещё)\s(?:\w+\s){0,2}(?:percentage points?,? or\s)?$",
        text[begin : quantity.start],
    ):
        by_points = re.search(r"\b(?:by|на)\s[\d.,]+\s(?:percentage|в\.?\s?п|п\.\s?п)", text[begin : quantity.start])
        if not by_points:
            return None
    found = [(cue.start, name) for name in ("up", "down") for cue in words.find(name, text, begin, quantity.start)]
    return max(found)[1] if found else None
