"""Which programs run now, and from where."""
