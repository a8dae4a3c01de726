"""Ways to sign in: unasked, from afar without a password, long unused."""
