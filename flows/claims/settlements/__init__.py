"""What is said of settlements."""
