"""The tables of words that the reader's grammar is made of."""
