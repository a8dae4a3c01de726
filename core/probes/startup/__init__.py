"""What starts by itself on this machine, and what puts itself between."""
