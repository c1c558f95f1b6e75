"""A source's spec: who publishes it, under what licence, how often, and how large a payload may be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

SPECS = Path(__file__).parent


class SourceSpec(BaseModel):
    """The contents of `flows/sources/<name>.yml`; an unknown key is an error, so that none is written in vain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=3, description="what it is, for people")
    publisher: str = Field(min_length=2)
    url: str = Field(pattern=r"^https://", description="home page, not the address that is fetched")
    licence: str = Field(min_length=2, description="the licence's name, or what is known of the terms")
    licence_url: str = Field(pattern=r"^https://")
    credit: str = Field(min_length=2, description="how the publisher asks, or is fair, to be named")
    cadence: str = Field(min_length=3, description="how often it changes, in words")
    max_age_hours: float = Field(gt=0, description="older than this since the last answer is stale, a warning")
    min_bytes: int = Field(ge=1, description="a smaller payload is refused")
    max_bytes: int = Field(description="a larger payload is refused")
    files: tuple[str, ...] = Field((), description="the files fetched, where the source has no list of its own")
    note: str | None = Field(None, description="what else a user of the figures should know")

    @model_validator(mode="after")
    def _envelope_holds_something(self) -> Self:
        if self.max_bytes <= self.min_bytes:
            raise ValueError("max_bytes must be above min_bytes")
        return self


@cache
def load_spec(name: str) -> SourceSpec:
    """The spec of a source. Raises `FileNotFoundError` for an unknown one, `ValidationError` for a bad one."""
    spec = SourceSpec.model_validate(yaml.safe_load((SPECS / f"{name}.yml").read_text(encoding="utf-8")), strict=False)
    if spec.name != name:
        raise ValueError(f"{name}.yml names itself {spec.name!r}")
    return spec


def spec_names() -> list[str]:
    """Every source that has a spec, by name."""
    return sorted(path.stem for path in SPECS.glob("*.yml"))


def source_credits() -> dict[str, str]:
    """For each source, by name, how a table that rests on it names it: the credit and the licence."""
    return {name: f"{load_spec(name).credit} ({load_spec(name).licence})" for name in spec_names()}
