"""Everything Trực An knows and does, without a window."""
