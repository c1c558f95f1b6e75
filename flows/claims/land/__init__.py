"""What is said of an area of land: who has it, who took it, or that it is no claim at all."""
