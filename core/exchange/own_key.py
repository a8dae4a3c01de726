"""The key of this account, as it is shown to be compared: letters to read out, a QR to scan."""

from core.exchange.closing import receiving_key
from core.model.exchange import OwnKey
from core.seal.note import NamedKey
from core.secrets import Held


def describe(held: Held, name: str) -> OwnKey:
    """Return what is shown of a key as far as it is open."""
    if held.key is None:
        return OwnKey(place=held.place.value, is_closed=held.is_closed)
    named = NamedKey(name, held.key.verify_key)
    return OwnKey(
        place=held.place.value,
        is_closed=False,
        fingerprint=named.key.fingerprint,
        text=named.to_text(),
        receiving=receiving_key(held.key),
        picture=picture_of(named.to_text()),
    )


def picture_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code of a text with its quiet edge, True where it is dark."""
    import segno

    code = segno.make(text, micro=False, error="m")
    return tuple(tuple(bool(cell) for cell in row) for row in code.matrix_iter(border=4))
