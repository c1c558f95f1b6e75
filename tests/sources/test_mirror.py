"""The mirror's list is a git tree; its maps are DeepState's."""

from __future__ import annotations

import json

import pytest

from flows.sources.deepstate import entry_of
from flows.sources.failure import Refused
from flows.sources.mirror import map_wanted, read_index


def tree(*paths: str) -> bytes:
    return json.dumps({"sha": "0", "tree": [{"path": path, "type": "blob", "size": 1} for path in paths]}).encode()


def test_the_ids_are_the_names_of_the_trees_files_oldest_first() -> None:
    assert read_index(tree("1704057558.geojson", "1703885815.geojson")) == [1703885815, 1704057558]


def test_a_tree_may_give_whole_paths() -> None:
    assert read_index(tree("deepstate/geojsons/1703885815.geojson")) == [1703885815]


def test_files_that_are_no_snapshots_are_passed_over() -> None:
    assert read_index(tree("README.md", "last.geojson", "1703885815.geojson.bak", "12.geojson")) == []


@pytest.mark.parametrize("bad", [b"[]", b'{"message": "rate limit"}', b'{"tree": [1]}'])
def test_what_is_no_tree_is_refused(bad: bytes) -> None:
    with pytest.raises(Refused):
        read_index(bad)


def test_a_mirrored_map_lands_as_deepstates_and_says_who_served_it() -> None:
    wanted = map_wanted("https://example.org/base", entry_of(1703885815))
    assert wanted.url == "https://example.org/base/geojsons/1703885815.geojson"
    assert (wanted.source, wanted.name, wanted.served_by) == ("deepstate", "history/1703885815/geojson", "mirror")
