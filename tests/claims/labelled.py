"""The labelled sentences as data, and the count of what the reader finds, misses and invents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from flows.claims import Claim, read_article, read_claims
from flows.claims.places.gazetteer import find_place, stem

PUBLISHED = date(2024, 11, 1)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Label:
    """A sentence with the claims that it makes, each as words."""

    language: str
    text: str
    claims: tuple[str, ...]


@dataclass
class Score:
    """Claims found rightly, invented and missed, and details that are wrong."""

    right: int = 0
    invented: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong_details: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + len(self.invented), 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + len(self.missed), 1)


def labels(name: str = "sentences.yml") -> list[Label]:
    """Every labelled sentence of a file."""
    listed = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [Label(language, row[0], tuple(row[1:])) for language, rows in listed.items() for row in rows]


def read(text: str) -> list[Claim]:
    """The claims of a sentence that stands alone."""
    return read_claims(read_article(text.encode(), PUBLISHED))


def key_of(claim: Claim) -> str:
    """A claim in the words of a label, without details."""
    if claim.kind == "record":
        return "record"
    if claim.kind == "settlement":
        return f"settlement {_place(claim.place or '')} {claim.event}"
    low, high = claim.value_low or 0.0, claim.value_high or 0.0
    value = f"{low:g}" if low == high else f"{low:g}..{high:g}"
    return f"{claim.kind} {value} {claim.value_unit}"


def key_of_label(words: str) -> tuple[str, list[str]]:
    """A label's key and its details."""
    parts = words.split()
    if parts[0] == "record":
        return "record", parts[1:]
    if parts[0] == "settlement":
        return f"settlement {_place(' '.join(parts[1:-1]))} {parts[-1]}", []
    value = "..".join(f"{float(part):g}" for part in parts[1].split(".."))
    return f"{parts[0]} {value} {parts[2]}", parts[3:]


def details_of(claim: Claim) -> tuple[str, ...]:
    """What a label may say of a claim beyond its key: bound, polarity, unit, counted days, and whom it rests on.

    Days as `2024-10-01..2024-10-31` or `no-days`, whom as `by:isw` (the source's id, of an outlet where it names no
    other) or `by:nobody`, land that is no unit of the map as `no-unit`.
    """
    days = f"{claim.period_start}..{claim.period_end}" if claim.period_start else "no-days"
    by = claim.attribution
    whom = by.basis or by.outlet if by else None
    return claim.bound, claim.polarity, claim.unit_id or "no-unit", days, f"by:{whom.source_id if whom else 'nobody'}"


def _place(name: str) -> str:
    place = find_place(name)
    return place.name if place else stem(name)


def score(rows: list[Label]) -> Score:
    """Read every sentence and count."""
    result = Score()
    for row in rows:
        found = {key_of(claim): claim for claim in read(row.text)}
        expected = dict(key_of_label(words) for words in row.claims)
        for key, details in expected.items():
            if key not in found:
                result.missed.append(f"{key} | {row.text}")
                continue
            result.right += 1
            claim = found[key]
            said = details_of(claim)
            if wrong := [detail for detail in details if detail not in said]:
                result.wrong_details.append(f"{wrong} but {' '.join(said)} | {row.text}")
        result.invented += [f"{key} | {row.text}" for key in found if key not in expected]
    return result
