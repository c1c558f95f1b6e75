"""Raions come one file an oblast."""

from __future__ import annotations

import pytest

from flows.sources.failure import Refused
from flows.sources.raions import file_wanted, files, read_codes

RAION = b'{"properties": {"katotth": "UA14020000000013572", "name:uk": "x"}, "geometry": {"type": "Polygon"}}'


def test_there_is_a_file_for_each_oblast_with_crimea_and_without_sevastopol() -> None:
    assert len(set(files())) == 25
    assert "avtonomna_respublika_krym.geojson" in files()


def test_a_file_lands_under_its_own_name_and_may_be_missing() -> None:
    wanted = file_wanted("https://example.org/geodata", "donetska_oblast.geojson")
    assert wanted.url == "https://example.org/geodata/donetska_oblast.geojson"
    assert (wanted.name, wanted.may_miss) == ("donetska_oblast.geojson", True)


def test_raions_are_told_by_their_codes() -> None:
    assert read_codes(b'{"features": [%s]}' % RAION) == ["UA14020000000013572"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"features": []}', "no raion"),
        (b'{"features": [%s, %s]}' % (RAION, RAION), "twice"),
        (b'{"features": [{"properties": {}, "geometry": {}}]}', "katotth"),
        (b"<html>", "JSON"),
    ],
)
def test_a_file_that_is_not_of_raions_is_refused(bad: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read_codes(bad)
