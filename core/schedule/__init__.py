"""Schedule: the daily check, started by the operating system without a window."""
