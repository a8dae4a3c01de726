"""What the program is measured against: the same work with nothing of the program around it."""
