"""The daily archive: one file a day with the union of all occupied land, from July 2024 on, when raw maps fail.

File D is taken at 03:00 UTC of D and so shows the state at the end of Kyiv day D-1; read as day D it tells the wrong
changes. It does not tell land occupied before 2022 from land occupied since, so a raw snapshot is needed beside it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flows.sources.fetch import Wanted, check_collection

SOURCE = "archive"


def file_name(day: date) -> str:
    """The name under which the state at the end of a Kyiv day lands: the date of its file, the day after."""
    return f"{day + timedelta(days=1):%Y%m%d}"


def day_of(name: str) -> date:
    """The Kyiv day whose end a landed file shows. Raises `ValueError` for another kind of name."""
    return datetime.strptime(name, "%Y%m%d").date() - timedelta(days=1)  # noqa: DTZ007  a day, not an instant


def day_wanted(base_url: str, day: date) -> Wanted:
    """The file that shows the state at the end of a Kyiv day; some days are missing."""
    name = file_name(day)
    return Wanted(
        SOURCE,
        name,
        f"{base_url}/data/deepstatemap_data_{name}.geojson",
        SOURCE,
        "day",
        check_collection,
        may_miss=True,
    )
