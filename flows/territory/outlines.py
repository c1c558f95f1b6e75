"""Oblasts and raions as a partition of the plane: every square metre lies in exactly one leaf unit.

Leaves are the raions clipped to their oblast and one remainder an oblast (`UA-14-rest`: territorial sea and
the seams between two sources), or the oblasts themselves where no raions are given. What lies in no leaf
belongs to `UA-outside`, holes between oblasts included, so parts always add up to the whole.

Oblasts come from geoBoundaries (ADM1, property `shapeISO`), raions from an archive of OpenStreetMap (`katotth`,
`name:uk`, `name:en`). Codes, names and official areas of the oblasts are in `oblasts.csv` beside this file. Codes and
Ukrainian names are those of the state codifier KATOTTG (16 May 2025) and ISO 3166-2.

The areas hold inland waters and no territorial sea. No state table to the square kilometre was at hand; the figures
are those of public lists: "List of Ukrainian oblasts and territories by area" of the English Wikipedia (all but
Sevastopol, and two that differ) and "Ukraine Political Map" of MapsOfWorld (Sevastopol and 20 more; Chernivtsi,
Cherkasy and Lviv differ). Where the first differs: Ivano-Frankivsk is 13,928 in the Ukrainian Wikipedia and 13,900,
rounded, in the English one. Dnipropetrovsk is 31,974 in MapsOfWorld and the Ukrainian Wikipedia of April 2007
("Адміністративний поділ України"), but 31,914 or 31,923 in other lists, 31.9 thousand in the Encyclopedia of Modern
Ukraine and 31,912 by its outline. 31,974 is kept, because with it alone the oblasts add up to the country's 603,628
km²; a share of that oblast may be too small by a 530th of itself.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from flows.territory.area import Geometries, area_km2
from flows.territory.fills import OUTSIDE
from flows.territory.shapes import OutlinesRefused, Shape, polygons_only, read_shapes

COUNTRY = "UA"
SHRUNK = 0.99
"""A new edition whose polygons cover less than this share of the official area is refused."""


class Unit(msgspec.Struct, frozen=True):
    """One administrative unit, as in `core.unit`; areas in km², null where none is official."""

    unit_id: str
    unit_level: str
    name_en: str
    name_uk: str
    parent_id: str | None
    iso_code: str | None
    katottg: str | None
    official_area_km2: float | None
    polygon_area_km2: float | None
    boundary_edition: str


class _Stored(msgspec.Struct):
    edition: str
    units: list[Unit]
    leaves: list[tuple[str, bytes]]
    oblasts: list[tuple[str, bytes]]
    notes: list[str]


@dataclass(frozen=True, eq=False)
class Outlines:
    """Units of one edition and the geometry of its leaves in EPSG:6933."""

    edition: str
    units: list[Unit]
    leaf_ids: list[str]
    leaves: Geometries = field(repr=False)
    """Valid polygons or multipolygons, aligned with `leaf_ids`, without overlaps."""
    oblasts: dict[str, shapely.Geometry] = field(repr=False)
    """The oblasts by ISO code, territorial sea included, without overlaps; each is the sum of its leaves."""
    notes: list[str] = field(default_factory=list)
    """What was wrong with the outlines and how it was closed: overlaps and holes with their areas."""

    @cached_property
    def ukraine(self) -> shapely.Geometry:
        """All oblasts together, territorial sea included; prepared."""
        whole = shapely.union_all(list(self.oblasts.values()))
        shapely.prepare(whole)
        return whole

    @cached_property
    def _tree(self) -> shapely.STRtree:
        shapely.prepare(self.leaves)
        return shapely.STRtree(self.leaves)

    def near(self, shapes: Geometries) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of shape and leaf whose bounding boxes touch, as two arrays of positions; leaves are prepared."""
        shape_at, leaf_at = self._tree.query(shapes)
        return shape_at, leaf_at

    def to_bytes(self) -> bytes:
        """The outlines as bytes, leaves already cut: clipping 137 raions costs seconds, reading them back little."""
        leaves = _to_wkb(self.leaf_ids, self.leaves)
        oblasts = _to_wkb(list(self.oblasts), np.array(list(self.oblasts.values()), dtype=object))
        return msgspec.msgpack.encode(_Stored(self.edition, self.units, leaves, oblasts, self.notes))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Outlines:
        """What `to_bytes` wrote. Raises OutlinesRefused where the bytes are something else."""
        try:
            kept = msgspec.msgpack.decode(stored, type=_Stored)
        except msgspec.DecodeError as error:
            raise OutlinesRefused(f"stored outlines unreadable: {error}") from None
        leaves = shapely.from_wkb(np.array([wkb for _, wkb in kept.leaves], dtype=object))
        oblasts = {iso: shapely.from_wkb(wkb) for iso, wkb in kept.oblasts}
        return cls(kept.edition, kept.units, [unit_id for unit_id, _ in kept.leaves], leaves, oblasts, kept.notes)


