"""When the sample's map is published, and how far its front moves."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from flows.days import kyiv_day
from flows.sample.axes import AXES, sequences
from flows.sample.plan import EDITED_AT, EDITED_DAY, FLIP_DAY, SILENT_DAYS, snapshots
from flows.sample.span import FIRST_DAY, LAST_DAY, NOW


def test_a_snapshots_id_is_the_utc_second_of_its_making_and_its_day_is_kyivs() -> None:
    for snapshot in snapshots():
        assert snapshot.snapshot_id == int(snapshot.created_at.timestamp())
        assert snapshot.day == kyiv_day(snapshot.created_at)
    assert any(snapshot.day != snapshot.created_at.date() for snapshot in snapshots())


def test_some_300_days_have_mostly_one_snapshot_some_none_and_some_several() -> None:
    a_day = Counter(snapshot.day for snapshot in snapshots())
    calendar = {FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)}
    assert len(calendar) == 308
    assert calendar - a_day.keys() == SILENT_DAYS
    assert sum(count > 1 for count in a_day.values()) >= 20
    assert max(a_day.values()) == 3


def test_an_opening_snapshot_lies_before_the_first_day_and_none_after_the_samples_now() -> None:
    assert snapshots()[0].day < FIRST_DAY
    assert snapshots()[-1].created_at < NOW
    assert snapshots()[-1].day == LAST_DAY


def test_no_axis_moves_further_than_its_cells_reach_and_no_cell_is_in_two() -> None:
    cells = [int(cell) for sequence in sequences() for cell in sequence]
    assert len(cells) == len(set(cells))
    for snapshot in snapshots():
        for axis, sequence, move in zip(AXES, sequences(), snapshot.moves, strict=True):
            assert 0 <= move.changed <= move.changed + move.grey <= len(sequence), (axis.name, snapshot.day)


def test_one_snapshot_is_edited_two_days_later_and_shows_something_else_before() -> None:
    (edited,) = [snapshot for snapshot in snapshots() if snapshot.first_moves is not None]
    assert (edited.day, edited.updated_at) == (EDITED_DAY, EDITED_AT)
    assert edited.moves_at(EDITED_AT - timedelta(seconds=1)) != edited.moves_at(EDITED_AT) == edited.moves_at(None)


def test_on_one_day_cells_change_and_change_back() -> None:
    first, *_, last = [snapshot for snapshot in snapshots() if snapshot.day == FLIP_DAY]
    assert first.moves[0].changed > last.moves[0].changed
