"""Known keys: the trusted keys of a store, looked up one by one, however many there are."""

from functools import lru_cache

from core.model.exchange import KeyCard, KeyScope
from core.seal.note import NamedKey
from core.seal.trust import TrustedKey, TrustedKeys
from core.store.trust import TrustedKeyRows

KEPT = 5000
"""Keys that are remembered at once."""


class KnownKeys(TrustedKeys):
    """The keys that may seal bundles. A seal that does not name its key is of none of them."""

    __slots__ = ("card", "find_key")

    def __init__(self, rows: TrustedKeyRows) -> None:
        """Look keys up in a store."""
        super().__init__()
        self.card = lru_cache(KEPT)(rows.find)
        self.find_key = lru_cache(KEPT)(self._trusted)

    def find(self, key_id: str) -> TrustedKey | None:
        """Return the key of an id, also a revoked one, or None."""
        return self.find_key(key_id)

    def _trusted(self, key_id: str) -> TrustedKey | None:
        card = self.card(key_id)
        return None if card is None else trusted_key(card)


def trusted_key(card: KeyCard) -> TrustedKey | None:
    """Return a stored key as seals of bundles are checked with; None for a receiver's."""
    if card.scope is KeyScope.RECEIVER:
        return None
    key = NamedKey.from_text(card.text).key
    return TrustedKey(key=key, owner=card.owner, revoked=card.revoked)
