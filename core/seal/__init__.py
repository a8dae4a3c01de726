"""Seals: canonical JSON, Ed25519 keys, DSSE envelopes, signed notes, trusted keys."""
