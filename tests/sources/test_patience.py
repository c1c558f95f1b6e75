"""How much a run asks and waits."""

from __future__ import annotations

import itertools
import threading
import time

import pytest

from flows.sources.patience import Breaker, Budget, Pace, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1", "[::1]"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "localhost.example.org", "128.0.0.1", ""])
def test_no_other_machine_is_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_a_host_is_asked_once_an_interval_however_many_threads_ask() -> None:
    pace, turns = Pace(interval_s=0.05), []

    def ask() -> None:
        pace.wait("example.org")
        turns.append(time.monotonic())

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turns.sort()
    assert min(later - earlier for earlier, later in itertools.pairwise(turns)) > 0.03


def test_hosts_do_not_wait_for_one_another_and_loopback_for_nobody() -> None:
    pace, began = Pace(interval_s=30), time.monotonic()
    pace.wait("a.example.org")
    pace.wait("b.example.org")
    for _ in range(100):
        pace.wait("127.0.0.1")
    assert time.monotonic() - began < 1


def test_a_hold_makes_everybody_wait_for_that_host() -> None:
    pace, began = Pace(interval_s=0), time.monotonic()
    pace.hold("127.0.0.1", 0.1)
    pace.wait("example.org")
    assert time.monotonic() - began < 0.05
    pace.wait("127.0.0.1")
    assert time.monotonic() - began >= 0.1


def test_a_pause_is_granted_only_while_the_budget_lasts() -> None:
    budget = Budget(1.0)
    assert budget.grant(0.6)
    assert not budget.grant(0.6)
    budget.spend(5)
    assert budget.left_s == 0


def test_a_circuit_breaks_at_the_failures_in_a_row_that_are_tolerated() -> None:
    breaker = Breaker()
    for _ in range(2):
        breaker.failed("source", tolerated=3)
        assert breaker.allows("source")
    breaker.failed("source", tolerated=3)
    assert not breaker.allows("source")
    assert breaker.allows("another")
    assert not breaker.allows("another", "source")


def test_a_success_between_failures_keeps_a_circuit_whole() -> None:
    breaker = Breaker()
    for _ in range(10):
        breaker.failed("source", tolerated=2)
        breaker.succeeded("source")
    assert breaker.allows("source")


def test_a_kind_that_is_never_counted_breaks_nothing() -> None:
    breaker = Breaker()
    for _ in range(100):
        breaker.failed("source", tolerated=0)
    assert breaker.allows("source")


def test_a_broken_circuit_lets_one_trial_through_after_a_while_and_its_success_mends_it() -> None:
    breaker = Breaker(cool_down_s=0.05)
    breaker.failed("source", tolerated=1)
    assert not breaker.allows("source")
    time.sleep(0.06)
    assert breaker.allows("source")
    assert not breaker.allows("source")
    breaker.succeeded("source")
    assert breaker.allows("source")
