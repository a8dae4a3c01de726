"""Probes: readers of the operating system. A probe reads and never judges."""
