"""Spans of time: what they are called, which days they mean, and which figure they belong to."""
