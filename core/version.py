"""Which version this is, and from which day: a clock before that day is certainly wrong."""

VERSION = "0.1.0"
RELEASE_DAY = "2026-11-22"
"""ISO day; renewed together with VERSION at each release."""
