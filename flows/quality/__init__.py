"""The gates: Great Expectations pushed down into DuckDB, in one child process, with a page of what was found."""
