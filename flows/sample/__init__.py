"""A synthetic world to try landtally in: a schematic front, served on loopback in the real services' shapes.

The world itself is built when the server is first asked; `planted` tells what a tally of it must find.
"""

from __future__ import annotations

from flows.sample.marker import MARKER, NOTE
from flows.sample.server import sample_server, sample_settings, serving
from flows.sample.span import FIRST_DAY, LAST_DAY, NOW

__all__ = ["FIRST_DAY", "LAST_DAY", "MARKER", "NOTE", "NOW", "sample_server", "sample_settings", "serving"]
