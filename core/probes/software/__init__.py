"""Which software is installed and which programs run."""
