"""A synthetic world to try landtally in: a schematic front, served on loopback in the real services' shapes."""
