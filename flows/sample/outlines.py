"""Generalised outlines of our own making: which town is nearest decides which oblast a place is in.

The country is a coarse hand-drawn ring; inside it every place belongs to the oblast of its nearest town
(Voronoi cells in EPSG:6933, dissolved). Raions, drawn for three oblasts only, come about the same way.
Nothing here is a boundary: it has the shape and the codes of one, and its payloads say that they are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import orjson
import shapely

from flows.sample.marker import MARKER, NOTE
from flows.sample.places import Town, towns
from flows.sample.plane import Floats, to_degrees, to_plane

RING = """
22.15 48.40  22.55 49.08  22.70 49.55  23.20 50.05  23.65 50.38  24.12 50.60  23.97 50.83  23.60 51.50
24.30 51.90  25.80 51.94  27.20 51.77  27.75 51.48  28.75 51.44  29.30 51.40  30.15 51.50  30.56 51.30
30.60 51.75  31.50 52.10  32.20 52.08  32.40 52.33  33.20 52.38  33.85 52.36  34.10 51.85  34.42 51.75
34.25 51.25  35.10 51.20  35.45 50.60  35.65 50.36  36.15 50.43  36.60 50.23  37.45 50.44  37.70 50.10
38.02 49.93  38.90 49.84  39.17 49.86  39.80 49.57  40.15 49.60  40.10 49.25  39.70 49.02  39.95 48.80
39.80 48.58  39.97 48.28  39.75 47.83  38.85 47.86  38.30 47.56  38.22 47.08  37.55 47.00  36.80 46.68
35.90 46.56  35.20 46.30  34.90 46.10  35.00 45.65  35.36 45.34  36.10 45.43  36.60 45.36  36.40 45.10
35.50 45.08  34.90 44.84  34.25 44.54  33.75 44.40  33.38 44.57  33.62 45.02  32.65 45.36  33.10 45.72
33.58 46.00  32.80 46.05  31.80 46.24  31.50 46.50  30.80 46.45  30.50 46.00  29.78 45.55  29.65 45.20
28.70 45.20  28.20 45.47  28.95 46.00  28.95 46.45  29.95 46.36  30.00 46.80  29.55 47.10  29.15 47.50
29.10 47.95  28.45 48.12  27.75 48.42  26.65 48.22  25.80 47.93  24.95 47.72  24.60 47.94  23.20 48.05
22.88 48.00
"""
"""The country's outline, longitude and latitude in degrees, drawn by hand at some twenty kilometres."""

OBLASTS = {
    "UA-05": "Vinnytsia Oblast",
    "UA-07": "Volyn Oblast",
    "UA-09": "Luhansk Oblast",
    "UA-12": "Dnipropetrovsk Oblast",
    "UA-14": "Donetsk Oblast",
    "UA-18": "Zhytomyr Oblast",
    "UA-21": "Zakarpattia Oblast",
    "UA-23": "Zaporizhia Oblast",
    "UA-26": "Ivano-Frankivsk Oblast",
    "UA-30": "Kyiv",
    "UA-32": "Kyiv Oblast",
    "UA-35": "Kirovohrad Oblast",
    "UA-40": "Sevastopol",
    "UA-43": "Autonomous Republic of Crimea",
    "UA-46": "Lviv Oblast",
    "UA-48": "Mykolaiv Oblast",
    "UA-51": "Odessa Oblast",
    "UA-53": "Poltava Oblast",
    "UA-56": "Rivne Oblast",
    "UA-59": "Sumy Oblast",
    "UA-61": "Ternopil Oblast",
    "UA-63": "Kharkiv Oblast",
    "UA-65": "Kherson Oblast",
    "UA-68": "Khmelnytskyi Oblast",
    "UA-71": "Cherkasy Oblast",
    "UA-74": "Chernihiv Oblast",
    "UA-77": "Chernivtsi Oblast",
}
"""ISO 3166-2 codes and the names that geoBoundaries uses."""

RAIONS = {
    "Bakhmutskyi": ("UA14020000000013572", "Бахмутський район", "Bakhmut Raion", "donetska_oblast"),
    "Volnovaskyi": ("UA14040000000098211", "Волноваський район", "Volnovakha Raion", "donetska_oblast"),
    "Kramatorskyi": ("UA14120000000070232", "Краматорський район", "Kramatorsk Raion", "donetska_oblast"),
    "Pokrovskyi": ("UA14160000000061982", "Покровський район", "Pokrovsk Raion", "donetska_oblast"),
    "Polohivskyi": ("UA23100000000034132", "Пологівський район", "Polohy Raion", "zaporizka_oblast"),
    "Kupianskyi": ("UA63080000000032022", "Куп’янський район", "Kupiansk Raion", "kharkivska_oblast"),
    "Chuhuivskyi": ("UA63140000000096278", "Чугуївський район", "Chuhuiv Raion", "kharkivska_oblast"),
}
"""Raions of the sample: KATOTTG, names, and the file that holds them."""


