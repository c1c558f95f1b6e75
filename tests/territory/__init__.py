"""Tests of the geometry, in a small world of their own."""
