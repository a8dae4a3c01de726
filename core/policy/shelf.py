"""The shelf of data packs of one home: those of the program, and those brought in on a stick.

An imported pack counts when its seal holds, its key was confirmed by fingerprint, and it is later
than the one of the program; whatever is wrong with it, the one of the program stays. Files:
`packs/<id>.pack` as they came, `packs/keys.json` the keys that somebody confirmed.
"""

import base64
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from core.model.botnet import BotnetTable
from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.form import FormsTable, ShippedForm
from core.model.pack import PackCard, PackOrigin, PackState
from core.model.run import PackUse
from core.policy.kinds.botnet import wrong_line
from core.policy.packs import BUILT_IN, Pack, built_in, where
from core.policy.reading import Misfit
from core.policy.sealing import SIZE_LIMIT, SealedPack, open_pack, seal_pack
from core.seal.canonical import CanonicalError, Json, read, write
from core.seal.keys import SigningKey, VerifyKey
from core.seal.refusal import SealError, Why
from core.seal.trust import TrustedKey, TrustedKeys
from core.whole_file import write_whole

FOLDER = "packs"
ENDING = ".pack"
_KEYS = "keys.json"


class PackShelf:
    """The packs of one home. Nothing is read before it is asked for."""

    def __init__(self, home: Path, built_in: Path = BUILT_IN) -> None:
        """Take the home folder, and where the packs of the program stand."""
        self._folder = home / FOLDER
        self._built_in = built_in

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

    def take(self, file: Path, today: str, *, confirmed: str = "", owner: str = "") -> PackCard:
        """Import a sealed pack; KnownError `pack.<problem>` when it is refused, and all stays.

        `confirmed` is the fingerprint that somebody compared with the issuer, `owner` whom they
        asked; with them the key is trusted from now on. Without, only a trusted key will do.
        """
        envelope = _bytes_of(file)
        sealed, keys = _opened(envelope, file), self._keys()
        pack = sealed.pack
        known = keys.find(sealed.key.id)
        if known is not None and known.revoked:
            raise _refused("revoked", date=known.revoked, name=known.owner)
        if known is None:
            known = _confirmed(sealed, confirmed, owner)
        if today > pack.expires:
            raise _refused("expired", name=pack.id, date=pack.expires)
        current = next(iter(built_in((type(pack.table),), self._built_in)))
        current = self._in_force(current)
        if pack.version <= current.version:
            raise _refused("older", name=pack.id, text=str(pack.version), limit=current.version)
        self._make_folder()
        write_whole(self._folder / f"{pack.id}{ENDING}", envelope)
        self._keep(TrustedKeys((*keys.all(), known)))
        return _card(pack, known.owner, PackOrigin.IMPORTED, PackState.IN_FORCE)

    def revoke(self, fingerprint: str, today: str) -> TrustedKey:
        """Trust a key no more; its packs are refused from now on. KnownError `pack.no_key`."""
        keys = self._keys()
        for each in keys.all():
            if _same(each.key.fingerprint, fingerprint):
                self._keep(keys.revoke(each.key.id, today))
                return each
        raise KnownError("pack.no_key", Exit.USAGE, text=fingerprint)

    def make(self, source: Path, key: SigningKey, out: Path) -> Path:
        """Seal a TOML file as a pack into a folder and return where; KnownError `pack.content`."""
        body = _bytes_of(source)
        try:
            sealed = seal_pack(body, key)
        except Misfit as misfit:
            raise _content(misfit, source) from misfit
        pack = open_pack(sealed).pack
        if isinstance(pack.table, BotnetTable) and (line := wrong_line(pack.table)):
            raise _content(Misfit("not_choice", line), source)
        path = out / f"{pack.id}-{pack.version}{ENDING}"
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(out)) from error
        write_whole(path, sealed)
        return path

    def _in_force(self, own: Pack) -> Pack:
        """Return the imported pack in place of the program's own where it is good and later."""
        try:
            found, _ = self._imported(own.id)
        except (KnownError, FileNotFoundError):
            return own
        return found if found.version > own.version else own

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
                later = found.version > own.version
                own_state = PackState.EXPIRED if today > found.expires else PackState.IN_FORCE
                shown = own_state if later else PackState.REPLACED
                imported.append(_card(found, owner, PackOrigin.IMPORTED, shown))
                state = PackState.REPLACED if later else state
            yield _card(own, own.issuer, PackOrigin.BUILT_IN, state)
        yield from imported

    def _imported(self, pack_id: str) -> tuple[Pack, str]:
        """Return an imported pack and whose it is; FileNotFoundError for none, else KnownError."""
        file = self._folder / f"{pack_id}{ENDING}"
        if not file.is_file():
            raise FileNotFoundError(file)
        sealed = _opened(_bytes_of(file), file)
        known = self._keys().find(sealed.key.id)
        if known is None:
            raise _stranger(sealed)
        if known.revoked:
            raise _refused("revoked", date=known.revoked, name=known.owner)
        if sealed.pack.id != pack_id:
            raise _refused("altered")
        return sealed.pack, known.owner

    def _keys(self) -> TrustedKeys:
        """Return the confirmed keys; a damaged file means none, so that nothing is trusted."""
        try:
            form = read((self._folder / _KEYS).read_bytes())
            return TrustedKeys(_key(each) for each in form) if isinstance(form, list) else _NONE
        except (OSError, CanonicalError, LookupError, TypeError, ValueError):
            return _NONE

    def _keep(self, keys: TrustedKeys) -> None:
        rows: list[Json] = [
            {
                "key": base64.b64encode(each.key.raw).decode(),
                "owner": each.owner,
                "revoked": each.revoked,
            }
            for each in keys.all()
        ]
        self._make_folder()
        write_whole(self._folder / _KEYS, write(rows))

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            path = str(self._folder)
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=path) from error


_NONE = TrustedKeys()


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


def _confirmed(sealed: SealedPack, confirmed: str, owner: str) -> TrustedKey:
    if not confirmed:
        raise _stranger(sealed)
    if not _same(sealed.key.fingerprint, confirmed):
        raise _refused("other_fingerprint", text=sealed.key.fingerprint)
    if not owner.strip():
        raise KnownError("pack.no_owner", Exit.USAGE)
    return TrustedKey(key=sealed.key, owner=owner.strip())


def _stranger(sealed: SealedPack) -> KnownError:
    return _refused("unknown_key", name=sealed.pack.issuer, text=sealed.key.fingerprint)


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


def _key(row: Json) -> TrustedKey:
    if not isinstance(row, dict):
        raise ValueError("a key is not an object")
    key, owner, revoked = (row[name] for name in ("key", "owner", "revoked"))
    if not (isinstance(key, str) and isinstance(owner, str) and isinstance(revoked, str)):
        raise ValueError("a key is not text")
    return TrustedKey(
        key=VerifyKey(base64.b64decode(key, validate=True)), owner=owner, revoked=revoked
    )


def _card(pack: Pack, issuer: str, origin: PackOrigin, state: PackState) -> PackCard:
    return PackCard(
        id=pack.id,
        version=str(pack.version),
        date=pack.date,
        expires=pack.expires,
        issuer=issuer,
        origin=origin,
        state=state,
    )


def _unread(pack_id: str, problem: str) -> PackCard:
    blank = PackCard(
        id=pack_id,
        version="",
        date="",
        expires="",
        issuer="",
        origin=PackOrigin.IMPORTED,
        state=PackState.REFUSED,
    )
    return replace(blank, problem=problem)
