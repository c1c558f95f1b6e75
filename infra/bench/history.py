"""`make bench`: a whole backfill part by part, and whether a day's run stays cheap as history grows.

Payloads are in landing before the clock starts, and Prefect is left out: what is timed is reading, steps, marts,
both gates and the release. Homes of 30 and of 300 days take the same next day in turn, in one run.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import payloads  # noqa: E402

from flows import core, publish, territory  # noqa: E402
from flows.days import kyiv_day  # noqa: E402
from flows.home import Home  # noqa: E402
from flows.landing import Landing  # noqa: E402
from flows.progress import in_silence  # noqa: E402
from flows.quality.gate import Gate  # noqa: E402
from flows.runs import Run  # noqa: E402
from flows.warehouse import opened_warehouse, start_afresh  # noqa: E402

FETCHED = datetime(2025, 1, 1, tzinfo=UTC)


def land(root: Path, found: payloads.Payloads) -> Home:
    """A home whose landing holds the payloads and nothing is tallied."""
    home = Home(root)
    home.claim("live")
    landing = Landing(home.landing)
    landing.put("boundaries", "UKR/ADM1/geojson", found.oblasts, url="bench", fetched_at=FETCHED)
    for name, body in found.raions.items():
        landing.put("raions", name, body, url="bench", fetched_at=FETCHED)
    for snapshot_id, body in zip(found.ids, found.snapshots, strict=True):
        landing.put("deepstate", f"history/{snapshot_id}/geojson", body, url="bench", fetched_at=FETCHED)
    return home


def tally(home: Home, gate: Gate, first_day: date, last_day: date) -> dict[str, float]:
    """Everything after landing, as the flows do it; seconds by part."""
    seconds: dict[str, float] = {}

    @contextmanager
    def timed(part: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[part] = time.perf_counter() - start

    span = home.cover(first_day, last_day)
    with timed("core: read, steps, places"), opened_warehouse(home.warehouse) as warehouse:
        core.tally(home, warehouse, span, in_silence)
    with timed("checks of core"):
        results = gate.check(home.warehouse, "core")
    with timed("marts"):
        publish.build_marts(home, "live", datetime.now(UTC))
    with timed("checks of marts"):
        results += gate.check(home.warehouse, "mart")
    with timed("release"):
        publish.publish(home, Run("bench", "bench", "live", ""), results, resume=False)
    return seconds


def territory_seconds(found: payloads.Payloads) -> float:
    """The territory stage alone on the same payloads: reading, steps, the two full levels."""
    outlines = territory.read_outlines(found.oblasts, found.raions)
    start = time.perf_counter()
    reader = territory.Reader(outlines)
    before = reader.read(found.snapshots[0])
    territory.levels(before, outlines)
    for body in found.snapshots[1:]:
        after = reader.read(body)
        territory.step(before, after, outlines)
        before = after
    territory.levels(before, outlines)
    return time.perf_counter() - start


def main() -> None:
    """Run both and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="day's runs after each history (5)")
    asked = parser.parse_args()
    found = payloads.load(None)
    days = [kyiv_day(datetime.fromtimestamp(snapshot_id, UTC)) for snapshot_id in found.ids]
    first, last = days[0], days[-1]

    with tempfile.TemporaryDirectory() as scratch, Gate() as gate:
        landed = land(Path(scratch) / "landed", found)
        core.load_outlines(landed, Landing(landed.landing))  # clipped once an edition, not once a run
        print("the whole backfill …", file=sys.stderr, flush=True)
        start_afresh(landed.warehouse)
        parts = tally(landed, gate, first, last)
        stage = territory_seconds(found)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

        ends = {history: last - timedelta(days=2 * asked.runs) for history in (30, 300)}
        homes = {}
        for history, end in ends.items():
            print(f"a history of {history} days …", file=sys.stderr, flush=True)
            homes[history] = Home(Path(scratch) / str(history))
            shutil.copytree(landed.landing, homes[history].landing)
            shutil.copytree(landed.cache, homes[history].cache)
            homes[history].claim("live")
            start_afresh(homes[history].warehouse)
            tally(homes[history], gate, max(first, end - timedelta(days=history - 1)), end)
        taken: dict[int, list[dict[str, float]]] = {history: [] for history in homes}
        for turn in range(asked.runs):
            for history, home in homes.items():
                day = ends[history] + timedelta(days=turn + 1)
                taken[history].append(tally(home, gate, day, day))
        _remove_releases(Path(scratch))

    whole = sum(parts.values())
    print(f"\n{len(found.ids)} {found.title}, {first} to {last}, landed before; Prefect left out.\n")
    print("| part of the backfill | seconds |\n| --- | ---: |")
    print(f"| the territory stage alone, in memory | {stage:.1f} |")
    print(*(f"| {part} | {seconds:.1f} |" for part, seconds in parts.items()), sep="\n")
    print(f"| all, {whole / stage:.1f} times the territory stage | {whole:.1f} |")
    held_mb = sum(map(len, found.snapshots)) / 1e6
    print(f"\nPeak memory {peak_mb:.0f} MB, with the {held_mb:.0f} MB of payloads held in memory.")
    print("\n| part of a day's run | after 30 days, s | after 300 days, s |\n| --- | ---: | ---: |")
    medians = {part: [statistics.median(run[part] for run in taken[history]) for history in taken] for part in parts}
    medians["all"] = [statistics.median(sum(run.values()) for run in taken[history]) for history in taken]
    for part, (short, long) in medians.items():
        print(f"| {part} | {short:.2f} | {long:.2f} |")
    short, long = medians["all"]
    print(
        f"\nA day's run after 300 days takes {long / short:.2f} times one after 30 (medians of {asked.runs}, in turn)."
    )


def _remove_releases(root: Path) -> None:
    """Releases are sealed against writing; the scratch folder must go all the same."""
    for path in root.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


if __name__ == "__main__":
    main()
