"""From a wish to landing: ask one server for one payload, see that it is of the right kind, land or note it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from flows.landing import Landed, Landing
from flows.sources.failure import FetchFailed, Refused
from flows.sources.http import Client
from flows.sources.spec import load_spec

Shape = TypeVar("Shape")


@dataclass(frozen=True)
class Wanted:
    """One payload to ask of one server, and the name under which it lands.

    `served_by` names the spec of the server, which need not be the source whose payload it is (a mirror). `revision`
    is the source's mark of the version asked for, kept in the log. `may_miss`: a 404 is an answer, not a fault.
    `is_page`: HTML is what is asked for. `guard` says which addresses must not be asked.
    `service` is what fails as one, where that is not all of `served_by`: each outlet of articles by itself.
    """

    source: str
    name: str
    url: str
    served_by: str
    endpoint: str
    check: Callable[[bytes], object]
    revision: str | None = None
    may_miss: bool = False
    is_page: bool = False
    guard: Callable[[str], object] | None = None
    service: str | None = None


def land(client: Client, landing: Landing, wanted: Wanted) -> Landed | None:
    """Fetch and land a payload; none where the server says that the landed one still stands (304).

    Raises `FetchFailed`, having noted the failure in the log; the payload landed before stays in force.
    """
    spec = load_spec(wanted.served_by)
    etag = _known_etag(landing, wanted)

    def check(body: bytes) -> None:
        _check_form(body, spec.min_bytes, is_page=wanted.is_page)
        wanted.check(body)

    try:
        answer = client.get(
            wanted.url,
            source=wanted.service or wanted.served_by,
            endpoint=wanted.endpoint,
            etag=etag,
            max_bytes=spec.max_bytes,
            check=check,
            may_miss=wanted.may_miss,
            guard=wanted.guard,
        )
    except FetchFailed as failure:
        if failure.kind != "skipped":
            landing.note(
                wanted.source,
                wanted.name,
                url=wanted.url,
                fetched_at=datetime.now(UTC),
                status=failure.status,
                error=str(failure),
                served_by=wanted.served_by,
                revision=wanted.revision,
            )
        raise
    if answer.status == 304:
        landing.note(
            wanted.source,
            wanted.name,
            url=wanted.url,
            fetched_at=answer.fetched_at,
            status=304,
            served_by=wanted.served_by,
            etag=answer.etag,
            revision=wanted.revision,
        )
        return None
    return landing.put(
        wanted.source,
        wanted.name,
        answer.body,
        url=wanted.url,
        fetched_at=answer.fetched_at,
        served_by=wanted.served_by,
        etag=answer.etag,
        revision=wanted.revision,
    )


def _known_etag(landing: Landing, wanted: Wanted) -> str | None:
    """The ETag of what is landed, if the same address gave it: another server's ETag means nothing here."""
    answered = landing.answered(wanted.source, wanted.name)
    return answered.etag if answered and answered.url == wanted.url else None


def _check_form(body: bytes, min_bytes: int, *, is_page: bool) -> None:
    if not body.strip():
        raise Refused("the body is empty")
    if body.lstrip()[:1] == b"<" and not is_page:
        raise Refused("it is an HTML page and not the data that was asked for")
    if len(body) < min_bytes:
        raise Refused(f"it has {len(body)} bytes and should have {min_bytes} at least")


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw]


def check_collection(body: bytes) -> None:
    """Refuse what is not a GeoJSON FeatureCollection. An empty one passes: what a map shows is judged elsewhere."""
    if decoded(body, _Collection).type != "FeatureCollection":
        raise Refused("it is JSON, but no FeatureCollection")


def check_rows(body: bytes) -> None:
    """Refuse what is not a JSON list of objects."""
    decoded(body, list[dict[str, msgspec.Raw]])


def decoded(body: bytes, shape: type[Shape]) -> Shape:
    """JSON of a given shape, strictly. Raises `Refused`; NaN, which is no JSON, is refused with the rest."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise Refused(f"it is JSON of another shape ({error})") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(f"it is not whole JSON ({error})") from error
