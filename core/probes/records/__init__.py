"""Whether the system keeps records of what happens."""
