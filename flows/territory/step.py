"""A step: which land changed status from one snapshot to the next, by unit.

Features whose bytes both snapshots share cannot have changed. Of those that came and went only the edges that
do not cancel bound a change; they are cut into faces, and each face is asked once what covers it before and
after. The areas of all faces must then balance, status by status, with the areas of the features that came and
went; where they do not, the step is computed again by plain overlay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from flows.territory import faces, labels
from flows.territory.area import Floats, Geometries, area_km2
from flows.territory.edges import remaining
from flows.territory.faces import Cover
from flows.territory.feature import Feature
from flows.territory.fills import FREE, HELD, OUTSIDE, STATUSES
from flows.territory.outlines import Outlines
from flows.territory.snapshot import Snapshot
from flows.territory.split import split

BALANCE_KM2 = 1e-6
"""A step whose faces and features differ by this much in any status is computed again by overlay."""

STEP_SCHEMA = {"unit_id": pl.String, "from_status": pl.String, "to_status": pl.String, "area_km2": pl.Float64}
_LAYERS = (*STATUSES, HELD)


@dataclass(frozen=True)
class Step:
    """Land that changed status between two snapshots."""

    areas: pl.DataFrame
    """unit_id, from_status, to_status, area_km2; one row a leaf unit and pair of statuses that differ."""
    method: Literal["edges", "exact"]
    balance_km2: float
    """The largest difference, over the statuses, between the areas of faces and of features."""


class _Difference:
    """Features of two snapshots by whether both have them; one that is there twice counts twice."""

    def __init__(self, previous: Snapshot, current: Snapshot) -> None:
        old = Counter(feature.identity for feature in previous.counted)
        common, came = _take(current.counted, old)
        _, went = _take(previous.counted, Counter(feature.identity for feature in common))
        self.came, self.went, self.common = (Cover(features, _LAYERS) for features in (came, went, common))


def step(previous: Snapshot, current: Snapshot, outlines: Outlines) -> Step:
    """Areas that changed status from `previous` to `current`, split over the leaf units of `outlines`.

    Where the order of precedence differs (a raw snapshot beside an archive day) shared features say nothing of
    the labels, so the plain overlay is used at once.
    """
    if previous.priority != current.priority:
        return _exact(previous, current, outlines)
    difference = _Difference(previous, current)
    pieces, changes, balance_km2 = _by_edges(difference, current.priority)
    if not balance_km2 < BALANCE_KM2:
        return _exact(previous, current, outlines)
    return Step(_by_unit(pieces, changes, outlines), "edges", balance_km2)


def _take(features: list[Feature], there: Counter[tuple[bytes, str]]) -> tuple[list[Feature], list[Feature]]:
    """The features that are there, each as often as it is there, and the others."""
    found: list[Feature] = []
    others: list[Feature] = []
    for feature in features:
        key = feature.identity
        if there[key] > 0:
            there[key] -= 1
            found.append(feature)
        else:
            others.append(feature)
    return found, others


def _by_edges(difference: _Difference, priority: tuple[str, ...]) -> tuple[Geometries, list[tuple[str, str]], float]:
    """Changed pieces, the statuses of each before and after, and by how much the areas fail to balance."""
    lines = _changed_lines(difference)
    pieces, loose = faces.cut(lines)
    pieces, came, went = _changed_faces(pieces, difference)
    if len(pieces):
        # A common feature's edge through a face parts land that another status covers from land that none does.
        # So does one of a feature that came and went alike there, so that it is not among the changed lines.
        pieces = faces.parted(pieces, (difference.common, difference.came), lines, loose)
        pieces, came, went = _changed_faces(pieces, difference)
    balance_km2 = _imbalance_km2(pieces, came - went, difference)
    common = difference.common.count(faces.inner_points(pieces))
    kept: list[NDArray[np.int64]] = []
    changes: list[tuple[str, str]] = []
    for was, becomes in zip(_labels(common + went, priority), _labels(common + came, priority), strict=True):
        changed = np.flatnonzero(was != becomes)
        kept.append(changed)
        changes += zip(was[changed].tolist(), becomes[changed].tolist(), strict=True)
    return pieces[np.concatenate(kept)], changes, balance_km2


def _changed_lines(difference: _Difference) -> Floats:
    """Undirected edges (n, 4) at which the coverage by some status changed, each once."""
    lines = [np.empty((0, 4))]
    for status in _LAYERS:
        came = [feature.edges for feature in difference.came.features if feature.status == status]
        went = [feature.edges for feature in difference.went.features if feature.status == status]
        if came or went:
            signs = np.repeat([1] * len(came) + [-1] * len(went), [len(edges) for edges in (*came, *went)])
            lines.append(remaining(np.concatenate([*came, *went]), signs))
    return faces.once(np.concatenate(lines))


def _changed_faces(
    pieces: Geometries, difference: _Difference
) -> tuple[Geometries, NDArray[np.int64], NDArray[np.int64]]:
    """The faces whose coverage changed, and how often each status of what came and what went covers them."""
    points = faces.inner_points(pieces)
    came = difference.came.count(points)
    went = difference.went.count(points)
    changed = (came != went).any(axis=1)
    return pieces[changed], came[changed], went[changed]


def _imbalance_km2(pieces: Geometries, change: NDArray[np.int64], difference: _Difference) -> float:
    """The largest difference over the statuses: areas of faces times change of coverage, against the features'."""
    by_faces = np.asarray(area_km2(pieces), dtype=np.float64) @ change
    by_features = np.zeros(len(_LAYERS))
    for sign, features in ((1, difference.came.features), (-1, difference.went.features)):
        for feature in features:
            by_features[_LAYERS.index(feature.status)] += sign * feature.area_km2
    return float(np.abs(by_faces - by_features).max())


def _labels(coverage: NDArray[np.int64], priority: tuple[str, ...]) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """The status of each piece in Ukraine, the first that covers it, and apart from it land held in Russia."""
    names = np.array([*priority, FREE])
    columns = [_LAYERS.index(status) for status in priority]
    covered = np.column_stack([coverage[:, columns] > 0, np.ones(len(coverage), dtype=bool)])
    held = coverage[:, _LAYERS.index(HELD)] > 0
    return names[covered.argmax(axis=1)], np.where(held, HELD, FREE)


def _exact(previous: Snapshot, current: Snapshot, outlines: Outlines) -> Step:
    pieces, changes = labels.overlay(previous, current)
    moved = dict.fromkeys(_LAYERS, 0.0)
    for piece_km2, (was, becomes) in zip(np.atleast_1d(area_km2(pieces)).tolist(), changes, strict=True):
        moved[was] = moved.get(was, 0.0) - piece_km2
        moved[becomes] = moved.get(becomes, 0.0) + piece_km2
    before, after = labels.areas_km2(previous), labels.areas_km2(current)
    balance_km2 = max(abs(after[status] - before[status] - moved[status]) for status in _LAYERS)
    return Step(_by_unit(pieces, changes, outlines), "exact", balance_km2)


def _by_unit(pieces: Geometries, changes: list[tuple[str, str]], outlines: Outlines) -> pl.DataFrame:
    areas: dict[tuple[str, str, str], float] = defaultdict(float)
    for piece, unit_id, piece_km2 in split(pieces, outlines):
        was, becomes = changes[piece]
        areas[OUTSIDE if HELD in (was, becomes) else unit_id, was, becomes] += piece_km2
    rows = [(*key, km2) for key, km2 in sorted(areas.items())]
    return pl.DataFrame(rows, schema=STEP_SCHEMA, orient="row")
