"""The duty book of one store."""

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from core.duty.clock import Clock, Instant, MachineClock
from core.duty.compose import Draft, of_correction, of_erasure, of_new, of_restoration, reason_of
from core.duty.form import NO_LEAF, name_key, to_entry, to_row
from core.duty.pages import DutyPages
from core.duty.sealing import is_due, named, origin_of, seal_note
from core.duty.terms import PUBLIC_KEY, REPLACES, mentions
from core.duty.typed import clean_name
from core.duty.watch import SINCE, watch
from core.model.backup import Restored
from core.model.duty import BY_PROGRAM, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.log_state import SealState
from core.model.moments import from_text, to_text
from core.model.new_entry import Correction, NewEntry
from core.seal.keys import SigningKey
from core.seal.note import NamedKey, add_signature
from core.secrets import Held, KeyPlace, Secrets
from core.store.log import NO_FILES, Head, LogRow, LogTail
from core.store.store import Store
from core.store.trouble import in_use

Compose = Callable[[], Sequence[Draft]]
"""Makes the drafts of entries inside the transaction; KnownError refuses them."""

_NOTHING = Held(place=KeyPlace.NONE)


class DutyBook(DutyPages):
    """The book: entries are added at its end and read; nothing in it is changed.

    The first entry, made together with the first one that a person writes, opens the book. With
    `secrets` the book is sealed wherever they hold a key; without a key it is chained only.
    """

    def __init__(
        self,
        store: Store,
        *,
        device: str,
        author: str,
        app_version: str,
        released: str,
        clock: Clock | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        """Name the machine, the account, the program's version and its ISO day of release."""
        super().__init__(store)
        self._device = clean_name(device)
        self._author = clean_name(author)
        self._app_version = app_version
        self._released = from_text(released)
        self._clock = MachineClock() if clock is None else clock
        self._secrets = secrets
        self._looked = False

    def add(self, new: NewEntry) -> Entry:
        """Write an entry durably and return it as stored.

        An odd clock or event time is marked, never refused. KnownError: no text, too much of it,
        an event time that cannot be read or is missing for a paper entry, a file that is not
        taken, an earlier entry that is not there, or trouble of the store; then nothing is written.
        """
        if new.kind in BY_PROGRAM:
            raise ValueError(f"{new.kind} is written by the program")
        draft, files = of_new(new, self._author, self._clock.now().wall)

        def compose() -> Sequence[Draft]:
            for each in (new.follows, new.closes):
                if each is not None and self.log.row(each) is None:
                    raise KnownError("no_entry", Exit.USAGE, seq=each)
            return (draft,)

        return self._write(compose, files={each.attachment.sha256: each.content for each in files})

    @property
    def account(self) -> str:
        """Who writes where nobody is named."""
        return self._author

    def sealing_key(self) -> SigningKey | None:
        """Return the key that seals this book now, None where there is none or it is closed."""
        return self._hold().key

    def write_together(self, compose: Compose) -> Sequence[Entry]:
        """Write what belongs together in one transaction, and return it as stored."""
        return self._append(compose)

    def correct(self, correction: Correction) -> Entry:
        """Write what takes the place of an entry, and return it; the entry itself stays.

        KnownError as for `add`; and: no reason, no such entry, one that cannot be corrected, one
        that is corrected already: then its correction is the one to be corrected.
        """
        seq = correction.seq
        draft_of = of_correction(correction, self._author, self._clock.now().wall)

        def compose() -> Sequence[Draft]:
            entry = self.entry(seq)
            if entry is None:
                raise KnownError("no_entry", Exit.USAGE, seq=seq)
            if entry.superseded_by is not None:
                by = entry.superseded_by
                raise KnownError("corrected_already", Exit.USAGE, seq=seq, number=str(by))
            if entry.kind in BY_PROGRAM and entry.kind is not EntryKind.CORRECTION:
                raise KnownError("not_correctable", Exit.USAGE, seq=seq)
            return (draft_of(entry),)

        return self._write(compose)

    def erase_attachment(self, seq: int, number: int, reason: str, author: str = "") -> Entry:
        """Erase a file of an entry (`number` from 1), leaving an entry that says so and why.

        The same content goes from every entry that has it. KnownError: no such entry or file, or
        no reason.
        """
        entry = self.entry(seq)
        if entry is None:
            raise KnownError("no_entry", Exit.USAGE, seq=seq)
        sha256 = _digest(entry, number)
        draft = of_erasure(seq, sha256, reason, clean_name(author) or self._author)
        return self._write(lambda: (draft,), erase=(sha256,))

    def note_restoration(self, done: Restored, reason: str, author: str = "") -> Entry:
        """Write that the book was restored from a copy; KnownError without a reason."""
        draft = of_restoration(done, reason, clean_name(author) or self._author)
        return self._write(lambda: (draft,))

    def attachment(self, seq: int, number: int) -> tuple[str, bytes]:
        """Return name and content of a file (`number` from 1); KnownError when it is not there."""
        entry = self.entry(seq)
        if entry is None:
            raise KnownError("no_entry", Exit.USAGE, seq=seq)
        content = self.log.file(_digest(entry, number))
        if content is None:
            raise KnownError("attachment_gone", Exit.BAD_INPUT, seq=seq)
        return entry.about.get(name_key(number), ""), content

    def seal(self, *, if_due: bool = False) -> bool:
        """Seal what is not sealed yet, if a key is open; say whether a seal was made.

        `if_due` leaves it where the last seal is recent, see `is_due`. An empty book has nothing.
        """
        if not self.log.count() or self._hold().key is None:
            return False
        sealed, _ = self.log.last_checkpoint()
        if sealed < self.log.count() or not self._is_enrolled():
            self._append(None, at_once=not if_due)
        return self.log.last_checkpoint()[0] > sealed

    def rotate_key(self, reason: str, passphrase: str = "", author: str = "") -> Entry:
        """Take a new key into use; old and new sign the entry that says so, then the old is gone.

        The new key is kept beside the old one before anything is written, and takes its place
        afterwards: a stop in between loses neither. KnownError: no reason, no open key, a book
        that is not whole, or a keyring that does not keep the new key.
        """
        if self._secrets is None or (old := self._hold().key) is None:
            raise KnownError("seal_no_key", Exit.USAGE)
        because = reason_of(reason)
        self.seal()
        if not self.verify().whole:
            raise KnownError("rotate_not_whole", Exit.BAD_INPUT)
        successor = self._secrets.prepare(passphrase)
        log_id = _log_id(LogTail(self.log.first(), self.log.last()))
        new = named(successor, log_id)
        draft = Draft(
            kind=EntryKind.KEY_ROTATED,
            author=clean_name(author) or self._author,
            reason=because,
            about={
                PUBLIC_KEY: new.to_text(),
                REPLACES: named(old, log_id).to_text(),
                "fingerprint": new.key.fingerprint,
                "account": self._author,
            },
        )

        def compose() -> Sequence[Draft]:
            if self._is_replaced(old):
                raise in_use("another window has taken a new key into use")
            return (draft,)

        entry = self._append(compose, at_once=True, successor=successor)[-1]
        # If the new key does not get to its place now, it does before the next entry.
        self._looked = False
        self._secrets.promote(successor)
        return entry

    def seal_state(self) -> SealState:
        """Say how the book is sealed on this account, without making a key."""
        held = self._held()
        first = self.log.first()
        log_id = "" if first is None else to_entry(first).log_id
        public = "" if held.key is None else named(held.key, log_id).to_text()
        return SealState(
            place=held.place,
            is_closed=held.is_closed,
            fingerprint="" if held.key is None else held.key.verify_key.fingerprint,
            public_key=public if log_id else "",
            sealed=self.log.last_checkpoint()[0],
            count=self.log.count(),
        )

    def _write(
        self, compose: Compose, *, files: Mapping[str, bytes] = NO_FILES, erase: Sequence[str] = ()
    ) -> Entry:
        return self._append(compose, files=files, erase=erase)[-1]

    def _append(
        self,
        compose: Compose | None,
        *,
        at_once: bool = False,
        files: Mapping[str, bytes] = NO_FILES,
        erase: Sequence[str] = (),
        successor: SigningKey | None = None,
    ) -> list[Entry]:
        """Write the composed entry and those that have to stand before it, sealed where due."""
        # The keyring may ask the person for a password; meanwhile nobody waits for the store.
        key = self._hold().key
        made: list[Entry] = []

        def make(tail: LogTail) -> Sequence[LogRow]:
            now = self._clock.now()
            rows: list[LogRow] = []
            log_id = _log_id(tail)
            keys = self.log.enrolled_keys()
            drafts = [] if compose is None else list(compose())
            public = "" if key is None else named(key, log_id).to_text()
            if tail.last is None or (public and public not in keys):
                drafts.insert(0, self._enrolment(tail.last is None, public))
                keys = (*keys, public)
            before = None if tail.last is None else to_entry(tail.last)
            seq, prev = (0, NO_LEAF) if tail.last is None else (tail.last.seq, tail.last.leaf)
            epoch = keys.index(public) + 1 if public else 0
            for draft in drafts:
                seq += 1
                entry = self._stamp(draft, now, before)
                row = to_row(replace(entry, seq=seq, log_id=log_id, epoch=epoch), prev)
                before, prev = to_entry(row), row.leaf
                rows.append(row)
                made.append(before)
            return rows

        def seal(head: Head) -> str | None:
            kinds = [each.kind for each in made]
            # Another window may have taken a new key into use since this one was looked up; a
            # seal of the old one would make the book wrong for ever.
            if key is None or (successor is None and self._is_replaced(key)):
                return None
            if not (at_once or is_due(self.log, head, kinds, to_text(self._clock.now().wall))):
                return None
            log_id = _log_id(LogTail(self.log.first(), self.log.last()))
            note = seal_note(head, log_id, key)
            if note is None or successor is None:
                return note
            return add_signature(note, origin_of(log_id), successor)

        self.log.append(make, mentions=mentions, seal=seal, files=files, erase=erase)
        return made

    def _enrolment(self, is_first: bool, public: str) -> Draft:
        """Return the entry that opens the book, or makes the key of this account known in it."""
        about = {"key_store": str(self._held().place)}
        if public:
            about |= {
                PUBLIC_KEY: public,
                "fingerprint": NamedKey.from_text(public).key.fingerprint,
                "account": self._author,
            }
        if not is_first:
            return Draft(kind=EntryKind.KEY_CHANGED, author=self._author, about=about)
        versions = {"app_version": self._app_version, "sqlite_version": sqlite3.sqlite_version}
        return Draft(kind=EntryKind.BOOK_OPENED, author=self._author, about={**versions, **about})

    def _stamp(self, draft: Draft, now: Instant, before: Entry | None) -> Entry:
        """Return a draft with times, device and clock; place and hashes are still to come."""
        event = draft.event or now.wall
        reading = watch(before, now, event, self._released)
        doubt = {SINCE: reading.since} if reading.since else {}
        return Entry(
            seq=0,
            log_id="",
            at=to_text(event),
            written=to_text(now.wall),
            author=draft.author,
            device=self._device,
            kind=draft.kind,
            severity=draft.severity,
            text=draft.text,
            clock_flag=reading.flag,
            prev="",
            leaf="",
            supersedes=draft.supersedes,
            reason=draft.reason,
            boot_id=now.boot_id,
            mono_ms=now.mono_ms,
            tz=now.tz,
            latest=reading.latest,
            attachments=draft.attachments,
            about={**draft.about, **doubt},
        )

    def _held(self) -> Held:
        return _NOTHING if self._secrets is None else self._secrets.held()

    def _hold(self) -> Held:
        if self._secrets is None:
            return _NOTHING
        if not self._looked:
            self._looked = True
            self._finish_rotation(self._secrets)
        held = self._secrets.provide()
        if held.key is None or not self._is_replaced(held.key):
            return held
        self._secrets.look_again()
        self._finish_rotation(self._secrets)
        held = self._secrets.provide()
        is_over = held.key is not None and self._is_replaced(held.key)
        return replace(held, key=None) if is_over else held

    def _is_replaced(self, key: SigningKey) -> bool:
        """Say whether the book has taken a key out of use, which then counts for nothing."""
        entries = [to_entry(row) for row in self.log.key_entries()]
        return any(
            each.kind is EntryKind.KEY_ROTATED
            and each.about.get(REPLACES) == named(key, each.log_id).to_text()
            for each in entries
        )

    def _finish_rotation(self, secrets: Secrets) -> None:
        """Take a key into use that a rotation wrote down before the program was stopped.

        Where that does not succeed it waits, and what is written meanwhile is chained only.
        """
        prepared = secrets.prepared()
        if prepared is not None and any(
            NamedKey.from_text(each).key == prepared for each in self.log.enrolled_keys()
        ):
            with suppress(KnownError):
                secrets.promote(None)

    def _is_enrolled(self) -> bool:
        return self.seal_state().public_key in self.log.enrolled_keys()


def _log_id(tail: LogTail) -> str:
    """Return the book's id from the first or last entry that can be read; a new one if neither."""
    found = (to_entry(row).log_id for row in tail if row is not None)
    return next((each for each in found if each), "") or os.urandom(16).hex()


def _digest(entry: Entry, number: int) -> str:
    if not 1 <= number <= len(entry.attachments):
        raise KnownError("attachment_none", Exit.USAGE, seq=entry.seq, number=str(number))
    return entry.attachments[number - 1].sha256
