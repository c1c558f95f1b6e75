"""landtally: who holds how much land in Ukraine, what changed, and whether the figure in the news holds up."""

from importlib.metadata import version

__version__ = version("landtally")
