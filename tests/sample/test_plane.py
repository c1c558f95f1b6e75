"""The sample's own formulas of EPSG:6933 against PROJ."""

from __future__ import annotations

import numpy as np
from pyproj import Transformer

from flows.sample.plane import to_degrees, to_plane

PLACES = np.random.default_rng(7).uniform((20.0, 43.5), (42.0, 53.0), (2000, 2))


def test_the_formulas_give_what_proj_gives() -> None:
    there = Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)
    assert np.allclose(to_plane(PLACES), np.column_stack(there.transform(*PLACES.T)), rtol=0, atol=1e-6)


def test_degrees_as_written_lead_back_to_the_metre_within_two_micrometres() -> None:
    metres = to_plane(PLACES)
    assert np.abs(to_plane(to_degrees(metres)) - metres).max() < 2e-6
