"""What this machine shares, and how it speaks with file servers."""
