"""The sample's own article, with true and false claims about its own front, and the verdicts that were planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

PUBLISHED = date(2024, 10, 22)
MAP_DAY = date(2024, 10, 21)
"""The one map day on which the true areas of the article are true."""

ENGLISH = """\
SYNTHETIC SAMPLE - an invented article about an invented front, to try landtally on
Russian forces have taken more land than at any other time in 2024, capturing over 150 square kilometers (58 square \
miles) in the last week, according to data in the shape of DeepState's map.
The gains add up to 1,004 square kilometers (388 square miles) since Aug. 1 - a 14% increase from the first half of \
the year, the same DeepState data show.
In September, Russian forces gained 368 square kilometers (142 square miles), according to DeepState.
In August they gained 288 square kilometers (179 square miles), according to DeepState.
In Kharkiv Oblast, Russian forces captured 300 square kilometers in May, according to DeepState.
The Institute for the Study of War assessed that Russian forces seized 120 square kilometers in the last week.
DeepState marked Hirnyk as occupied on Aug. 28, but the General Staff has not confirmed it.
DeepState marked Myrnohrad as occupied on Oct. 15.
Officials said that only 10% of a $40 billion aid package has been delivered.
The village lies 12 kilometers from the front, and a forest fire burned 30 square kilometers nearby.
"""

UKRAINIAN = """\
SYNTHETIC SAMPLE - вигадана стаття про вигаданий фронт, щоб спробувати landtally
За останній тиждень російські війська захопили понад 150 кв. км (58 кв. миль), за даними DeepState.
У вересні вони захопили 368 квадратних кілометрів, за даними DeepState.
У травні в Харківській області російські війська захопили 300 кв. км, за даними DeepState.
"""


@dataclass(frozen=True)
class PlantedVerdict:
    """One claim of the article: a part of its words, and what checking it against the sample must say."""

    quote: str
    kind: str
    verdict: str | None
    """None where only the conversion is planted."""
    computed: tuple[float, float] | None = None
    """Lowest and highest reading of the same words on MAP_DAY, net and gained, in km²."""
    units_agree: bool | None = None
    because: str = ""


VERDICTS = (
    PlantedVerdict(
        "over 150 square kilometers (58 square miles) in the last week",
        "area_change",
        "consistent",
        (153.7106, 153.7106),
        True,
        "153.7 in the seven days to 21 October; a day earlier it is 134.5",
    ),
    PlantedVerdict(
        "more land than at any other time in 2024",
        "record",
        "consistent",
        because="no seven days before gained as much",
    ),
    PlantedVerdict(
        "1,004 square kilometers (388 square miles) since Aug. 1",
        "area_change",
        "consistent",
        (1001.5041, 1012.6308),
        True,
        "net or gained, from the end of 1 August or of the day before",
    ),
    PlantedVerdict(
        "a 14% increase from the first half of the year",
        "percent_change",
        "inconsistent",
        because="it is some +46% against the first half, and +14% against the first seven months",
    ),
    PlantedVerdict(
        "gained 368 square kilometers (142 square miles)",
        "area_change",
        "consistent",
        (367.9898, 369.8993),
        True,
        "the whole of September",
    ),
    PlantedVerdict(
        "gained 288 square kilometers (179 square miles)",
        "area_change",
        None,
        (288.3491, 292.5712),
        False,
        "288 km² are 111 mi²; 179 comes from converting a length",
    ),
    PlantedVerdict(
        "captured 300 square kilometers in May",
        "area_change",
        "inconsistent",
        (133.0738, 139.36),
        because="less than half of it",
    ),
    PlantedVerdict(
        "seized 120 square kilometers in the last week",
        "area_change",
        "not_comparable",
        because="another source's count",
    ),
    PlantedVerdict(
        "marked Hirnyk as occupied on Aug. 28",
        "settlement",
        "disputed",
        because="the map marks it so, the General Staff does not confirm it",
    ),
    PlantedVerdict(
        "marked Myrnohrad as occupied on Oct. 15",
        "settlement",
        "inconsistent",
        because="the map never marked it so",
    ),
    PlantedVerdict(
        "10% of a $40 billion aid package",
        "aid",
        "not_checkable",
        because="no source of deliveries by package",
    ),
)
"""Verdicts on the English article, in the order in which its first sentences make the claims."""

NO_CLAIMS = ("12 kilometers from the front", "burned 30 square kilometers")
"""Parts of the article that are no claims of control."""


def put_article(home: Path) -> list[Path]:
    """Writes the articles into the home's `articles/` where they are not there yet; gives the files written."""
    written = []
    for name, text in (("synthetic-sample", ENGLISH), ("synthetic-sample-uk", UKRAINIAN)):
        path = home / "articles" / f"{PUBLISHED.isoformat()}-{name}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written
