"""What time the machine thinks it is, and what there is to compare it with."""
