"""Whether parts that the system needs are there and in order."""
