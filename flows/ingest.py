"""Ingest: brings into landing what a run needs, from whichever source still serves it, and says which one did.

A map is asked of the sources in turn until one serves it. What fails is named in a `Problem` and the run goes on: a
payload that was landed before stays in force, and a refused body is handed to the caller for quarantine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from flows.landing import Landing
from flows.progress import Progress, in_silence
from flows.settings import Settings, Via
from flows.sources import archive, boundaries, deepstate, mirror, plan, raions
from flows.sources.deepstate import ListEntry
from flows.sources.fetch import Wanted, land
from flows.sources.http import Client, FetchFailed, Refused

WORKERS = 4
"""Requests under way at once. The pace of a host holds for all of them together; loopback has none and gains."""

OUTLINES_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Problem:
    """Bad input that the run met and went on from: which source, which payload, why, and what is done instead.

    `body` is what came, where a whole answer was refused: the caller's quarantine keeps it.
    """

    source: str
    payload: str
    reason: str
    body: bytes | None = field(default=None, repr=False)


@dataclass
class Ingested:
    """What came of it. `served_by` counts the maps landed by who served them, `fetched` the payloads landed of every
    kind, `unchanged` those that were needed and landed already; `missing` names what a source simply does not have."""

    served_by: dict[str, int] = field(default_factory=dict)
    fetched: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Job:
    """One payload, and whom to ask for it in turn. `kept`: what stays in force if nobody serves it."""

    choices: tuple[Wanted, ...]
    is_map: bool = False
    kept: str = "it is missing"


@dataclass(frozen=True)
class _Outcome:
    job: _Job
    served_by: str | None
    is_new: bool
    failures: tuple[tuple[Wanted, FetchFailed], ...]


def ingest_map(
    settings: Settings,
    landing: Landing,
    first_day: date,
    last_day: date,
    via: Via = "api",
    progress: Progress = in_silence,
    client: Client | None = None,
    doubted: Collection[int] = (),
) -> Ingested:
    """Land the map of the Kyiv days `first_day` to `last_day` and the opening state before them.

    The list always comes from the service when it answers, and so do the areas it declares. `via` says where maps
    come from first: the service, the mirror, or the daily archive (with one raw snapshot to read it against). What
    the service edited since is taken in whatever its day, from the service alone: a mirror may hold the older version.
    `doubted` are ids of snapshots whose landed content was refused when it was read: they are asked for again.
    """
    result = Ingested()
    with _opened(settings, client) as opened:
        entries, listed_to = _entries(settings, opened, landing, result)
        if via == "archive":
            jobs = _reference_jobs(settings, landing, entries, first_day, result)
            days = plan.archive_days_missing(landing, first_day, last_day)
            result.unchanged += len(plan.days_with_opening(first_day, last_day)) - len(days)
            _run(opened, landing, jobs, result, progress, "reference snapshot")
        else:
            needed = plan.entries_needed(entries, landing, first_day, last_day, doubted)
            jobs = _map_jobs(settings, landing, needed, via, result, doubted)
            _run(opened, landing, jobs, result, progress, "maps and declared areas")
            days = plan.archive_days_needed(entries, landing, first_day, last_day, listed_to)
        archived = [_Job((archive.day_wanted(settings.archive_url, day),), is_map=True) for day in days]
        _run(opened, landing, archived, result, progress, "archive days")
    return result


def ingest_boundaries(
    settings: Settings,
    landing: Landing,
    progress: Progress = in_silence,
    client: Client | None = None,
    now: datetime | None = None,
) -> Ingested:
    """Land the outlines of oblasts and raions, each looked for once a week at most; a bad edition is refused.

    `now` is an aware instant, the present unless a test says otherwise.
    """
    result = Ingested()
    fresh_since = (now or datetime.now(UTC)) - OUTLINES_KEPT
    with _opened(settings, client) as opened:
        if _is_fresh(landing, boundaries.SOURCE, boundaries.POLYGONS, fresh_since):
            result.unchanged += 1
        else:
            _ingest_oblasts(settings, opened, landing, result)
        due = [name for name in raions.files() if not _is_fresh(landing, raions.SOURCE, name, fresh_since)]
        result.unchanged += len(raions.files()) - len(due)
        jobs = [_Job((raions.file_wanted(settings.raions_url, name),), kept=KEPT) for name in due]
        _run(opened, landing, jobs, result, progress, "outlines of raions")
    return result


KEPT = "what was landed before stays in force"


@contextmanager
def _opened(settings: Settings, client: Client | None) -> Iterator[Client]:
    """The caller's client, which shares its pace and budget with other stages of a run, else one for this call."""
    if client is not None:
        yield client
        return
    with Client(settings.contact, settings.max_payload_mb) as own:
        yield own


def _entries(
    settings: Settings, client: Client, landing: Landing, result: Ingested
) -> tuple[list[ListEntry], date | None]:
    """Every snapshot that is known, oldest first, and the last day up to which there are no others."""
    instead = "the list landed before, the newest snapshot and the mirror's list serve instead"
    answered = _run(client, landing, [_Job((deepstate.list_wanted(settings.deepstate_url),), kept=instead)], result)
    landed = landing.latest(deepstate.SOURCE, "history/public")
    listed = deepstate.read_list(landing.read(landed.sha256)) if landed else []
    if answered:
        return listed, date.max
    known = {entry.snapshot_id: entry for entry in listed}
    _run(client, landing, [_Job((deepstate.last_wanted(settings.deepstate_url),), kept=instead)], result)
    _run(client, landing, [_Job((mirror.index_wanted(settings.mirror_index_url),), kept=KEPT)], result)
    if index := landing.latest(mirror.SOURCE, "index"):
        for snapshot_id in mirror.read_index(landing.read(index.sha256)):
            known.setdefault(snapshot_id, deepstate.entry_of(snapshot_id))
    listed_to = max((entry.day for entry in known.values()), default=None)
    if newest := landing.latest(deepstate.SOURCE, "history/last"):
        snapshot_id, _ = deepstate.read_last(landing.read(newest.sha256))
        known.setdefault(snapshot_id, deepstate.entry_of(snapshot_id))
    return [known[snapshot_id] for snapshot_id in sorted(known)], listed_to


