"""The shelf of data packs of one home: those of the program, and those brought in on a stick.

An imported pack counts when its seal holds, its key was confirmed by fingerprint, and it is later
than the one of the program; whatever is wrong with it, the one of the program stays, and says that
it stands in. Files: `packs/<id>.pack` as they came, `packs/<id>.aside` one that was put aside,
`packs/taken.json` the ids of those taken in, so that one that vanished is missed, and
`packs/keys.json` the keys that somebody confirmed.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from core.model.botnet import BotnetTable
from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.form import FormsTable, ShippedForm
from core.model.moments import days_between
from core.model.pack import PackCard, PackOrigin, PackPreview, PackState
from core.model.run import PackUse
from core.policy.kinds import kinds
from core.policy.kinds.botnet import wrong_line
from core.policy.pack_keys import ConfirmedKeys
from core.policy.packs import BUILT_IN, Pack, built_in, where
from core.policy.reading import Misfit
from core.policy.sealing import SIZE_LIMIT, SealedPack, open_pack, seal_pack
from core.seal.canonical import CanonicalError, Json, read, write
from core.seal.keys import SigningKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKey, TrustedKeys
from core.whole_file import write_whole

FOLDER = "packs"
ENDING = ".pack"
ASIDE = ".aside"
_TAKEN = "taken.json"
_LOCK = "packs.lock"
_PATIENCE = 5.0
"""Seconds to wait for another window or command."""
_LONGEST_NAME = 80
"""Letters of a name in a preview: nobody has vouched for the pack yet, nor for its length."""
_CHANGED = frozenset({Kind.PACKS})


class PackShelf:
    """The packs of one home. Nothing is read before it is asked for."""

    def __init__(self, home: Path, built_in: Path = BUILT_IN) -> None:
        """Take the home folder, and where the packs of the program stand."""
        self._folder = home / FOLDER
        self._built_in = built_in
        self._keys = ConfirmedKeys(self._folder)

    def tables(
        self, wanted: Collection[type[Table]]
    ) -> tuple[tuple[Table, ...], tuple[PackUse, ...]]:
        """Return the tables of these types in force, and from which packs they are."""
        packs = [self._in_force(each) for each in built_in(wanted, self._built_in)]
        return tuple(each.table for each in packs), tuple(each.use for each in packs)

    def forms(self) -> tuple[ShippedForm, ...]:
        """Return the kinds of documents that the pack in force brings."""
        tables, _ = self.tables((FormsTable,))
        return tuple(one for each in tables if isinstance(each, FormsTable) for one in each.forms)

    def cards(self, today: str) -> tuple[PackCard, ...]:
        """Return every pack, those of the program first, as they stand on an ISO day."""
        return tuple(self._cards(today))

    def preview(self, file: Path, today: str) -> PackPreview:
        """Return what taking a sealed pack in would change; nothing is kept.

        KnownError `pack.<problem>` for what would be refused, but for a key that nobody confirmed.
        """
        sealed = _opened(_bytes_of(file), file)
        known = self._judge(sealed, file, today)
        pack, current = sealed.pack, self._current(sealed.pack)
        kind = kinds()[pack.id]
        new, old = (
            {_short(one): None for one in kind.covers(each.table)} for each in (pack, current)
        )
        return PackPreview(
            card=_imported_card(sealed, known.owner if known else "", PackState.IN_FORCE, today),
            in_use=next(
                each for each in self._cards(today) if each.id == pack.id and each.is_looked_up
            ),
            names_itself=_short(pack.issuer),
            key_is_known=known is not None,
            added=tuple(each for each in new if each not in old),
            gone=tuple(each for each in old if each not in new),
            size=kind.size(pack.table),
            size_before=kind.size(current.table),
        )

    def take(self, file: Path, today: str, *, confirmed: str = "", owner: str = "") -> PackCard:
        """Import a sealed pack; KnownError `pack.<problem>` when it is refused, and all stays.

        `confirmed` is the fingerprint that somebody compared with the issuer, `owner` whom they
        asked; with them the key is trusted from now on. Without, only a trusted key will do.
        """
        envelope = _bytes_of(file)
        sealed = _opened(envelope, file)
        pack = sealed.pack
        known = self._judge(sealed, file, today)
        if known is None:
            known = _confirmed(sealed, confirmed, owner)
        elif confirmed.strip() and not _same(sealed.key.fingerprint, confirmed):
            raise _other(sealed)
        with self._alone():
            known = self._judge(sealed, file, today) or known
            # The key first: a pack whose key is missing would take the one before it out of use.
            self._keys.keep(TrustedKeys((*self._keys.read_whole().all(), known)))
            write_whole(self._folder / f"{pack.id}{ENDING}", envelope)
            self._note_taken({*self._taken(), pack.id})
            with suppress(OSError):  # it is only in the way of an undo that is too late
                self._aside(pack.id).unlink(missing_ok=True)
        return _imported_card(sealed, known.owner, PackState.IN_FORCE, today)

    def bring(self, file: Path, today: str, *, confirmed: str = "", owner: str = "") -> Change:
        """Import a sealed pack like `take`; undone by going back to the pack of the program.

        One that takes the place of another import is not undone: no older one comes back.
        """
        taken = self.preview(file, today).in_use
        self.take(file, today, confirmed=confirmed, owner=owner)
        if taken.origin is PackOrigin.IMPORTED:
            return Change(_CHANGED)
        return Change(_CHANGED, Undo("packs.taken", lambda: self.set_aside(taken.id)))

    def set_aside(self, pack_id: str) -> Change:
        """Use the pack of the program again in place of an imported one; KnownError `pack.none`."""
        file = self._folder / f"{pack_id}{ENDING}"
        if pack_id not in kinds() or not (pack_id in self._taken() or file.is_file()):
            raise KnownError("pack.none", Exit.USAGE, name=pack_id)
        with self._alone():
            if file.is_file():
                _move(file, self._aside(pack_id))
            self._note_taken(self._taken() - {pack_id})
        return Change(_CHANGED, Undo("packs.put_aside", lambda: self.put_back(pack_id)))

    def put_back(self, pack_id: str) -> Change:
        """Use an imported pack again that was put aside; KnownError `pack.none`."""
        if pack_id not in kinds() or not self._aside(pack_id).is_file():
            raise KnownError("pack.none", Exit.USAGE, name=pack_id)
        with self._alone():
            _move(self._aside(pack_id), self._folder / f"{pack_id}{ENDING}")
            self._note_taken({*self._taken(), pack_id})
        return Change(_CHANGED)

    def revoke(self, fingerprint: str, today: str) -> TrustedKey:
        """Trust a key no more; its packs are refused from now on. KnownError `pack.no_key`."""
        keys = self._keys.read_whole()
        for each in keys.all():
            if _same(each.key.fingerprint, fingerprint):
                with self._alone():
                    self._keys.keep(self._keys.read_whole().revoke(each.key.id, today))
                return each
        raise KnownError("pack.no_key", Exit.USAGE, text=fingerprint)

    def distrust(self, fingerprint: str, today: str) -> Change:
        """Revoke a key like `revoke`; nothing takes that back."""
        self.revoke(fingerprint, today)
        return Change(_CHANGED)

    def make(self, source: Path, key: SigningKey, out: Path) -> Path:
        """Seal a TOML file as a pack into a folder and return where; KnownError `pack.content`."""
        body = _bytes_of(source)
        try:
            sealed = seal_pack(body, key)
        except Misfit as misfit:
            raise _content(misfit, source) from misfit
        pack = open_pack(sealed).pack
        _judge_lines(pack, source)
        path = out / f"{pack.id}-{pack.version}{ENDING}"
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(out)) from error
        write_whole(path, sealed)
        return path

    def _judge(self, sealed: SealedPack, file: Path, today: str) -> TrustedKey | None:
        """Refuse a pack that may not be taken in; return its key, None for one nobody confirmed."""
        pack, known = sealed.pack, self._keys.read_whole().find(sealed.key.id)
        if known is not None and known.revoked:
            raise _refused("revoked", date=known.revoked, name=known.owner)
        if today > pack.expires:
            raise _refused("expired", name=pack.id, date=pack.expires)
        if today < pack.date:
            raise _refused("ahead", name=pack.id, date=pack.date, today=today)
        current = self._current(pack)
        if pack.version <= current.version:
            raise _refused("older", name=pack.id, text=str(pack.version), limit=current.version)
        _judge_lines(pack, file)
        return known

    def _current(self, pack: Pack) -> Pack:
        """Return the pack that another one of its kind would take the place of."""
        return self._in_force(next(iter(built_in((type(pack.table),), self._built_in))))

    def _in_force(self, own: Pack) -> Pack:
        """Return the imported pack in place of the program's own where it is good and later."""
        try:
            found, _ = self._imported(own.id)
        except FileNotFoundError:
            return own
        except KnownError as error:
            if error.key == "pack.revoked":  # somebody decided so
                return own
            return replace(own, table=replace(own.table, stands_in=True))
        return found.pack if found.pack.version > own.version else own

    def _cards(self, today: str) -> Iterator[PackCard]:
        imported = []
        for own in built_in(None, self._built_in):
            state = PackState.EXPIRED if today > own.expires else PackState.IN_FORCE
            try:
                found, owner = self._imported(own.id)
            except FileNotFoundError:
                pass
            except KnownError as error:
                imported.append(_unread(own.id, error.key.removeprefix("pack.")))
            else:
                later = found.pack.version > own.version
                own_state = PackState.EXPIRED if today > found.pack.expires else PackState.IN_FORCE
                shown = own_state if later else PackState.REPLACED
                imported.append(_imported_card(found, owner, shown, today))
                state = PackState.REPLACED if later else state
            yield _card(own, own.issuer, PackOrigin.BUILT_IN, state, today)
        yield from imported

    def _imported(self, pack_id: str) -> tuple[SealedPack, str]:
        """Return an imported pack and whose it is; FileNotFoundError for none, else KnownError."""
        file = self._folder / f"{pack_id}{ENDING}"
        if not file.is_file() and pack_id not in self._taken():
            raise FileNotFoundError(file)
        sealed = _opened(_bytes_of(file), file)
        known = self._keys.read().find(sealed.key.id)
        if known is None:
            raise _stranger(sealed)
        if known.revoked:
            raise _refused("revoked", date=known.revoked, name=known.owner)
        if sealed.pack.id != pack_id:
            raise _refused("altered")
        return sealed, known.owner

    def _aside(self, pack_id: str) -> Path:
        return self._folder / f"{pack_id}{ASIDE}"

    def _taken(self) -> frozenset[str]:
        """Return the ids of the packs taken in; none where that was not noted."""
        try:
            noted = read((self._folder / _TAKEN).read_bytes())
        except (OSError, CanonicalError):
            return frozenset()
        return frozenset(map(str, noted)) if isinstance(noted, list) else frozenset()

    def _note_taken(self, ids: Collection[str]) -> None:
        noted: list[Json] = [*sorted(ids)]
        write_whole(self._folder / _TAKEN, write(noted))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep another window or command from changing the shelf; KnownError `store_in_use`."""
        from filelock import FileLock, Timeout

        self._make_folder()
        try:
            with FileLock(self._folder / _LOCK, timeout=_PATIENCE):
                yield
        except Timeout as error:
            raise KnownError("store_in_use", Exit.IN_USE, str(error)) from error
        except PermissionError as error:
            path = str(self._folder)
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=path) from error

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            path = str(self._folder)
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=path) from error


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            body = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise _refused("missing", detail=str(error), file=str(file)) from error
    if len(body) > SIZE_LIMIT:
        raise _refused("too_long", file=str(file))
    return body


def _opened(envelope: bytes, file: Path) -> SealedPack:
    try:
        return open_pack(envelope)
    except SealError as error:
        # A key that is named but did not sign: somebody put it there afterwards.
        why = Why.ALTERED if error.why is Why.UNKNOWN_KEY else error.why
        raise _refused(str(why), detail=error.detail, file=str(file)) from error
    except Misfit as misfit:
        raise _content(misfit, file) from misfit


def _judge_lines(pack: Pack, file: Path) -> None:
    """Refuse a list of addresses with a line that is none: it would never be looked up."""
    if isinstance(pack.table, BotnetTable) and (line := wrong_line(pack.table)):
        raise _content(Misfit("not_choice", line), file)


def _confirmed(sealed: SealedPack, confirmed: str, owner: str) -> TrustedKey:
    if not confirmed.strip():
        raise _stranger(sealed)
    if not _same(sealed.key.fingerprint, confirmed):
        raise _other(sealed)
    if not owner.strip():
        raise KnownError("pack.no_owner", Exit.USAGE)
    return TrustedKey(key=sealed.key, owner=owner.strip())


def _stranger(sealed: SealedPack) -> KnownError:
    return _refused("unknown_key", name=sealed.pack.issuer, text=sealed.key.fingerprint)


def _other(sealed: SealedPack) -> KnownError:
    return _refused("other_fingerprint", text=sealed.key.fingerprint)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).upper() == "".join(other.split()).upper()


def _content(misfit: Misfit, file: Path) -> KnownError:
    newer = misfit.problem == "newer" or (misfit.key, misfit.problem) == ("id", "not_choice")
    key = "newer" if newer else "content"
    return KnownError(
        f"pack.{key}", Exit.BAD_INPUT, str(misfit), file=str(file), where=where(misfit)
    )


def _refused(problem: str, *, detail: str = "", **told: str | int) -> KnownError:
    return KnownError(f"pack.{problem}", Exit.BAD_INPUT, detail, **told)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(target)) from error


def _imported_card(sealed: SealedPack, owner: str, state: PackState, today: str) -> PackCard:
    card = _card(sealed.pack, owner, PackOrigin.IMPORTED, state, today)
    return replace(card, fingerprint=sealed.key.fingerprint)


def _card(pack: Pack, issuer: str, origin: PackOrigin, state: PackState, today: str) -> PackCard:
    return PackCard(
        id=pack.id,
        version=str(pack.version),
        date=pack.date,
        expires=pack.expires,
        issuer=issuer,
        origin=origin,
        state=state,
        age_days=days_between(pack.date, today),
    )


def _unread(pack_id: str, problem: str) -> PackCard:
    return PackCard(
        id=pack_id,
        version="",
        date="",
        expires="",
        issuer="",
        origin=PackOrigin.IMPORTED,
        state=PackState.REFUSED,
        problem=problem,
    )
