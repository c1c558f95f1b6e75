"""Time every query of the guides beside this file on a release, as a BI tool would run it: connect, ask, fetch all.

    python infra/bi/time_queries.py [RELEASE_DIR]

Prints the median of 15 runs of each, in milliseconds, and exits 1 where one is above 100.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from pathlib import Path

import duckdb

GUIDES = Path(__file__).resolve().parent
MOST_MS = 100.0
RUNS = 15


def queries() -> list[tuple[str, str]]:
    """Every fenced sql block of the guides, with the name of its guide and its place there."""
    found = []
    for guide in sorted(GUIDES.glob("*.md")):
        blocks = re.findall(r"^ *```sql\n(.*?)^ *```", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        found += [(f"{guide.stem} {place}", block) for place, block in enumerate(blocks, 1)]
    return found


def median_ms(database: Path, query: str) -> float:
    """Median time to connect, ask and fetch."""
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        with duckdb.connect(str(database), read_only=True) as con:
            con.execute(query).fetchall()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def main() -> int:
    home = Path(os.environ.get("LANDTALLY_HOME") or GUIDES.parents[1] / "data")
    database = (Path(sys.argv[1]) if len(sys.argv) > 1 else home / "current") / "landtally.duckdb"
    if not database.is_file():
        print(f"no release at {database.parent}: `make run` makes one, or name the folder of another", file=sys.stderr)
        return 1
    timed = {name: median_ms(database, query) for name, query in queries()}
    for name, ms in sorted(timed.items(), key=lambda item: -item[1]):
        print(f"{ms:8.1f} ms  {name}")
    return 1 if max(timed.values()) > MOST_MS else 0


if __name__ == "__main__":
    sys.exit(main())
