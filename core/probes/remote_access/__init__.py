"""Ways to work on this machine from afar."""
