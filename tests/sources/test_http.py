"""The client is polite, patient within bounds, and never takes half an answer for a whole one."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.sources.failure import FetchFailed, Refused, retry_after_s
from flows.sources.http import Client, Limits, user_agent
from tests.loopback import Fault, Service, body_of, chunked, reset, serving, silence, status, truncate

QUICK = Limits(read_s=0.3, whole_s=0.6, backoff_s=0.01, budget_s=5)
BODY = b'{"type": "FeatureCollection", "features": []}' * 100


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        service.answers["/a"] = BODY
        yield service


@pytest.fixture
def client() -> Iterator[Client]:
    with Client("desk@example.org", 1, QUICK) as client:
        yield client


def fails(client: Client, service: Service, path: str = "/a", **more: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        client.get(f"{service.address}{path}", source="deepstate", **more)  # type: ignore[arg-type]
    return caught.value


def test_every_request_says_who_asks_and_how_to_reach_them(service: Service, client: Client) -> None:
    client.get(f"{service.address}/a", source="deepstate")
    assert service.asked[0].headers["User-Agent"].startswith("landtally/")
    assert service.asked[0].headers["User-Agent"].endswith("(+desk@example.org)")


@pytest.mark.parametrize("contact", [None, "", "  "])
def test_without_a_contact_the_program_still_says_its_name(contact: str | None) -> None:
    assert user_agent(contact).startswith("landtally/")
    assert "(" not in user_agent(contact)


@pytest.mark.parametrize("contact", ["a@b.org\r\nX-Evil: 1", "Редакція a@b.org"])
def test_a_contact_cannot_break_the_header(contact: str) -> None:
    agent = user_agent(contact)
    assert "a@b.org" in agent
    assert agent.isascii()
    assert not set("\r\n") & set(agent)


def test_a_known_etag_spares_the_body(service: Service, client: Client) -> None:
    first = client.get(f"{service.address}/a", source="deepstate")
    again = client.get(f"{service.address}/a", source="deepstate", etag=first.etag)
    assert (first.status, first.body) == (200, BODY)
    assert (again.status, again.body, again.etag) == (304, b"", first.etag)


def test_a_304_that_nobody_asked_for_is_a_failure(service: Service, client: Client) -> None:
    service.spoil("/a", status(304))
    assert fails(client, service).kind == "status"


@pytest.mark.parametrize("fault", [status(500), status(503), reset, truncate], ids=["500", "503", "reset", "truncate"])
def test_a_passing_fault_is_waited_out(service: Service, client: Client, fault: Fault) -> None:
    service.spoil("/a", fault, times=2)
    assert client.get(f"{service.address}/a", source="deepstate").body == BODY
    assert len(service.asked) == 3


@pytest.mark.parametrize("fault", [status(500), reset, truncate], ids=["500", "reset", "truncate"])
def test_a_lasting_fault_ends_after_three_tries_and_says_so(service: Service, client: Client, fault: Fault) -> None:
    service.spoil("/a", fault)
    assert "(3 tries)" in str(fails(client, service))
    assert len(service.asked) == 3


@pytest.mark.parametrize(("code", "kind"), [(401, "status"), (403, "status"), (404, "missing"), (410, "missing")])
def test_what_waiting_does_not_help_is_not_tried_again(service: Service, client: Client, code: int, kind: str) -> None:
    service.spoil("/a", status(code))
    failure = fails(client, service)
    assert (failure.kind, failure.status) == (kind, code)
    assert len(service.asked) == 1


def test_half_a_body_is_never_taken_for_a_whole_one(service: Service, client: Client) -> None:
    service.spoil("/a", truncate)
    assert fails(client, service).body is None


def test_retry_after_is_waited_for(service: Service, client: Client) -> None:
    service.spoil("/a", status(429, Retry_After="1"), times=1)
    began = time.monotonic()
    client.get(f"{service.address}/a", source="deepstate")
    assert 1.0 <= time.monotonic() - began < 2.0


def test_a_server_that_asks_for_an_hour_is_not_asked_again(service: Service, client: Client) -> None:
    service.spoil("/a", status(429, Retry_After="3600"))
    began = time.monotonic()
    fails(client, service)
    assert time.monotonic() - began < 1
    assert len(service.asked) == 1


def test_retry_after_may_be_a_date() -> None:
    now = datetime(2024, 11, 1, 12, 0, 0, tzinfo=UTC)
    assert retry_after_s("Fri, 01 Nov 2024 12:00:30 GMT", now) == 30
    assert retry_after_s("Fri, 01 Nov 2024 11:00:00 GMT", now) == 0
    assert retry_after_s("7") == 7
    assert retry_after_s("soon") is None
    assert retry_after_s(None) is None


def test_silence_costs_one_timeout_and_the_source_is_left_alone_after_it(service: Service, client: Client) -> None:
    service.spoil("/a", silence(2))
    began = time.monotonic()
    assert fails(client, service).kind == "silent"
    for _ in range(20):
        assert fails(client, service).kind == "skipped"
    assert time.monotonic() - began < 1
    assert len(service.asked) == 1


def test_a_trickle_is_bounded_as_a_whole(service: Service, client: Client) -> None:
    service.spoil("/a", chunked(b" " * 10, chunks=1000, pause_s=0.02))
    began = time.monotonic()
    assert fails(client, service).kind == "silent"
    assert time.monotonic() - began < 2


def test_nobody_listening_costs_moments_and_breaks_the_source(client: Client) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = Service(address=f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert fails(client, nobody).kind == "unreachable"
        assert fails(client, nobody).kind == "skipped"


def test_a_kind_of_address_that_is_gone_does_not_take_the_others_with_it(service: Service, client: Client) -> None:
    service.answers["/b"] = BODY
    service.spoil("/a", status(401))
    kinds = [fails(client, service, endpoint="areas").kind for _ in range(4)]
    assert kinds == ["status", "status", "status", "skipped"]
    assert client.get(f"{service.address}/b", source="deepstate", endpoint="map").status == 200


def test_a_source_that_fails_everywhere_is_left_alone_altogether(service: Service, client: Client) -> None:
    service.spoil("/", status(401))
    for endpoint in ("list", "last", "map", "map", "areas"):
        fails(client, service, endpoint=endpoint)
    assert fails(client, service, endpoint="new").kind == "skipped"
    with pytest.raises(FetchFailed) as other:
        client.get(f"{service.address}/a", source="mirror")
    assert other.value.kind == "status"


def test_many_missing_payloads_that_may_be_missing_strain_nothing(service: Service, client: Client) -> None:
    kinds = {fails(client, service, path="/none", may_miss=True).kind for _ in range(20)}
    assert kinds == {"missing"}


def test_the_budget_ends_retries_for_the_whole_run(service: Service) -> None:
    service.spoil("/a", status(500))
    with Client(None, 1, Limits(backoff_s=0.2, budget_s=0.3)) as client:
        began = time.monotonic()
        for source in ("one", "two", "three", "four"):
            with pytest.raises(FetchFailed):
                client.get(f"{service.address}/a", source=source)
        assert time.monotonic() - began < 1
    assert len(service.asked) < 8


def test_a_larger_answer_is_refused_before_it_is_read_where_its_length_is_told(
    service: Service, client: Client
) -> None:
    service.answers["/a"] = b" " * 1_500_000
    failure = fails(client, service)
    assert failure.kind == "refused"
    assert "larger than 1 MB" in str(failure)


def test_a_larger_answer_is_refused_while_it_streams_where_its_length_is_not_told(
    service: Service, client: Client
) -> None:
    service.spoil("/a", chunked(b" " * 100_000, chunks=10_000))
    assert "larger than 1 MB" in str(fails(client, service))


def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused(service: Service, client: Client) -> None:
    packed = gzip.compress(b" " * 30_000_000)
    service.spoil("/a", lambda handler, _: handler.send(200, packed, Content_Encoding="gzip"))
    assert "larger than 1 MB" in str(fails(client, service))


def test_the_limit_of_a_source_holds_beside_the_users(service: Service, client: Client) -> None:
    assert "larger than 0.001 MB" in str(fails(client, service, max_bytes=1000))


def test_a_refused_body_is_handed_on_for_quarantine_and_not_asked_for_again(service: Service, client: Client) -> None:
    def check(body: bytes) -> None:
        raise Refused("it is an HTML page")

    service.spoil("/a", body_of(b"<html>"))
    failure = fails(client, service, check=check)
    assert (failure.kind, failure.body, str(failure)) == ("refused", b"<html>", "it is an HTML page")
    assert len(service.asked) == 1


def test_an_endless_redirect_is_a_failure(service: Service, client: Client) -> None:
    service.spoil("/a", status(302, Location="/a"))
    assert fails(client, service).kind == "refused"


def test_a_proxy_from_the_environment_is_not_asked_about_loopback(
    service: Service, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert client.get(f"{service.address}/a", source="deepstate").body == BODY
