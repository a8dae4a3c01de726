"""What backup programs on this machine wrote down about their own last work."""
