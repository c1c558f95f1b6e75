"""Settlements from GeoNames' dump, or from the package where there is no network."""

from __future__ import annotations

import io
import zipfile

import pytest

from flows.sources.failure import Refused
from flows.sources.settlements import MOST_UNPACKED_BYTES, Spelling, dump_wanted, packaged, read_dump


def line(**more: str) -> str:
    columns = {
        "geonameid": "694677",
        "name": "Selydove",
        "asciiname": "Selydove",
        "alternatenames": "Selidovo,Селидове,Селидово,謝利多韋",
        "latitude": "48.1465",
        "longitude": "37.3022",
        "class": "P",
        "code": "PPL",
        "country": "UA",
        "cc2": "",
        "admin1": "05",
        "admin2": "",
        "admin3": "",
        "admin4": "",
        "population": "21521",
        "elevation": "",
        "dem": "180",
        "timezone": "Europe/Kyiv",
        "modified": "2024-01-01",
    }
    return "\t".join({**columns, **more}.values())


def packed(text: str, name: str = "UA.txt") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return body.getvalue()


def test_a_settlement_has_its_number_names_degrees_and_inhabitants() -> None:
    (selydove,) = read_dump(packed(line()))
    assert (selydove.settlement_id, selydove.name_en, selydove.name_uk) == ("694677", "Selydove", "Селидове")
    assert (selydove.latitude, selydove.longitude, selydove.population) == (48.1465, 37.3022, 21521)


def test_other_names_are_aliases_and_other_scripts_are_left_out() -> None:
    (selydove,) = read_dump(packed(line()))
    assert set(selydove.aliases) == {Spelling("Selidovo", "und"), Spelling("Селидово", "und")}


def test_where_no_spelling_is_ukrainian_the_english_name_stands() -> None:
    (place,) = read_dump(packed(line(alternatenames="")))
    assert (place.name_uk, place.aliases) == ("Selydove", ())


@pytest.mark.parametrize("population", ["0", ""])
def test_nought_inhabitants_means_that_nobody_knows(population: str) -> None:
    assert read_dump(packed(line(population=population)))[0].population is None


@pytest.mark.parametrize("other", [{"class": "H"}, {"code": "PPLH"}, {"code": "PPLX"}])
def test_rivers_parts_and_places_that_are_no_more_are_no_settlements(other: dict[str, str]) -> None:
    assert len(read_dump(packed(line() + "\n" + line(**other)))) == 1


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"<html>", "no zip"),
        (packed(line(), "PL.txt"), "no zip with a readable UA.txt"),
        (packed("a\tb"), "line 1 of UA.txt has 2 columns"),
        (packed(line(latitude="north")), "line 1 of UA.txt cannot be read"),
        (packed(line(latitude="137.0")), "no place on Earth"),
        (packed(line(**{"class": "H"})), "no settlement"),
        (packed(""), "no settlement"),
        (packed(" " * (MOST_UNPACKED_BYTES + 1)), "unpacks to 60 MB"),
    ],
)
def test_a_bad_dump_is_refused_with_its_reason(bad: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_dump(bad)


def test_the_dump_is_asked_for_below_the_setting() -> None:
    assert dump_wanted("https://example.org/dump/").url == "https://example.org/dump/UA.zip"


def test_the_package_knows_the_larger_places_of_ukraine_without_a_network() -> None:
    places = packaged()
    assert len(places) == 5488
    assert len({place.settlement_id for place in places}) == 5488
    assert all(44 < place.latitude < 53 and 22 < place.longitude < 41 for place in places)
    # Of each name the largest place.
    by_name = {place.name_en: place for place in sorted(places, key=lambda place: place.population or 0)}
    names = {name: by_name[name].name_uk for name in ("Kyiv", "Selydove", "Pokrovsk", "Kurakhove", "Bakhmut")}
    assert names == {
        "Kyiv": "Київ",
        "Selydove": "Селидове",
        "Pokrovsk": "Покровськ",
        "Kurakhove": "Курахове",
        "Bakhmut": "Бахмут",
    }


def test_nearly_every_place_of_the_package_has_a_ukrainian_name() -> None:
    without = [place for place in packaged() if place.name_uk == place.name_en]
    assert len(without) < 0.04 * len(packaged())
