"""The parts of the pages, one in each file."""
