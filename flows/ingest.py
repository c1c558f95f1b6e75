"""Ingest: brings into landing what a run needs, from whichever source still serves it, and says which one did.

A map is asked of the sources in turn until one serves it. What fails is named in a `Problem` and the run goes on: a
payload that was landed before stays in force, and a refused body is handed to the caller for quarantine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from flows.landing import Landing
from flows.progress import Progress, in_silence
from flows.settings import Settings, Via
from flows.sources import archive, articles, boundaries, deepstate, mirror, plan, raions
from flows.sources.collect import KEPT, Ingested, Job, Problem, collect
from flows.sources.deepstate import ListEntry
from flows.sources.failure import Refused
from flows.sources.http import Client
from flows.sources.spec import load_spec

__all__ = ["Ingested", "Problem", "ingest_articles", "ingest_boundaries", "ingest_map"]

OUTLINES_KEPT = timedelta(days=7)
"""How long outlines are not even asked for; they change once a year at most."""


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
            collect(opened, landing, jobs, result, progress, "reference snapshot")
        else:
            needed = plan.entries_needed(entries, landing, first_day, last_day, doubted)
            jobs = _map_jobs(settings, landing, needed, via, result, doubted)
            collect(opened, landing, jobs, result, progress, "maps and declared areas")
            days = plan.archive_days_needed(entries, landing, first_day, last_day, listed_to)
        archived = [Job((archive.day_wanted(settings.archive_url, day),), is_map=True) for day in days]
        collect(opened, landing, archived, result, progress, "archive days")
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
        jobs = [Job((raions.file_wanted(settings.raions_url, name),), kept=KEPT) for name in due]
        collect(opened, landing, jobs, result, progress, "outlines of raions")
    return result


def ingest_articles(
    settings: Settings, landing: Landing, progress: Progress = in_silence, client: Client | None = None
) -> Ingested:
    """Land the articles that `LANDTALLY_ARTICLES` lists: files when they changed, addresses once.

    A landed article's `revision` is its day of publication in ISO form, where name or list tell it. Raises `WrongUse`
    for a list that cannot be read. The sample profile may read from this machine's own server, the live one may not.
    """
    result, jobs = Ingested(), []
    for article in articles.listed(settings.articles_home):
        if article.path is not None:
            _land_file(landing, article, result)
        elif landing.latest(articles.SOURCE, article.address) is not None:
            result.unchanged += 1
        else:
            wanted = articles.page_wanted(article, allow_loopback=settings.profile == "sample")
            jobs.append(Job((wanted,), kept="its claims are not read"))
    with _opened(settings, client) as opened:
        collect(opened, landing, jobs, result, progress, "articles")
    return result


def _land_file(landing: Landing, article: articles.Listed, result: Ingested) -> None:
    assert article.path is not None
    try:
        if article.path.stat().st_size > load_spec(articles.SOURCE).max_bytes:
            raise Refused("it is larger than an article")
        body = article.path.read_bytes()
        if not body.strip():
            raise Refused("it is empty")
    except (Refused, OSError) as error:
        result.problems.append(Problem(articles.SOURCE, article.address, f"{error}; its claims are not read"))
        return
    before = landing.latest(articles.SOURCE, article.address)
    if before is not None and before.sha256 == sha256(body).hexdigest():
        result.unchanged += 1
        return
    # The file's name stands for its address: where it lies on this machine is nobody's business.
    day = article.published.isoformat() if article.published else None
    at = datetime.now(UTC)
    landing.put(articles.SOURCE, article.address, body, url=article.address, fetched_at=at, revision=day)
    result.fetched += 1


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
    answered = collect(client, landing, [Job((deepstate.list_wanted(settings.deepstate_url),), kept=instead)], result)
    landed = landing.latest(deepstate.SOURCE, "history/public")
    listed = deepstate.read_list(landing.read(landed.sha256)) if landed else []
    if answered:
        return listed, date.max
    known = {entry.snapshot_id: entry for entry in listed}
    collect(client, landing, [Job((deepstate.last_wanted(settings.deepstate_url),), kept=instead)], result)
    collect(client, landing, [Job((mirror.index_wanted(settings.mirror_index_url),), kept=KEPT)], result)
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
) -> list[Job]:
    jobs = []
    for entry in entries:
        service = deepstate.map_wanted(settings.deepstate_url, entry)
        copy = mirror.map_wanted(settings.mirror_url, entry)
        need = "missing" if entry.snapshot_id in doubted else plan.map_need(landing, entry)
        if need == "missing":
            jobs.append(Job((copy, service) if via == "mirror" else (service, copy), is_map=True))
        elif need == "edited":
            jobs.append(Job((service,), is_map=True, kept=KEPT))
        else:
            result.unchanged += 1
        if plan.areas_need(landing, entry) == "none":
            result.unchanged += 1
        else:
            jobs.append(Job((deepstate.areas_wanted(settings.deepstate_url, entry),), kept="none is known"))
    return jobs


def _reference_jobs(
    settings: Settings, landing: Landing, entries: Sequence[ListEntry], first_day: date, result: Ingested
) -> list[Job]:
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
    before = landing.latest(boundaries.SOURCE, boundaries.POLYGONS)
    kept = KEPT if before else "there are no outlines yet: run again when the service answers"
    collect(
        client,
        landing,
        [Job((boundaries.metadata_wanted(settings.boundaries_url),), kept=kept)],
        result,
    )
    metadata = landing.latest(boundaries.SOURCE, boundaries.METADATA)
    if metadata is None:
        return
    units = boundaries.read_units(landing.read(before.sha256)) if before else frozenset[str]()
    try:
        edition = boundaries.read_metadata(landing.read(metadata.sha256))
        wanted = boundaries.polygons_wanted(edition, settings.boundaries_url, units)
    except Refused as refusal:
        result.problems.append(Problem(boundaries.SOURCE, boundaries.METADATA, f"{refusal}; {kept}"))
        return
    collect(client, landing, [Job((wanted,), kept=kept)], result)


def _is_fresh(landing: Landing, source: str, name: str, since: datetime) -> bool:
    """Whether the source spoke on this payload since: by sending it, confirming it, or saying that it has none."""
    last = landing.last_fetch(source, name)
    answered = landing.answered(source, name)
    return (answered is not None and answered.fetched_at >= since) or (
        last is not None and last.status in (404, 410) and last.fetched_at >= since
    )
