"""The port to consolidation: taking in what comes from below, and the board of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.exchange.port import KEY_NAME
from core.model.board import Unit
from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.exchange import Fate, KeyScope, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from typing import IO

    from core.exchange.port import Sources
    from core.exchange.receiving import Receiver
    from core.model.board import Alarm, Board, HeldBack, MachineRow, Trace
    from core.model.exchange import FileResult, KeyCard
    from core.model.progress import Cancel
    from core.store.received import Received
    from core.words import Words

_CHANGED = frozenset({Kind.RECEIVED})
_BY_UNIT = frozenset((Why.UNIT_UNKNOWN, Why.KEY_ELSEWHERE))
"""Reasons that another tree of units may settle."""


class Consolidation:
    """What the faces may ask of what came from below."""

    def __init__(
        self,
        store: Callable[[], Received],
        sources: Sources,
        receiver_name: Callable[[], str],
        words: Callable[[], Words],
        now: Callable[[], str],
    ) -> None:
        """Take the ways to the store, the other rooms, this office's name, the words, the time."""
        self._words = words
        self._now = now
        self._store = store
        self._sources = sources
        self._receiver_name = receiver_name

    def take_file(self, file: Path) -> FileResult:
        """Take one bundle in; see `take_folder`."""
        from core.exchange.places import candidate_of

        return next(self._receiver().receive([candidate_of(file)]))

    def take_folder(self, folder: Path, cancel: Cancel | None = None) -> Iterator[FileResult]:
        """Take every bundle below a folder in, and yield what became of each file.

        Each is verified and stored as a whole or not at all; nothing outside the store is
        written. Cancelled, it ends after the files that are stored already.
        """
        from core.exchange.places import candidates

        found = candidates(folder)
        yield from self._receiver().receive(
            each for each in found if cancel is None or not cancel.requested
        )

    def watch_folder(
        self, folder: Path, cancel: Cancel, wait: Callable[[], object]
    ) -> Iterator[FileResult]:
        """Take in what comes into a folder until cancelled; `wait` lets time pass between looks.

        Any program that moves files may bring them: one that is still being written is left.
        """
        from core.exchange.places import watched

        for batch in watched(folder, cancel, wait):
            yield from self._receiver().receive(batch)

    def take_stream(self, stream: IO[bytes]) -> Iterator[FileResult]:
        """Take in the bundles of a tar stream as they come."""
        from core.exchange.places import streamed

        yield from self._receiver().receive(streamed(stream))

    def write_lake(self, folder: Path) -> int:
        """Write every finding held as Parquet by week and province; see `core.store.lake`."""
        from core.store.lake import write_lake

        parents = {each.code: each.parent for each in self.units()}

        def province(unit: str) -> str:
            while parents.get(unit):
                unit = parents[unit]
            return unit

        return write_lake(self._store().board, folder, province)

    def ask_lake(
        self, folder: Path, question: str
    ) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
        """Return headings and rows that answer a question to the files of a lake."""
        from core.store.lake import ask_lake

        return ask_lake(folder, question)

    def write_receipts(self, folder: Path) -> int:
        """Write a receipt for each bundle that counts now, to send back; return how many.

        KnownError when this account has no open key, or the folder cannot be written.
        """
        from core.exchange.receipts import ENDING, Received, write_receipt
        from core.whole_file import new_path, write_together

        key = self._sources.secrets().provide().key
        if key is None:
            raise KnownError("exchange.receipt_key", Exit.NO_RIGHT)
        receiver = self._receiver_name()
        found = self._store().board.receivable()

        def files() -> Iterator[tuple[Path, bytes]]:
            for machine, bundle, at, note in found:
                given = Received(bundle=bundle, at=at, note=note)
                body = write_receipt(given, receiver, KEY_NAME, key)
                yield new_path(folder, f"{machine} {bundle[:12]}{ENDING}"), body

        write_together(files())
        return len(found)

    def enrol(
        self, key: str, fingerprint: str, owner: str, unit: str, scope: KeyScope
    ) -> tuple[KeyCard, tuple[FileResult, ...]]:
        """Trust a key for a unit (its code or its name), and take in what waited for it.

        A unit that is not in the tree is added at the top; see `Trust.enrol` for what is refused.
        """
        from core.exchange.trusting import Trust

        code = self._unit_code(unit) if unit.strip() else ""
        card = Trust(self._store).enrol(key, fingerprint, owner, code, scope, self._today())
        is_below = bool(code) and scope is not KeyScope.RECEIVER
        taken = self._provide_unit(code, unit) if is_below else ()
        return card, (*taken, *self._retry_key(card.fingerprint))

    def rotate(
        self, old: str, key: str, fingerprint: str
    ) -> tuple[KeyCard, tuple[FileResult, ...]]:
        """Trust a new key in the place of an old one from today, and take in what waited."""
        from core.exchange.trusting import Trust

        card = Trust(self._store).rotate(old, key, fingerprint, self._today())
        return card, self._retry_key(card.fingerprint)

    def revoke(self, key: str, day: str = "") -> KeyCard:
        """End trust in a key from an ISO day on, today if none is given, for good."""
        from core.exchange.trusting import Trust

        return Trust(self._store).revoke(key, day or self._today())

    def held_back(self) -> tuple[HeldBack, ...]:
        """Return the files that wait for a decision."""
        return self._store().board.held_back()

    def accept(self, digest: str, unit: str) -> tuple[FileResult, ...]:
        """Count an unsealed file for a unit although nothing proves who sent it; it stays marked.

        Its result comes first, then those of files that waited for the unit where it is new.
        KnownError when no such file waits, or when it waits for something else.
        """
        held = self._held(digest)
        if held is None or held.why is not Why.UNSIGNED:
            raise KnownError("exchange.not_waiting", Exit.USAGE, text=digest)
        code = self._unit_code(unit)
        taken = self._provide_unit(code, unit)
        body = self._store().board.held_body(held.digest) or b""
        return (self._receiver().accept(held.file, body, code), *taken)

    def drop(self, digest: str) -> tuple[HeldBack, Change]:
        """Refuse a file that waits for a decision; its name and reason stay, its content goes.

        Brought again, it waits again. KnownError when no such file waits.
        """
        from core.store.received_rows import StoredHeldBack

        held = self._held(digest)
        if held is None:
            raise KnownError("exchange.none_waits", Exit.USAGE, text=digest)
        stored = StoredHeldBack(
            digest=held.digest,
            file=held.file,
            at=held.at,
            why=held.why.value,
            unit=held.unit,
            machine=held.machine,
            fingerprint=held.fingerprint,
            key_text=held.key_text,
            body=self._store().board.held_body(held.digest) or b"",
        )
        self._store().consolidated.drop_held(held.digest, Fate.REFUSED.value)

        def hold() -> Change:
            self._store().consolidated.hold_again(stored, Fate.HELD_BACK.value)
            return Change(_CHANGED)

        return held, Change(_CHANGED, Undo("exchange.waiting.undo", hold))

    def alarms(self) -> tuple[Alarm, ...]:
        """Return every alarm, those nobody settled first."""
        return self._store().board.alarms()

    def settle(self, number: int, who: str, why: str, *, take_log: bool = False) -> None:
        """Close an alarm, saying who decided what; with `take_log` hold the log that came.

        KnownError when there is no such open alarm, when who or why is missing, or when the alarm
        is not about a log.
        """
        from core.exchange.settling import settle

        settle(self._store(), number, who, why, take_log, self._now())

    def units(self) -> tuple[Unit, ...]:
        """Return the tree of units."""
        return self._store().board.units()

    def unit_of(self, typed: str) -> Unit:
        """Return the unit of a code or name; KnownError where none or several are called so."""
        found = self._called(typed)
        if found is None:
            raise KnownError("exchange.unit_unknown", Exit.USAGE, text=typed.strip())
        return found

    def take_units(self, file: Path) -> tuple[int, tuple[FileResult, ...]]:
        """Take the tree of units from a table; return how many, and as `put_units`.

        KnownError names a wrong line.
        """
        from core.exchange.units import read_units

        found = read_units(file)
        return len(found), self.put_units(found)

    def put_units(self, units: Sequence[Unit]) -> tuple[FileResult, ...]:
        """Store units, each in place of the one of its code, and take in what waited for them.

        Returns what became of the files that wait no longer.
        """
        from core.words import fold

        self._store().consolidated.put_units(
            [
                (each.code, each.name, fold(each.name), each.parent, each.due, each.machines,
                 each.contact)
                for each in units
            ]
        )  # fmt: skip
        return tuple(
            each
            for each in self._retry(lambda held: held.why in _BY_UNIT)
            if each.fate is not Fate.HELD_BACK
        )

    def start_round(self, title: str, since: str, due: str) -> None:
        """Collect anew: runs from a day on count, until a deadline; both as typed."""
        from core.exchange.units import due_of
        from core.model.moments import to_text

        try:
            begin = to_text(_beginning(since)) if since else ""
            end = due_of(due) if due else ""
        except (ValueError, OverflowError) as error:
            raise KnownError("exchange.round_day", Exit.USAGE, str(error)) from error
        self._store().consolidated.start_round(title.strip(), begin, end)

    def board(self, below: str = "") -> Board:
        """Return the board now, of all units or of one (its code or name) and those below it.

        KnownError as for `unit_of`.
        """
        from core.exchange.boarding import build_board

        code = self.unit_of(below).code if below else ""
        return build_board(self._store().board, self._now(), code)

    def reminder(self, board: Board) -> str:
        """Return the text to send to those who have not handed in; empty when nobody is missing."""
        from core.exchange.reminding import reminder

        return reminder(board, self._words())

    def machines(self, unit: str) -> tuple[MachineRow, ...]:
        """Return the machines of a unit."""
        return self._store().board.machines(unit)

    def search(self, typed: str, limit: int = 200) -> tuple[MachineRow, ...]:
        """Return machines by name, tag or place, without marks and case."""
        from core.words import fold

        return self._store().board.search(fold(typed.strip()), limit)

    def trace(self, unit: str, asset: str) -> tuple[Trace, ...]:
        """Return every bundle received of a machine."""
        return self._store().board.trace(unit, asset)

    def _held(self, digest: str) -> HeldBack | None:
        """Return the one file that waits whose digest begins so."""
        found = [each for each in self.held_back() if each.digest.startswith(digest)]
        return found[0] if digest and len(found) == 1 else None

    def _retry_key(self, fingerprint: str) -> tuple[FileResult, ...]:
        return tuple(self._retry(lambda held: held.fingerprint == fingerprint))

    def _retry(self, waited: Callable[[HeldBack], bool]) -> Iterator[FileResult]:
        """Take in anew what waited for something that may be there now."""
        from core.exchange.places import Candidate

        board = self._store().board
        waiting = [each for each in self.held_back() if waited(each)]
        bodies = ((each, board.held_body(each.digest) or b"") for each in waiting)
        yield from self._receiver().receive(
            Candidate(name=each.file, path=Path(), size=len(body), body=body)
            for each, body in bodies
        )

    def _provide_unit(self, code: str, name: str) -> tuple[FileResult, ...]:
        """Add a unit at the top where the tree has none of this code; see `put_units`."""
        if any(each.code == code for each in self.units()):
            return ()
        return self.put_units((Unit(code=code, name=name.strip()),))

    def _unit_code(self, unit: str) -> str:
        """Return the code of a unit that is called by its code or name; a new one if unknown."""
        from core.exchange.units import code_of

        found = self._called(unit)
        return code_of(unit.strip()) if found is None else found.code

    def _called(self, typed: str) -> Unit | None:
        """Return the unit of a code or name, or None; KnownError where several have the name."""
        from core.words import fold

        wanted, units = typed.strip(), self.units()
        for each in units:
            if each.code == wanted:
                return each
        found = [each for each in units if fold(each.name) == fold(wanted)]
        if len(found) > 1:
            codes = tuple(each.code for each in found)
            raise KnownError("exchange.unit_several", Exit.USAGE, text=wanted, names=codes)
        return found[0] if found else None

    def _today(self) -> str:
        from core.model.moments import day_of

        return day_of(self._now()).isoformat()

    def _receiver(self) -> Receiver:
        from core.exchange.receiving import Receiver

        store = self._store()
        return Receiver(
            store.consolidated,
            store.board,
            store.trusted_keys,
            self._sources.read_run,
            self._sources.secrets().held().key,
            self._now(),
        )


def _beginning(typed: str) -> datetime:
    """Return the moment a round begins, typed as a day or an ISO moment; ValueError for others."""
    from core.model.moments import from_text, typed_day

    with suppress(ValueError):
        return from_text(typed_day(typed).isoformat())
    return from_text(typed.strip())
