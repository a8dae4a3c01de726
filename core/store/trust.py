"""Trusted keys, what went up and what was acknowledged, as stored."""

from dataclasses import replace
from typing import cast

from core.model.exchange import KeyCard, KeyScope, Receipt
from core.store.database import Row
from core.store.tables import Tables

KEYS = (
    """
    CREATE TABLE trusted_key (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        owner TEXT NOT NULL,
        unit TEXT NOT NULL,
        scope TEXT NOT NULL,
        enrolled TEXT NOT NULL,
        revoked TEXT NOT NULL,
        successor TEXT NOT NULL,
        asset TEXT NOT NULL
    ) STRICT
    """,
)

SENDING = (
    """
    CREATE TABLE bundle_sent (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        file TEXT NOT NULL,
        size INTEGER NOT NULL,
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE receipt (
        bundle TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        receiver TEXT NOT NULL,
        size INTEGER NOT NULL,
        note TEXT NOT NULL
    ) STRICT
    """,
)

_KEY = (
    "SELECT id, name, text, fingerprint, owner, unit, scope, enrolled, revoked, successor, asset"
    " FROM trusted_key "
)
_RECEIPT = "SELECT bundle, at, receiver, size, note FROM receipt "


class TrustedKeyRows:
    """The keys whose seals count here, revoked ones too."""

    def __init__(self, tables: Tables) -> None:
        """Read and write through a database."""
        self._tables = tables

    def all(self) -> tuple[KeyCard, ...]:
        """Return every key, the newest first."""
        rows = self._tables.read(_KEY + "ORDER BY enrolled DESC, id")
        return tuple(_card(row) for row in rows)

    def find(self, key_id: str) -> KeyCard | None:
        """Return one key, or None."""
        rows = self._tables.read(_KEY + "WHERE id = ?", (key_id,))
        return _card(rows[0]) if rows else None

    def put(self, *cards: KeyCard) -> None:
        """Store keys, each in place of what is stored under its id; all of them or none."""
        with self._tables.write() as writing:
            writing.executemany(
                "INSERT INTO trusted_key (id, name, text, fingerprint, owner, unit, scope,"
                " enrolled, revoked, successor, asset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, unit = excluded.unit,"
                " scope = excluded.scope, revoked = excluded.revoked,"
                " successor = excluded.successor, asset = excluded.asset",
                [
                    (
                        each.id,
                        each.name,
                        each.text,
                        each.fingerprint,
                        each.owner,
                        each.unit,
                        each.scope.value,
                        each.enrolled,
                        each.revoked,
                        each.successor,
                        each.asset,
                    )
                    for each in cards
                ],
            )


class SendingRows:
    """What this machine sent upward, and the receipts that came back."""

    def __init__(self, tables: Tables) -> None:
        """Read and write through a database."""
        self._tables = tables

    def add_sent(self, bundle: str, at: str, file: str, size: int, note: str) -> None:
        """Remember a bundle: its id, when (ISO), under which name, the checkpoint in it."""
        with self._tables.write() as writing:
            writing.execute(
                "INSERT INTO bundle_sent (id, at, file, size, note) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO NOTHING",
                (bundle, at, file, size, note),
            )

    def sent(self, bundle: str) -> tuple[str, str] | None:
        """Return under which name a bundle went up and the checkpoint in it; None if not from here.

        The checkpoint is empty where no log went along.
        """
        rows = self._tables.read("SELECT file, note FROM bundle_sent WHERE id = ?", (bundle,))
        return cast("tuple[str, str]", tuple(rows[0])) if rows else None

    def notes(self, limit: int) -> tuple[str, ...]:
        """Return the checkpoints of different sizes that went up last, newest first."""
        rows = self._tables.read(
            "SELECT size, max(note) FROM bundle_sent WHERE size > 0"
            " GROUP BY size ORDER BY size DESC LIMIT ?",
            (limit,),
        )
        return tuple(cast(str, note) for _, note in rows)

    def acknowledged(self) -> Receipt | None:
        """Return the receipt for the longest log, or None."""
        rows = self._tables.read(_RECEIPT + "ORDER BY size DESC LIMIT 1")
        return _receipt(rows[0]) if rows else None

    def receipts(self) -> tuple[Receipt, ...]:
        """Return every receipt, newest first."""
        rows = self._tables.read(_RECEIPT + "ORDER BY at DESC, bundle")
        return tuple(_receipt(row) for row in rows)

    def add_receipt(self, receipt: Receipt) -> None:
        """Store a receipt; the first one for a bundle stays."""
        with self._tables.write() as writing:
            writing.execute(
                "INSERT INTO receipt (bundle, at, receiver, size, note) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (bundle) DO NOTHING",
                (receipt.bundle, receipt.at, receipt.receiver, receipt.size, receipt.note),
            )


def _card(row: Row) -> KeyCard:
    texts = cast("tuple[str, str, str, str, str, str, str, str, str, str, str]", row)
    key_id, name, text, fingerprint, owner, unit, scope, enrolled, revoked, successor, asset = texts
    card = KeyCard(
        id=key_id,
        name=name,
        text=text,
        fingerprint=fingerprint,
        owner=owner,
        unit=unit,
        scope=KeyScope(scope),
        enrolled=enrolled,
    )
    return replace(card, revoked=revoked, successor=successor, asset=asset)


def _receipt(row: Row) -> Receipt:
    bundle, at, receiver, size, note = cast("tuple[str, str, str, int, str]", row)
    return Receipt(bundle=bundle, at=at, receiver=receiver, size=size, note=note)
