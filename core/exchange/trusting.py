"""Trusting: whose seals count here. A key counts once a person compared its fingerprint."""

from collections.abc import Callable
from dataclasses import replace

from core.model.errors import Exit, KnownError
from core.model.exchange import KeyCard, KeyScope
from core.model.moments import is_day
from core.seal.note import NamedKey
from core.seal.trust import TrustedKey, TrustedKeys
from core.store.received import Received
from core.store.trust import TrustedKeyRows


def trusted_keys(cards: tuple[KeyCard, ...], *scopes: KeyScope) -> TrustedKeys:
    """Return stored keys of some scopes as the seals are checked with; revoked ones too."""
    return TrustedKeys(
        TrustedKey(key=NamedKey.from_text(each.text).key, owner=each.owner, revoked=each.revoked)
        for each in cards
        if each.scope in scopes
    )


def read_key(text: str) -> NamedKey:
    """Read a key as it is handed over, one word in a text; KnownError when there is none."""
    for word in text.split():
        try:
            return NamedKey.from_text(word)
        except ValueError:
            continue
    raise KnownError("exchange.key_unread", Exit.BAD_INPUT)


class Trust:
    """The trusted keys of one store."""

    def __init__(self, store: Callable[[], Received]) -> None:
        """Read and write through a store, opened at first use."""
        self._store = store

    @property
    def _rows(self) -> TrustedKeyRows:
        return self._store().trusted_keys

    def cards(self) -> tuple[KeyCard, ...]:
        """Return every key that was ever trusted, the newest first."""
        return self._rows.all()

    def enrol(
        self, text: str, fingerprint: str, owner: str, unit: str, scope: KeyScope, day: str
    ) -> KeyCard:
        """Trust a key from an ISO day on; `fingerprint` is what its holder read out.

        KnownError when the fingerprint is that of another key, when the key was revoked (that is
        final), or when whose it is was not said.
        """
        named = read_key(text)
        _compare(named, fingerprint)
        if not owner.strip() or (not unit.strip() and scope is not KeyScope.RECEIVER):
            raise KnownError("exchange.key_owner", Exit.USAGE)
        known = self._rows.find(named.key.id)
        if known is not None and known.revoked:
            raise KnownError("exchange.key_revoked", Exit.USAGE, date=known.revoked)
        card = _card(named, owner.strip(), unit.strip(), scope, day)
        if known is not None:
            card = replace(card, enrolled=known.enrolled, asset=known.asset)
        self._rows.put(card)
        return card

    def rotate(self, old: str, text: str, fingerprint: str, day: str) -> KeyCard:
        """Trust a new key in the place of an old one, which counts only before an ISO day."""
        before = self.find(old)
        if before.revoked:
            raise KnownError("exchange.key_revoked", Exit.USAGE, date=before.revoked)
        named = read_key(text)
        _compare(named, fingerprint)
        known = self._rows.find(named.key.id)
        if known is not None:
            raise KnownError("exchange.key_known", Exit.USAGE, name=known.owner)
        after = _card(named, before.owner, before.unit, before.scope, day)
        after = replace(after, asset=before.asset)
        self._rows.put(replace(before, revoked=day, successor=after.id), after)
        return after

    def revoke(self, key: str, day: str) -> KeyCard:
        """End trust in a key from an ISO day on, for good; the earliest day given stays.

        KnownError for a day in another form: days are compared as text, so that the key of such a
        one would go on counting.
        """
        if not is_day(day):
            raise KnownError("day_typed", Exit.USAGE, text=day)
        before = self.find(key)
        after = replace(before, revoked=min(day, before.revoked or day))
        self._rows.put(after)
        return after

    def find(self, key: str) -> KeyCard:
        """Return the key of an id, of the beginning of one, or of a fingerprint; KnownError."""
        wanted = _plain(key)
        found = [
            each
            for each in self._rows.all()
            if each.id.startswith(key.lower()) or _plain(each.fingerprint).startswith(wanted)
        ]
        if len(found) != 1 or not wanted:
            raise KnownError("exchange.key_not_found", Exit.USAGE, text=key, count=len(found))
        return found[0]


def _compare(named: NamedKey, fingerprint: str) -> None:
    if _plain(fingerprint) != _plain(named.key.fingerprint):
        raise KnownError("exchange.fingerprint_other", Exit.BAD_INPUT, named.key.fingerprint)


def _plain(fingerprint: str) -> str:
    return "".join(each for each in fingerprint.upper() if each.isalnum())


def _card(named: NamedKey, owner: str, unit: str, scope: KeyScope, day: str) -> KeyCard:
    return KeyCard(
        id=named.key.id,
        name=named.name,
        text=named.to_text(),
        fingerprint=named.key.fingerprint,
        owner=owner,
        unit=unit,
        scope=scope,
        enrolled=day,
    )
