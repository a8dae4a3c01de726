"""How a USB device is known without its serial number leaving the machine."""

import hashlib

_SALT = b"truc-an usb storage 1\n"
_LENGTH = 12


def mark_of(serial: str) -> str:
    """Return a short digest: the same stick has the same mark on every machine of the office."""
    return hashlib.sha256(_SALT + serial.strip().upper().encode()).hexdigest()[:_LENGTH]
