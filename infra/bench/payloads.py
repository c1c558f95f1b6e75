"""What the bench runs on: real payloads beside the checkout where they are, else the sample's own."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from pathlib import Path

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Payloads:
    """Bytes in memory, as a source served them; `ids` are the snapshots' own, UTC seconds."""

    title: str
    ids: list[int]
    snapshots: list[bytes]
    oblasts: bytes
    raions: dict[str, bytes]


def load(snapshots: int | None) -> Payloads:
    """The first so many snapshots in order of time, all where none is said."""
    found = _real() if REAL.is_dir() else _sample()
    return Payloads(found.title, found.ids[:snapshots], found.snapshots[:snapshots], found.oblasts, found.raions)


def _real() -> Payloads:
    raw = _members(REAL / "deepstate_raw_2024.tar.xz")
    ordered = sorted((int(Path(name).stem), body) for name, body in raw.items())
    return Payloads(
        "real snapshots of the map",
        [snapshot_id for snapshot_id, _ in ordered],
        [body for _, body in ordered],
        (REAL / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes(),
        _members(REAL / "boundaries_raions_osm.tar.xz"),
    )


def _members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        files = ((member.name, tar.extractfile(member)) for member in tar if member.isfile())
        return {Path(name).name: file.read() for name, file in files if file and name.endswith(".geojson")}


def _sample() -> Payloads:
    from flows.sample import outlines
    from flows.sample.world import world

    made = world()
    names = sorted({f"{raion[3]}.geojson" for raion in outlines.RAIONS.values()})
    return Payloads(
        "snapshots of the sample",
        sorted(made.snapshots),
        [made.body(snapshot) for _, snapshot in sorted(made.snapshots.items())],
        outlines.adm1(),
        {name: outlines.raion_file(Path(name).stem) for name in names},
    )
