"""Reads the notes that DeepState puts beside a snapshot: HTML in a regular language, English or Ukrainian.

"The enemy occupied <a href="…#14/48.14/37.31">Selydove</a>, and advanced near <a …>Novoukrainka</a>." Each anchor is a
place with coordinates; what happened to it is told by the nearest verb. The verbs stand in tables below, so that a
reader can check them; a verb that is in no table makes no event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

Language = Literal["en", "uk"]
Word = Literal[
    "occupied", "advanced", "liberated", "pushed_back", "clarified", "restored", "none", "later", "ukraine", "enemy"
]

LONGEST_NOTE, LONGEST_NAME = 100_000, 120
"""Characters that are read; the longest real note has some 4,000. Notes are untrusted."""

ADDRESS = re.compile(r"#\d+(?:\.\d+)?/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)(?!\d)")
"""Zoom, latitude, longitude, as the map's own links give them."""

WORDS: dict[Language, tuple[tuple[Word, str], ...]] = {
    # The longer forms come first, for the first match stands. "none" ends what a verb before it governs;
    # "later": the verb of what follows comes behind it; "restored" is whoever's ground its subject had lost.
    "en": (
        ("advanced", r"captured the (?:\w+ part|positions?) of"),
        ("liberated", r"liberated|dr(?:iven|ove) the enemy out"),
        ("pushed_back", r"push(?:ed|ing|es)? (?:the enem(?:y|ies) )?back|dr(?:iven|ove) back|retreated"),
        ("occupied", r"occupied|captured|seized"),
        ("advanced", r"advanced|advancing|had an advance|partial (?:enemy )?success|achieved success|were successful"),
        ("restored", r"regained|restored"),
        ("later", r"(?<!in )the (?:areas?|outskirts) of|(?:the )?situation (?:in|on|near)"),
        ("clarified", r"clar[iy]+f[iy]*ed|\bupdated?\b|refined|fixed"),
        ("none", r"fighting|assault|pressure|offensive|trying to|not allowed|boundaries|\bleft\b|withdrew|sabotage"),
        ("ukraine", r"defen[cs]e forces|ukrainian (?:forces|troops|army|soldiers)|armed forces of ukraine"),
        ("enemy", r"enem(?:y|ies)\b|occupiers|russian"),
    ),
    "uk": (
        ("advanced", r"захопи(?:в|ли) (?:\w+ частину|позиці\w+)|окупував \w+ частину"),
        ("clarified", r"(?:уточнен[оа]|оновлен[оа]) просування"),
        ("liberated", r"звільни(?:ли|в|ла)|звільнен[оаі]|вибили"),
        ("pushed_back", r"відкину(?:ли|то|в)|відступи(?:в|ли)|відтіснили"),
        ("occupied", r"окупува(?:в|ли)|окупован[оаі]|захопи(?:в|ли)|захоплен[оаі]|зайня(?:в|ли)"),
        ("advanced", r"просуну(?:вся|лися|лись)|просування|частков\w+ успіх|мав успіх"),
        ("restored", r"віднови(?:в|ли)"),
        ("clarified", r"уточн\w+|оновлен\w+|оновили"),
        ("none", r"\bбо[їі]в?\b|вийшов на|штурм\w*|тиск\w*|не дали|намагається|веде|ведуть|залишили|обстріл\w*"),
        ("ukraine", r"сили оборони|сил оборони|\bзсу\b|наші (?:воїни|військові|захисники)|захисники"),
        ("enemy", r"ворог\w*|противник\w*|окупант\w*|росіян\w*"),
    ),
}
PATTERNS = {language: re.compile("|".join(f"({pattern})" for _, pattern in words)) for language, words in WORDS.items()}

BY_UKRAINE: dict[Word, Word] = {
    "advanced": "pushed_back",
    "occupied": "liberated",
    "restored": "pushed_back",
}
BY_ENEMY: dict[Word, Word] = {"restored": "advanced"}
"""A verb of movement tells who gains by its subject; without one the enemy is meant, as in nearly every note."""


@dataclass(frozen=True)
class Mention:
    """A place with coordinates (WGS 84 degrees) in a note, and what the note says of it, if anything."""

    event: str | None
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class _Place:
    name: str
    latitude: float
    longitude: float


def mentions(html: str, language: Language) -> list[Mention]:
    """Every place with coordinates in a note, in its order, with the event that its clause tells."""
    reader = _Reader()
    reader.feed(html[:LONGEST_NOTE])
    reader.close()
    found: list[Mention] = []
    for sentence in _sentences(reader.pieces):
        found += _told(sentence, language)
    return found


class _Reader(HTMLParser):
    """Turns a note into texts and places. Tags other than anchors, scripts included, leave no trace but their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | _Place] = []
        self._at: tuple[float, float] | None = None
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._end_anchor()
            self._at = _coordinates(dict(attrs).get("href") or "")
        elif tag in ("p", "br", "li", "div"):
            self.pieces.append(". ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_anchor()

    def handle_data(self, data: str) -> None:
        if self._at is None:
            self.pieces.append(data)
        else:
            self._name += data

    def close(self) -> None:
        super().close()
        self._end_anchor()

    def _end_anchor(self) -> None:
        name = " ".join("".join(c if c.isprintable() else " " for c in self._name).split())[:LONGEST_NAME]
        # Anchors stand round "details", "villages" or a lone comma too: the name of a place begins with a capital.
        name = name.strip(" .,;:«»\"'")
        if self._at is not None and name[:1].isupper():
            self.pieces.append(_Place(name, *self._at))
        else:
            self.pieces.append(self._name)
        self._at, self._name = None, ""


def _coordinates(href: str) -> tuple[float, float] | None:
    match = ADDRESS.search(href)
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _sentences(pieces: list[str | _Place]) -> list[list[str | _Place]]:
    sentences: list[list[str | _Place]] = [[]]
    for piece in pieces:
        if isinstance(piece, _Place):
            sentences[-1].append(piece)
            continue
        first, *others = re.split(r"[.!?](?=\s|$)|\n", piece.replace("\u00a0", " "))
        sentences[-1].append(first)
        sentences += [[other] for other in others]
    return sentences


def _told(sentence: list[str | _Place], language: Language) -> list[Mention]:
    """What one sentence tells of its places."""
    words: list[Word | _Place] = []
    meaning = BY_ENEMY
    for piece in sentence:
        if isinstance(piece, _Place):
            words.append(piece)
            continue
        for word in _words(piece, language):
            if word == "ukraine":
                meaning = BY_UKRAINE
            elif word == "enemy":
                meaning = BY_ENEMY
            else:
                words.append(meaning.get(word, word))
    return [
        Mention(_event(words, index), word.name, word.latitude, word.longitude)
        for index, word in enumerate(words)
        if isinstance(word, _Place)
    ]


def _words(text: str, language: Language) -> list[Word]:
    """The verbs and subjects in a text, in order, by the names that the table gives them."""
    table = WORDS[language]
    return [table[(match.lastindex or 1) - 1][0] for match in PATTERNS[language].finditer(text.lower())]


def _event(words: list[Word | _Place], index: int) -> str | None:
    """The verb before a place; where there is none, or it is said to come later, the first one behind it."""
    before = [word for word in words[:index] if not isinstance(word, _Place)]
    behind = [word for word in words[index + 1 :] if not isinstance(word, _Place) and word != "later"]
    if (not before or before[-1] == "later") and behind:
        return None if behind[0] == "none" else behind[0]
    told = next((word for word in reversed(before) if word != "later"), "none")
    return None if told == "none" else told
