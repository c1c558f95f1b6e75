"""Notes tell the planted events in the manner of the real ones."""

from __future__ import annotations

from collections import Counter

from flows.sample.notes import note, planted_events
from flows.sample.plan import snapshots
from flows.sources.deepstate import ListEntry, read_events


def test_the_reader_of_notes_finds_every_planted_event_in_order() -> None:
    found, planted = [], []
    for snapshot in snapshots():
        uk, en = note(snapshot, "uk"), note(snapshot, "en")
        for event in read_events(ListEntry(snapshot.snapshot_id, snapshot.created_at, snapshot.updated_at, uk, en)):
            found.append((snapshot.snapshot_id, event.event, event.name, event.latitude, event.longitude))
        for event in planted_events():
            if event.snapshot_id == snapshot.snapshot_id:
                name = event.name_en if en else event.name_uk
                place = round(event.latitude, 4), round(event.longitude, 4)
                planted.append((event.snapshot_id, event.event, name, *place))
    assert found == planted


def test_most_kinds_of_events_occur_and_some_notes_lack_english() -> None:
    kinds = Counter(event.event for event in planted_events())
    assert {"occupied", "advanced", "pushed_back", "clarified"} <= kinds.keys()
    assert kinds["occupied"] >= 10
    empty = [snapshot for snapshot in snapshots() if not note(snapshot, "en")]
    assert 5 < len(empty) < 60
    assert all(note(snapshot, "uk") for snapshot in empty)
