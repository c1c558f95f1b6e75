"""The errors a user meets: each is one sentence of what, where and what to do, with the exit code it ends in."""

from __future__ import annotations


class LandtallyError(Exception):
    """Data or checks stop the work (exit 1)."""

    exit_code = 1


class WrongUse(LandtallyError):
    """The command or its settings cannot be carried out as given (exit 2)."""

    exit_code = 2


class AnotherRun(LandtallyError):
    """Another run holds the home's lock (exit 3)."""

    exit_code = 3
