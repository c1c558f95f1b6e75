"""The one HTTP client: says who it is, asks slowly, retries a little, never waits for long, never reads too much.

Every answer is read to its end under a size limit; a body cut short is a failure, not a payload.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from flows.sources.failure import MANNERS, FetchFailed, Kind, Refused, failure_of, retry_after_s
from flows.sources.patience import Breaker, Budget, Pace, is_loopback

CONNECT_S, READ_S = 5.0, 20.0
WHOLE_ANSWER_S = 120.0
"""A server that trickles never runs into the read timeout, so a whole answer has a bound of its own."""
ATTEMPTS = 3
BACKOFF_S = 0.5
LONGEST_RETRY_AFTER_S = 60.0
"""A server that asks for more is not asked again in this run: earlier than it said would be rude."""
WAIT_BUDGET_S = 300.0
CHUNK_BYTES = 1 << 16
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """An answer: 200 with its body, or 304 with none. `fetched_at` is an aware UTC instant."""

    status: Literal[200, 304]
    body: bytes
    etag: str | None
    fetched_at: datetime


@dataclass(frozen=True)
class Limits:
    """Seconds and counts that bound the client; tests make them small."""

    connect_s: float = CONNECT_S
    read_s: float = READ_S
    whole_s: float = WHOLE_ANSWER_S
    attempts: int = ATTEMPTS
    backoff_s: float = BACKOFF_S
    budget_s: float = WAIT_BUDGET_S
    pace_s: float = 1.0
    cool_down_s: float = 120.0


def user_agent(contact: str | None) -> str:
    """Who asks: the program, its version, and how to reach whoever runs it."""
    try:
        program = f"landtally/{version('landtally')}"
    except PackageNotFoundError:
        program = "landtally/0"
    # A header takes Latin-1 and no line breaks; anything else in the setting must not break the run.
    safe = " ".join((contact or "").encode("ascii", "ignore").decode().split())
    return f"{program} (+{safe})" if safe else program


class Client:
    """A client for one run: its sessions, pace, breaker and budget. Threads may share it."""

    def __init__(self, contact: str | None, max_payload_mb: float, limits: Limits | None = None) -> None:
        self._agent = user_agent(contact)
        self._max_bytes = int(max_payload_mb * 1_000_000)
        self._limits = limits or Limits()
        self._pace = Pace(self._limits.pace_s)
        self._breaker = Breaker(self._limits.cool_down_s)
        self.budget = Budget(self._limits.budget_s)
        self._threads = threading.local()
        self._sessions: list[requests.Session] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions:
            session.close()

    def get(
        self,
        url: str,
        *,
        source: str,
        endpoint: str = "",
        etag: str | None = None,
        max_bytes: int | None = None,
        check: Callable[[bytes], object] | None = None,
        may_miss: bool = False,
        guard: Callable[[str], object] | None = None,
    ) -> Answer:
        """Ask for an address of a source, conditionally where an ETag is known.

        `endpoint` names the kind of address, so that one that is gone does not take the rest of the source with it.
        `check` raises `Refused` for a body of the wrong kind. With `may_miss` a 404 is no strain on the circuit.
        `guard` raises `Refused` for an address that must not be asked; it hears every redirect too.
        Raises `FetchFailed` once everything that is allowed was tried.
        """
        circuits = source, f"{source} {endpoint}"
        if not self._breaker.allows(*circuits):
            raise FetchFailed("skipped", f"{source} was not asked, because it failed before in this run")
        for attempt in range(1, self._limits.attempts + 1):
            self._pace.wait(urlsplit(url).hostname or "")
            began = time.monotonic()
            try:
                answer = self._once(url, etag, min(self._max_bytes, max_bytes or self._max_bytes), guard)
                if check is not None and answer.status == 200:
                    _checked(answer.body, check)
            except FetchFailed as failure:
                self.budget.spend(time.monotonic() - began)
                if self._may_retry(failure, attempt, url):
                    continue
                if not (may_miss and failure.kind == "missing"):
                    self._breaker.failed(circuits[0], MANNERS[failure.kind].at_source)
                    self._breaker.failed(circuits[1], MANNERS[failure.kind].at_endpoint)
                if attempt > 1:
                    failure.args = (f"{failure} ({attempt} tries)",)
                raise
            self._breaker.succeeded(*circuits)
            return answer
        raise AssertionError("the last attempt returns or raises")

    def _may_retry(self, failure: FetchFailed, attempt: int, url: str) -> bool:
        """Whether to try again, having waited for it."""
        transient = failure.status is None or failure.status in (408, 425, 429) or failure.status >= 500
        if attempt == self._limits.attempts or not MANNERS[failure.kind].again or not transient:
            return False
        backoff_s = self._limits.backoff_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.0)
        pause_s = max(backoff_s, failure.retry_after_s or 0.0)
        if pause_s > LONGEST_RETRY_AFTER_S or not self.budget.grant(pause_s):
            return False
        if failure.retry_after_s:
            self._pace.hold(urlsplit(url).hostname or "", failure.retry_after_s)
        time.sleep(pause_s)
        return True

    def _once(self, url: str, etag: str | None, limit_bytes: int, guard: Callable[[str], object] | None) -> Answer:
        # What is left of the budget bounds the last waits too, but a live server always gets a second.
        read_s = min(self._limits.read_s, max(1.0, self.budget.left_s))
        headers = {"If-None-Match": etag} if etag else {}
        fetched_at = datetime.now(UTC)
        try:
            with self._opened(url, headers, read_s, guard) as response:
                if response.status_code == 304 and etag:
                    return Answer(304, b"", response.headers.get("ETag", etag), fetched_at)
                _judge_status(response)
                body = self._body(response, limit_bytes)
                return Answer(200, body, response.headers.get("ETag"), fetched_at)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise failure_of(error, read_s) from error

    def _opened(
        self, url: str, headers: dict[str, str], read_s: float, guard: Callable[[str], object] | None
    ) -> requests.Response:
        """The answer's head, its body unread. With a guard each redirect is followed by hand, once the guard allows."""
        for _ in range(MOST_REDIRECTS + 1):
            if guard is not None:
                try:
                    guard(url)
                except Refused as refusal:
                    raise FetchFailed("refused", str(refusal)) from refusal
            response = self._session(url).get(
                url,
                headers=headers,
                stream=True,
                timeout=(self._limits.connect_s, read_s),
                allow_redirects=guard is None,
            )
            if guard is None or not response.is_redirect:
                return response
            response.close()
            url = urljoin(url, response.headers["Location"])
        raise FetchFailed("refused", "it redirects without end")

    def _body(self, response: requests.Response, limit_bytes: int) -> bytes:
        too_large = FetchFailed(
            "refused",
            f"it is larger than {limit_bytes / 1e6:g} MB, the most that is taken of it",
            status=response.status_code,
        )
        announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > limit_bytes:
            raise too_large
        ends_at = time.monotonic() + self._limits.whole_s
        chunks, size = [], 0
        for chunk in response.iter_content(CHUNK_BYTES):
            size += len(chunk)
            if size > limit_bytes:
                raise too_large
            if time.monotonic() > ends_at:
                raise FetchFailed("silent", f"it sent its answer for {self._limits.whole_s:g} s without an end")
            chunks.append(chunk)
        encoded = response.headers.get("Content-Encoding", "identity") != "identity"
        if announced.isdigit() and not encoded and size < int(announced):
            raise FetchFailed("broken", f"it ended after {size} of {announced} bytes")
        return b"".join(chunks)

    def _session(self, url: str) -> requests.Session:
        """This thread's session for a host: requests does not promise that threads may share one."""
        host = urlsplit(url).hostname or ""
        sessions: dict[str, requests.Session] = self._threads.__dict__.setdefault("sessions", {})
        if host not in sessions:
            session = requests.Session()
            session.headers.update({"User-Agent": self._agent, "Accept-Encoding": "gzip"})
            session.max_redirects = MOST_REDIRECTS
            session.trust_env = not is_loopback(host)  # a proxy knows nothing of this machine's own ports
            sessions[host] = session
            with self._lock:
                self._sessions.append(session)
        return sessions[host]


def _checked(body: bytes, check: Callable[[bytes], object]) -> None:
    try:
        check(body)
    except Refused as refusal:
        raise FetchFailed("refused", str(refusal), status=200, body=body) from refusal


def _judge_status(response: requests.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    kind: Kind = "missing" if status in (404, 410) else "status"
    failure = FetchFailed(kind, f"it answered {status}", status=status)
    failure.retry_after_s = retry_after_s(response.headers.get("Retry-After"))
    raise failure
