"""Small files in the shapes of the other sources. Their figures are formulas, far below any real ones."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from flows.sample.marker import NOTE
from flows.sample.notes import planted_events
from flows.sample.outlines import OBLASTS, RAIONS
from flows.sample.places import Town, towns
from flows.sample.span import FIRST_DAY, LAST_DAY

WITNESS_LAG = timedelta(days=2)
"""The second witness follows the map two days late, so that the two disagree on known days."""

_KEYS_CHANGE_ON = date(2024, 5, 1)


def answer(path: str) -> bytes | None:
    """The body at a path below `/losses`, `/aid`, `/settlements`, `/viina` or `/reports`; none for a 404."""
    build = FILES.get(path)
    return build() if build else None


def _days() -> list[date]:
    return [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]


@cache
def personnel() -> bytes:
    """Cumulative losses of personnel, one row a day; early rows have a count of prisoners."""
    rows: list[dict[str, Any]] = []
    for n, day in enumerate(_days()):
        row = {"date": day.isoformat(), "day": n + 2, "personnel": 100 + 7 * n, "personnel*": "about"}
        rows.append(row | ({"POW": n // 10} if day < _KEYS_CHANGE_ON else {}) | {"synthetic": True})
    return json.dumps(rows, indent=1).encode()


@cache
def equipment() -> bytes:
    """Cumulative losses of equipment, one row a day; the keys change on one day, as the real ones drifted."""
    rows: list[dict[str, Any]] = []
    for n, day in enumerate(_days()):
        row: dict[str, Any] = {
            "date": day.isoformat(),
            "day": n + 2,
            "tank": 10 + n // 3,
            "APC": 20 + n // 2,
            "drone": n,
        }
        early = {"military auto": 30 + n // 2, "fuel tank": 5}
        late = {"vehicles and fuel tanks": 35 + n // 2, "cruise missiles": n // 50, "submarines": 0}
        rows.append(row | (early if day < _KEYS_CHANGE_ON else late) | {"synthetic": True})
    return json.dumps(rows, indent=1).encode()


@cache
def corrections() -> bytes:
    """One correction of the equipment, by difference."""
    row = {"date": "2024-07-15", "day": 198, "tank": -2, "APC": 1, "drone": 0, "personnel": 0, "synthetic": True}
    return json.dumps([row], indent=1).encode()


@cache
def aid() -> bytes:
    """Allocations and commitments by donor and month, EUR bn; one row has less left to allocate than nothing."""
    header = "country iso year month total financial humanitarian military commitments to_be_allocated gdp pct_gdp"
    rows = []
    for number, (country, iso, gdp) in enumerate(
        (("Synthetic Donor A", "SDA", 1000.0), ("Synthetic Donors' Union", "EU", 0.0))
    ):
        for month in range(1, 11):
            parts = (0.01 * month, 0.002, 0.005 * (number + 1))
            total, left = sum(parts), -0.001 if month == 6 else 0.001
            share = total / gdp * 100 if gdp else 0.0
            rows.append([country, iso, 2024, month, total, *parts, total + left, left, gdp, share])
    return _csv(header.split(), rows)


@cache
def aid_totals() -> bytes:
    """Allocations of all donors by month, EUR bn."""
    rows = [[2024, month, 0.02 * month + 0.019, 0.015, 0.02 * month, 0.004] for month in range(1, 11)]
    return _csv(["year", "month", "total_allocations", "military", "financial", "humanitarian"], rows)


@cache
def aid_release() -> bytes:
    """Which release of the aid figures this is."""
    return _csv(["release", "period", "date", "label"], [["0", "10/2024", "2024-11-01", NOTE]])


@cache
def gazetteer() -> bytes:
    """The sample's towns as a GeoNames dump: a zip with the 19 tab-separated columns of `UA.txt`."""
    lines = []
    for town in towns():
        row = [
            town.geonameid,
            town.name_en,
            town.name_en,
            town.name_uk,
            town.latitude,
            town.longitude,
            "P",
            "PPL",
            "UA",
        ]
        row += ["", town.iso_code.removeprefix("UA-"), "", "", "", town.population, "", "", "Europe/Kyiv", "2024-01-01"]
        lines.append("\t".join(map(str, row)))
    return _zip({"UA.txt": "\n".join(lines) + "\n", "readme.txt": NOTE})


