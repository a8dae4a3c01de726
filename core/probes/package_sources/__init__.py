"""Where Linux packages come from, and whether they have to be signed."""
