"""Every source says who publishes it, under what licence, and how large a payload may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from flows.sources.spec import SPECS, SourceSpec, load_spec, spec_names


def good() -> dict[str, Any]:
    spec: dict[str, Any] = yaml.safe_load((SPECS / "deepstate.yml").read_text(encoding="utf-8"))
    return spec


@pytest.mark.parametrize("name", spec_names())
def test_every_spec_is_valid_and_has_a_file_of_its_name(name: str) -> None:
    spec = load_spec(name)
    assert spec.credit
    assert spec.licence_url.startswith("https://")
    assert (SPECS / f"{name}.py").is_file()


def test_every_source_of_the_map_has_a_spec() -> None:
    assert {"deepstate", "mirror", "archive", "boundaries", "raions"} <= set(spec_names())


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(ValidationError, match="licens"):
        SourceSpec.model_validate({**good(), "license": "a slip of the pen"})


@pytest.mark.parametrize("key", ["publisher", "licence", "licence_url", "credit", "cadence", "max_age_hours"])
def test_a_spec_without_its_publisher_licence_or_cadence_is_an_error(key: str) -> None:
    spec = good()
    del spec[key]
    with pytest.raises(ValidationError, match=key):
        SourceSpec.model_validate(spec)


def test_an_envelope_that_holds_nothing_is_an_error() -> None:
    with pytest.raises(ValidationError, match="max_bytes"):
        SourceSpec.model_validate({**good(), "min_bytes": 10, "max_bytes": 10})


def test_an_unknown_source_has_no_spec(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_spec("nobody")
