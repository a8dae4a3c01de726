"""What machine this is, and with which rights it is read."""
