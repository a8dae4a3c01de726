"""Accounts, who administers, and when passwords were changed. Never a password or its hash."""