@cache
def country() -> shapely.Polygon:
    """The country's ring in EPSG:6933."""
    degrees = np.array(RING.split(), dtype=np.float64).reshape(-1, 2)
    return shapely.Polygon(to_plane(degrees))


@cache
def oblasts() -> dict[str, shapely.Geometry]:
    """The 27 outlines by ISO code, in EPSG:6933, from the very coordinates that are served; a coverage."""
    return _nearest_town(towns(), lambda town: town.iso_code, country())


@cache
def raions() -> dict[str, shapely.Geometry]:
    """The raions by KATOTTG, in EPSG:6933, clipped to their oblast."""
    found: dict[str, shapely.Geometry] = {}
    for iso in ("UA-14", "UA-23", "UA-63"):
        labelled = tuple(town for town in towns() if town.iso_code == iso and town.raion)
        parts = _nearest_town(labelled, lambda town: town.raion, oblasts()[iso])
        found |= {RAIONS[name][0]: part for name, part in parts.items() if name in RAIONS}
    return found


@cache
def leaves() -> dict[str, shapely.Geometry]:
    """Raions and the remainder of every oblast, by unit id, in EPSG:6933: together they are the 27 oblasts."""
    found: dict[str, shapely.Geometry] = {}
    for iso, shape in oblasts().items():
        mine = {code: part for code, part in raions().items() if parent_of(code) == iso}
        found |= {code: shapely.intersection(part, shape) for code, part in mine.items()}
        found[f"{iso}-rest"] = shapely.difference(shape, shapely.union_all(list(mine.values())))
    return found


def parent_of(unit_id: str) -> str:
    """The oblast of a leaf: of a remainder by its name, of a raion by the number of its KATOTTG."""
    if unit_id.endswith("-rest"):
        return unit_id.removesuffix("-rest")
    return {"UA14": "UA-14", "UA23": "UA-23", "UA63": "UA-63"}[unit_id[:4]]


def _nearest_town(
    seeds: tuple[Town, ...], label: Callable[[Town], str], frame: shapely.Geometry
) -> dict[str, shapely.Geometry]:
    points = to_plane(np.array([(town.longitude, town.latitude) for town in seeds]))
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame, ordered=True)
    inside = shapely.intersection(shapely.get_parts(cells), frame)
    names = sorted({label(town) for town in seeds})
    return {
        name: shapely.transform(
            shapely.union_all([cell for cell, town in zip(inside, seeds, strict=True) if label(town) == name]),
            _as_served,
        )
        for name in names
    }


def _as_served(metres: Floats) -> Floats:
    return to_plane(to_degrees(metres))


def adm1() -> bytes:
    """The oblasts as geoBoundaries serves them: one FeatureCollection, 27 features."""
    return _collection(
        {
            "shapeName": OBLASTS[iso],
            "shapeISO": iso,
            "shapeID": f"synthetic-{iso}",
            "shapeGroup": "UKR",
            "shapeType": "ADM1",
        }
        for iso in OBLASTS
    )(list(oblasts().values()))


def adm1_metadata(download_url: str) -> bytes:
    """What geoBoundaries answers for UKR/ADM1, with the address of the sample's outlines."""
    return orjson.dumps(
        {
            "boundaryID": "synthetic-UKR-ADM1",
            "boundaryISO": "UKR",
            "boundaryType": "ADM1",
            "boundaryName": "Ukraine",
            "boundaryYearRepresented": "2024",
            "boundaryLicense": NOTE,
            "admUnitCount": "27",
            "gjDownloadURL": download_url,
            "simplifiedGeometryGeoJSON": download_url,
            "synthetic": True,
        }
    )


def raion_file(name: str) -> bytes:
    """One file of raions, by its name without `.geojson`; a collection without features where the sample has none."""
    mine = {raion[0]: raion for raion in RAIONS.values() if raion[3] == name}
    return _collection(
        {
            "@id": f"synthetic/{code}",
            "admin_level": "6",
            "boundary": "administrative",
            "katotth": code,
            "name": name_uk,
            "name:uk": name_uk,
            "name:en": name_en,
            "type": "boundary",
        }
        for code, name_uk, name_en, _ in mine.values()
    )([raions()[code] for code in mine])


def _collection(properties: Any) -> Callable[[list[shapely.Geometry]], bytes]:
    listed = list(properties)

    def write(shapes: list[shapely.Geometry]) -> bytes:
        features = [
            {"type": "Feature", "properties": entry | {"synthetic": True}, "geometry": _geojson(shape)}
            for entry, shape in zip(listed, shapes, strict=True)
        ]
        return orjson.dumps({"type": "FeatureCollection", **MARKER, "features": features})

    return write


def _geojson(shape: shapely.Geometry) -> dict[str, Any]:
    degrees = shapely.transform(shape, to_degrees)
    written: dict[str, Any] = orjson.loads(shapely.to_geojson(degrees))
    return written
