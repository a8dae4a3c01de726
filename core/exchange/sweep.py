"""The sweep: a folder on a stick that goes from machine to machine and resumes anywhere.

It holds a list of machines, one bundle for each, the results that newer ones replaced, and the
record to be signed. A result is sealed only by a key that is open already: none is made on a
machine that is merely visited, and none travels on the stick. The rest is sealed at home.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from core.exchange.container import FILE_LIMIT, Container, write_container
from core.exchange.log_part import NO_LOG
from core.exchange.making import Content, make_bundle, plain_ascii
from core.exchange.manifest import ENVELOPE, MANIFEST, PAYLOAD_TYPE, Manifest
from core.exchange.opening import MEMBER_SIZE_LIMIT
from core.exchange.port import KEY_NAME
from core.exchange.refusal import RefusedError
from core.model.errors import Exit, KnownError
from core.model.exchange import ENDING
from core.model.sweep import StickFindings, SweepDone, SweepRow, SweepStanding, SweepState
from core.whole_file import new_path, write_together, write_trouble, write_whole
from core.words import fold, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from core.exchange.port import Sources
    from core.model.progress import Cancel, Progress
    from core.model.run import Run
    from core.seal.keys import SigningKey

LIST = "sweep.json"
REPLACED = "replaced"

_HEADINGS = {
    "tag": ("ma", "ma tai san", "ten may", "may", "tag", "computer"),
    "place": ("vi tri", "phong", "noi dat", "place", "room"),
}
_FORMAT = 1
_LIST_LIMIT = 5_000_000
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,149}")
_OURS = re.compile(r"(?:KQ_|TRUCAN_)[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A run of the machine the stick is in, and how its record is written into a folder."""

    run: Run
    save_record: Callable[[Path], tuple[Path, ...]]


