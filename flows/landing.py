"""Landing: payloads as they came, compressed, addressed by their content, never rewritten, with a log of every fetch.

    landing/payloads/ab/<sha256>.zst     one file a content, however often and under whatever name it was fetched
    landing/fetches/<source>.jsonl       one line a fetch, failures and "not modified" included; only ever appended to

Landing forbids opinion: nothing here reads a payload. One process writes a landing at a time (the home's lock), its
threads may write together.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256 as sha256_of
from pathlib import Path
from typing import Any

import orjson
import zstandard

from flows.errors import LandtallyError

log = logging.getLogger(__name__)

COMPRESSION_LEVEL = 6
"""Maps shrink to a third at this level in some 10 ms each; higher levels cost more time than they save room."""


class LandingDamaged(LandtallyError):
    """A landed payload is missing or is not what was landed."""


@dataclass(frozen=True)
class Landed:
    """A fetch that brought a payload. `fetched_at` is an aware UTC instant, `bytes` the size before compression.

    `revision` is the source's own mark of the version, where it gives one beside the payload (the map's `updatedAt`).
    """

    source: str
    name: str
    sha256: str
    url: str
    fetched_at: datetime
    served_by: str
    bytes: int
    etag: str | None
    revision: str | None = None


@dataclass(frozen=True)
class Fetch:
    """One line of the log: what was asked, and what came of it. `status` is none where no answer came at all."""

    fetched_at: datetime
    source: str
    name: str
    url: str
    status: int | None
    bytes: int
    sha256: str | None
    etag: str | None
    served_by: str
    error: str | None
    revision: str | None

    def landed(self) -> Landed | None:
        """The payload that this fetch brought, or none."""
        if self.sha256 is None:
            return None
        return Landed(
            self.source,
            self.name,
            self.sha256,
            self.url,
            self.fetched_at,
            self.served_by,
            self.bytes,
            self.etag,
            self.revision,
        )


@dataclass
class _Log:
    """What has been read of one source's log so far."""

    read_to: int = 0
    landed: list[Landed] = field(default_factory=list)
    latest: dict[str, Landed] = field(default_factory=dict)
    answered: dict[str, Fetch] = field(default_factory=dict)
    last: dict[str, Fetch] = field(default_factory=dict)

    def take(self, fetch: Fetch) -> None:
        self.last[fetch.name] = fetch
        landed = fetch.landed()
        if landed is not None:
            self.landed.append(landed)
            self.latest[fetch.name] = landed
        if landed is not None or fetch.status == 304:
            self.answered[fetch.name] = fetch


