"""Notes beside a snapshot, in English and Ukrainian, as HTML that nobody vouches for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.notes import LONGEST_NAME, Language, mentions


def place(name: str, latitude: float = 48.5, longitude: float = 37.25) -> str:
    return f'<a href="https://example.org/en#14/{latitude}/{longitude}">{name}</a>'


def told(html: str, language: Language = "en") -> list[tuple[str, str | None]]:
    return [(mention.name, mention.event) for mention in mentions(html, language)]


A, B, C, D = place("Alphivka"), place("Betove"), place("Vita Nova"), place("Hamma")


@pytest.mark.parametrize(
    ("note", "events"),
    [
        (
            f"The enemy occupied {A}, {B}, and advanced near {C}, in {D}.",
            ["occupied", "occupied", "advanced", "advanced"],
        ),
        (f"The enemy advanced near {A} and occupied {B}.", ["advanced", "occupied"]),
        (f"The enemy has captured {A} and is advancing in {B}.", ["occupied", "advanced"]),
        (f"The enemy captured the southern part of {A}.", ["advanced"]),
        (f"The enemy was pushed back near {A}. The enemy advanced near {B}.", ["pushed_back", "advanced"]),
        (f"Ukrainian Defense Forces pushed back the enemy near {A}.", ["pushed_back"]),
        (f"The Defense Forces drove back the enemies in {A}.", ["pushed_back"]),
        (f"The Defense Forces liberated {A} and {B}.", ["liberated", "liberated"]),
        (f"The island of {A} has been liberated. The enemy advanced in {B}.", ["liberated", "advanced"]),
        (
            f"The enemy advanced in {A}. The area of {B} and {C} has been clarified.",
            ["advanced", "clarified", "clarified"],
        ),
        (f"The enemy advanced in {A} and the areas of {B} were clarified.", ["advanced", "clarified"]),
        (f"The enemy was pushed back in the area of {A}.", ["pushed_back"]),
        (f"The frontline near {A} is being clarified.", ["clarified"]),
        (f"Updated the front line north of {A} and west of {B}.", ["clarified", "clarified"]),
        (f"The situation in {A} has been claryfied.", ["clarified"]),
        (f"The advance near {A} has been clarifed.", ["clarified"]),
    ],
)
def test_the_nearest_verb_tells_what_happened_to_a_place_in_english(note: str, events: list[str]) -> None:
    assert [event for _, event in told(note)] == events


@pytest.mark.parametrize(
    ("note", "events"),
    [
        (
            f"Ворог окупував {A} та {B}, а також просунувся біля {C} та у {D}.",
            ["occupied", "occupied", "advanced", "advanced"],
        ),
        (f"Ворога відкинуто біля {A}. Противник просунувся біля {B}.", ["pushed_back", "advanced"]),
        (f"Сили Оборони відкинули ворога у {A}.", ["pushed_back"]),
        (f"Сили Оборони звільнили {A} та {B}.", ["liberated", "liberated"]),
        (f"Уточнено район {A} та просування ворога біля {B}.", ["clarified", "advanced"]),
        (f"Оновлено лінію зіткнення південніше {A}.", ["clarified"]),
        (f"Уточнено просування противника біля {A}.", ["clarified"]),
        (f"Ворог мав частковий успіх біля {A}.", ["advanced"]),
        (f"Ворог захопив {A}, уточнено лінію зіткнення біля {B}.", ["occupied", "clarified"]),
    ],
)
def test_the_nearest_verb_tells_what_happened_to_a_place_in_ukrainian(note: str, events: list[str]) -> None:
    assert [event for _, event in told(note, "uk")] == events


@pytest.mark.parametrize(
    ("note", "language"),
    [
        (f"Fighting continues in {A} and near {B}.", "en"),
        (f"The enemy is conducting assaults in {A}.", "en"),
        (f"The enemy advanced in nothing and increased pressure on {A}.", "en"),
        (f"The enemy was not allowed to gain a foothold in {A}.", "en"),
        (f"Something entirely new was done to {A}.", "en"),
        (f"Тривають бої в {A} та {B}.", "uk"),
        (f"Противнику не дали закріпитися в {A}.", "uk"),
    ],
)
def test_a_verb_that_is_in_no_table_makes_no_event(note: str, language: Language) -> None:
    assert {event for _, event in told(note, language)} == {None}


@pytest.mark.parametrize(
    ("note", "language", "event"),
    [
        (f"The enemy regained positions near {A}.", "en", "advanced"),
        (f"Ukrainian Defense Forces regained the position in {A}.", "en", "pushed_back"),
        (f"The Defense Forces of Ukraine advanced on west of {A}.", "en", "pushed_back"),
        (f"Противник відновив положення біля {A}.", "uk", "advanced"),
        (f"Сили Оборони України відновили положення у {A}.", "uk", "pushed_back"),
        (f"Сили Оборони зайняли {A}.", "uk", "liberated"),
    ],
)
def test_whose_gain_a_movement_is_depends_on_its_subject(note: str, language: Language, event: str) -> None:
    assert told(note, language) == [("Alphivka", event)]


def test_a_place_is_where_its_link_points_by_latitude_and_longitude() -> None:
    (mention,) = mentions(f"The enemy occupied {place('Alphivka', 48.14, 37.3100021)}.", "en")
    assert (mention.latitude, mention.longitude) == (48.14, 37.3100021)


@pytest.mark.parametrize(
    "href",
    ["", "#", "https://example.org/", "#14/91.5/37.2", "#14/48.1/181.0", "#14/x/y", "javascript:alert(1)"],
)
def test_a_link_without_coordinates_on_earth_is_no_place(href: str) -> None:
    assert told(f'The enemy occupied <a href="{href}">Alphivka</a>.') == []


@pytest.mark.parametrize("name", ["details", "villages", "селах", ",", "", "  "])
def test_a_link_round_something_else_than_a_name_is_no_place(name: str) -> None:
    assert told(f"The enemy occupied {place(name)}.") == []


def test_stray_tags_entities_and_line_breaks_do_no_harm() -> None:
    note = (
        f"<p>The enemy&nbsp;advanced near {A}.<br />The enemy occupied {place('New&nbsp;York,')} </b>near {B}.</p></p>"
    )
    assert told(note) == [("Alphivka", "advanced"), ("New York", "occupied"), ("Betove", "occupied")]


def test_a_name_keeps_no_markup_no_control_characters_and_has_a_limit() -> None:
    note = f"The enemy occupied {place('A<b>lph</b>i' + chr(0) + chr(8238) + 'vka')}, {place('B' * 1000)}."
    names = [name for name, _ in told(note)]
    assert names == ["Alphi vka", "B" * LONGEST_NAME]


def test_an_anchor_that_never_ends_still_has_its_name() -> None:
    assert told('The enemy occupied <a href="#14/48.5/37.25">Alphivka') == [("Alphivka", "occupied")]


def test_a_script_in_a_note_is_only_text() -> None:
    assert told(f"<script>occupied()</script>The enemy advanced near {A}.") == [("Alphivka", "advanced")]


@given(st.text(max_size=500))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    mentions(text, "en")
    mentions(f'<a href="#14/48.5/37.2">{text}', "uk")


@pytest.mark.parametrize("piece", ["<a href='#14/48.5/37.25'>A", "<", "the enemy pushed ", "area of ", "&#x41;", "]]>"])
def test_a_hostile_note_takes_no_time(piece: str) -> None:
    began = time.monotonic()
    mentions(piece * 100_000, "en")
    assert time.monotonic() - began < 2
