"""Whether the machine updates itself."""
