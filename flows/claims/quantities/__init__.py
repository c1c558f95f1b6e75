"""Figures: areas, percentages and the numbers that they are made of."""
