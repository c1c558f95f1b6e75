"""The doctor: what is set, whether the release in force is whole, whether every source answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import requests
from pydantic import SecretStr

from flows import __version__, manifest
from flows.errors import LandtallyError
from flows.home import Home
from flows.reading import release_in_force
from flows.run import require_grounds, served_sources
from flows.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    state: Literal["ok", "warn", "bad"]
    what: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after another; each finding is a sentence of what was seen and, if bad, what to do."""
    yield Finding("ok", f"landtally {__version__}, Python {sys.version.split()[0]}, home {settings.home}")
    yield from _settings(settings)
    yield from _home(settings)
    yield from _sources(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown = "(hidden)" if isinstance(value, SecretStr) else "none" if value is None else value
        yield Finding("ok", f"LANDTALLY_{name.upper()} = {shown}  ({field.description})")
    try:
        require_grounds(settings)
    except LandtallyError as error:
        yield Finding("bad", str(error))
    if settings.profile == "live" and settings.contact is None:
        yield Finding("warn", "LANDTALLY_CONTACT is not set: a source that wants to reach you cannot.")


def _home(settings: Settings) -> Iterator[Finding]:
    home = Home(settings.home)
    owner = home.profile()
    if owner is not None and owner != settings.profile:
        yield Finding("bad", f"The home is a {owner} one and LANDTALLY_PROFILE is {settings.profile}: change either.")
    parent = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    if not os.access(parent, os.W_OK):
        yield Finding("bad", f"{parent} cannot be written: set LANDTALLY_HOME to a folder that can.")
    release_id = release_in_force(home)
    if release_id is None:
        yield Finding("warn", "No release is in force yet: `landtally run` makes the first.")
        return
    if faults := manifest.faults(home.releases / release_id):
        yield Finding(
            "bad",
            f"Release {release_id} is damaged ({'; '.join(faults)}): `landtally rollback` to a whole one, or rebuild.",
        )
    else:
        yield Finding("ok", f"Release {release_id} is in force and every file is as it was published.")


def _sources(settings: Settings) -> Iterator[Finding]:
    with served_sources(settings) as sources:
        agent = {"User-Agent": f"landtally/{__version__} (+{settings.contact or 'no contact given'})"}
        for name, address in (
            ("the map service", f"{sources.deepstate_url}/api/history/public"),
            ("the mirror's list", sources.mirror_index_url),
            ("the boundaries", f"{sources.boundaries_url}/api/current/gbOpen/UKR/ADM1/"),
        ):
            try:
                with requests.get(address, headers=agent, timeout=10, stream=True) as answer:
                    state = "ok" if answer.status_code == 200 else "bad"
                    yield Finding("ok" if state == "ok" else "bad", f"{name} answers {answer.status_code}: {address}")
            except requests.RequestException as error:
                yield Finding("bad", f"{name} does not answer ({type(error).__name__}): {address}")
