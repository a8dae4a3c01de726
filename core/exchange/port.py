"""The port to bundles: making one, verifying one, receipts, and the key of this account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError
from core.model.exchange import KeyScope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.exchange.noting import Book
    from core.exchange.opening import ReadRun
    from core.model.exchange import (
        BundleCard,
        BundleMade,
        BundleRequest,
        FileResult,
        OwnKey,
        Receipt,
    )
    from core.model.run import Run
    from core.policy.settings import SettingsFile
    from core.secrets import Secrets
    from core.store.store import Store
    from core.words import Words

LEVELS = ("public", "internal", "full")

KEY_NAME = "trucan/bundle"
"""Under which name keys of bundles are handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where bundles get what other rooms have: each is asked only when a bundle needs it.

    `redacted` leaves out of a run what a level does not allow, `may_leave` says whether the
    canonical bytes of a duty entry may go at a level, `seal_book` seals the duty book.
    """

    run_of: Callable[[str], Run]
    write_run: Callable[[Run], bytes]
    read_run: ReadRun
    redacted: Callable[[Run, str], Run]
    may_leave: Callable[[bytes, str], bool]
    seal_book: Callable[[], object]
    secrets: Callable[[], Secrets]


class Bundles:
    """What the faces may ask of bundles."""

    def __init__(
        self,
        store: Callable[[], Store],
        settings: SettingsFile,
        sources: Sources,
        version: str,
        words: Callable[[], Words],
        book: Book,
    ) -> None:
        """Take the ways to the store, opened at first use, to other rooms, words and duty book."""
        self._words = words
        self._book = book
        self._store = store
        self._settings = settings
        self._sources = sources
        self._version = version

    def make(self, request: BundleRequest, folder: Path) -> BundleMade:
        """Write a bundle into a folder and remember what went up.

        KnownError: a machine for state secrets, an unknown run or level, a document that is none,
        a wrong receiving key, or a folder that cannot be written.
        """
        from core.exchange.sending import send
        from core.whole_file import write_new

        sent = send(request, self._sources, self._store(), self._settings.read(), self._version)
        path = write_new(folder, sent.name, sent.content)
        sent.remember(self._store().sending, path.name)
        return sent.made(path)

    def as_bytes(self, request: BundleRequest) -> tuple[str, bytes]:
        """Return name and content of a bundle, for a folder that is written as a whole."""
        from core.exchange.sending import send

        sent = send(request, self._sources, self._store(), self._settings.read(), self._version)
        sent.remember(self._store().sending, sent.name)
        return sent.name, sent.content

    def verify(self, file: Path, key: str | None = None) -> BundleCard | FileResult:
        """Say what a bundle holds and what is proven of it, or why it is refused.

        Only a public key is needed: `key` is its text; without it the keys trusted here count.
        KnownError for a text without a key.
        """
        from core.exchange.verifying import verify_file

        held = self._sources.secrets().held().key
        return verify_file(file, key, self._store(), self._sources.read_run, held)

    def export(
        self, run_id: str, forms: Sequence[str], folder: Path, level: str
    ) -> tuple[Path, ...]:
        """Write a run for other tools, as far as a level allows; KnownError as for `make`."""
        from core.exchange import ocsf, oscal
        from core.whole_file import write_new

        if self._settings.read().state_secrets:
            raise KnownError("exchange.state_secrets", Exit.NO_RIGHT)
        if level not in LEVELS:
            raise KnownError("unknown_level", Exit.USAGE, text=level)
        run = self._sources.redacted(self._sources.run_of(run_id), level)
        words = self._words()
        made: dict[str, bytes] = {}
        if "ocsf" in forms:
            lines = ocsf.lines_of(run, words)
            made["ocsf.jsonl"] = "".join(f"{each}\n" for each in lines).encode()
        if "oscal" in forms:
            made["oscal.json"] = oscal.document_of(run, words)
        return tuple(
            write_new(folder, f"TRUCAN_{run.id}_{name}", body) for name, body in made.items()
        )

    def own_key(self) -> OwnKey:
        """Return the key of this account with all that is needed to compare it; makes none."""
        from core.exchange.own_key import describe

        return describe(self._sources.secrets().held(), KEY_NAME)

    def provide_key(self) -> OwnKey:
        """Return the key of this account, making one where the system keeps it safe."""
        from core.exchange.own_key import describe

        return describe(self._sources.secrets().provide(), KEY_NAME)

    def take_receipt(self, file: Path) -> tuple[Receipt, Change]:
        """Store a receipt that came back, and note it in the duty book, once.

        KnownError when it is none, of an unknown receiver, for a bundle that did not go from here,
        or for another state of our log than went with it.
        """
        from core.exchange.noting import note_receipt
        from core.exchange.receipts import FILE_LIMIT, read_receipt, vouches_for
        from core.exchange.trusting import trusted_keys

        store = self._store()
        trusted = trusted_keys(store.trusted_keys.all(), KeyScope.RECEIVER)
        receipt = read_receipt(_read(file, FILE_LIMIT), trusted, _today())
        sent = store.sending.sent(receipt.bundle)
        if sent is None:
            raise KnownError("exchange.receipt_elsewhere", Exit.BAD_INPUT)
        sent_as, note = sent
        if not vouches_for(receipt, note):
            raise KnownError("exchange.receipt_refused", Exit.BAD_INPUT, "another checkpoint")
        note_receipt(receipt, sent_as, file, self._book, self._words())
        store.sending.add_receipt(receipt)
        return receipt, Change(frozenset({Kind.DUTY}))

    def receipts(self) -> tuple[Receipt, ...]:
        """Return the receipts that came back, newest first."""
        return self._store().sending.receipts()


def _read(file: Path, limit: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error


def _today() -> str:
    from datetime import datetime

    from core.model.moments import VIETNAM

    return datetime.now(VIETNAM).date().isoformat()
