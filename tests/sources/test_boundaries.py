"""geoBoundaries' answer points to the polygons; a bad edition is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flows.sources.boundaries import Edition, polygons_check, polygons_wanted, read_metadata, read_units
from flows.sources.failure import Refused

SQUARE = [[[30.0, 48.0], [31.0, 48.0], [31.0, 49.0], [30.0, 48.0]]]


def unit(code: str, coordinates: Any = SQUARE, kind: str = "Polygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"shapeISO": code, "shapeName": code, "shapeID": "1", "shapeType": "ADM1"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*units: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": units}).encode()


def test_the_description_tells_where_the_polygons_are_and_under_what_licence() -> None:
    described = {"gjDownloadURL": "https://example.org/x", "boundaryLicense": "CC BY 4.0", "boundaryISO": "UKR"}
    edition = read_metadata(json.dumps(described).encode())
    assert (edition.polygons_url, edition.licence) == ("https://example.org/x", "CC BY 4.0")


@pytest.mark.parametrize("bad", [b"[]", b"{}", b'{"gjDownloadURL": 7}'])
def test_a_description_without_an_address_is_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        read_metadata(bad)


@pytest.mark.parametrize("url", ["http://example.org/x", "file:///etc/passwd", "http://127.0.0.1/x", "//x", ""])
def test_an_answer_from_the_internet_may_lead_only_to_https(url: str) -> None:
    with pytest.raises(Refused, match="https"):
        polygons_wanted(Edition(url, "", ""), "https://www.geoboundaries.org", frozenset())


def test_a_loopback_service_may_lead_to_loopback() -> None:
    wanted = polygons_wanted(Edition("http://127.0.0.1:1/x", "", ""), "http://127.0.0.1:1", frozenset())
    assert wanted.url == "http://127.0.0.1:1/x"


def test_units_are_told_by_their_iso_codes() -> None:
    assert read_units(collection(unit("UA-14"), unit("UA-65"))) == {"UA-14", "UA-65"}


def test_a_good_edition_passes() -> None:
    polygons_check(frozenset({"UA-14"}))(collection(unit("UA-14"), unit("UA-65", [SQUARE], "MultiPolygon")))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (collection(), "no unit"),
        (collection(unit("UA-65")), "lacks UA-14"),
        (collection(unit("UA-14"), unit("UA-14")), "twice"),
        (collection(unit("UA-14"), unit("Kherson")), "code"),
        (collection(unit("UA-14", [])), "no outline"),
        (collection(unit("UA-14", SQUARE[0][0], "Point")), "Point"),
        (collection(unit("UA-14", [[[48.0, 30.0], [48.0, 31.0], [49.0, 31.0]]])), "does not lie in Ukraine"),
        (collection(unit("UA-14")).replace(b"30.0", b"NaN"), "JSON"),
        (collection(unit("UA-14"))[:-20], "JSON"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": null}]}', "shape"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_edition_is_refused_with_its_reason(bad: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        polygons_check(frozenset({"UA-14"}))(bad)
