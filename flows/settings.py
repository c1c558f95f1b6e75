"""Settings, read from the environment or a `.env` file in the checkout; `landtally doctor` prints them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[1]
"""The folder that holds `flows/`, `sql/` and `expectations/`: landtally runs from its checkout."""

TERMS_URL = "https://deepstatemap.live/license-en.html"

Profile = Literal["sample", "live"]
Via = Literal["api", "mirror", "archive"]


class Settings(BaseSettings):
    """Everything a user can set; the names and defaults are public and stay."""

    model_config = SettingsConfigDict(
        env_prefix="LANDTALLY_",
        env_file=CHECKOUT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Path = Field(CHECKOUT / "data", description="everything that is written lies below it")
    profile: Profile = Field("sample", description="sample or live")
    start: date = Field(date(2024, 1, 1), description="first day of the tally on an empty home")
    deepstate_terms: Literal["volunteer", "defence", "approved"] | None = Field(
        None, description=f"on which ground you take DeepState's data, see {TERMS_URL}"
    )
    contact: str | None = Field(None, description="goes into the User-Agent, so that a source can reach you")
    deepstate_url: str = Field("https://deepstatemap.live", description="base of the map service")
    mirror_url: str = Field(
        "https://raw.githubusercontent.com/DanielRose2310/deepstatemaps-history/main/deepstate",
        description="static archive of raw snapshots",
    )
    mirror_index_url: str = Field(
        "https://api.github.com/repos/DanielRose2310/deepstatemaps-history/git/trees/main:deepstate/geojsons",
        description="the archive's list, a git tree as JSON",
    )
    archive_url: str = Field(
        "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main",
        description="daily unions of occupied land",
    )
    boundaries_url: str = Field("https://www.geoboundaries.org", description="outlines of the oblasts")
    raions_url: str = Field(
        "https://raw.githubusercontent.com/darmat1/ukraine-geo-data/main/geodata",
        description="outlines of the raions, one file an oblast",
    )
    losses_url: str = Field(
        "https://raw.githubusercontent.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset/main/data",
        description="losses as the General Staff reports them",
    )
    aid_url: str = Field("https://www.ifw-kiel.de", description="Ukraine Support Tracker")
    viina_url: str = Field(
        "https://raw.githubusercontent.com/zhukovyuri/VIINA/master/Data", description="control by settlement"
    )
    settlements_url: str = Field("https://download.geonames.org/export/dump", description="gazetteer")
    reports_url: str = Field("https://t.me/s/GeneralStaffZSU", description="daily reports of the General Staff")
    articles: str | None = Field(None, description="folder or list of addresses to read claims from")
    polygons: bool = Field(False, description="whether releases and pages may carry the source's polygons")
    delay_hours: float = Field(0, ge=0, description="publish nothing younger than this")
    max_payload_mb: float = Field(64, gt=0, description="a larger answer is refused")
    keep: int = Field(30, ge=1, description="releases kept besides one a month and every cited one")
    webhook: SecretStr | None = Field(None, description="address for alerts")
    cluster: str | None = Field(None, description="Dask scheduler")
    lake: SecretStr | None = Field(None, description="DuckLake catalogue")

    @field_validator("home", mode="after")
    @classmethod
    def _home_is_absolute(cls, home: Path) -> Path:
        # A flow run may work in another folder than the shell that set the variable.
        return home.expanduser().absolute()

    @field_validator("deepstate_url", "mirror_url", "archive_url", "boundaries_url", "raions_url", mode="after")
    @classmethod
    def _no_trailing_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @property
    def articles_home(self) -> str:
        """Where the daily flow reads articles: the setting, else `articles/` below the home."""
        return self.articles or str(self.home / "articles")
