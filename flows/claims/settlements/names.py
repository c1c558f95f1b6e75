"""Which capitalised words of a sentence are names of settlements, and how a list of such names is written."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.places.gazetteer import find_place, stem
from flows.claims.words.grammar import Words, pattern_of

LETTER = "A-ZА-ЯІЇЄҐЁ"
NAME = (
    rf"[{LETTER}][\w'’ʼ]{{2,24}}(?:[-\s](?!(?:ДНР|ЛНР|РФ|ЗСУ|ЗС|ВСУ|ВС|США)\b|\w+(?:[сц]ької|[сц]кой|ізької)\b|[\w'’ʼ]{{3,24}}\s(?:[Нн]ародн|район|област|громад|муниц|раион|district))"
    rf"[{LETTER}][\w'’ʼ]{{1,24}})?"
)
"""One or two capitalised words: "Часов Яр", but not "Левадное ДНР" nor "Левадное Донецкой Народной Республики"."""
NO_PLACE = frozenset(
    stem(word)
    for word in """
    Ukraine Russia Donbas Donbass Crimea Moscow Kremlin Kyiv Kiev Putin Zelensky Zelenskyy Europe NATO Russian Ukrainian
    Telegram Facebook Twitter Oblast Region Province
    Bloomberg Reuters DeepState ISW AFP North Korean Western The This That
    Україна Росія Донбас Крим Москва Київ Украина Россия Донбасс Крым Киев ЗСУ ВСУ РФ
    Вранці Увечері Вночі Вдень Вчора Учора Сьогодні Раніше Згодом Також Нині Наразі Зараз Потім Однак Крім Проте Тоді
    Утром Вечером Ночью Вчера Сегодня Ранее Позже Также Сейчас Потом Однако Кроме Тогда
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of strings
)
THEN = r",\s(?:(?!на черзі|ціль)[\dа-яіїєґ'’ʼ]{1,14}\s){1,4}[–—]\s"
"""Between names of a list that tells when each was taken: "…, 1 квітня – Гостомель"."""
ACROSS_THE_BORDER = frozenset(
    stem(word)
    for word in """
    Суджа Кореново Коренево Глушково Теткино Тьоткіно Гуево Гуєво Горналь Грайворон Шебекино Шебекіно Рыльск Рильськ
    Sudzha Korenevo Glushkovo Tyotkino Tetkino Guevo Gornal Grayvoron Shebekino Rylsk
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of strings
)
"""Towns in Russia that are fought over: the gazetteer has Ukraine's alone."""
AND = r"(?:та|і|й|и|а також|а также)"
OBLASTS = frozenset(stem(word) for word in ("Luhansk", "Lugansk", "Donetsk"))
"""Names of cities held since 2014: without "city" a text of this war means the oblast."""
NAMES_APART = re.compile(rf"{THEN}|[”\"]?,?\s{AND}\s[“\"]?|,\s?")
LOCATED = re.compile(
    r"\s(?:в|у|на)\s[\w'’ʼ-]{2,24}\s(?:області|области|районі|районе|громаді|громаде|[Нн]ародн\w{2,3}\s[Рр]еспубл\w{2,4})"
    r"|\s(?:[ву]\s)?\(?(?:ДНР|ЛНР)\)?|\s\([^)]{3,40}(?:област[ьи]|обл\.|республик[аи])\)"
    r"|\s(?:на|у|в)\s[А-ЯІЇЄҐ]\w{3,20}(?:щин[іе]|рожье|ріжжі|басс?[еі])"
    r"|\s[А-ЯІЇЄҐ][\w'’ʼ-]{2,24}(?:ой|ої|ого)\s(?:[Нн]ародн\w{2,3}\s[Рр]еспубл\w{2,4}|област[иі]|район[уае]?|громад[иы])"
)
"""The region that a name of a list is said to lie in."""
ALIAS = re.compile(r"\s\([A-ZА-ЯІЇЄҐ][^)]{2,30}\)")
"""Another name in brackets: "Січневе (Январське)"."""
ASIDE = re.compile(r",\s(?:розташован|расположенн?|що|який|яка|яке|які|который|которая|которое)[^.,;:]{3,70}(?=,)")
"""What is said of a name within a list: "Вишневе, яке лежить на річці, і Зорю"."""
NOT_A_PLACE_AFTER = re.compile(
    r"^(?:['’]s)?\s?(?:(?:village|town|city|settlement)\s(?:of|called|named)\b|region|oblast|province|direction|axis|sector|raion|district|front|brigade|напрям|півостр|полуостр|кос[аиуі]\b"
    r"|направл|област|район|обл\.)|^['’]s\s(?:outskirts|suburb|railway|station|center|centre|east|west"
    r"|north|south)",
    re.IGNORECASE,
)
PLACE_LIKE = re.compile(
    r"(?:[іїоеє]в(?:к|ськ|ц)|ськ|ск|град|город|п[оі]л[ьл]|[оеє]в[оеа]|[иі]н(?:о|е|ого|ому)|[оеі]ве|ого|ець|ц[яюі]|[нвклрт]ое|ск(?:ая|ую|ий)|[клнрт]не)\w{0,3}$"
    r"|\s(?:Яр|Гай|Колодяз|Поле|Балк|Брід|Ріг|Кут|Лиман|Луг|Бір)\w{0,3}$"
    r"|[a-z](?:[ae]nka|[iy]nka|[ioe]vka|atka|[snt]ke|oye|aya|[oeiy]ve|ill[iy]a|[iyhnldtpkv]ne|hrad|grad|pil|pol|[iy]chi|che|zhe|zha|tsi|[oe]vo"
    r"|[iy]no|[ioe]dy|[iy]v)$"
)
"""Endings that names of villages have and names of people or armies seldom do."""
OBLAST = re.compile(r"[щч]ин(?:а|и|і|у|ою)$")
"""Names of oblasts in one word: "Херсонщина"."""
ADJECTIVE_OF_LAND = re.compile(
    r"украї|украи|росі|росси|донецьк\w+|донецк\w+|харків|харьков|сумськ|сумск", re.IGNORECASE
)
NOT_A_NAME = re.compile(
    r"(?:Russia|Ukraine|Moscow|Kyiv)['’]s|\b(?:Defen[cs]e|Ministry|Minister|President|General|Institute|Forces|Army)\b"
)
TELLING = re.compile(
    r"(?:де)?окупува(?:в|ла|ли)|(?:де)?оккупирова(?:л|ла|ли)|звільни(?:в|ла|ли)|освободи(?:л|ла|ли)", re.IGNORECASE
)
"""Verbs that take nothing but land, so that what follows them under a Cyrillic capital is a place."""


@cache
def _leading_noun(words: Words) -> re.Pattern[str]:
    nouns = "|".join(pattern_of(word) for word in words.section("settlement_nouns"))
    return re.compile(rf"^(?i:{nouns})\s")


def names_of(listed: str, words: Words) -> list[str]:
    """The names of a list, without "village" before them and the regions after them."""
    noun = _leading_noun(words)
    bare = ALIAS.sub("", LOCATED.sub("", ASIDE.sub("", listed)))
    named = (noun.sub("", part).strip() for part in NAMES_APART.split(bare))
    return [name for name in named if re.match(rf"[{LETTER}]", name)]


def names_known(listed: str) -> bool:
    """Whether the gazetteer knows a name of a list, or a Latin one ends as names of villages do."""
    parts = NAMES_APART.split(listed)
    return any(find_place(part) or (part.isascii() and PLACE_LIKE.search(part)) for part in parts)


def is_in_gazetteer(name: str) -> bool:
    """Whether the gazetteer has a settlement of that name; a capital or a country stands for its government."""
    return find_place(name) is not None and stem(name) not in NO_PLACE


def is_place(name: str, verb: str, *, has_noun: bool, in_known_list: bool) -> bool:
    """Whether a name is one of a settlement; `in_known_list`: the gazetteer knows another one of the same list."""
    if NOT_A_NAME.search(name) or (OBLAST.search(name) and not (has_noun and re.search(r"щин[ау]$", name))):
        return False
    shortest = 3 if in_known_list else 4
    if len(name) < shortest or any(stem(part) in NO_PLACE for part in (name, name.split()[0], name.split()[-1])):
        return False
    if has_noun:
        return True
    if stem(name) in OBLASTS:
        return False
    if find_place(name) is not None or stem(name) in ACROSS_THE_BORDER:
        return True
    if in_known_list or (PLACE_LIKE.search(name) and not ADJECTIVE_OF_LAND.match(name)):
        return True
    # A small village is in no gazetteer; what is "occupied" under a Cyrillic capital is a place all the same.
    return (
        bool(re.match(r"[А-ЯІЇЄҐЁ]", name))
        and bool(TELLING.match(verb.strip()))
        and not re.match(r"украї|украи|росі|росси", name.lower())
    )
