"""Where: settlements, oblasts, the country."""
