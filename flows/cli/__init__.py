"""The one program, `landtally`: what users type. Exit 0 done, 1 stopped by data or checks, 2 wrong use, 3 locked."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

import typer
from pydantic import ValidationError
from rich.console import Console

from flows import __version__
from flows.cli import answers, check, health, operate, releases, report
from flows.errors import LandtallyError

app = typer.Typer(
    name="landtally",
    help="Who holds how much land in Ukraine, what changed, and whether the figure in the news holds up.",
    epilog="First steps: [bold]landtally run[/bold], then [bold]landtally change --help[/bold].",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for room in (operate, answers, check, report, releases, health):
    room.add_to(app)


@app.callback(invoke_without_command=True)
def landtally(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    """Options of the program itself."""
    if version:
        typer.echo(f"landtally {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the program; what goes wrong is one sentence on standard error and the documented exit code."""
    try:
        app()
    except LandtallyError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        _complain(
            f"The setting LANDTALLY_{name} is wrong: {first['msg']}. `landtally doctor --help` says where to look."
        )
        sys.exit(2)
    except KeyboardInterrupt:
        _complain("Stopped. What had landed stays; `landtally run` goes on from there.")
        sys.exit(1)
    except Exception as error:  # What nobody foresaw is still told in one sentence; the traceback waits in a file.
        trace = Path(tempfile.gettempdir()) / "landtally-traceback.txt"
        trace.write_text(traceback.format_exc(), encoding="utf-8")
        _complain(f"Stopped by a fault of landtally itself ({type(error).__name__}: {error}); please report {trace}.")
        sys.exit(1)


def _complain(text: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]landtally:[/red] {text}", markup=True)
