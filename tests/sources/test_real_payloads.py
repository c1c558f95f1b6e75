"""The readers on real payloads, where they lie beside the checkout, and ingest against a replay of the services."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.ingest import ingest_boundaries, ingest_map
from flows.landing import Landing
from flows.settings import Settings
from flows.sources.boundaries import polygons_check, read_units
from flows.sources.deepstate import ListEntry, read_events, read_list
from flows.sources.notes import mentions
from flows.sources.raions import files, read_codes
from tests.conftest import REAL_PAYLOADS

pytestmark = pytest.mark.shared
DATA = REAL_PAYLOADS / "data"


@pytest.fixture(scope="module")
def entries() -> list[ListEntry]:
    return read_list((DATA / "deepstate_history_public_2024.json").read_bytes())


def test_every_real_row_of_2024_is_read(entries: list[ListEntry]) -> None:
    assert len(entries) == 311
    assert all(entry.updated_at is not None for entry in entries)
    assert all((entry.updated_at or entry.created_at) >= entry.created_at for entry in entries)


def test_english_and_ukrainian_notes_tell_the_same_of_the_same_place(entries: list[ListEntry]) -> None:
    told: Counter[bool] = Counter()
    for entry in entries:
        ukrainian = {(m.latitude, m.longitude): m.event for m in mentions(entry.description, "uk")}
        for mention in mentions(entry.description_en, "en"):
            at = (mention.latitude, mention.longitude)
            if at in ukrainian:
                told[ukrainian[at] == mention.event] += 1
    assert told.total() > 1000
    # The translations themselves differ now and then: "captured the district" for what is "updated" in Ukrainian.
    assert told[True] / told.total() > 0.985


def test_selydove_is_marked_occupied_on_30_october(entries: list[ListEntry]) -> None:
    days = [
        entry.day
        for entry in entries
        for event in read_events(entry)
        if (event.name, event.event) == ("Selydove", "occupied")
    ]
    assert days == [date(2024, 10, 30)]


def test_the_real_outlines_pass(tmp_path: Path) -> None:
    body = (DATA / "geoboundaries_UKR_ADM1_simplified.geojson").read_bytes()
    polygons_check(read_units(body))(body)
    assert len(read_units(body)) == 27


def test_every_real_raion_file_is_read_and_named_in_the_spec() -> None:
    codes = []
    with tarfile.open(DATA / "boundaries_raions_osm.tar.xz") as archive:
        assert set(archive.getnames()) == set(files())
        for name in files():
            codes += read_codes((archive.extractfile(name) or io.BytesIO()).read())
    assert len(set(codes)) == len(codes) == 137


@pytest.fixture(scope="module")
def replay() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, str(REAL_PAYLOADS / "replay.py"), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    process.wait(timeout=10)


@pytest.mark.slow
def test_all_of_2024_is_landed_from_a_replay_in_seconds_and_never_twice(replay: str, tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        deepstate_url=f"{replay}/deepstate",
        mirror_url=f"{replay}/mirror",
        mirror_index_url=f"{replay}/mirror/index.json",
        archive_url=f"{replay}/archive",
        boundaries_url=f"{replay}/geoboundaries",
        raions_url=f"{replay}/raions",
    )
    landing, began = Landing(tmp_path / "landing"), time.monotonic()
    first_day, last_day = date(2023, 12, 30), date(2024, 11, 3)
    assert ingest_boundaries(settings, landing).problems == []
    result = ingest_map(settings, landing, first_day, last_day, "mirror")
    assert (result.served_by, result.problems) == ({"mirror": 311}, [])
    assert time.monotonic() - began < 30
    assert ingest_map(settings, landing, first_day, last_day).fetched == 0
    archived = ingest_map(settings, landing, date(2024, 7, 9), last_day, "archive")
    assert (archived.served_by, archived.problems) == ({"archive": 116}, [])
    # 2024-08-18 and 2024-08-19 are missing, and the file that shows the last day came after these payloads were kept.
    assert archived.missing == ["archive 20240818", "archive 20240819", "archive 20241104"]
