"""Whether a quantity of area is a claim of control over land at all, and of which kind.

A claim needs a word of taking, losing, retaking or holding (or a noun such as "gains") that governs the quantity.
It is none where the clause speaks of something else (fire, mines, fields), of the size of a place, of a plan or a
condition, of a rate of casualties, or of another war. All words stand in the tables of the languages.
"""

from __future__ import annotations

import re

from flows.claims.grammar import Cue, Words
from flows.claims.polarity import Deed, deed_at
from flows.claims.quantity import KM2_PER, Quantity

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
LARGE_KM2 = 5_000.0
"""More than this is held, not taken, where no span is named: no month since 2022 moved as much."""
FINITE_PAST = re.compile(
    r"(?:ed|took|taken|won|lost|retook|overran|gained|seized|made|grew|held)$"
    r"|(?:ли|ла|ло|в|л|но|то|вся|лися|лася|лось)$",
    re.IGNORECASE,
)
NOT_FINITE = re.compile(
    r"(?:n['’]t|\bnever)\s(?:\w+\s){0,2}$"
    r"|\b(?:to|be|being|would(?: have)?|could|will|should|might|can|not|if|may)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
HAVE_MODAL = re.compile(r"\b(?:may|might|could|must)\s(?:well\s|already\s)?have\b(?!\sto)", re.IGNORECASE)
MEASURED = re.compile(r"\b(?:measured|measures|spanned|peaked at|at its peak)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""A salient or a zone that "once measured 1,376 sq km" has a size at a time."""
SPANNING = re.compile(
    r"[A-Z][\w'’-]+(?:\s\([^)]{1,30}\))?,\s(?:which\s)?"
    r"(?:spanning|spans|covering|covers|measuring|with an area of)\s(?:\w+\s){0,3}$"
)
"""A place with its size in an aside: "Pokrovsk, spanning just 23 square kilometers, …"."""
NOW_HELD = re.compile(
    r"(?:\s\([^)]{1,40}\))?(?:\sof\s(?:\w+\s){0,2}(?:territory|land|ground|soil))?,?\s(?:(?:now|still|currently|is|are)\s)?"
    r"under\s(?:\w+\s)?(?:russian|ukrainian|moscow's|kyiv's|its)\s(?:control|occupation)",
    re.IGNORECASE,
)
NEW_TOTAL = re.compile(
    r"\b(?:total|загальн\w{2}|общ\w{2})\s(?:area|площ\w{1,2})\b[^.;]{0,110}?\s(?:to|до)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
"""What makes a figure what is held, not what was taken, though a span is named: "the total area fell to …"."""
RELATIVE = re.compile(
    r"(?:\s\([^)]{1,40}\))?(?:\sof\s(?:\w+\s){0,2}\w+)?\s(?:(?:that|which)\s)?(?:it|they|he|kyiv|moscow|russia|ukraine"
    r"|(?:its|russian|ukrainian)\s(?:forces|troops|army))\s(?:\w+\s){0,2}(?:captured|seized|occupie[sd]|took|taken|holds?"
    r"|controls?|gained|retook|liberated)"
    r"|(?:\s\w+){0,2},\s(?:які|яку|що|які вже|которые|которую)\s"
    r"(?:\w+\s){0,3}(?:захоп|окуп|звільн|утрим|контрол|захват|оккуп|освоб|удерж)",
    re.IGNORECASE,
)
"""A relative clause that tells a deed of the very land: "to hold the 500 square miles it has captured"."""
TOTAL_AREA = re.compile(
    r"(?:площ[аі]|площад[ьи]|area|territory|territories)\b[^.;]{0,80}?"
    r"(?:(?:сяг|досяг|склад|станов|достиг|состав|reach|amount|stand|total)\w*"
    r"|(?:drop|f[ea]ll|ris|rose|gr[eo]w|increas|expand|shr[aiu]nk|declin|зрос|виріс|скорот|зменш|вырос|сократ|уменьш)"
    r"\w*\s(?:to|до)\b)",
    re.IGNORECASE,
)
"""The area of all that is held, "the area of occupied land reached …", where the figure is too large for a change."""
SUBJUNCTIVE = re.compile(r"щоб|аби|би|б|чтобы|бы", re.IGNORECASE)
"""After these a verb in the past tense tells a wish, not a deed."""
YEAR_LONG_AGO = re.compile(
    r"(?<![\d.,])(?:1[5-9]\d\d)(?![\d.,]*\d|[-\s]{0,2}(?:sq|km|mi|ha\b|acre|hect|кв|км|га\b|тис|тыс)|[-\s](?:[a-zа-яіїє]{3,}(?:s|ів|ов|ей))\b)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"^(?:if|якщо|если)\b[^.;]{0,200}?\b(?:included|counted|added|taken into account|consider(?:ed)?|count|include"
    r"|looks?|compared?|порівня\w+|порівнюв\w+|порахув\w+|подивит\w+|врахову\w+|врахува\w+|рахува\w+|додат\w+|брати"
    r"|сравни\w+|посмотр\w+|учитыва\w+|учесть|считать|добавить|брать)\b",
    re.IGNORECASE,
)
"""Conditions that tell what is counted or compared, after which a figure is a statement."""


def is_claim(text: str, quantity: Quantity, clause: tuple[int, int], words: Words, *, in_context: bool) -> Deed | None:
    """The deed that makes a quantity a claim of control, or None. `in_context`: a claim stood just before it."""
    start, end = quantity.start, quantity.end
    if (
        _is_per_area(text, quantity, words)
        or _is_size(text, quantity, clause, words)
        or _is_elsewhere(text, clause, words)
    ):
        return None
    deed = deed_at(text, start, end, clause, words) or deed_at(text, start, end, (0, len(text)), words)
    if grey := next(iter(words.find("grey_zone", text)), None):
        deed = deed if deed and deed.verb != "taking_weak" else Deed("holding", grey, None)
    if deed is None:
        if not (words.has("territory", text) or in_context) or not words.has("war_words", text):
            return None
        # "the area of occupied land grew", "territorial gains": a noun alone can make a claim.
        noun = next(iter(words.find("territory", text)), None)
        deed = Deed("taking_weak", noun or Cue(start, start, ""), None)
        if (
            not re.match(
                r"gains|advance|progress|occup|окуп|оккуп|просув|продви|приріст|прирост", deed.cue.text, re.IGNORECASE
            )
            and not in_context
        ):
            return None
    if deed.verb == "taking_weak" and not _weak_holds(text, deed, start, words):
        strong = [v for v in ("taking", "retaking", "losing") if words.has(v, text)]
        if not strong:
            return None
        deed = Deed(strong[0], words.find(strong[0], text)[0], deed.actor)
    if _is_other_subject(text, quantity, deed, clause, words) or _is_hypothetical(text, quantity, deed, clause, words):
        return None
    if quantity.unit in ("ha", "acre") and not words.has("war_words", text):
        return None
    return deed


def _weak_holds(text: str, deed: Deed, at: int, words: Words) -> bool:
    """`took`, `added`: a claim only where an actor or the land is named too."""
    sides = words.has("actors/russia", text) or words.has("actors/ukraine", text)
    return (sides or words.has("war_words", text)) and (abs(at - deed.cue.end) < 90 or words.has("territory", text))


def _is_per_area(text: str, quantity: Quantity, words: Words) -> bool:
    at = quantity.start
    # "на один квадратний кілометр": the word for one is the figure itself.
    one = re.match(r"(?:один|одного|one|1)\b", text[at : at + 8], re.IGNORECASE) if quantity.low == 1 else None
    before = text[max(0, at - 24) : at + (one.end() if one else 0)]
    cues = words.find("per_area", before)
    return bool(cues) and len(before[cues[-1].end :].split()) <= 1


def _is_size(text: str, quantity: Quantity, clause: tuple[int, int], words: Words) -> bool:
    """Whether the quantity is the size of a place, or what an area is compared with."""
    before = text[max(0, quantity.start - 80) : quantity.start]
    for cue in words.find("compare_words", before):
        between = before[cue.end :]
        # "an area the size of 40 sq km" names the land itself; "larger than Moscow (2,561 sq km)" does not.
        named = re.search(r"[A-ZА-ЯІЇЄ]\w{2,}", between) and not words.has("holding", between)
        if named and len(between) < 60 and not re.search(r"[,;:—–]", between):
            return True
    if SPANNING.search(before):
        return True
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
        return any(abs(value - official) < 0.6 for official in OFFICIAL_KM2)
    return False


def _land_noun_between(text: str, noun: Cue, quantity: Quantity, words: Words) -> bool:
    """`площа звільненої території області становить …` is about land, not about the size of the oblast."""
    around = text[max(0, noun.start - 60) : quantity.start]
    return (
        words.has("retaking", around)
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


def _is_elsewhere(text: str, clause: tuple[int, int], words: Words) -> bool:
    if YEAR_LONG_AGO.search(text, *clause):
        return True
    here = words.find("elsewhere", text, *clause)
    return (bool(here) and not _names_the_sides(text, clause, words)) or len(here) > 1


def _names_the_sides(text: str, clause: tuple[int, int], words: Words) -> bool:
    return words.has("actors/russia", text, *clause) or words.has("actors/ukraine", text, *clause)


def _is_other_subject(text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words) -> bool:
    others = words.find("other_subject", text, *clause)
    if not others:
        return False
    strong = deed.verb in ("taking", "retaking", "losing") and clause[0] <= deed.cue.start < clause[1]
    if quantity.unit in ("ha", "acre") and not (strong and _names_the_sides(text, clause, words)):
        return True
    if not strong:
        return True
    if any(_heads(text, other, deed, words) for other in others):
        return True
    distance = abs(quantity.start - deed.cue.end)
    nearer = [o for o in others if _gap(o, quantity) < distance]
    governs = (
        deed.cue.end <= quantity.start
        and distance < 60
        and not any(deed.cue.end <= o.start < quantity.start for o in others)
    )
    return bool(nearer) or not governs


def _heads(text: str, other: Cue, deed: Deed, words: Words) -> bool:
    """Whether another subject is the one that does the deed: "sappers returned 35,000 sq km to use"."""
    if other.end > deed.cue.start or deed.cue.start - other.end > 40:
        return False
    between = text[other.end : deed.cue.start]
    return "," not in between and not words.has("actors/russia", between) and not words.has("actors/ukraine", between)


def _gap(cue: Cue, quantity: Quantity) -> int:
    return quantity.start - cue.end if cue.end <= quantity.start else cue.start - quantity.end


def _is_hypothetical(text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words) -> bool:
    """Whether a plan, a condition, a demand or a forecast governs the quantity, and not a deed that was done."""
    scope_begin = clause[0]
    modal_have = [m.span() for m in HAVE_MODAL.finditer(text)]
    cues = [
        cue
        for cue in words.find("hypothetical", text, scope_begin, clause[1])
        if not any(begin <= cue.start < stop for begin, stop in modal_have) and not COUNTED.match(text[cue.start :])
    ]
    # A condition or a plan at the head of the sentence governs the clauses after it too.
    head = [
        cue
        for cue in words.find("hypothetical", text, 0, scope_begin)
        if re.match(r"if|unless|якщо|якби|если", cue.text, re.IGNORECASE) and not COUNTED.match(text[cue.start :])
    ]
    if head:
        return True
    for cue in cues:
        if cue.start < quantity.start and SUBJUNCTIVE.fullmatch(cue.text):
            return True
        if cue.start >= quantity.end:
            # after the quantity only where it is the verb itself: "another 200 sq km would be needed"
            if len(text[quantity.end : cue.start].split()) <= 2 and deed.cue.start > cue.start:
                return True
            continue
        done = deed.cue.end <= quantity.start and deed.cue.start > cue.end and _is_done(text, deed.cue)
        done = done or RELATIVE.match(text[quantity.end :]) is not None
        done = done or (
            deed.cue.end <= cue.start
            and _is_done(text, deed.cue)
            and cue.start - deed.cue.end > 0
            and deed.cue.end > clause[0]
            and not _governs(text, cue, quantity)
        )
        if not done:
            return True
    return False


def _governs(text: str, cue: Cue, quantity: Quantity) -> bool:
    """Whether nothing but a few words lies between a cue and the quantity."""
    between = text[cue.end : quantity.start]
    return len(between.split()) <= 6 and "," not in between


def _is_done(text: str, verb: Cue) -> bool:
    last = verb.text.split()[0] if verb.text.split() else ""
    return bool(FINITE_PAST.search(last)) and not NOT_FINITE.search(text[max(0, verb.start - 24) : verb.start])


def kind_of(
    text: str, quantity: Quantity, deed: Deed, clause: tuple[int, int], words: Words, *, has_span: bool, is_dated: bool
) -> str:
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
    after = text[quantity.end : quantity.end + 90]
    if NOW_HELD.match(after) or NEW_TOTAL.search(text[clause[0] : quantity.start]):
        return "area_level"
    relative = RELATIVE.match(text[quantity.end :])
    if (
        relative
        and not has_span
        and re.search(r"captur|seiz|took|taken|gain|захоп|захват", relative.group(), re.IGNORECASE)
    ):
        return "area_change"
    if MEASURED.search(text[max(clause[0], quantity.start - 30) : quantity.start]):
        return "area_level"
    if (
        not has_span
        and quantity.high * KM2_PER[quantity.unit] > LARGE_KM2
        and TOTAL_AREA.search(text[clause[0] : quantity.start])
    ):
        return "area_level"
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
    return words.has("grey_zone", text, quantity.end, min(clause[1], quantity.end + 40))


def grows_by(text: str, quantity: Quantity, words: Words) -> str | None:
    """`up` or `down` where a verb of growth stands before the quantity: "the area held grew by 627 sq km"."""
    begin = max(0, quantity.start - 60)
    if not re.search(
        r"\b(?:by|на|another|ще|еще|ещё)\s(?:\w+\s){0,2}(?:percentage points?,? or\s)?$", text[begin : quantity.start]
    ):
        by_points = re.search(r"\b(?:by|на)\s[\d.,]+\s(?:percentage|в\.?\s?п|п\.\s?п)", text[begin : quantity.start])
        if not by_points:
            return None
    found = [(cue.start, name) for name in ("up", "down") for cue in words.find(name, text, begin, quantity.start)]
    return max(found)[1] if found else None
