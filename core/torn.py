"""Torn: what the standard library raises for a packed file in pieces."""

import zipfile
import zlib

TORN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)
"""Reading a zip: no zip, a broken stream, an early end, a password, an unknown way of packing."""
