"""The face without a window: one file for each command, found without a list."""
