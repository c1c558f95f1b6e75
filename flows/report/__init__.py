"""The page that a release carries, for whoever opens it: an analyst, a journalist, an aid agency."""
