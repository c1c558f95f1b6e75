"""An article as bytes to the clauses of its sentences."""
