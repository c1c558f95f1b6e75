"""Checked claims as rows, JSON, tables and pages."""