@cache
def codifier() -> bytes:
    """The units of the sample's raions in the shape of the codifier of units and settlements."""
    heads = {"UA-14": "UA14000000000091971", "UA-23": "UA23000000000064947", "UA-63": "UA63000000000041885"}
    rows: list[list[Any]] = [[code, "", "", "", "", "O", OBLASTS[iso]] for iso, code in heads.items()]
    for code, name_uk, _, _ in RAIONS.values():
        head = next(head for head in heads.values() if head[:4] == code[:4])
        rows.append([head, code, "", "", "", "P", name_uk.removesuffix(" район") + " "])
    header = ["Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень"]
    return _csv([*header, "Категорія об’єкта", "Назва об’єкта"], rows, separator=";")


@cache
def witness() -> bytes:
    """Control by settlement and day as a second witness has it: a zip with one CSV."""
    rows = []
    for town in (town for town in towns() if town.name_uk):
        changes = _changes_of(town)
        for day in _days():
            late = _side(changes, day - WITNESS_LAG)
            now = _side(changes, day)
            rows.append(
                [town.geonameid, day.strftime("%Y%m%d"), late, late, now, late, late if late == now else "CONTESTED"]
            )
    header = ["geonameid", "date", "status_wiki", "status_boost", "status_dsm", "status_isw", "status"]
    return _zip({"control_latest_2024.csv": _csv(header, rows).decode(), "readme.txt": NOTE})


def _changes_of(town: Town) -> list[tuple[date, str]]:
    sides = {"occupied": "RU", "liberated": "UA", "pushed_back": "UA"}
    changes: list[tuple[date, str]] = []
    for event in planted_events():
        # A town that was never occupied is only near what was pushed back.
        if event.name_en == town.name_en and event.event in sides:
            changes.append((event.day, sides[event.event]))
    return changes


def _side(changes: list[tuple[date, str]], day: date) -> str:
    return next((side for when, side in reversed(changes) if when <= day), "UA")


@cache
def reports() -> bytes:
    """Daily reports in Ukrainian as a channel's page shows them, one a day for the last thirty days."""
    wraps = []
    for number, day in enumerate(_days()[-30:], start=1):
        total = 20 + number % 9
        first, second = total // 2, total // 4
        text = (
            f"{NOTE}<br/><b>Оперативна інформація станом на 08:00 {day:%d.%m.%Y} щодо російського вторгнення</b><br/>"
            f"Протягом минулої доби відбулося {total} бойових зіткнень.<br/>"
            f"На Покровському напрямку відбито {first} атак. На Торецькому напрямку зафіксовано {second} атаки. "
            "На Оріхівському напрямку противник наступальних дій не проводив."
        )
        wraps.append(
            f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="synthetic/{number}">'
            f'<div class="tgme_widget_message_text">{text}</div>'
            f'<time datetime="{day.isoformat()}T06:05:00+00:00"></time></div></div>'
        )
    return f"<!doctype html><html><body>{''.join(wraps)}</body></html>".encode()


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]], separator: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _zip(files: dict[str, str]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            # A fixed date, so that the same files give the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (2024, 11, 4, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    return body.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "/losses/russia_losses_personnel.json": personnel,
    "/losses/russia_losses_equipment.json": equipment,
    "/losses/russia_losses_equipment_correction.json": corrections,
    "/aid/data_explorer.csv": aid,
    "/aid/total_allocations.csv": aid_totals,
    "/aid/release_info.csv": aid_release,
    "/settlements/UA.zip": gazetteer,
    "/settlements/katottg.csv": codifier,
    "/viina/control_latest_2024.zip": witness,
    "/reports": reports,
}
