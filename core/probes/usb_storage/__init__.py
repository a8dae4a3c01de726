"""Which USB storage was seen on this machine."""
