"""Signing: a person's own certificate on a token puts a signature into a PDF."""
