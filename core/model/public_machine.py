"""By what a machine goes in what is public: the same each time, and nobody can tell which it is."""

import hashlib

_MARK = b"trucan public machine "
_NAME_LENGTH = 8


def public_id(asset: str) -> str:
    """Return the id that a machine of an id has at the public level."""
    return hashlib.sha256(_MARK + asset.encode()).hexdigest()


def public_name(public: str) -> str:
    """Return what a machine of a public id is called."""
    return public[:_NAME_LENGTH]
