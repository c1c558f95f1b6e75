"""Acceptance: which contents may enter the series of days, and why the others may not. Pure; no I/O.

A broken payload and a true jump of the front look alike by size: in 2022 single days moved by 5,001 km². The areas
that the service declares tell them apart; where it declares none, a later snapshot or a person must confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

JUMP_KM2 = 150.0
"""A level that moves by more in a day asks for confirmation: from 2023 to mid 2025 one day did, 204 km²."""

DECLARED_RATIO = 1.0005
"""Our area over the declared one: theirs are 0.04 to 0.065% smaller, by a constant ratio."""

DECLARED_TOLERANCE = 0.002
"""How far that ratio may stray before the payload is not what the service meant to publish."""

WATCHED = ("occupied_since_2022", "occupied_before_2022")


@dataclass(frozen=True)
class Content:
    """One content as read. `drawn_km2` is the area drawn by status, before overlaps are resolved."""

    snapshot_id: int
    sha256: str
    created_at: datetime
    fetched_at: datetime
    drawn_km2: Mapping[str, float]
    refusal: str | None = None
    """Why it could not be read at all."""


@dataclass(frozen=True)
class Decision:
    """Whether a content may enter the series, and what is to be said of it."""

    is_accepted: bool
    reason: str | None = None


def decide(
    contents: Iterable[Content],
    declared_km2: Mapping[int, Mapping[str, float]],
    words: Mapping[str, tuple[bool, str]],
) -> dict[tuple[int, str], Decision]:
    """Decide on every content of one kind of payload, by (snapshot id, SHA-256).

    `declared_km2` holds the service's own areas by snapshot id and status; `words` a person's decision with its
    reason by SHA-256, which stands above every rule.
    """
    ordered = sorted(contents, key=lambda content: (content.snapshot_id, content.fetched_at))
    decisions: dict[tuple[int, str], Decision] = {}
    last: Content | None = None
    for place, content in enumerate(ordered):
        decision = _decide(content, last, ordered[place + 1 :], declared_km2, words)
        decisions[content.snapshot_id, content.sha256] = decision
        if decision.is_accepted:
            last = content
    return decisions


def _decide(
    content: Content,
    last: Content | None,
    later: Sequence[Content],
    declared_km2: Mapping[int, Mapping[str, float]],
    words: Mapping[str, tuple[bool, str]],
) -> Decision:
    if content.refusal is not None:
        return Decision(False, content.refusal)
    if content.sha256 in words:
        accepted, reason = words[content.sha256]
        return Decision(accepted, f"{'accepted' if accepted else 'rejected'} by a person: {reason}")
    declared = declared_km2.get(content.snapshot_id, {})
    if strays := _strays_from_declared(content, declared):
        return Decision(False, strays)
    jump = _jump(content, last)
    if jump is None:
        return Decision(True)
    status, moved_km2 = jump
    if status in declared:
        return Decision(True, f"{status} moved by {moved_km2:+,.1f} km², as the service declares")
    if last is not None and any(_confirms(another, content, last, status) for another in later):
        return Decision(True, f"{status} moved by {moved_km2:+,.1f} km², confirmed by a later snapshot")
    return Decision(
        False,
        f"{status} moved by {moved_km2:+,.1f} km² against the snapshot before, which no declared area confirms: "
        "it waits for a later snapshot or a person's word",
    )


def _strays_from_declared(content: Content, declared: Mapping[str, float]) -> str | None:
    for status in WATCHED:
        theirs, ours = declared.get(status, 0.0), content.drawn_km2.get(status, 0.0)
        if theirs and abs(ours / theirs - DECLARED_RATIO) > DECLARED_TOLERANCE:
            return (
                f"{status} measures {ours:,.1f} km² where the service declares {theirs:,.1f} km²: "
                "the payload is not whole, or not of this snapshot"
            )
    return None


def _jump(content: Content, last: Content | None) -> tuple[str, float] | None:
    """The first watched status that moved too far for the days that passed, with how far in km²."""
    if last is None:
        return None
    days = max(1.0, (content.created_at - last.created_at).total_seconds() / 86_400)
    for status in WATCHED:
        moved_km2 = _moved(content, last, status)
        if abs(moved_km2) > JUMP_KM2 * days:
            return status, moved_km2
    return None


def _confirms(later: Content, content: Content, last: Content, status: str) -> bool:
    """Whether a later snapshot stayed where this one jumped to, or went on, and did not come back."""
    if later.snapshot_id == content.snapshot_id or later.refusal is not None:
        return False
    jumped_km2, since_km2 = _moved(content, last, status), _moved(later, last, status)
    return jumped_km2 * since_km2 > 0 and abs(since_km2) > abs(jumped_km2) - JUMP_KM2


def _moved(content: Content, last: Content, status: str) -> float:
    return content.drawn_km2.get(status, 0.0) - last.drawn_km2.get(status, 0.0)