def _to_wkb(names: list[str], shapes: Geometries) -> list[tuple[str, bytes]]:
    return list(zip(names, map(bytes, shapely.to_wkb(shapes)), strict=True))


@dataclass(frozen=True)
class _Oblast:
    iso_code: str
    katottg: str
    name_en: str
    name_uk: str
    official_area_km2: float


@cache
def _oblasts() -> dict[str, _Oblast]:
    with (Path(__file__).parent / "oblasts.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["iso_code"]: _Oblast(
                row["iso_code"],
                row["katottg"],
                row["name_en"],
                row["name_uk"],
                float(row["official_area_km2"]),
            )
            for row in csv.DictReader(file)
        }


def edition_of(oblasts: bytes, raions: dict[str, bytes] | None) -> str:
    """The edition of outlines made from these payloads: twelve hex digits, the same wherever they are read."""
    digest = hashlib.sha256(hashlib.sha256(oblasts).digest())
    for name, body in sorted((raions or {}).items()):
        digest.update(name.encode() + hashlib.sha256(body).digest())
    return digest.hexdigest()[:12]


def read_outlines(oblasts: bytes, raions: dict[str, bytes] | None = None) -> Outlines:
    """Outlines from the oblasts' GeoJSON and, where given, one GeoJSON of raions an oblast (by file name).

    Raises OutlinesRefused, with the reason, for unreadable input, missing or unknown units, and a territory
    that shrank. Overlaps and holes are closed and noted: the first unit in order of its code keeps the land.
    """
    edition, notes = edition_of(oblasts, raions), list[str]()
    outline = _partition_oblasts(read_shapes("oblasts", oblasts), notes)
    parts = {iso: [(iso, shape)] for iso, shape in outline.items()}
    units = [_country(outline, edition), *(_oblast(iso, shape, edition) for iso, shape in outline.items())]
    if raions:
        shapes = [shape for name, body in sorted(raions.items()) for shape in read_shapes(name, body)]
        for iso, clipped in _clip_raions(shapes, outline, notes).items():
            parts[iso] = [(unit.unit_id, leaf) for unit, leaf in clipped]
            units += [
                msgspec.structs.replace(unit, boundary_edition=edition, polygon_area_km2=float(area_km2(leaf)))
                for unit, leaf in clipped
            ]
    units.append(_outside(edition))
    flat = [leaf for iso in sorted(parts) for leaf in parts[iso]]
    leaf_ids = [unit_id for unit_id, _ in flat]
    leaves = np.array([leaf for _, leaf in flat], dtype=object)
    return Outlines(edition, units, leaf_ids, leaves, outline, notes)


def _partition_oblasts(shapes: list[Shape], notes: list[str]) -> dict[str, shapely.Geometry]:
    known, found = _oblasts(), dict[str, shapely.Geometry]()
    for shape in shapes:
        iso = str(shape.properties.get("shapeISO"))
        if iso not in known:
            raise OutlinesRefused(f"the oblasts hold a unit {iso!r} that is not in the table of oblasts")
        if iso in found:
            raise OutlinesRefused(f"the oblasts hold {iso} twice")
        found[iso] = shape.geometry
    if missing := sorted(known.keys() - found.keys()):
        raise OutlinesRefused(f"the oblasts lack {', '.join(missing)}")
    outline = _without_overlaps({iso: found[iso] for iso in sorted(found)}, notes)
    whole = shapely.union_all(list(outline.values()))
    _refuse_shrunk(float(area_km2(whole)))
    holes = sum(float(area_km2(shapely.Polygon(ring))) for part in shapely.get_parts(whole) for ring in part.interiors)
    if holes:
        notes.append(f"holes between oblasts cover {holes:.6f} km²: they count as {OUTSIDE}")
    return outline


