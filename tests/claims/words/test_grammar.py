"""How tables of words are asked, and that none of their sections is dead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.claims.words.grammar import HERE, pattern_of, words_for, words_of_text

ENGLISH = words_for(("en",))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("*.py"))
TABLES = sorted(HERE.glob("*/*.yml"))


def sections(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def test_a_star_is_the_rest_of_a_word_and_a_space_any_white_space() -> None:
    pattern = re.compile(pattern_of("captur* town"))
    assert pattern.fullmatch("captured  town")
    assert not pattern.fullmatch("captured the town")


def test_an_apostrophe_stands_for_every_kind_of_it_within_brackets_too() -> None:
    assert re.fullmatch(pattern_of("п'ять"), "п’ять")
    assert re.fullmatch(pattern_of("[\\w'-]{3,9}"), "дев’ять")


def test_a_word_is_found_before_or_after_a_place_only_where_it_touches_it() -> None:
    text = "they denied that Zoria fell"
    assert ENGLISH.before("settlement_denied", text, text.index("that"))
    assert not ENGLISH.before("settlement_denied", text, text.index("Zoria"))
    assert ENGLISH.after("settlement_denied", text, text.index("denied"))
    assert not ENGLISH.after("settlement_denied", text, 0)


def test_all_that_stands_between_two_places_is_asked_as_a_whole() -> None:
    text = "captured the small village of Zoria"
    end, start = text.index(" the"), text.index("village")
    assert ENGLISH.between("settlement_gaps/object", text, end, start)
    assert not ENGLISH.between("settlement_gaps/object", "captured hills near the village", 8, 24)


@pytest.mark.parametrize(
    ("text", "of_article", "languages"),
    [
        ("Russian troops", "uk", ("en",)),
        ("Росія захопила", "", ("uk",)),
        ("Россия взяла сёла", "uk", ("ru",)),
        ("Села захватили", "ru", ("ru",)),
        ("Села захватили", "", ("uk", "ru")),
    ],
)
def test_letters_tell_the_tables_and_the_article_where_they_do_not(
    text: str, of_article: str, languages: tuple[str, ...]
) -> None:
    assert words_of_text(text, of_article).languages == languages


def test_a_section_stands_in_one_table_of_its_language() -> None:
    seen: dict[tuple[str, str], Path] = {}
    for path in TABLES:
        for key in sections(path).keys() - {"pieces"}:
            assert seen.setdefault((path.parent.name, key), path) == path, (key, path)


def test_every_section_is_asked_for_and_every_piece_is_used() -> None:
    for path in TABLES:
        text = path.read_text(encoding="utf-8")
        for key, words in sections(path).items():
            if key == "pieces":
                others = "".join(other.read_text(encoding="utf-8") for other in path.parent.glob("*.yml"))
                assert all(f"{{{piece}}}" in others for piece in words), (path, words)
            else:
                family = key.rsplit("_", 1)[0]
                assert re.search(rf"[\"'/](?:{key}[\"'/]|{family}_\{{)", CODE), (path, key)
        assert text.startswith("# "), path
