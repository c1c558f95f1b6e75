"""How much a run asks and waits: a pace for each host, a breaker for each source, one budget for the whole run.

Nothing here touches the network. All three are shared by the threads of a run.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from dataclasses import dataclass


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this very machine."""
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Pace:
    """At most one request a host in `interval_s` seconds; loopback has no limit but keeps a `hold`."""

    def __init__(self, interval_s: float = 1.0) -> None:
        self._interval_s = interval_s
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Sleep until this host may be asked, and take the turn."""
        interval_s = 0.0 if is_loopback(host) else self._interval_s
        with self._lock:
            turn = max(time.monotonic(), self._free_at.get(host, 0.0))
            self._free_at[host] = turn + interval_s
        time.sleep(max(0.0, turn - time.monotonic()))

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks this host for so long, because it said so (Retry-After)."""
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + seconds)


class Budget:
    """Seconds that a run may lose to failures: failed attempts and the pauses before the next. Pace is not a loss."""

    def __init__(self, seconds: float) -> None:
        self._left_s = seconds
        self._lock = threading.Lock()

    @property
    def left_s(self) -> float:
        """Seconds left, never below 0."""
        with self._lock:
            return max(0.0, self._left_s)

    def spend(self, seconds: float) -> None:
        """Count seconds that were lost."""
        with self._lock:
            self._left_s -= seconds

    def grant(self, seconds: float) -> bool:
        """Take seconds for a pause, if that many are left."""
        with self._lock:
            if self._left_s < seconds:
                return False
            self._left_s -= seconds
            return True


@dataclass
class _Circuit:
    strain: float = 0.0
    closed_at: float | None = None  # monotonic instant from which asking is allowed again; none while it never broke


class Breaker:
    """Stops asking what does not answer, so that a dead service costs seconds and not the product of all retries.

    A circuit is a source, or one kind of address of a source. It breaks when the failures in a row reach what their
    kinds tolerate; after `cool_down_s` one request is let through, and its success mends the circuit.
    """

    def __init__(self, cool_down_s: float = 120.0) -> None:
        self._cool_down_s = cool_down_s
        self._circuits: dict[str, _Circuit] = {}
        self._lock = threading.Lock()

    def allows(self, *names: str) -> bool:
        """Whether all these circuits are whole, or one trial of them is due (which this call then takes)."""
        now = time.monotonic()
        with self._lock:
            broken = [circuit for name in names if (circuit := self._circuits.get(name)) and circuit.strain >= 1]
            if any(circuit.closed_at is not None and now < circuit.closed_at for circuit in broken):
                return False
            for circuit in broken:
                circuit.closed_at = now + self._cool_down_s
            return True

    def failed(self, name: str, tolerated: int) -> None:
        """Count a failure of a kind of which `tolerated` in a row break the circuit (0: never)."""
        if not tolerated:
            return
        with self._lock:
            circuit = self._circuits.setdefault(name, _Circuit())
            circuit.strain += 1 / tolerated + 1e-9
            if circuit.strain >= 1:
                circuit.closed_at = time.monotonic() + self._cool_down_s

    def succeeded(self, *names: str) -> None:
        """Mend these circuits."""
        with self._lock:
            for name in names:
                self._circuits.pop(name, None)
