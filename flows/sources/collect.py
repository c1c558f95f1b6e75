"""Collecting: asks for payloads a few at a time, each of the sources that may serve it in turn, and says what came.

What fails is named in a `Problem` and the work goes on; a payload that was landed before stays in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flows.landing import Landing
from flows.progress import Progress, in_silence
from flows.sources.failure import FetchFailed
from flows.sources.fetch import Wanted, land
from flows.sources.http import Client

WORKERS = 4
"""Requests under way at once. The pace of a host holds for all of them together; loopback has none and gains."""

KEPT = "what was landed before stays in force"


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
class Job:
    """One payload, and whom to ask for it in turn. `kept`: what stays in force if nobody serves it."""

    choices: tuple[Wanted, ...]
    is_map: bool = False
    kept: str = "it is missing"


@dataclass(frozen=True)
class _Outcome:
    job: Job
    served_by: str | None
    is_new: bool
    failures: tuple[tuple[Wanted, FetchFailed], ...]


def collect(
    client: Client,
    landing: Landing,
    jobs: Sequence[Job],
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


def _work(client: Client, landing: Landing, job: Job) -> _Outcome:
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
