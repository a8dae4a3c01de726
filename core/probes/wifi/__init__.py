"""Remembered wireless networks."""
