"""Receiving: files from anywhere, verified, decided on and stored in batches.

Every file ends in exactly one result with its true reason. Files come as they are found, so a
folder of any size needs no more memory than one batch.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from core.exchange.closing import is_closed, reopen
from core.exchange.deciding import Arrived, Desk, decide, units_below
from core.exchange.known_keys import KnownKeys
from core.exchange.opening import Opened, ReadRun, open_bundle
from core.exchange.places import Candidate, read_candidate
from core.exchange.refusal import RefusedError
from core.model.board import Unit
from core.model.exchange import Fate, FileResult, KeyCard, KeyScope, Why
from core.model.moments import day_of
from core.seal.keys import SigningKey
from core.store.board import BoardRows
from core.store.consolidated import Consolidated, Loading
from core.store.received_rows import StoredHeldBack, StoredMiss
from core.store.trust import TrustedKeyRows
from core.words import fold, visible

BATCH = 200

HELD_LIMIT = 2_000_000
"""Bytes of a file that is kept until somebody decides; a larger one has to be brought again."""

_CUT_OFF = (Why.UNREADABLE, Why.NOT_BUNDLE)
"""What is said of a file that was looked at before all of it was there."""

Prepared = Arrived | FileResult


class Receiver:
    """Takes files in at one moment, with the keys and units known then."""

    def __init__(
        self,
        consolidated: Consolidated,
        board: BoardRows,
        keys: TrustedKeyRows,
        read_run: ReadRun,
        own: SigningKey | None,
        now: str,
    ) -> None:
        """Take the stores, the reader of runs, the key bundles may be closed for, the time."""
        self._consolidated = consolidated
        self._read_run = read_run
        self._own = own
        self._now = now
        self._day = day_of(now).isoformat()
        self._keys = KnownKeys(keys)
        self._units = _Units(board.units())
        self._missed = set(board.missed())
        self._begun: dict[str, set[tuple[str, int]]] = {}
        for file, digest, size in board.refused_as(*_CUT_OFF):
            self._begun.setdefault(file, set()).add((digest, size))
        self._desk = Desk(now=now)

    def receive(self, candidates: Iterable[Candidate]) -> Iterator[FileResult]:
        """Take files in and yield what became of each, as soon as it is durable."""
        source = iter(candidates)
        while batch := list(islice(source, BATCH)):
            yield from self._store([self._look(each) for each in batch])

    def receive_one(self, file: str, body: bytes) -> FileResult:
        """Take one file in."""
        return self._store([self._open(visible(file), body)])[0]

    def accept(self, file: str, body: bytes, unit: str) -> FileResult:
        """Take a file in for a unit although nothing proves who sent it; it is marked so."""
        prepared = self._open(visible(file), body, unsealed_for=unit)
        return self._store([prepared])[0]

    def _look(self, candidate: Candidate) -> "_Looked":
        name = visible(candidate.name)
        try:
            body = read_candidate(candidate)
        except RefusedError as refused:
            return _Looked(_refused(name, refused), _digest(name.encode()), b"")
        if body is None:
            digest = _digest(name.encode())
            return _Looked(FileResult(file=name, fate=Fate.FOREIGN), digest, b"")
        return self._open(name, body)

    def _open(self, file: str, body: bytes, unsealed_for: str = "") -> "_Looked":
        digest = _digest(body)
        try:
            plain = reopen(body, self._own) if is_closed(body) else body
            opened = open_bundle(plain, self._keys, self._day, self._read_run)
            return _Looked(self._placed(file, digest, plain, opened, unsealed_for), digest, body)
        except RefusedError as refused:
            return _Looked(_refused(file, refused), digest, body)

    def _placed(
        self, file: str, digest: str, body: bytes, opened: Opened, unsealed_for: str
    ) -> Prepared:
        """Return a bundle with its unit, or why it waits for a decision."""
        manifest = opened.manifest
        waits = replace(
            FileResult(
                file=file, fate=Fate.HELD_BACK, unit=manifest.unit, machine=manifest.machine
            ),
            key="" if opened.offered is None else opened.offered.key.fingerprint,
        )
        if opened.held_back is Why.UNSIGNED and unsealed_for:
            return Arrived(
                file=file, digest=digest, body=body, opened=opened, key=None, unit=unsealed_for
            )
        if opened.key is None:
            return replace(waits, why=opened.held_back, detail=manifest.key)
        card = self._keys.card(opened.key.key.id)
        if card is None:
            raise KeyError(opened.key.key.id)
        try:
            unit = self._units.of(card, manifest.unit)
        except RefusedError as refused:
            return replace(waits, why=refused.why, detail=refused.detail)
        return Arrived(file=file, digest=digest, body=body, opened=opened, key=card, unit=unit)

    def _store(self, batch: "list[_Looked]") -> list[FileResult]:
        with self._consolidated.loading() as loading:
            return [self._decided(each, self._desk, loading) for each in batch]

    def _decided(self, looked: "_Looked", desk: Desk, loading: Loading) -> FileResult:
        prepared = looked.prepared
        if isinstance(prepared, Arrived):
            try:
                result = decide(prepared, desk, loading)
            except RefusedError as refused:
                result = replace(
                    _refused(prepared.file, refused),
                    unit=prepared.unit,
                    machine=prepared.opened.manifest.machine,
                )
        else:
            result = prepared
        self._note(looked, result, loading)
        return result

    def _note(self, looked: "_Looked", result: FileResult, loading: Loading) -> None:
        """Keep the name of what is not counted, and the bytes of what waits for a decision."""
        if result.fate not in (Fate.REFUSED, Fate.FOREIGN):
            self._forget_beginnings(looked, result.file, loading)
        is_missed = looked.digest in self._missed
        if is_missed and result.fate is not Fate.HELD_BACK:
            # Whatever it is now, nobody has to decide about it any more.
            loading.forget_held(looked.digest)
        if result.fate in (Fate.COUNTED, Fate.REPLACED):
            if is_missed:
                loading.forget_miss(looked.digest)
                self._missed.discard(looked.digest)
            return
        if result.fate is Fate.KNOWN:
            return
        self._missed.add(looked.digest)
        if result.why in _CUT_OFF:
            self._begun.setdefault(result.file, set()).add((looked.digest, len(looked.body)))
        loading.add_miss(
            StoredMiss(
                digest=looked.digest,
                file=result.file,
                at=self._now,
                fate=result.fate.value,
                why="" if result.why is None else result.why.value,
                detail=visible(result.detail),
                day=result.day,
                unit=result.unit,
                machine=result.machine,
                size=len(looked.body),
            )
        )
        if result.fate is Fate.HELD_BACK and len(looked.body) <= HELD_LIMIT:
            loading.hold_back(_held(looked, result, self._now))

    def _forget_beginnings(self, looked: "_Looked", file: str, loading: Loading) -> None:
        """Take off the list what an earlier look saw of a file that is whole now."""
        for digest, size in self._begun.pop(file, ()):
            if digest in (_digest(looked.body[:size]), _digest(file.encode())):
                loading.forget_beginning(digest, file)


class _Looked:
    """A file after it was looked at: what it is, and its bytes by digest."""

    __slots__ = ("body", "digest", "prepared")

    def __init__(self, prepared: Prepared, digest: str, body: bytes) -> None:
        self.prepared = prepared
        self.digest = digest
        self.body = body


class _Units:
    """The tree of units, to find out for which one a key speaks."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._parents = {each.code: each.parent for each in units}
        self._by_name: dict[str, list[str]] = {}
        for each in units:
            self._by_name.setdefault(fold(each.name), []).append(each.code)
        self._below: dict[str, frozenset[str]] = {}

    def of(self, card: KeyCard, said: str) -> str:
        """Return the unit that a bundle is for; refused when its key may not speak for that."""
        named = self._by_name.get(fold(said.strip()), [])
        if card.scope is KeyScope.MACHINE:
            # How an office writes its name is its own affair, unless it is that of another, also
            # of one below: a machine that moved about in the tree would be counted twice.
            found = [card.unit] if card.unit in named or not named else []
        else:
            found = [each for each in named if each in self._under(card.unit)]
        if len(found) == 1:
            return found[0]
        raise RefusedError(Why.KEY_ELSEWHERE if named else Why.UNIT_UNKNOWN, said)

    def _under(self, unit: str) -> frozenset[str]:
        if unit not in self._below:
            self._below[unit] = units_below(unit, self._parents)
        return self._below[unit]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refused(file: str, refused: RefusedError) -> FileResult:
    return FileResult(
        file=file,
        fate=Fate.REFUSED,
        why=refused.why,
        detail=refused.detail,
        day=refused.day,
    )


def _held(looked: _Looked, result: FileResult, now: str) -> StoredHeldBack:
    return StoredHeldBack(
        digest=looked.digest,
        file=result.file,
        at=now,
        why="" if result.why is None else result.why.value,
        unit=result.unit,
        machine=result.machine,
        fingerprint=result.key,
        key_text=result.detail if result.why is Why.KEY_UNKNOWN else "",
        body=looked.body,
    )
