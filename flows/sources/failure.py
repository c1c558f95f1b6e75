"""What can go wrong with a fetch, in kinds, and how each kind is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import requests
import urllib3

Kind = Literal["silent", "unreachable", "broken", "status", "missing", "refused", "skipped"]


@dataclass(frozen=True)
class _Manner:
    """How a kind of failure is met: whether it is tried again, and how many of it in a row make us stop asking
    this kind of address, or the source altogether (0: never)."""

    again: bool
    at_endpoint: int
    at_source: int


MANNERS: dict[Kind, _Manner] = {
    "silent": _Manner(False, 1, 1),  # each costs a whole timeout
    "unreachable": _Manner(True, 1, 1),
    "broken": _Manner(True, 3, 5),  # reset, or a body cut short
    "status": _Manner(True, 3, 5),  # 5xx, 429; other 4xx are not tried again
    "missing": _Manner(False, 8, 0),  # 404: a payload may be missing, eight in a row are an address that is gone
    "refused": _Manner(False, 3, 5),  # an answer that is not what was asked for
}


class FetchFailed(Exception):
    """A payload that could not be had. `str()` is the reason as a clause; `body` is what came, where it was refused."""

    def __init__(self, kind: Kind, reason: str, *, status: int | None = None, body: bytes | None = None) -> None:
        super().__init__(reason)
        self.kind, self.status, self.body = kind, status, body
        self.retry_after_s: float | None = None


class Refused(ValueError):
    """A body that is not the kind of thing that was asked for; `str()` says why as a clause."""


def retry_after_s(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds asked for by a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


def failure_of(error: Exception, read_s: float) -> FetchFailed:
    """The kind of a failure below HTTP; requests wraps urllib3's errors, in streams in another class than elsewhere."""
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", inner)
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return FetchFailed("unreachable", "no connection could be made in time")
    if isinstance(error, requests.exceptions.Timeout) or isinstance(reason, urllib3.exceptions.ReadTimeoutError):
        return FetchFailed("silent", f"it was silent for {read_s:g} s")
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return FetchFailed("unreachable", "no connection could be made")
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema):
        return FetchFailed("unreachable", "the address is none")
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return FetchFailed("refused", "it redirects without end")
    return FetchFailed("broken", "the connection broke before the answer was whole")
