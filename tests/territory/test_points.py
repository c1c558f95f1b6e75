"""Points: the unit each lies in, and the status of the land there."""

from __future__ import annotations

import numpy as np
import pytest

from flows.territory import Outlines, Reader
from flows.territory.points import Points, leaves_at

from . import world

HERE, THERE, NOWHERE = (36.2, 48.2), (37.2, 48.2), (30.1, 50.1)
POINTS = np.array([HERE, THERE, NOWHERE])


def around(fill: str, point: tuple[float, float]) -> dict[str, object]:
    return world.land(fill, world.square(point[0] - 0.1, point[1] - 0.1, 0.2))


def statuses(reader: Reader, *features: dict[str, object]) -> list[str]:
    snapshot = reader.read(world.payload(*features))
    return Points(POINTS).statuses(snapshot).tolist()


@pytest.mark.parametrize("position", [0, 13, 26])
def test_a_point_lies_in_the_leaf_around_it(outlines: Outlines, position: int) -> None:
    (west, south), *_ = world.cell(position)
    assert leaves_at(np.array([[west + 0.7, south + 0.7]]), outlines) == [world.oblast_codes()[position]]


def test_a_point_in_no_unit_lies_outside_and_one_on_the_line_between_two_in_exactly_one(outlines: Outlines) -> None:
    (_, _), (east, _), (_, north), *_ = world.cell(4)
    between = leaves_at(np.array([[0.0, 0.0], [east, north - 0.5]]), outlines)
    assert between[0] == "UA-outside"
    assert between[1] in (world.oblast_codes()[4], world.oblast_codes()[7])


def test_each_point_has_the_status_of_its_land(reader: Reader) -> None:
    found = statuses(reader, around(world.SINCE, HERE), around(world.UNKNOWN, THERE))
    assert found == ["occupied_since_2022", "unknown", "free"]


def test_where_land_overlaps_the_first_status_by_precedence_has_it_in_whatever_order_it_is_drawn(
    reader: Reader,
) -> None:
    drawn = [around(world.LIBERATED, HERE), around(world.BEFORE, HERE), around(world.SINCE, THERE)]
    drawn += [around(world.UNKNOWN, THERE)]
    for features in (drawn, drawn[::-1]):
        assert statuses(reader, *features) == ["occupied_before_2022", "occupied_since_2022", "free"]


def test_one_map_after_another_tells_what_each_tells_alone(reader: Reader) -> None:
    points = Points(POINTS)
    maps = [
        [around(world.SINCE, HERE)],
        [around(world.SINCE, HERE), around(world.UNKNOWN, THERE)],
        [around(world.SINCE, THERE)],
        [around(world.SINCE, HERE)],
    ]
    for features in maps:
        snapshot = reader.read(world.payload(*features))
        assert points.statuses(snapshot).tolist() == Points(POINTS).statuses(snapshot).tolist()
