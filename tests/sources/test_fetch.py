"""What comes is landed if it is of the right kind, and noted if it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.landing import Landing
from flows.sources.failure import FetchFailed, Refused
from flows.sources.fetch import Wanted, check_collection, check_rows, land
from flows.sources.http import Client, Limits
from tests.loopback import Service, body_of, serving, status

EMPTY = b'{"type": "FeatureCollection", "features": []}'


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.answers["/a"] = EMPTY
        yield service


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(None, 64, Limits(backoff_s=0.01)) as client:
        yield client


def wanted(service: Service, path: str = "/a") -> Wanted:
    return Wanted("deepstate", "history/1/geojson", service.address + path, "mirror", "map", check_collection, "r1")


def test_a_payload_lands_with_who_served_it_and_its_mark(service: Service, landing: Landing, client: Client) -> None:
    landed = land(client, landing, wanted(service))
    assert landed is not None
    assert landing.read(landed.sha256) == EMPTY
    assert (landed.source, landed.served_by, landed.revision) == ("deepstate", "mirror", "r1")
    assert landed.etag


def test_a_second_fetch_is_conditional_and_a_304_confirms_with_the_new_mark(
    service: Service, landing: Landing, client: Client
) -> None:
    land(client, landing, wanted(service))
    assert land(client, landing, replace(wanted(service), revision="r2")) is None
    answered = landing.answered("deepstate", "history/1/geojson")
    assert answered is not None
    assert (answered.status, answered.revision) == (304, "r2")
    assert [asked.status for asked in service.asked] == [200, 304]


def test_the_etag_of_another_address_is_not_sent(service: Service, landing: Landing, client: Client) -> None:
    service.answers["/b"] = EMPTY
    land(client, landing, wanted(service))
    land(client, landing, wanted(service, "/b"))
    assert "If-None-Match" not in service.asked[1].headers


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!doctype html><title>502 Bad Gateway</title>", "HTML page"),
        (b"  <html>", "HTML page"),
        (EMPTY[:20] + b"}}<", "not whole JSON"),
        (b'{"type": "Feature", "features": []}', "no FeatureCollection"),
        (b'{"message": "not found"}', "another shape"),
        (b"[]", "another shape"),
        (b'{"type": "FeatureCollection", "features": [{"x": NaN}]}', "not whole JSON"),
        (b"\xff\xfe\x00", "not whole JSON"),
    ],
)
def test_what_is_no_map_is_refused_noted_and_handed_on(
    service: Service, landing: Landing, client: Client, body: bytes, reason: str
) -> None:
    before = land(client, landing, wanted(service))
    service.spoil("/a", body_of(body))
    with pytest.raises(FetchFailed, match=reason) as caught:
        land(client, landing, wanted(service))
    assert caught.value.body == body
    assert landing.latest("deepstate", "history/1/geojson") == before
    last = landing.last_fetch("deepstate", "history/1/geojson")
    assert last is not None
    assert reason in (last.error or "")


def test_what_was_not_even_asked_leaves_no_line_in_the_log(service: Service, landing: Landing, client: Client) -> None:
    service.spoil("/a", status(401))
    for _ in range(6):
        with pytest.raises(FetchFailed):
            land(client, landing, wanted(service))
    log = (landing.root / "fetches" / "deepstate.jsonl").read_bytes()
    assert log.count(b"\n") == len(service.asked) == 3


@pytest.mark.parametrize("bad", [b"{}", b"[1]", b'["a"]', b"null"])
def test_what_is_no_list_of_objects_is_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        check_rows(bad)


def test_json_nested_beyond_reason_is_refused_and_does_not_crash() -> None:
    with pytest.raises(Refused):
        check_collection(b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000)
