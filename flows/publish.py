"""Publishing: a release is a new folder that nothing ever changes again, and `current` is swapped to it last.

A folder a release, because replacing a database file under its old name lets a leftover write-ahead log of the old
one be replayed into the new one; a link swapped by rename, because a reader must see one release whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import orjson
import polars as pl

from flows import __version__, ledger, manifest
from flows.errors import LandtallyError
from flows.feed import feed
from flows.home import Home, write_whole
from flows.landing import Landing
from flows.news import check_articles
from flows.polygons import NAME, write_polygons
from flows.quality.page import render
from flows.quality.result import CheckResult
from flows.quarantine import Quarantine
from flows.reading import release_folder, release_in_force
from flows.release import DATABASE, seal, write_release
from flows.report.page import write_page
from flows.retention import retain
from flows.revision import revise
from flows.runs import Problem, Run
from flows.settings import Profile
from flows.warehouse import Warehouse, build_macros, opened_warehouse

HOLD = "hold"
"""A file in the home that says which rollback holds publishing."""


def release_id_for(home: Home, profile: Profile, last_day: date) -> str:
    """The next free name: the last day and a number, `2024-11-03.1`; a sample's starts with `sample-`."""
    stem = f"{'sample-' if profile == 'sample' else ''}{last_day.isoformat()}"
    taken = [
        int(found[1]) for path in home.releases.glob(f"{stem}.*") if (found := re.fullmatch(r".*\.(\d+)", path.name))
    ]
    return f"{stem}.{max(taken, default=0) + 1}"


def build_marts(home: Home, profile: Profile, now: datetime) -> list[Problem]:
    """Name the release to be and build its tables beside the one in force, which revisions are told against.

    `now` is an aware UTC instant; it stands in for the clock wherever a table needs one. Returns the
    listed articles that could not be read.
    """
    span = home.span()
    assert span is not None
    release_id = release_id_for(home, profile, span.last_day)
    row = {
        "release_id": release_id,
        "built_at": now.replace(tzinfo=None),
        "code_version": __version__,
        "is_synthetic": profile == "sample",
    }
    with opened_warehouse(home.warehouse) as warehouse:
        warehouse.replace("core.release", pl.DataFrame([row]))
        with attached_previous(home, warehouse):
            warehouse.build_layer("mart")
            build_macros(warehouse.con)
            problems = check_articles(warehouse, Landing(home.landing))
            revise(warehouse.con)
    return problems


def record_checks(warehouse: Warehouse, run_id: str, results: Iterable[CheckResult]) -> None:
    """Keep what this run's expectations found; a release carries the results of the run that made it."""
    rows = [{"run_id": run_id, **result.row()} for result in results]
    warehouse.replace("core.check_result", pl.DataFrame(rows, infer_schema_length=None))


def require_no_hold(home: Home, resume: bool) -> None:
    """A person who went back to an older release is not overruled by the next run. Raises `LandtallyError`."""
    hold = home.root / HOLD
    if hold.exists() and not resume:
        raise LandtallyError(
            f"Publishing waits since {hold.read_text(encoding='utf-8').strip()}: "
            "`landtally run --resume` publishes again."
        )


def publish(
    home: Home, run: Run, results: list[CheckResult], resume: bool, keep: int = 30, polygons: bool = False
) -> str:
    """Write the release that the marts were built for, whole, and swap it in. Returns its id.

    `keep` releases stay besides one a month and every cited one; `polygons` says whether the source's may go along,
    a synthetic map's always may. A failure before the swap leaves the old release in
    force; one after it is made good by the next publishing. Raises `LandtallyError` while a rollback holds publishing
    and `resume` is not given.
    """
    require_no_hold(home, resume)
    with opened_warehouse(home.warehouse) as warehouse:
        record_checks(warehouse, run.run_id, results)
        warehouse.build("mart.check_result")
        release_id, is_synthetic = warehouse.rows("select release_id, is_synthetic from core.release").row(0)
        partial = write_release(home, warehouse, release_id)
        if polygons or is_synthetic:
            write_polygons(home, warehouse, partial / "parquet" / NAME)
    (partial / "checks.html").write_text(render(results, release_id, is_synthetic), encoding="utf-8")
    write_page(partial, cases=Quarantine(home.quarantine).open_cases())
    manifest.describe(partial)
    seal(partial, release_id)
    put_in_force(home, release_id)
    (home.root / HOLD).unlink(missing_ok=True)
    run.release_id = release_id
    retain(home, stated_releases(home), keep, release_id)
    write_feed(home)
    return str(release_id)


