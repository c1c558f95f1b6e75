"""The mirror: a public repository that keeps DeepState's raw snapshots, byte for byte, under their ids.

Its list of ids is the repository's tree through the code host's API. It knows no times of editing, so a mirror never
replaces what the service itself served.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from flows.sources.deepstate import SOURCE as MAP_SOURCE
from flows.sources.deepstate import ListEntry, map_name
from flows.sources.fetch import Wanted, check_collection, decoded

SOURCE = "mirror"


def index_wanted(index_url: str) -> Wanted:
    """The list of the snapshots that the mirror keeps."""
    return Wanted(SOURCE, "index", index_url, SOURCE, f"index {urlsplit(index_url).hostname}", read_index)


def map_wanted(base_url: str, entry: ListEntry) -> Wanted:
    """A snapshot's map; it lands as DeepState's, served by the mirror."""
    return Wanted(
        MAP_SOURCE,
        map_name(entry.snapshot_id),
        f"{base_url}/geojsons/{entry.snapshot_id}.geojson",
        SOURCE,
        "map",
        check_collection,
        revision=entry.revision,
    )


class _Node(msgspec.Struct):
    path: str


class _Tree(msgspec.Struct):
    tree: list[_Node]


def read_index(body: bytes) -> list[int]:
    """The ids of a git tree's `<id>.geojson` files, oldest first; other files are no snapshots. Raises `Refused`."""
    found = (re.fullmatch(r"(?:.*/)?(\d{9,11})\.geojson", node.path) for node in decoded(body, _Tree).tree)
    return sorted({int(match[1]) for match in found if match})
