"""Whether the programs that start by themselves are signed."""
