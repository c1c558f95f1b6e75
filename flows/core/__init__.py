"""Core: from landed payloads to typed facts, and the steps between the contents that the series of days asks for.

Core keeps each source's facts and adds no opinion. A content that was read, and a step that was computed, is
never read or computed again for the same outlines and the same geometry code.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import msgspec
import polars as pl

from flows import territory
from flows.core.facts import list_entries, note_sources, put_declared, put_events
from flows.core.places import measure_places, put_settlements
from flows.core.shelf import Shelf
from flows.core.snapshots import read_snapshots
from flows.core.steps import take_steps
from flows.errors import LandtallyError
from flows.home import Home, Span
from flows.landing import Landing
from flows.progress import Progress
from flows.quarantine import Quarantine
from flows.territory import Outlines, Reader
from flows.warehouse import Warehouse

__all__ = ["Tallied", "load_outlines", "tally"]


@dataclass(frozen=True)
class Tallied:
    """What one tally did: contents read, steps computed by method, contents refused."""

    contents: int
    steps: dict[str, int]
    refused: int


def tally(home: Home, warehouse: Warehouse, span: Span, progress: Progress) -> Tallied:
    """Bring core up to what landing holds for the days of the span.

    Raises `LandtallyError` where there is nothing to tally: no outlines, or no accepted snapshot.
    """
    landing, quarantine = Landing(home.landing), Quarantine(home.quarantine)
    outlines = load_outlines(home, landing)
    _set_tally(warehouse, span, outlines)
    shelf = Shelf(landing, Reader(outlines))
    put_events(warehouse, landing, list_entries(landing), span)
    put_declared(warehouse, landing)
    read = read_snapshots(warehouse, landing, quarantine, shelf, progress)
    warehouse.build("core.series")
    if warehouse.rows("select count(*) as days from core.series")["days"][0] == 0:
        raise LandtallyError(
            f"No accepted snapshot of the map is at hand for {span.first_day} to {span.last_day}: "
            "`landtally status` names what was refused, `landtally doctor` tells whether the sources answer."
        )
    steps = take_steps(warehouse, shelf, outlines, progress)
    put_settlements(warehouse, landing, outlines)
    measure_places(warehouse, shelf, outlines, progress)
    note_sources(warehouse, landing)
    warehouse.build_layer("core")
    refused = warehouse.rows("select count(*) as refused from core.snapshot where not is_accepted")["refused"][0]
    return Tallied(read, steps, int(refused))


def load_outlines(home: Home, landing: Landing) -> Outlines:
    """The outlines in force: the newest that landed of oblasts and raions, clipped once an edition."""
    oblasts = landing.latest("boundaries", "UKR/ADM1/geojson")
    if oblasts is None:
        raise LandtallyError(
            "No outlines of the oblasts have landed: run `landtally run` once with the source at hand, "
            "`landtally doctor` tells whether it answers."
        )
    raions = {landed.name: landed.sha256 for landed in landing.versions("raions")}
    edition = sha256("\n".join([territory.VERSION, oblasts.sha256, *sorted(raions.values())]).encode()).hexdigest()[:16]
    cached = home.cache / f"outlines-{edition}.bin"
    if cached.exists():
        return Outlines.from_bytes(cached.read_bytes())
    bodies = {name: landing.read(digest) for name, digest in sorted(raions.items())}
    outlines = territory.read_outlines(landing.read(oblasts.sha256), bodies or None)
    cached.parent.mkdir(parents=True, exist_ok=True)
    cached.write_bytes(outlines.to_bytes())
    return outlines


def _set_tally(warehouse: Warehouse, span: Span, outlines: Outlines) -> None:
    """Say what is tallied; another edition of outlines, or other geometry code, sees every feature anew."""
    had = warehouse.rows("select boundary_edition, territory_version from core.tally")
    if not had.is_empty() and had.row(0) != (outlines.edition, territory.VERSION):
        warehouse.con.execute("delete from core.snapshot")
        warehouse.con.execute("delete from core.drawn_area")
    row = {
        "first_day": span.first_day,
        "last_day": span.last_day,
        "boundary_edition": outlines.edition,
        "territory_version": territory.VERSION,
    }
    warehouse.replace("core.tally", pl.DataFrame([row]))
    warehouse.replace(
        "core.unit", pl.DataFrame([msgspec.structs.asdict(unit) for unit in outlines.units], infer_schema_length=None)
    )
