"""Leaves: the hashes that chain the entries; in a file of its own because reading needs none."""

from hashlib import sha256

NO_LEAF = bytes(32)
"""What stands before the first entry."""

_LEAF_PREFIX = b"\x00"


def leaf_of(canon: bytes) -> bytes:
    """Return the hash of an entry as a leaf of its tree (RFC 6962 2.1)."""
    return sha256(_LEAF_PREFIX + canon).digest()