def _refuse_shrunk(covered_km2: float) -> None:
    official_km2 = sum(oblast.official_area_km2 for oblast in _oblasts().values())
    if covered_km2 < SHRUNK * official_km2:
        raise OutlinesRefused(
            f"the oblasts cover {covered_km2:,.0f} km², less than the official land area of {official_km2:,.0f} km²"
        )


def _without_overlaps(shapes: dict[str, shapely.Geometry], notes: list[str]) -> dict[str, shapely.Geometry]:
    """The shapes, each less what the ones before it already cover; what was taken away is noted."""
    names, kept = list(shapes), list(shapes.values())
    tree = shapely.STRtree(kept)
    pairs = tree.query(kept, predicate="intersects").T
    for later, earlier in sorted((int(a), int(b)) for a, b in pairs if b < a):
        rest = polygons_only(shapely.difference(kept[later], kept[earlier]))
        taken_km2 = float(area_km2(kept[later]) - area_km2(rest))
        if taken_km2 > 1e-9:
            notes.append(f"{names[later]} overlaps {names[earlier]} by {taken_km2:.6f} km²: {names[earlier]} keeps it")
            kept[later] = rest
    return dict(zip(names, kept, strict=True))


def _clip_raions(
    shapes: list[Shape], outline: dict[str, shapely.Geometry], notes: list[str]
) -> dict[str, list[tuple[Unit, shapely.Geometry]]]:
    by_prefix = {oblast.katottg[:4]: iso for iso, oblast in _oblasts().items()}
    found: dict[str, tuple[str, Shape]] = {}
    for shape in shapes:
        code = str(shape.properties.get("katotth") or shape.properties.get("katottg") or "")
        if code[:4] not in by_prefix:
            raise OutlinesRefused(f"{shape.source} holds a raion with the code {code!r}, which is in no oblast")
        if code in found:
            raise OutlinesRefused(f"{shape.source} holds raion {code} a second time")
        found[code] = (by_prefix[code[:4]], shape)
    if not found:
        raise OutlinesRefused("the files of raions hold no raion")
    apart = _without_overlaps({code: shape.geometry for code, (_, shape) in sorted(found.items())}, notes)
    clipped: dict[str, list[tuple[Unit, shapely.Geometry]]] = {}
    for iso, oblast in outline.items():
        mine = [code for code in apart if found[code][0] == iso]
        leaves = [
            (_raion(code, iso, found[code][1]), polygons_only(shapely.intersection(apart[code], oblast)))
            for code in mine
        ]
        for unit, leaf in leaves:
            if leaf.is_empty:
                raise OutlinesRefused(f"raion {unit.unit_id} ({unit.name_en}) lies outside its oblast {iso}")
        rest = polygons_only(shapely.difference(oblast, shapely.union_all([apart[code] for code in mine])))
        clipped[iso] = [*leaves, (_remainder(iso), rest)]
    return clipped


def _country(outline: dict[str, shapely.Geometry], edition: str) -> Unit:
    official_km2 = sum(oblast.official_area_km2 for oblast in _oblasts().values())
    polygon_km2 = float(sum(area_km2(shape) for shape in outline.values()))
    return Unit(COUNTRY, "country", "Ukraine", "Україна", None, COUNTRY, None, official_km2, polygon_km2, edition)


def _oblast(iso: str, shape: shapely.Geometry, edition: str) -> Unit:
    oblast = _oblasts()[iso]
    names = (oblast.name_en, oblast.name_uk)
    polygon_km2 = float(area_km2(shape))
    return Unit(iso, "oblast", *names, COUNTRY, iso, oblast.katottg, oblast.official_area_km2, polygon_km2, edition)


def _raion(code: str, iso: str, shape: Shape) -> Unit:
    name_uk = str(shape.properties.get("name:uk") or shape.properties.get("name") or code)
    name_en = str(shape.properties.get("name:en") or name_uk)
    return Unit(code, "raion", name_en, name_uk, iso, None, code, None, None, "")


def _remainder(iso: str) -> Unit:
    oblast = _oblasts()[iso]
    names = (f"{oblast.name_en}, remainder", f"{oblast.name_uk}, решта")
    return Unit(f"{iso}-rest", "raion", *names, iso, None, None, None, None, "")


def _outside(edition: str) -> Unit:
    names = ("Outside the outlines", "Поза межами")
    return Unit(OUTSIDE, "outside", *names, COUNTRY, None, None, None, None, edition)
