"""Outlines of the raions, from OpenStreetMap through a public archive: one file an oblast, named in the spec."""

from __future__ import annotations

import msgspec

from flows.sources.failure import Refused
from flows.sources.fetch import Wanted, decoded
from flows.sources.spec import load_spec

SOURCE = "raions"


class _Properties(msgspec.Struct):
    katotth: str


class _Feature(msgspec.Struct):
    properties: _Properties
    geometry: dict[str, msgspec.Raw]


class _Collection(msgspec.Struct):
    features: list[_Feature]


def files() -> tuple[str, ...]:
    """The files of the archive, one an oblast; the archive has no list of its own."""
    return load_spec(SOURCE).files


def file_wanted(base_url: str, name: str) -> Wanted:
    """The raions of one oblast; a source may have raions for some oblasts only."""
    return Wanted(SOURCE, name, f"{base_url}/{name}", SOURCE, "file", read_codes, may_miss=True)


def read_codes(body: bytes) -> list[str]:
    """The KATOTTG codes of a file's units (`katotth` as the archive spells it). Raises `Refused`."""
    codes = [feature.properties.katotth for feature in decoded(body, _Collection).features]
    if not codes:
        raise Refused("it holds no raion")
    if len(set(codes)) < len(codes):
        raise Refused("it holds a raion twice")
    return codes
