"""Qt models over the frozen values of the core."""
