"""Whether an installed update still waits for a restart."""
