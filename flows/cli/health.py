"""The commands about the state of things: status, quarantine, doctor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.doctor import Finding, examine
from flows.errors import LandtallyError, WrongUse
from flows.home import Home, opened_home
from flows.landing import Landing
from flows.publish import HOLD
from flows.quarantine import Quarantine, Word
from flows.reading import release_in_force
from flows.runs import past_runs
from flows.settings import Settings
from flows.sources.spec import load_spec, spec_names


def add_to(app: typer.Typer) -> None:
    """Hang this file's commands on the program."""
    app.command(epilog="Example: landtally status --runs 10")(status)
    app.command(epilog="Example: landtally doctor")(doctor)
    quarantine = typer.Typer(help="A person's word on refused payloads.", no_args_is_help=True)
    quarantine.command("list", epilog="Example: landtally quarantine list")(list_cases)
    quarantine.command(epilog="Example: landtally quarantine accept ID --reason 'confirmed by …'")(accept)
    quarantine.command(epilog="Example: landtally quarantine reject ID --reason 'half of it is missing'")(reject)
    app.add_typer(quarantine, name="quarantine")


def status(runs: Annotated[int, typer.Option(min=1, help="How many runs to show.")] = 5) -> None:
    """The last runs, the freshness of each source, the release in force, what waits in quarantine."""
    home = Home(Settings().home)
    console = Console(highlight=False, soft_wrap=True)
    shown = past_runs(home.runs)[:runs]
    table = Table("run", "state", "to day", "release", "fetched", "s", title="Last runs", title_justify="left")
    for run in shown:
        seconds = f"{sum(run.seconds.values()):.0f}"
        name = f"{run.flow} {run.started_at[:16].replace('T', ' ')}"
        table.add_row(name, run.state, run.last_day or "", run.release_id or "", str(run.fetched), seconds)
    console.print(table if shown else "No run yet: `landtally run` makes the first.")
    if shown:
        for problem in shown[0].problems:
            console.print(f"  {problem.source}, {problem.payload}: {problem.reason}", markup=False)
        for failed in shown[0].failed_checks:
            console.print(f"  check failed, {failed}", markup=False)
        if shown[0].message:
            console.print(f"  {shown[0].message}", markup=False)
    console.print(_freshness(home))
    console.print(f"Release in force: {release_in_force(home) or 'none'}")
    if (home.root / HOLD).exists():
        console.print(f"Publishing waits since {(home.root / HOLD).read_text(encoding='utf-8').strip()}.")
    waiting = Quarantine(home.quarantine).open_cases()
    console.print(f"In quarantine: {len(waiting)}")
    for case in waiting:
        console.print(f"  {case.case_id}: {case.reason}", markup=False)


def _freshness(home: Home) -> Table:
    table = Table("source", "last answer, UTC", "age", "", title="Sources", title_justify="left")
    landing, now = Landing(home.landing), datetime.now(UTC)
    for name in spec_names():
        if versions := landing.versions(name):
            answers = [landing.answered(name, payload) for payload in {landed.name for landed in versions}]
            answered_at = max(answer.fetched_at for answer in answers if answer)
            age_hours = (now - answered_at).total_seconds() / 3600
            stale = "stale" if age_hours > load_spec(name).max_age_hours else ""
            table.add_row(name, f"{answered_at:%Y-%m-%d %H:%M}", f"{age_hours:.1f} h", stale)
    return table


def list_cases() -> None:
    """List every case with its reason and the word given on it."""
    cases = Quarantine(Home(Settings().home).quarantine).cases()
    for case in cases:
        said = f"{case.word}: {case.word_reason}" if case.word else "open"
        typer.echo(f"{case.case_id}  [{said}]\n    {case.reason}")
    if not cases:
        typer.echo("Nothing is in quarantine.")


def accept(case_id: str, reason: Annotated[str, typer.Option(help="Why, for the record.")]) -> None:
    """Let a refused payload in at the next run."""
    _speak(case_id, "accepted", reason)


def reject(case_id: str, reason: Annotated[str, typer.Option(help="Why, for the record.")]) -> None:
    """Keep a payload out for good."""
    _speak(case_id, "rejected", reason)


def _speak(case_id: str, word: Word, reason: str) -> None:
    if not reason.strip():
        raise WrongUse("A word without a reason helps nobody: give --reason.")
    with opened_home(Settings()) as home:
        case = Quarantine(home.quarantine).speak(case_id, word, reason, datetime.now(UTC))
    typer.echo(f"{case.case_id} is {word}. `landtally rebuild` or the next `landtally run` follows it.")


def doctor() -> None:
    """Check the set-up, the release in force and every configured source, and say what is wrong."""
    console = Console(highlight=False, soft_wrap=True)
    findings: list[Finding] = []
    for finding in examine(Settings()):
        mark = {"ok": "[green]ok[/]", "warn": "[yellow]warn[/]", "bad": "[red]bad[/]"}[finding.state]
        console.print(f"{mark:<6} {finding.what}")
        findings.append(finding)
    bad = [finding for finding in findings if finding.state == "bad"]
    if bad:
        raise LandtallyError(f"{len(bad)} thing{'s' if len(bad) > 1 else ''} to mend, listed above.")