def put_in_force(home: Home, release_id: str) -> None:
    """Swap `current` to a release, atomically, then say so in `latest.json` for those who cannot follow links.

    Raises `LandtallyError` for a release whose files are not what its manifest says.
    """
    require_whole(home, release_id)
    left = release_in_force(home)
    fresh = home.root / f".current.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / release_id)
    os.replace(fresh, home.current)
    ledger.note_in_force(home.releases, release_id, left)
    stated = orjson.loads((home.releases / release_id / manifest.MANIFEST).read_bytes())
    latest = {key: stated[key] for key in ("release_id", "built_at", "from_day", "to_day", "is_synthetic", "citation")}
    latest["path"] = f"releases/{release_id}"
    write_whole(home.root / "latest.json", orjson.dumps(latest, option=orjson.OPT_INDENT_2).decode() + "\n")


def require_whole(home: Home, release_id: str) -> None:
    """Raises `LandtallyError` for a release whose files are not what its manifest says."""
    if faults := manifest.faults(home.releases / release_id):
        raise LandtallyError(
            f"Release {release_id} is damaged and stays out of force: {'; '.join(faults)}. "
            "`landtally releases` lists the others; restore this one from a backup if you need it."
        )


def write_feed(home: Home) -> None:
    """Write `feed.xml` anew over the releases that are there."""
    write_whole(home.root / "feed.xml", feed(stated_releases(home), ledger.read_ledger(home.releases)))


def rollback(home: Home, release_id: str, now: datetime) -> None:
    """Go back to an older release and hold publishing; `now` is aware UTC.

    Raises `WrongUse` where there is none of that name, `LandtallyError` where it is damaged: then nothing changes.
    """
    release_folder(home, release_id)
    require_whole(home, release_id)
    left = release_in_force(home)
    # The hold comes first: a rollback that dies half-way must not be published over.
    write_whole(home.root / HOLD, f"the rollback from {left} to {release_id} on {now:%Y-%m-%d %H:%M} UTC\n")
    put_in_force(home, release_id)
    order = manifest.read(home.releases / release_id).order
    later = [stated.release_id for stated in stated_releases(home) if stated.order > order]
    ledger.note_withdrawn(home.releases, later, now)
    write_feed(home)


def release_ids(home: Home) -> list[str]:
    """Every release in the home, by name."""
    return sorted(path.parent.name for path in home.releases.glob(f"*/{DATABASE}") if path.parent.name[0] != ".")


def stated_releases(home: Home) -> list[manifest.Stated]:
    """What the releases say of themselves, the oldest first; one whose manifest cannot be read is left out."""
    found = []
    for release_id in release_ids(home):
        try:
            found.append(manifest.read(home.releases / release_id))
        except LandtallyError:
            # `landtally releases` and `doctor` name it; it is never removed, for nobody knows what it is.
            continue
    return sorted(found, key=lambda stated: stated.order)


@contextmanager
def attached_previous(home: Home, warehouse: Warehouse) -> Iterator[None]:
    """The release in force beside the working database as `previous`, an empty one where there is none.

    Where it is damaged the newest whole one stands in, for the next release is the way out of the damage.
    """
    known = [stated.release_id for stated in reversed(stated_releases(home))]
    in_force = release_in_force(home)
    candidates = [*([in_force] if in_force else []), *known]
    kept = next((name for name in candidates if not manifest.faults(home.releases / name)), None)
    database = str(home.releases / kept / DATABASE).replace("'", "''") if kept else ""
    source = f"'{database}' as previous (read_only)" if kept else "':memory:' as previous"
    warehouse.con.execute(f"attach {source}")
    try:
        yield
    finally:
        warehouse.con.execute("detach previous")
