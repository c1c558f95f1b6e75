"""Tables in the terminal that lose nothing: rich cuts cells down to the width it finds, 80 columns in a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table


def print_whole(table: Table) -> None:
    """Print a table as wide as it is; a narrower terminal wraps its lines, a pipe gets them whole."""
    console = Console(highlight=False)
    unbounded = console.options.update(max_width=100_000)
    needed = Measurement.get(console, unbounded, table).maximum
    Console(highlight=False, width=max(console.width, needed)).print(table)
