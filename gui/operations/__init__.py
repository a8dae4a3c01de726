"""One small function for each thing a person can do; a file for each page."""
