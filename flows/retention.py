"""Retention: which releases stay. The newest, the last one built in each month, what is cited, what is in force.

A month is that of the instant of building, in UTC: once it is over its last release can never be another one, so a
monthly release, once it is one, is never removed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from flows.home import Home
from flows.ledger import read_ledger
from flows.manifest import Stated
from flows.release import remove


def to_remove(releases: Iterable[Stated], keep: int, protected: Collection[str]) -> list[str]:
    """The releases that need not stay, the oldest first; `keep` counts the newest, `protected` stay in any case."""
    in_order = sorted(releases, key=lambda stated: stated.order)
    last_of_month = {(stated.built_at.year, stated.built_at.month): stated.release_id for stated in in_order}
    staying = {*protected, *last_of_month.values(), *(stated.release_id for stated in in_order[-keep:])}
    return [stated.release_id for stated in in_order if stated.release_id not in staying]


def retain(home: Home, releases: Iterable[Stated], keep: int, in_force: str) -> list[str]:
    """Remove what need not stay; returns what was removed. Readers that hold a removed file open keep reading it."""
    leaving = to_remove(releases, keep, {in_force, *read_ledger(home.releases).cited})
    for release_id in leaving:
        # Renamed first: a removal that is cut short must not leave half a release under its name.
        hidden = home.releases / f".{release_id}.removed"
        (home.releases / release_id).chmod(0o755)
        os.replace(home.releases / release_id, hidden)
        remove(hidden)
    return leaving
