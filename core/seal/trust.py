"""Trusted keys: whose seals count, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.seal.keys import VerifyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedKey:
    """A public key, whose it is, and since which ISO day it is revoked (empty: it is not)."""

    key: VerifyKey
    owner: str
    revoked: str = ""

    def holds_on(self, day: str) -> bool:
        """Say whether what was sealed on an ISO day with this key still counts."""
        return not self.revoked or day < self.revoked


class TrustedKeys:
    """An unchanging set of trusted keys; adding and revoking give a new set."""

    __slots__ = ("_by_id",)

    def __init__(self, keys: Iterable[TrustedKey] = ()) -> None:
        """Take the keys; a later one with the same id replaces an earlier one."""
        self._by_id: dict[str, TrustedKey] = {each.key.id: each for each in keys}

    def add(self, key: VerifyKey, owner: str) -> "TrustedKeys":
        """Return a set that trusts one key more; ValueError for a revoked one: that is final."""
        known = self._by_id.get(key.id)
        if known is not None and known.revoked:
            raise ValueError(f"key {key.id} is revoked since {known.revoked}")
        return TrustedKeys((*self.all(), TrustedKey(key=key, owner=owner)))

    def revoke(self, key_id: str, day: str) -> "TrustedKeys":
        """Return a set in which a key counts only for what was sealed before an ISO day.

        The earliest day given for a key stays. KeyError when the key is not here.
        """
        known = self._by_id[key_id]
        day = min(day, known.revoked) if known.revoked else day
        return TrustedKeys((*self.all(), replace(known, revoked=day)))

    def find(self, key_id: str) -> TrustedKey | None:
        """Return the key of an id, also a revoked one, or None."""
        return self._by_id.get(key_id)

    def all(self) -> tuple[TrustedKey, ...]:
        """Return every key, also revoked ones, in the order they were added."""
        return tuple(self._by_id.values())
