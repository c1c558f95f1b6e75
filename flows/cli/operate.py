"""The commands that move data: run, backfill, rebuild."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.show import show_outcome
from flows.errors import WrongUse
from flows.home import Home, opened_home
from flows.run import days_to_tally, require_grounds
from flows.settings import Profile, Settings, Via


def add_to(app: typer.Typer) -> None:
    """Hang this file's commands on the program."""
    app.command(epilog="Example: landtally run --profile live --day 2024-11-03")(run)
    app.command(epilog="Example: landtally backfill --from 2023-12-29 --to 2024-11-03 --via mirror")(backfill)
    app.command(epilog="Example: landtally rebuild")(rebuild)


def run(
    profile: Annotated[str | None, typer.Option(help="sample or live; else LANDTALLY_PROFILE.")] = None,
    day: Annotated[
        date | None,
        typer.Option(
            "--day", parser=date.fromisoformat, metavar="DAY", help="Last day to tally; else yesterday in Kyiv."
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Publish again after a rollback.")] = False,
) -> None:
    """Fetch what is new, tally it, check it, publish it: the daily flow."""
    settings = chosen_settings(profile)
    prepare_prefect(settings)
    days_to_tally(settings, Home(settings.home), day)
    from flows.daily import daily

    show_outcome(Home(settings.home), daily(day=day, resume=resume))


def backfill(
    from_day: Annotated[date, typer.Option("--from", parser=date.fromisoformat, metavar="DAY", help="First day.")],
    to_day: Annotated[date, typer.Option("--to", parser=date.fromisoformat, metavar="DAY", help="Last day, included.")],
    via: Annotated[str, typer.Option(help="Where payloads come from: mirror, archive or api.")] = "mirror",
    profile: Annotated[str | None, typer.Option(help="sample or live; else LANDTALLY_PROFILE.")] = None,
) -> None:
    """Do the same for a range of days, and publish once."""
    if to_day < from_day:
        raise WrongUse(f"The range {from_day} to {to_day} has no days: --from must not lie after --to.")
    ways: dict[str, Via] = {"mirror": "mirror", "archive": "archive", "api": "api"}
    if via not in ways:
        raise WrongUse(f"--via {via} is not a way in: use mirror, archive or api.")
    settings = chosen_settings(profile)
    prepare_prefect(settings)
    from flows.backfill import backfill as flow

    show_outcome(Home(settings.home), flow(from_day=from_day, to_day=to_day, via=ways[via]))


def rebuild() -> None:
    """Build core, marts and a release again from landing alone, offline."""
    settings = chosen_settings(Home(Settings().home).profile())
    prepare_prefect(settings)
    from flows.rebuild import rebuild as flow

    show_outcome(Home(settings.home), flow())


def chosen_settings(profile: str | None) -> Settings:
    """The settings with the profile that the command names. A flow reads its settings itself, so it goes through the
    environment, as it does when a schedule starts the flow."""
    names: dict[str, Profile] = {"sample": "sample", "live": "live"}
    if profile is not None:
        if profile not in names:
            raise WrongUse(f"--profile {profile} is not a profile: use sample or live.")
        os.environ["LANDTALLY_PROFILE"] = profile
    return Settings()


def prepare_prefect(settings: Settings) -> None:
    """Quiet, patient defaults for Prefect, set before it is imported; what the user has set stays.

    What the flow would stop at is looked at first, for Prefect's start takes a quarter of a minute.
    """
    require_grounds(settings)
    with opened_home(settings) as home:
        (home.root / "prefect").mkdir(exist_ok=True)
    defaults = {
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",  # its start takes 15 to 25 s, its default allows 20
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # A failing flow is told in one sentence by the program; the log would tell it thrice, with a traceback.
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    }
    if "PREFECT_API_URL" not in os.environ:
        defaults["PREFECT_HOME"] = str(Path(settings.home) / "prefect")
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
