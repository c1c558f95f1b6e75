"""EPSG:6933 written out, so that the sample's areas are known without the library that measures them.

Cylindrical equal-area on WGS 84 with standard parallel 30°: x grows with the longitude, y with the authalic
latitude (Snyder 1987, equations 3-12 and 10-14 to 10-17). Lines of equal x or y are meridians and parallels.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DIGITS = 11
"""Decimals of a degree in payloads: a micrometre, so that areas survive the way there and back."""

_A = 6378137.0
_F = 1 / 298.257223563
_E2 = _F * (2 - _F)
_E = math.sqrt(_E2)
_K0 = math.cos(math.radians(30)) / math.sqrt(1 - _E2 * math.sin(math.radians(30)) ** 2)


def _y(phi: Floats) -> Floats:
    sine = np.sin(phi)
    q = (1 - _E2) * (sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    return np.asarray(_A * q / (2 * _K0))


def to_plane(degrees: Floats) -> Floats:
    """Longitude and latitude, (n, 2) in degrees, to metres in EPSG:6933, same shape."""
    radians = np.radians(degrees)
    return np.column_stack([_A * _K0 * radians[:, 0], _y(radians[:, 1])])


def to_degrees(metres: Floats) -> Floats:
    """Metres in EPSG:6933, (n, 2), to longitude and latitude in degrees, rounded to `DIGITS`."""
    lon = metres[:, 0] / (_A * _K0)
    phi = np.arcsin(np.clip(metres[:, 1] * _K0 / _A, -1, 1))
    for _ in range(4):  # Newton: quadratic, and the first guess is off by less than a tenth of a degree
        slope = _A / _K0 * (1 - _E2) * np.cos(phi) / (1 - _E2 * np.sin(phi) ** 2) ** 2
        phi = phi + (metres[:, 1] - _y(phi)) / slope
    return np.asarray(np.round(np.degrees(np.column_stack([lon, phi])), DIGITS))
