"""Switches of Windows that malware likes to find open."""
