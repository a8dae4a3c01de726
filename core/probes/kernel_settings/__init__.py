"""Switches of the Linux kernel."""
