"""Which updates wait, and how old that knowledge is."""
