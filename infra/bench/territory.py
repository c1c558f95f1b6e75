"""`make bench`: the territory stage against the parse floor and against what a user would write, as a table.

Every run is a fresh process that holds the payloads in memory, so that peaks are its own; the clock starts at the
bytes and stops at the figures. Medians of several runs, taken in turn, so that a busy machine is busy for all.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import contenders  # noqa: E402
import payloads  # noqa: E402
from contenders import Figures, Result  # noqa: E402

from flows.territory import Outlines, read_outlines  # noqa: E402

FLOOR, OBLASTS, RAIONS, RIVAL = "orjson.loads (floor)", "territory, oblasts", "territory, raions", "geopandas"
WORK = {
    FLOOR: contenders.floor,
    OBLASTS: contenders.territory,
    RAIONS: contenders.territory,
    RIVAL: contenders.geopandas_user,
}


@dataclass
class Run:
    """One run of one contender."""

    seconds: float
    held_mb: float
    peak_mb: float
    result: Result


def run(name: str, outlines: bytes, snapshots: int | None) -> Run:
    """Time one contender; called in a process of its own."""
    found, ready = payloads.load(snapshots), Outlines.from_bytes(outlines)
    held_mb = _peak_mb()
    # Outlines are prepared once an edition, not once a run.
    shapes = ready.ukraine, ready.near(ready.leaves)
    start = time.perf_counter()
    result = WORK[name](found.snapshots, ready)
    seconds = time.perf_counter() - start
    del shapes
    return Run(seconds, held_mb, _peak_mb(), result)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def furthest_apart(ours: Result, theirs: Result) -> tuple[float, int]:
    """The largest difference of any oblast's figure on any day, km², and the days on which one exceeds 1e-6."""
    apart = [_apart(mine, other) for mine, other in zip(ours.days, theirs.days, strict=True)]
    return max(apart), sum(km2 > 1e-6 for km2 in apart)


def _apart(mine: Figures, other: Figures) -> float:
    keys = {key for key in mine.keys() | other.keys() if key[0] != "UA-outside"}
    return max((abs(mine.get(key, 0.0) - other.get(key, 0.0)) for key in keys), default=0.0)


def main() -> None:
    """Run the bench and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--snapshots", type=int, help="only the first so many (all)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contender (3)")
    parser.add_argument("--without-geopandas", action="store_true", help="leave the slow one out")
    asked = parser.parse_args()

    found = payloads.load(asked.snapshots)
    outlines = {OBLASTS: read_outlines(found.oblasts).to_bytes()}
    outlines[RAIONS] = read_outlines(found.oblasts, found.raions).to_bytes()
    names = [name for name in WORK if name != RIVAL or not asked.without_geopandas]
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for turn in range(asked.runs):
        for name in names:
            print(f"run {turn + 1} of {asked.runs}: {name} …", file=sys.stderr, flush=True)
            given = outlines.get(name, outlines[OBLASTS])
            spawn = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(1, mp_context=spawn) as alone:
                runs[name].append(alone.submit(run, name, given, asked.snapshots).result())
    print(report(found, runs))


def report(found: payloads.Payloads, runs: dict[str, list[Run]]) -> str:
    """The figures as a Markdown table and three sentences."""
    seconds = {name: statistics.median(run.seconds for run in each) for name, each in runs.items()}
    megabytes = sum(map(len, found.snapshots)) / 1e6
    lines = [
        f"{len(found.snapshots)} {found.title}, {megabytes:.0f} MB; medians of {len(runs[FLOOR])} runs; "
        f"Python {platform.python_version()}, {platform.machine()}.",
        "",
        "| stage | seconds | times the floor | peak memory, MB | of which payloads and libraries, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, each in runs.items():
        peak, held = max(run.peak_mb for run in each), max(run.held_mb for run in each)
        lines.append(
            f"| {name} | {seconds[name]:.2f} | {seconds[name] / seconds[FLOOR]:.2f} | {peak:.0f} | {held:.0f} |"
        )
    ours = runs[OBLASTS][0].result
    lines += ["", f"Raions take {seconds[RAIONS] / seconds[OBLASTS]:.2f} times the oblasts' time."]
    methods = ", ".join(f"{count} {method}" for method, count in ours.methods.items())
    lines.append(f"Steps by method: {methods}; the largest imbalance of a step is {ours.balance_km2:.1e} km².")
    apart = [("With and without raions", furthest_apart(ours, runs[RAIONS][0].result))]
    if RIVAL in runs:
        lines.append(f"The territory stage is {seconds[RIVAL] / seconds[OBLASTS]:.1f} times faster than geopandas.")
        apart.append(("Against geopandas", furthest_apart(ours, runs[RIVAL][0].result)))
    for title, (km2, days) in apart:
        lines.append(
            f"{title}, the largest difference of any oblast's level, gain or loss on any day is {km2:.1e} km²; "
            f"{days} days differ by more than 1e-6 km²."
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
