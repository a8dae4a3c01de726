"""Whether the screen locks by itself."""
