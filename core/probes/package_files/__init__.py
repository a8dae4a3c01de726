"""Files of packages that are not as their packages brought them."""
