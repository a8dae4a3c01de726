"""What the event service of WMI runs by itself."""
