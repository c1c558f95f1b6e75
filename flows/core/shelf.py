"""Snapshots by content, read from landing when a step asks for them."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from flows.landing import Landing
from flows.territory import Reader, Snapshot


class Shelf:
    """Snapshots by content, read from landing when first asked for; what two share is parsed once."""

    def __init__(self, landing: Landing, reader: Reader) -> None:
        self._landing = landing
        self._reader = reader
        self._read: dict[str, Snapshot] = {}
        self._payloads: dict[str, tuple[str, date, str | None]] = {}

    def place(self, digest: str, day: date, reference: str | None = None) -> str:
        """Say how a content is to be read, and get its id: a raw payload, or an archive day against a raw payload."""
        # The meaning of an archive day depends on what it is read against, so its id does too.
        content_id = sha256(f"{digest}:{reference}".encode()).hexdigest() if reference else digest
        self._payloads[content_id] = (digest, day, reference)
        return content_id

    def __getitem__(self, content_id: str) -> Snapshot:
        """The snapshot of a content that was placed. Raises `SnapshotRefused`."""
        if content_id not in self._read:
            digest, day, reference = self._payloads[content_id]
            body = self._landing.read(digest)
            self._read[content_id] = (
                self._reader.read(body, day) if reference is None else self._reader.read_archive(body, self[reference])
            )
        return self._read[content_id]
