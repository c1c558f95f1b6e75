"""The home: one folder that holds everything landtally writes, owned by one profile, written by one run at a time."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.errors import AnotherRun, WrongUse
from flows.settings import Profile, Settings


@dataclass(frozen=True)
class Span:
    """The days that the tally covers, both included; days of Europe/Kyiv."""

    first_day: date
    last_day: date


@dataclass(frozen=True)
class Home:
    """Where things land below `LANDTALLY_HOME`; the names are public."""

    root: Path

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def cache(self) -> Path:
        """What can be computed again at any time, such as clipped outlines."""
        return self.root / "cache"

    def profile(self) -> Profile | None:
        """The profile that first wrote this home, or none while it is empty."""
        marker = self.root / "profile"
        if not marker.exists():
            return None
        return "live" if marker.read_text(encoding="utf-8").strip() == "live" else "sample"

    def claim(self, profile: Profile) -> None:
        """Make the home the profile's, so that synthetic and real figures can never meet in one.

        Raises `WrongUse` where the home is another profile's.
        """
        owner = self.profile()
        if owner is not None and owner != profile:
            raise WrongUse(
                f"The home {self.root} holds {owner} figures and takes no {profile} ones: "
                f"set LANDTALLY_HOME to another folder, or LANDTALLY_PROFILE={owner}."
            )
        if owner is None:
            self.root.mkdir(parents=True, exist_ok=True)
            write_whole(self.root / "profile", f"{profile}\n")

    def span(self) -> Span | None:
        """The days tallied so far, or none on an empty home."""
        path = self.root / "tally.json"
        if not path.exists():
            return None
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Span(date.fromisoformat(stored["first_day"]), date.fromisoformat(stored["last_day"]))

    def cover(self, first_day: date, last_day: date) -> Span:
        """Widen the tally to hold these days and every day between them and those it had."""
        had = self.span()
        span = Span(min(first_day, had.first_day), max(last_day, had.last_day)) if had else Span(first_day, last_day)
        stored = {"first_day": span.first_day.isoformat(), "last_day": span.last_day.isoformat()}
        write_whole(self.root / "tally.json", json.dumps(stored) + "\n")
        return span


@contextmanager
def opened_home(settings: Settings) -> Iterator[Home]:
    """The home, claimed for the profile and locked against other runs until the block ends.

    Raises `AnotherRun` where the lock is held, `WrongUse` where the home is the other profile's.
    """
    home = Home(settings.home)
    home.claim(settings.profile)
    with (home.root / ".lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise AnotherRun(
                f"Another run ({holder}) is at work in {home.root}: wait for it to end, `landtally status` shows it."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        # The lock goes with the file's closing, so a run that dies never leaves it behind.
        yield home


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
