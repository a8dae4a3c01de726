"""How this machine starts and what protects its drives."""
