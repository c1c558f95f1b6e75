"""According to whom a figure is told."""