class Landing:
    """The landing below one folder (`home/landing`), made when the first payload comes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._logs: dict[str, _Log] = {}
        self._lock = threading.RLock()

    def put(
        self,
        source: str,
        name: str,
        body: bytes,
        *,
        url: str,
        fetched_at: datetime,
        served_by: str | None = None,
        etag: str | None = None,
        status: int = 200,
        revision: str | None = None,
    ) -> Landed:
        """Keep a payload and log its fetch. The bytes are on disk before the log names them.

        `served_by` is the source that answered, where it is another than the one whose payload this is.
        """
        digest = sha256_of(body).hexdigest()
        self._keep(digest, body)
        fetch = Fetch(
            fetched_at, source, name, url, status, len(body), digest, etag, served_by or source, None, revision
        )
        self._append(fetch)
        landed = fetch.landed()
        assert landed is not None
        return landed

    def note(
        self,
        source: str,
        name: str,
        *,
        url: str,
        fetched_at: datetime,
        status: int | None,
        error: str | None = None,
        served_by: str | None = None,
        etag: str | None = None,
        revision: str | None = None,
    ) -> None:
        """Log a fetch that landed nothing: not modified (304), a failure, a refusal. What was landed stays in force."""
        self._append(Fetch(fetched_at, source, name, url, status, 0, None, etag, served_by or source, error, revision))

    def read(self, sha256: str) -> bytes:
        """The payload of this SHA-256, exactly as it came. Raises `LandingDamaged` where it is missing or altered."""
        path = self._path(sha256)
        try:
            body = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except FileNotFoundError:
            raise LandingDamaged(
                f"Landing lacks the payload {path}: restore it from a backup, or remove its line from "
                f"{self.root / 'fetches'} so that it is fetched again."
            ) from None
        except (zstandard.ZstdError, OSError) as error:
            raise LandingDamaged(f"Landing cannot read {path} ({error}): restore it from a backup.") from error
        if sha256_of(body).hexdigest() != sha256:
            raise LandingDamaged(
                f"Landing's {path} no longer has the content that was landed: restore it from a backup."
            )
        return body

    def latest(self, source: str, name: str) -> Landed | None:
        """The last payload landed under this name, or none."""
        with self._lock:
            return self._caught_up(source).latest.get(name)

    def versions(self, source: str) -> list[Landed]:
        """Every fetch of a source that brought a payload, the oldest first; a content fetched twice is there twice."""
        with self._lock:
            return list(self._caught_up(source).landed)

    def answered(self, source: str, name: str) -> Fetch | None:
        """The last fetch in which what is landed was confirmed: it brought the payload, or was answered 304."""
        with self._lock:
            return self._caught_up(source).answered.get(name)

    def last_fetch(self, source: str, name: str) -> Fetch | None:
        """The last fetch of this name, whatever came of it."""
        with self._lock:
            return self._caught_up(source).last.get(name)

    def _path(self, digest: str) -> Path:
        return self.root / "payloads" / digest[:2] / f"{digest}.zst"

    def _log_path(self, source: str) -> Path:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", source):
            raise ValueError(f"a source's name is a plain word, not {source!r}")
        return self.root / "fetches" / f"{source}.jsonl"

    def _keep(self, digest: str, body: bytes) -> None:
        path = self._path(digest)
        if path.exists():
            try:
                self.read(digest)
                return
            except LandingDamaged as damage:
                # The same content came again, so what the disk spoilt can be mended.
                log.warning("%s It came again and was restored.", damage)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{digest}.{os.getpid()}.{threading.get_ident()}.partial")
        with partial.open("wb") as file:
            file.write(zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(body))
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o444)
        os.replace(partial, path)

    def _append(self, fetch: Fetch) -> None:
        path = self._log_path(fetch.source)
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as file:
                end = file.seek(0, os.SEEK_END)
                if end:
                    file.seek(end - 1)
                    if file.read(1) != b"\n":
                        # A run that died left half a line: end it, so that it spoils no other.
                        file.write(b"\n")
                file.write(_line(fetch))
                file.flush()
                os.fsync(file.fileno())

    def _caught_up(self, source: str) -> _Log:
        path = self._log_path(source)
        known = self._logs.setdefault(source, _Log())
        if not path.exists() or path.stat().st_size == known.read_to:
            return known
        with path.open("rb") as file:
            file.seek(known.read_to)
            whole, newline, torn = file.read().rpartition(b"\n")
        if torn:
            log.warning("%s ends in half a line, which is ignored: a run died while it wrote it.", path)
        for line in whole.split(b"\n") if newline else []:
            try:
                known.take(_fetch(orjson.loads(line)))
            except (ValueError, KeyError, TypeError):
                log.warning("%s holds a line that cannot be read, which is ignored: %.80r", path, line)
        known.read_to += len(whole) + len(newline)
        return known


def _line(fetch: Fetch) -> bytes:
    row = {name: getattr(fetch, name) for name in Fetch.__dataclass_fields__}
    row["fetched_at"] = fetch.fetched_at.astimezone(UTC).isoformat()
    return orjson.dumps(row) + b"\n"


def _fetch(row: dict[str, Any]) -> Fetch:
    known = {name: row.get(name) for name in Fetch.__dataclass_fields__}
    known["fetched_at"] = datetime.fromisoformat(row["fetched_at"])
    for name in ("source", "name", "url", "bytes"):
        if known[name] is None:
            raise KeyError(name)
    return Fetch(**{**known, "served_by": known["served_by"] or row["source"]})
