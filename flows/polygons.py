"""The polygons of a release's last day as GeoParquet, for maps; written only where the setting or the sample allows it.

DeepState's polygons are not everybody's to pass on, so a release carries figures alone unless `LANDTALLY_POLYGONS`
says otherwise. They are a file beside the tables and in no table: clients without the extension read a GEOMETRY
column as bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import shapely
from pyarrow import parquet

from flows import core
from flows.core.shelf import Shelf
from flows.home import Home
from flows.landing import Landing
from flows.sources.spec import load_spec
from flows.territory import Reader, Snapshot
from flows.territory.area import Geometries, area_km2, unproject
from flows.territory.fills import HELD
from flows.warehouse import Warehouse

GEOMETRY_COLUMN = "geometry"

NAME = "control_area.parquet"
"""One row is a status on the last day: `day`, `snapshot_id`, `status`, `area_km2` and its land as one geometry."""

_LAST = """
    select series.day, series.snapshot_id, snapshot.sha256, snapshot.day as mapped_day, snapshot.reference_sha256
    from core.series as series
    inner join core.snapshot as snapshot using (snapshot_id, content_id)
    order by series.day desc
    limit 1
"""


def write_polygons(home: Home, warehouse: Warehouse, path: Path) -> None:
    """Write the land of each status at the end of the tally's last day, in longitude and latitude on WGS 84."""
    day, snapshot_id, digest, mapped_day, reference = warehouse.rows(_LAST).row(0)
    landing = Landing(home.landing)
    shelf = Shelf(landing, Reader(core.load_outlines(home, landing)))
    if reference is not None:
        shelf.place(reference, mapped_day)
    snapshot = shelf[shelf.place(digest, mapped_day, reference)]
    statuses, land = land_by_status(snapshot)
    degrees = shapely.transform(land, unproject)
    columns = {
        "day": pa.array([day] * len(statuses), pa.date32()),
        "snapshot_id": pa.array([snapshot_id] * len(statuses), pa.int64()),
        "status": pa.array(statuses, pa.string()),
        "area_km2": pa.array(area_km2(land), pa.float64()),
        GEOMETRY_COLUMN: pa.array(shapely.to_wkb(degrees), pa.binary()),
    }
    credit = {"credit": load_spec("deepstate").credit, "licence": load_spec("deepstate").licence}
    told = {"geo": orjson.dumps(_geo(degrees)), **{name: text.encode() for name, text in credit.items()}}
    parquet.write_table(pa.table(columns).replace_schema_metadata(told), path, compression="zstd")


def land_by_status(snapshot: Snapshot) -> tuple[list[str], Geometries]:
    """The land of each status as one geometry in EPSG:6933; where features overlap the first status has the land."""
    statuses: list[str] = []
    land: list[shapely.Geometry] = []
    for status in (*snapshot.priority, HELD):
        drawn = [feature.polygons for feature in snapshot.counted if feature.status == status]
        if not drawn:
            continue
        united = shapely.union_all(np.concatenate(drawn))
        for before in land:
            united = shapely.difference(united, before)
        statuses.append(status)
        land.append(united)
    return statuses, np.array(land, dtype=np.object_)


def _geo(degrees: Geometries) -> dict[str, object]:
    """What GeoParquet 1.1 asks for; without a `crs` coordinates are longitude and latitude on WGS 84."""
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({geometry.geom_type for geometry in degrees}),
        "bbox": [float(side) for side in shapely.total_bounds(degrees)],
    }
    return {"version": "1.1.0", "primary_column": GEOMETRY_COLUMN, "columns": {GEOMETRY_COLUMN: column}}
