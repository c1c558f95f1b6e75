"""Which spelling of a place is Ukrainian."""

from __future__ import annotations

import pytest

from flows.sources.spelling import language_of, romanised, ukrainian_of


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Запоріжжя", "zaporizhzhia"),
        ("Згурівка", "zghurivka"),
        ("Єнакієве", "yenakiieve"),
        ("Їжаківка", "yizhakivka"),
        ("Гоща", "hoshcha"),
        ("Куп’янськ", "kupiansk"),
        ("Нова Каховка", "nova kakhovka"),
    ],
)
def test_names_are_romanised_by_the_national_table(name: str, latin: str) -> None:
    assert romanised(name) == latin


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Бахмут", "und"),
        ("Артемівськ", "uk"),
        ("Артёмовск", "ru"),
        ("Bakhmut", "und"),
        ("バフムート", None),
        ("كييف", None),
        ("", None),
    ],
)
def test_letters_tell_a_language_or_say_that_they_do_not(name: str, language: str | None) -> None:
    assert language_of(name) == language


@pytest.mark.parametrize(
    ("name_en", "spellings", "name_uk"),
    [
        ("Selydove", ["Селидово", "Селидове", "謝利多韋"], "Селидове"),
        ("Pokrovsk", ["Красноармійськ", "Покровск", "Покровськ"], "Покровськ"),
        ("Kramatorsk", ["Краматорьск", "Краматорск", "Краматорськ"], "Краматорськ"),
        ("Dnipro", ["Днїпро", "Дніпро", "Днепр"], "Дніпро"),
        ("Brovary", ["Броварі", "Бровари"], "Бровари"),
        ("Zelenyy Hay", ["Зелений Гай", "Зелёный Гай"], "Зелений Гай"),
        ("Kupyansk", ["Купянск", "Куп’янськ"], "Куп’янськ"),
        ("Lesnovka", ["Лесновка", "Ліснівка", "Новосёловка"], "Ліснівка"),
        ("Kakhovka", ["Каховка"], "Каховка"),
        ("Aydar", ["Новопсков"], None),
        ("Nowhere", [], None),
    ],
)
def test_the_ukrainian_spelling_is_found_among_others(name_en: str, spellings: list[str], name_uk: str | None) -> None:
    assert ukrainian_of(name_en, spellings) == name_uk
    assert ukrainian_of(name_en, reversed(spellings)) == name_uk