def _map_jobs(
    settings: Settings,
    landing: Landing,
    entries: Sequence[ListEntry],
    via: Via,
    result: Ingested,
    doubted: Collection[int] = (),
) -> list[_Job]:
    jobs = []
    for entry in entries:
        service = deepstate.map_wanted(settings.deepstate_url, entry)
        copy = mirror.map_wanted(settings.mirror_url, entry)
        need = "missing" if entry.snapshot_id in doubted else plan.map_need(landing, entry)
        if need == "missing":
            jobs.append(_Job((copy, service) if via == "mirror" else (service, copy), is_map=True))
        elif need == "edited":
            jobs.append(_Job((service,), is_map=True, kept=KEPT))
        else:
            result.unchanged += 1
        if plan.areas_need(landing, entry) == "none":
            result.unchanged += 1
        else:
            jobs.append(_Job((deepstate.areas_wanted(settings.deepstate_url, entry),), kept="none is known"))
    return jobs


def _reference_jobs(
    settings: Settings, landing: Landing, entries: Sequence[ListEntry], first_day: date, result: Ingested
) -> list[_Job]:
    """The raw snapshot by which the archive's land is told into occupied before 2022 and since."""
    reference = plan.opening_entry(entries, first_day)
    if reference is None:
        result.problems.append(
            Problem(
                archive.SOURCE,
                "reference snapshot",
                f"no raw snapshot before {first_day} is known, without which the archive cannot be read: "
                "try again when the service or the mirror answers",
            )
        )
        return []
    return _map_jobs(settings, landing, [reference], "api", result)


def _ingest_oblasts(settings: Settings, client: Client, landing: Landing, result: Ingested) -> None:
    _run(
        client,
        landing,
        [_Job((boundaries.metadata_wanted(settings.boundaries_url),), kept=KEPT)],
        result,
    )
    metadata = landing.latest(boundaries.SOURCE, boundaries.METADATA)
    if metadata is None:
        return
    before = landing.latest(boundaries.SOURCE, boundaries.POLYGONS)
    units = boundaries.read_units(landing.read(before.sha256)) if before else frozenset[str]()
    try:
        edition = boundaries.read_metadata(landing.read(metadata.sha256))
        wanted = boundaries.polygons_wanted(edition, settings.boundaries_url, units)
    except Refused as refusal:
        result.problems.append(Problem(boundaries.SOURCE, boundaries.METADATA, f"{refusal}; {KEPT}"))
        return
    _run(client, landing, [_Job((wanted,), kept=KEPT if before else "there are no outlines yet")], result)


def _is_fresh(landing: Landing, source: str, name: str, since: datetime) -> bool:
    """Whether the source spoke on this payload since: by sending it, confirming it, or saying that it has none."""
    last = landing.last_fetch(source, name)
    answered = landing.answered(source, name)
    return (answered is not None and answered.fetched_at >= since) or (
        last is not None and last.status in (404, 410) and last.fetched_at >= since
    )


def _run(
    client: Client,
    landing: Landing,
    jobs: Sequence[_Job],
    result: Ingested,
    progress: Progress = in_silence,
    label: str = "",
) -> int:
    """Fetch, a few at a time; record what came of it in the order of the jobs. Gives how many were served."""
    served = 0
    unasked: dict[str, list[str]] = {}
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        futures = [pool.submit(_work, client, landing, job) for job in jobs]
        try:
            for done, future in enumerate(futures, start=1):
                outcome = future.result()
                served += outcome.served_by is not None
                _record(outcome, result, unasked)
                progress(done, len(jobs), label)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for source, names in unasked.items():
        payload = names[0] if len(names) == 1 else f"{len(names)} payloads, {names[0]} to {names[-1]}"
        result.problems.append(
            Problem(source, payload, f"{source} was not asked, because it failed before in this run")
        )
    return served


def _work(client: Client, landing: Landing, job: _Job) -> _Outcome:
    failures = []
    for wanted in job.choices:
        try:
            landed = land(client, landing, wanted)
        except FetchFailed as failure:
            failures.append((wanted, failure))
        else:
            return _Outcome(job, wanted.served_by, landed is not None, tuple(failures))
    return _Outcome(job, None, False, tuple(failures))


def _record(outcome: _Outcome, result: Ingested, unasked: dict[str, list[str]]) -> None:
    if outcome.is_new:
        result.fetched += 1
        if outcome.job.is_map and outcome.served_by:
            result.served_by[outcome.served_by] = result.served_by.get(outcome.served_by, 0) + 1
    elif outcome.served_by:
        result.unchanged += 1
    instead = f"{outcome.served_by} served it instead" if outcome.served_by else outcome.job.kept
    for wanted, failure in outcome.failures:
        if failure.kind == "skipped":
            # Said once for all of them: a dead source would fill a page otherwise.
            if outcome.served_by is None:
                unasked.setdefault(wanted.served_by, []).append(wanted.name)
        elif failure.kind == "missing" and wanted.may_miss:
            result.missing.append(f"{wanted.source} {wanted.name}")
        else:
            reason = f"{wanted.url}: {failure}; {instead}"
            result.problems.append(Problem(wanted.served_by, wanted.name, reason, failure.body))
