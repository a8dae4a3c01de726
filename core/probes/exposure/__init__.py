"""What waits for others: open ports, and rules of the firewall that let them in."""
