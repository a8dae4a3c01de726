"""With which addresses this machine speaks now."""
