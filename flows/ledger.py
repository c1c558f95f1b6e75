"""The ledger of releases: what came into force when, what was gone back on, and what somebody cites.

A release never changes, so what is said about it stands beside it, in `releases/ledger.json`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec

from flows.errors import LandtallyError
from flows.home import write_whole


class Ledger(msgspec.Struct):
    """Instants by release id, aware UTC. `feed` names the home's feed for good, wherever the home is moved to."""

    feed: str
    in_force: dict[str, datetime] = {}
    withdrawn: dict[str, datetime] = {}
    cited: dict[str, datetime] = {}


def read_ledger(releases: Path) -> Ledger:
    """The ledger beside the releases, an empty one where there is none. Raises `LandtallyError` for a damaged one."""
    path = releases / "ledger.json"
    if not path.exists():
        return Ledger(feed=f"urn:uuid:{uuid4()}")
    try:
        return msgspec.json.decode(path.read_bytes(), type=Ledger)
    except msgspec.DecodeError as error:
        # Read as empty it would let cited releases be removed.
        raise LandtallyError(
            f"The ledger {path} cannot be read ({error}): mend it or restore it from a backup; "
            "it says which releases are cited and must be kept."
        ) from None


def write_ledger(releases: Path, ledger: Ledger) -> None:
    """Write the ledger whole."""
    text = msgspec.json.format(msgspec.json.encode(ledger), indent=1).decode()
    write_whole(releases / "ledger.json", text + "\n")


def note_in_force(releases: Path, release_id: str, left: str | None) -> None:
    """Write down that a release came into force; the one before is added where a crash kept it from being noted."""
    ledger, now = read_ledger(releases), datetime.now(UTC)
    for known in (left, release_id):
        if known is not None:
            ledger.in_force.setdefault(known, now)
    ledger.withdrawn.pop(release_id, None)
    write_ledger(releases, ledger)


def note_withdrawn(releases: Path, release_ids: list[str], now: datetime) -> None:
    """Write down that a person went back behind these releases."""
    ledger = read_ledger(releases)
    for release_id in release_ids:
        ledger.withdrawn.setdefault(release_id, now)
    write_ledger(releases, ledger)


def note_cited(releases: Path, release_id: str, is_cited: bool, now: datetime) -> None:
    """Write down that a release is cited, and so kept for good; or no longer."""
    ledger = read_ledger(releases)
    if is_cited:
        ledger.cited.setdefault(release_id, now)
    else:
        ledger.cited.pop(release_id, None)
    write_ledger(releases, ledger)
