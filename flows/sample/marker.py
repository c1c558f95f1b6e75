"""How every payload of the sample says that it is one."""

from __future__ import annotations

NOTE = "SYNTHETIC SAMPLE - invented by a program to try landtally, it describes no real front"
"""The sentence that marks payloads, names and texts of the sample."""

MARKER = {"synthetic": True, "note": NOTE}
"""Members of every JSON object that the sample serves."""
