"""Settlements captured, liberated, held or denied in a sentence, by whom and according to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from flows.claims.attribution import Attribution
from flows.claims.claim import Claim, Polarity
from flows.claims.clauses import clause_at
from flows.claims.context import Context
from flows.claims.gazetteer import display, find_place, identity, stem
from flows.claims.grammar import Cue, Words, pattern_of
from flows.claims.periods import Period
from flows.claims.polarity import actor_of

Event = Literal["taken", "retaken", "held", "denied"]
LETTER = "A-ZА-ЯІЇЄҐЁ"
NAME = (
    rf"[{LETTER}][\w'’ʼ]{{2,24}}(?:[-\s](?!(?:ДНР|ЛНР|РФ|ЗСУ|ВСУ)\b|[\w'’ʼ]{{3,24}}\s(?:[Нн]ародн|район|област|громад|муниц|раион|district))"
    rf"[{LETTER}][\w'’ʼ]{{2,24}})?"
)
NO_PLACE = frozenset(
    stem(word)
    for word in """
    Ukraine Russia Donbas Donbass Crimea Moscow Kremlin Kyiv Putin Zelensky Zelenskyy Europe NATO Russian Ukrainian
    Bloomberg Reuters DeepState ISW AFP North Korean Western The This That
    Україна Росія Донбас Крим Москва Київ Украина Россия Донбасс Крым Киев ЗСУ ВСУ РФ
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of strings
)
NOT_A_PLACE_AFTER = re.compile(
    r"^(?:['’]s)?\s?(?:region|oblast|province|direction|axis|sector|raion|district|front|brigade|напрям"
    r"|направл|област|район|обл\.)|^['’]s\s(?:outskirts|suburb|railway|station|center|centre|east|west"
    r"|north|south)",
    re.IGNORECASE,
)
NAMES_APART = re.compile(r",?\s(?:and|та|і|й|и|а також|а также)\s|,\s?")
LOCATED = re.compile(
    r"\s(?:in|в|у|на)\s[\w'’ʼ-]{2,20}\s(?:області|области|oblast|region)"
    r"|\s[А-ЯІЇЄҐ][\w'’ʼ-]{2,24}(?:ой|ої|ого)\s(?:[Нн]ародн\w{2,3}\s[Рр]еспубл\w{2,4}|област[иі]|району?|района)"
)
TELLING = re.compile(
    r"(?:де)?окупува(?:в|ла|ли)|(?:де)?оккупирова(?:л|ла|ли)|звільни(?:в|ла|ли)|освободи(?:л|ла|ли)", re.IGNORECASE
)
PLACE_LIKE = re.compile(
    r"(?:[іїоеє]в(?:к|ськ|ц)|ськ|ск|град|город|п[оі]л[ьл]|[оеє]в[оеа]|[иі]н(?:о|е|ого|ому)|[оеі]ве|ого|ець|ц[яюі])\w{0,3}$"
    r"|(?:ivka|ovka|evka|ske|skoye|ove|eve|[iy]ne|hrad|grad|pil|pol|[iy]vske|ychi|ychne)$"
)
"""Endings that names of villages have and names of people or armies seldom do."""
ADJECTIVE_OF_LAND = re.compile(
    r"украї|украи|росі|росси|донецьк\w+|донецк\w+|харків|харьков|сумськ|сумск", re.IGNORECASE
)
INFINITIVE = re.compile(
    r"\b(?:capture|seize|occupy|take|liberate|recapture|retake|reclaim|capturing|seizing|taking"
    r"|occupying|liberating)$",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\s(?:will|would|could|may|might|can|remains|дозволи\w+|дасть|позволи\w+|даст|станет|стане|буде|будет|може|может"
    r"|залишається|остается|остаётся)\b",
    re.IGNORECASE,
)
"""After a noun of capture these words make it one to come: "the capture of Chasiv Yar will give …"."""
SPEAKER = re.compile(
    r"\s(?:said|says|reported|reports|told|wrote|added|noted|announced|claimed|сказа|повідом|заяв|сообщ|додав|добавил|написа)",
    re.IGNORECASE,
)
"""After the last name of a list: it is who tells, not what was taken."""
SHARE_OF = re.compile(r"(?:%|per ?cent|most|much|part)\sof\s$", re.IGNORECASE)
"""Before a name: the words are of a share of a region, not of a town as a whole."""
NOT_A_NAME = re.compile(
    r"(?:Russia|Ukraine|Moscow|Kyiv)['’]s|\b(?:Defen[cs]e|Ministry|Minister|President|General|Institute|Forces|Army)\b"
)
UNSURE = re.compile(
    r"\b(?:not clear|unclear|no evidence|неясно|незрозуміло|невідомо|неизвестно|непонятно)\b[^.;]{0,40}$", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"н(?:ого|ому|ой|ої|ій|ым|им|ом)$", re.IGNORECASE)
PREPOSITION = re.compile(r"\b(?:от|из|в|к|до|под|около|у|від|із|з|до|під|біля|поблизу)\s$", re.IGNORECASE)
"""Before a participle: "20 km from occupied Vuhledar" tells a distance, not a capture."""
NEGATED = re.compile(r"\b(?:not|never|without|failed|unable|не)\s(?:\w+\s){0,2}$|n['’]t\s(?:\w+\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    event: Event
    names: list[str]
    cue: Cue
    has_noun: bool


def settlement_claims(context: Context) -> list[Claim]:
    """One claim a settlement and an event that a sentence tells."""
    claims: list[Claim] = []
    told: set[tuple[int, str]] = set()
    for found in _events(context):
        known = any(find_place(name) is not None and stem(name) not in NO_PLACE for name in found.names)
        for name in found.names:
            if not _is_place(name, found, known):
                continue
            if (
                any(
                    claim.place and identity(claim.place) == identity(name) and claim.event == found.event
                    for claim in claims
                )
                or (found.cue.start, identity(name)) in told
            ):
                continue
            # One word tells one thing of a place: in a Russian text "освобождение" stands in two tables.
            told.add((found.cue.start, identity(name)))
            claims.append(_claim(context, name, found))
    return claims + _denials(context, claims)


@cache
def _patterns(words: Words) -> list[tuple[str, re.Pattern[str]]]:
    def alternatives(section: str) -> str:
        return "|".join(f"(?:{pattern_of(word)})" for word in sorted(words.section(section), key=len, reverse=True))

    noun = f"(?i:{alternatives('settlement_nouns')})"
    adjectives = (
        r"(?:(?i:the|a|an|all of|most of|almost all of|whole of|entire|ukrainian|also|fully|повністю"
        r"|полностью|ще|еще|весь|усе|все)\s){0,3}"
    )
    located = rf"{NAME}(?:(?:{LOCATED.pattern})(?=,?\s(?:and|та|і|й|и|а)\s))?"
    # "освободили в ДНР населенные пункты …"
    inside = r"(?:(?:в|у|на|in)\s[\w'’ʼ-]{2,20}\s(?:(?:області|области|районі|районе)\s)?)?"
    names = (
        rf"(?P<names>{located}(?:(?:,\s|,?\s(?:and|та|і|й|и|а також"
        rf"|а также)\s)(?:{noun}\s)?{located}){{0,8}})"
    )
    patterns = []
    for event, section in (
        ("taken", "settlement_take"),
        ("taken", "settlement_marked"),
        ("retaken", "settlement_retake"),
        ("held", "settlement_hold"),
    ):
        verb = f'(?i:{alternatives(section)})[”"»’]?'
        patterns.append(
            (
                event,
                re.compile(
                    rf"(?<!\w)(?P<verb>{verb})\s?(?:{inside}{adjectives}(?P<noun>{noun}\s(?:(?i:of)\s)?)|{adjectives}){names}"
                ),
            )
        )
        # "captured two more villages in Donetsk, Novodmytrivka and Zoria"
        listed = (
            rf"\s(?:[\w-]+\s){{0,4}}?(?P<noun>{noun})(?:\s(?:in|near|of|on|around|from|north|south|east|west|у|в|на"
            rf"|біля|поблизу|вблизи)\s[^,.;:—–]{{2,70}}?)?\s?[,:—–-]?\s?(?:(?:including|namely|such as|зокрема"
            rf"|включая|включно з|в частности"
            rf"|а саме|в том числе|серед них|среди них)\s|(?<=[,:—–-]\s))(?:{noun}\s)?"
        )
        patterns.append((event, re.compile(rf"(?<!\w)(?P<verb>{verb}){listed}{names}")))
        # "captured much of the east, including the towns of Kupiansk and Balakliia"
        included = (
            r"\s[^.;:]{2,80}?,\s(?:including|among them|зокрема|в тому числі|у тому числі|в том числе|включая)\s"
            rf"(?:(?i:the)\s)?(?P<noun>{noun}\s(?:(?i:of)\s)?)"
        )
        patterns.append((event, re.compile(rf"(?<!\w)(?P<verb>{verb}){included}{names}")))
    # "о взятии российскими войсками населенного пункта …"
    doer = r"(?:[а-яіїєґё]{3,20}(?:ими|ыми|ами|ями)\s){1,3}"
    nominal = f"(?i:{alternatives('settlement_nominal')})"
    patterns.append(
        (
            "nominal",
            re.compile(
                rf"(?<!\w)(?P<verb>{nominal})\s(?:{inside}|{doer}){adjectives}(?P<noun>{noun}\s(?:(?i:of)\s)?)?{names}"
            ),
        )
    )
    passive = f"(?i:{alternatives('settlement_passive').replace('{0,2}', '{0,2}[“«]?')})"
    patterns.append(
        (
            "passive",
            re.compile(
                rf"(?P<noun>{noun}\s)?{names}(?:\s(?:в|у|на|in)\s[^.;,]{{1,40}}?(?=,))?(?:,\s[^.;]{{1,80}}?,)?(?:,\s(?:which|що|як\w{{1,2}}|котор\w{{2,3}}))?(?:\s(?:в|у"
                rf"|in)\s[^.;,]{{1,40}}?)?(?:\s[—–-]|,)?\s(?P<verb>{passive}[”\"»’]?)"
            ),
        )
    )
    # "40 settlements were liberated in the region, including Izium and Kupiansk"
    named = r"[^.;:]{0,70}?,\s(?:including|among them|зокрема|в тому числі|у тому числі|в том числе|включая)\s"
    named += r"(?:(?i:the)\s)?"
    patterns.append(
        (
            "passive",
            re.compile(rf"(?P<noun>{noun})\s(?:\w+\s){{0,2}}?(?P<verb>{passive}){named}(?:{noun}\s)?{names}"),
        )
    )
    return patterns


def _events(context: Context) -> list[_Found]:
    found: list[_Found] = []
    for event, pattern in _patterns(context.words):
        for match in pattern.finditer(context.text):
            cue = Cue(match.start("verb"), match.end("verb"), match["verb"])
            if SHARE_OF.search(context.text[max(0, match.start("names") - 14) : match.start("names")]):
                continue
            if _is_undone(context, cue, match) or (
                NOT_A_PLACE_AFTER.match(context.text[match.end("names") :]) and event != "passive"
            ):
                continue
            names = [
                re.sub(
                    rf"^(?i:{'|'.join(pattern_of(w) for w in context.words.section('settlement_nouns'))})\s", "", part
                ).strip()
                for part in NAMES_APART.split(LOCATED.sub("", match["names"]))
            ]
            if names and SPEAKER.match(context.text[match.end("names") :]):
                names = names[:-1]
            found.append(_Found(_event(event, cue, context), [n for n in names if n], cue, match["noun"] is not None))
    return found


def _event(event: str, cue: Cue, context: Context) -> Event:
    if event in ("taken", "retaken", "held"):
        russian_liberation = event == "taken" and re.match(r"освобо", cue.text, re.IGNORECASE)
        if (
            russian_liberation
            and actor_of(context.text, cue, clause_at(context.text, cue.start), context.words) == "ukraine"
        ):
            return "retaken"
        # A ministry in Moscow says "liberated" of what its troops took.
        if (
            event == "retaken"
            and re.match(r"liberat|звільн", cue.text, re.IGNORECASE)
            and actor_of(context.text, cue, clause_at(context.text, cue.start), context.words) == "russia"
        ):
            return "taken"
        return cast(Event, event)
    if (
        event == "passive"
        and not re.search(r"liberat|звільн|освобо", cue.text, re.IGNORECASE)
        and re.search(r"ukrainian (?:control|hands)", cue.text, re.IGNORECASE)
    ):
        return "held"
    if re.search(
        r"liberat|retak|recapt|freed|cleared|reclaim|de-?occup|звільн|деокуп|освобо|деоккуп", cue.text, re.IGNORECASE
    ):
        actor = actor_of(context.text, cue, clause_at(context.text, cue.start), context.words)
        return "taken" if actor == "russia" else "retaken"
    return "taken"


def _is_undone(context: Context, cue: Cue, match: re.Match[str]) -> bool:
    """Whether a plan, a negation or an attempt stands before the verb, so that nothing is said to have happened."""
    begin, _ = clause_at(context.text, cue.start)
    before = context.text[max(begin, cue.start - 60) : cue.start]
    if UNSURE.search(before) or (ATTRIBUTE.search(cue.text) and PREPOSITION.search(before)):
        return True
    if TO_COME.match(context.text[match.end("names") :]):
        return True
    denied = context.words.find("settlement_denied", before)
    if NEGATED.search(before) or (denied and len(before[denied[-1].end :].split()) <= 3):
        return True
    if (
        match.re.groupindex.get("noun")
        and INFINITIVE.search(cue.text)
        and not re.search(r"\bhave\s(?:\w+\s)?$", before)
    ):
        return True
    cues = context.words.find("hypothetical", before)
    if any(len(before[c.end :].split()) <= 5 for c in cues):
        return True
    blocked = context.words.find("settlement_blocked", context.text, cue.end, match.start("names"))
    return bool(blocked) or bool(
        re.match(r"took$|taken$|take$|takes$|taking$|fell$|fallen$", cue.text.strip(), re.IGNORECASE)
        and not _known(match["names"])
    )


def _known(names: str) -> bool:
    return any(find_place(part) for part in NAMES_APART.split(names))


def _is_place(name: str, found: _Found, known: bool) -> bool:
    """Whether a name is one of a settlement; `known`: the gazetteer knows another one of the same list."""
    if NOT_A_NAME.search(name):
        return False
    if stem(name) in NO_PLACE or stem(name.split()[0]) in NO_PLACE or len(name) < 4:
        return False
    if found.has_noun or find_place(name) is not None:
        return True
    if known or (PLACE_LIKE.search(name) and not ADJECTIVE_OF_LAND.match(name)):
        return True
    # A small village is in no gazetteer; what is "occupied" under a Cyrillic capital is a place all the same.
    return (
        bool(re.match(r"[А-ЯІЇЄҐЁ]", name))
        and bool(TELLING.match(found.cue.text.strip()))
        and not re.match(r"украї|украи|росі|росси", name.lower())
    )


def _claim(context: Context, name: str, found: _Found, attribution: Attribution | None = None) -> Claim:
    clause = clause_at(context.text, found.cue.start)
    actor = actor_of(context.text, found.cue, clause, context.words)
    by = attribution or context.attribution(found.cue.start)
    period = _day_near(context, found.cue)
    start, end = context.stated_days(period)
    return Claim(
        claim_id=context.claim_id(f"settlement-{identity(name)}-{found.event}", found.cue.start),
        article_id=context.article.article_id,
        quote=context.text,
        kind="settlement",
        measure="unstated",
        scope=display(name),
        unit_id=None,
        period_start=start,
        period_end=end,
        attributed_to=by.label if by else None,
        polarity=_polarity(found.event, actor),
        sentence=context.sentence.number,
        paragraph=context.sentence.paragraph,
        attribution=by,
        period=period,
        place=display(name),
        event=found.event,
    )


def _polarity(event: Event, actor: str | None) -> Polarity:
    if event == "taken":
        return "ukraine_gains" if actor == "ukraine" else "russia_gains"
    if event == "retaken":
        return "russia_gains" if actor == "russia" else "ukraine_gains"
    return "unstated"


def _day_near(context: Context, cue: Cue) -> Period | None:
    """The day named nearest to the verb."""
    days = [p for p in context.periods if p.means in ("as_of", "yesterday", "month", "trailing", "now", "between")]
    return min(days, key=lambda p: abs(p.start - cue.start), default=None)


def _denials(context: Context, claims: list[Claim]) -> list[Claim]:
    """A source that denies or does not confirm what the sentence tells of a settlement."""
    denied: list[Claim] = []
    for cue in context.words.find("settlement_denied", context.text):
        named = [
            m for m in context.mentions if m.source.kind == "witness" and m.start < cue.start and cue.start - m.end < 40
        ]
        if not named:
            continue
        source = named[-1].source
        for place in dict.fromkeys(claim.place for claim in claims if claim.place):
            found = _Found("denied", [place], cue, True)
            denied.append(_claim(context, place, found, Attribution(source.name, source)))
    return denied