class Sweep:
    """What the faces may ask of a sweep."""

    def __init__(
        self,
        sources: Sources,
        examine: Callable[[Path, Callable[[Progress], None], Cancel], Examined],
        is_secret: Callable[[], bool],
        now: Callable[[], str],
        version: str,
        program: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        """Take the ways to the other rooms; `is_secret` says whether nothing may leave here.

        `program` names the files of a program on a stick that are not as they were built.
        """
        self._sources = sources
        self._examine = examine
        self._is_secret = is_secret
        self._now = now
        self._version = version
        self._program = program

    def start(
        self, folder: Path, title: str, machines: Sequence[tuple[str, str]] = ()
    ) -> SweepState:
        """Begin a sweep in a folder, or go on with the one there, adding machines to its list.

        `machines` are tag and place of each. KnownError when the folder cannot be written.
        """
        is_there = os.path.lexists(folder / LIST)
        before, kept = self._read(folder) if is_there else ("", ())
        rows = list(kept)
        known = {fold(each.tag) for each in rows}
        for tag, place in machines:
            if tag.strip() and fold(tag.strip()) not in known:
                known.add(fold(tag.strip()))
                rows.append(SweepRow(tag=visible(tag.strip()), place=visible(place.strip())))
        self._write(folder, title or before, rows)
        return self.state(folder)

    def read_machines(self, file: Path) -> tuple[tuple[str, str], ...]:
        """Return tag and place of each machine of a table; KnownError names a wrong line."""
        from core.exchange.typed_table import read_table

        rows = read_table(file, _HEADINGS, "tag", "machines")
        return tuple((cells["tag"], cells.get("place", "")) for _, cells in rows)

    def state(self, folder: Path) -> SweepState:
        """Return how a sweep stands; KnownError when there is none, or its list is damaged."""
        title, rows = self._read(folder)
        return SweepState(folder=folder, title=title, rows=rows, code=_code(rows))

    def check(
        self,
        folder: Path,
        tag: str,
        place: str,
        progress: Callable[[Progress], None],
        cancel: Cancel,
        *,
        unit: str = "",
        record: bool = True,
    ) -> SweepDone:
        """Examine this machine and keep its result in the folder; a known one keeps its tag.

        `unit` is the office that answers for the machine; left out, that of the machine before.

        KnownError on a machine for state secrets: it is examined elsewhere, nothing of it is
        written here but that it was visited.
        """
        title, rows = self._read(folder)
        if self._is_secret():
            self._mark_secret(folder, title, rows, tag)
            raise KnownError("exchange.state_secrets", Exit.NO_RIGHT)
        examined = self._examine(folder, progress, cancel)
        if cancel.requested:
            raise KnownError("cancelled", Exit.CANCELLED)
        old = _found(rows, examined.run, tag)
        called = (
            visible(tag.strip()) or old.tag or examined.run.asset.tag or examined.run.asset.name
        )
        answers = (
            visible(unit.strip())
            or old.unit
            or next((each.unit for each in reversed(rows) if each.unit), examined.run.unit)
        )
        run = replace(examined.run, unit=answers)
        row, is_sealed, content = self._result(folder, run, old, called, place)
        row = self._keep(folder, title, rows, old, row, content)
        files = (folder / row.file, *(examined.save_record(folder) if record else ()))
        return SweepDone(row=row, files=files, is_sealed=is_sealed, replaced=bool(old.file))

    def verify(self, folder: Path) -> StickFindings:
        """Say what in the folder, and in a program on the stick, is not as it was left.

        Nothing is opened or run.
        """
        return replace(self._results(folder), program=self._program())

    def seal(self, folder: Path) -> int:
        """Seal every unsealed result with the key of this account; return how many.

        KnownError when there is no open key, or when a result is not as it was left.
        """
        key = self._sources.secrets().provide().key
        if key is None:
            raise KnownError("exchange.receipt_key", Exit.NO_RIGHT)
        title, rows = self._read(folder)
        found = self._results(folder)
        if found.changed or found.gone:
            names = (*found.changed, *found.gone)
            raise KnownError("exchange.sweep_changed", Exit.BAD_INPUT, names=names)
        sealed: list[SweepRow] = []

        def bodies() -> Iterator[tuple[Path, bytes]]:
            for each in rows:
                body = self._sealed(folder, each, key)
                digest = each.digest if body is None else hashlib.sha256(body).hexdigest()
                sealed.append(replace(each, digest=digest))
                if body is not None:
                    yield folder / each.file, body
            yield folder / LIST, _list_of(title, sealed)

        try:
            write_together(bodies())
        except KnownError:
            # Some may stand there with their seals already; the list goes on saying what is there.
            done = {each.file: each for each in sealed if _is_there(folder, each)}
            self._write(folder, title, [done.get(each.file, each) for each in rows])
            raise
        return sum(old.digest != new.digest for old, new in zip(rows, sealed, strict=True))

    def _results(self, folder: Path) -> StickFindings:
        _, rows = self._read(folder)
        changed, gone = [], []
        for each in rows:
            if each.file:
                digest = _digest(folder / each.file)
                if not digest:
                    gone.append(each.file)
                elif digest != each.digest:
                    changed.append(each.file)
        known = {LIST, REPLACED, "home", *(each.file for each in rows)}
        foreign = [
            visible(path.name)
            for path in sorted(folder.iterdir())
            if path.name not in known and not _OURS.fullmatch(path.name)
        ]
        return StickFindings(
            changed=tuple(changed), gone=tuple(gone), foreign=tuple(foreign), code=_code(rows)
        )

    def _result(
        self, folder: Path, run: Run, old: SweepRow, tag: str, place: str
    ) -> tuple[SweepRow, bool, bytes]:
        """Return the row of a run, whether it is sealed, and its bundle."""
        run = self._sources.redacted(run, "internal")
        run = replace(
            run,
            asset=replace(
                run.asset, tag=tag, place=visible(place.strip()) or old.place or run.asset.place
            ),
        )
        key = self._sources.secrets().held().key
        content = Content(
            run=run,
            run_json=self._sources.write_run(run),
            level="internal",
            made=self._now(),
            app_version=self._version,
            log=NO_LOG,
            documents={},
        )
        made = make_bundle(content, key, KEY_NAME)
        day = run.ended[:10].replace("-", "")
        row = SweepRow(
            tag=tag,
            place=run.asset.place,
            unit=run.unit,
            name=visible(run.asset.name),
            asset=visible(run.asset.id),
            standing=SweepStanding.DONE,
            ended=run.ended,
            verdict=run.verdict,
            file=new_path(folder, f"KQ_{plain_ascii(tag) or 'may'}_{day}{ENDING}").name,
            digest=hashlib.sha256(made.content).hexdigest(),
            earlier=old.earlier,
        )
        return row, key is not None, made.content

    def _keep(
        self,
        folder: Path,
        title: str,
        rows: Sequence[SweepRow],
        old: SweepRow,
        new: SweepRow,
        content: bytes,
    ) -> SweepRow:
        """Put a result into the place of an older one, and return its row.

        The older one goes away only when the list names the newer one and the copy that is kept,
        so that a stick that is full or pulled out never has a list of what is not there.
        """
        files = [(folder / new.file, content)]
        older = folder / old.file
        if is_replaced := bool(_digest(older)):
            aside = new_path(folder / REPLACED, old.file)
            files.append((aside, older.read_bytes()))
            new = replace(new, earlier=(*new.earlier, aside.name))
        write_together([*files, (folder / LIST, _list_of(title, _with(rows, old, new)))])
        if is_replaced:
            # One that stays is in nobody's way: the list does not name it, and newest wins.
            with suppress(OSError):
                older.unlink()
        return new

    def _mark_secret(self, folder: Path, title: str, rows: tuple[SweepRow, ...], tag: str) -> None:
        wanted = visible(tag.strip())
        if wanted:
            old = next(
                (each for each in rows if fold(each.tag) == fold(wanted)), SweepRow(tag=wanted)
            )
            row = SweepRow(tag=old.tag, place=old.place, standing=SweepStanding.KEPT_THERE)
            self._write(folder, title, _with(rows, old, row))

    def _sealed(self, folder: Path, row: SweepRow, key: SigningKey) -> bytes | None:
        """Return a result with a seal, None for one that needs none."""
        from core.seal.dsse import seal
        from core.seal.note import NamedKey

        if not row.file:
            return None
        try:
            container = Container((folder / row.file).read_bytes())
            if ENVELOPE in container.names:
                return None
            limit = MEMBER_SIZE_LIMIT
            members = {
                name: container.read(name, limit) for name in container.names if name != "mimetype"
            }
            said = Manifest.from_bytes(members[MANIFEST])
        except (RefusedError, KeyError) as error:
            raise KnownError(
                "exchange.sweep_changed", Exit.BAD_INPUT, str(error), names=(row.file,)
            ) from error
        manifest = replace(said, key=NamedKey(KEY_NAME, key.verify_key).to_text()).to_bytes()
        members[MANIFEST] = manifest
        members[ENVELOPE] = seal(manifest, PAYLOAD_TYPE, (key,))
        return write_container(members)

    def _read(self, folder: Path) -> tuple[str, tuple[SweepRow, ...]]:
        import msgspec

        path = folder / LIST
        refuse_links((path, folder / REPLACED))
        try:
            with path.open("rb") as stream:
                form = msgspec.json.decode(stream.read(_LIST_LIMIT))
            if form["format"] != _FORMAT:
                raise ValueError(f"format {form['format']}")
            rows = msgspec.convert(form["machines"], type=tuple[SweepRow, ...])
            names = [name for each in rows for name in (each.file, *each.earlier) if name]
            if not all(_PLAIN.fullmatch(name) for name in names):
                raise ValueError("a file elsewhere")
            return visible(str(form["title"])), rows
        except FileNotFoundError as error:
            raise KnownError("exchange.sweep_none", Exit.USAGE, path=str(folder)) from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise KnownError(
                "exchange.sweep_broken", Exit.BAD_INPUT, str(error), file=str(path)
            ) from error

    def _write(self, folder: Path, title: str, rows: Sequence[SweepRow]) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_trouble(error, folder / LIST) from error
        write_whole(folder / LIST, _list_of(title, rows))


def refuse_links(paths: Iterable[Path]) -> None:
    """Raise KnownError for a link: who prepared a stick does not choose what is written here."""
    for each in paths:
        if each.is_symlink() or (sys.version_info >= (3, 12) and each.is_junction()):
            raise KnownError("exchange.sweep_link", Exit.BAD_INPUT, file=str(each))


def _list_of(title: str, rows: Sequence[SweepRow]) -> bytes:
    form = {"format": _FORMAT, "title": title, "machines": [asdict(each) for each in rows]}
    return json.dumps(form, ensure_ascii=False, indent=1).encode() + b"\n"


def _found(rows: Sequence[SweepRow], run: Run, tag: str) -> SweepRow:
    """Return the row of a machine: by its id, which outlives names and cards, else by its tag."""
    for each in rows:
        if each.asset and each.asset == run.asset.id:
            return each
    wanted = fold(tag.strip() or run.asset.tag or run.asset.name)
    for each in rows:
        if not each.asset and fold(each.tag) == wanted:
            return each
    return SweepRow(tag="")


def _with(rows: Sequence[SweepRow], old: SweepRow, new: SweepRow) -> list[SweepRow]:
    if old in rows:
        return [new if each is old else each for each in rows]
    return [*rows, new]


def _is_there(folder: Path, row: SweepRow) -> bool:
    return bool(row.file) and _digest(folder / row.file) == row.digest


def _digest(path: Path) -> str:
    """Return the digest of a file, empty when it is not there or no plain file."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > FILE_LIMIT:
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _code(rows: Sequence[SweepRow]) -> str:
    """Return a short code over all results, to be written down at one machine, compared at the
    next: four letters that change when any result does."""
    from core.seal.keys import letters_of

    every = "\n".join(f"{each.tag} {each.digest}" for each in rows)
    return letters_of(hashlib.sha256(every.encode()).hexdigest()[:8])
