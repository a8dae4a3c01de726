"""Packed files that say of themselves what is not so."""

import io
import zipfile


def longer_than_the_file() -> bytes:
    """Return a packed file with a part that is said to go on behind the end."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.xml", b"<a/>")
    bent = bytearray(held.getvalue())
    at = bent.rindex(b"PK\x01\x02") + 20
    bent[at : at + 8] = (10**6).to_bytes(4, "little") * 2
    return bytes(bent)
