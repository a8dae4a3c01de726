"""Files of a folder or a stick, as they may be looked at: nothing is followed, nothing is opened.

A bundle is known by how it begins, because mail and offices rename files.
"""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.exchange.closing import HEAD
from core.exchange.container import FILE_LIMIT, MIMETYPE, MIMETYPE_NAME
from core.exchange.refusal import RefusedError
from core.model.errors import Exit, KnownError
from core.model.exchange import ENDING, Why
from core.model.progress import Cancel

_BEGINS = MIMETYPE_NAME.encode() + MIMETYPE
_BEGINS_AT = 30
_HEAD_LENGTH = 80
_DEPTH = 16
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file by its name below the folder; `problem` says why it cannot be looked at.

    `body` is its content where that came with it.
    """

    name: str
    path: Path
    size: int = 0
    changed_ns: int = 0
    problem: RefusedError | None = None
    body: bytes | None = None


def candidate_of(file: Path) -> Candidate:
    """Return one file; KnownError when it is not there."""
    try:
        seen = file.stat()
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error
    return Candidate(name=file.name, path=file, size=seen.st_size, changed_ns=seen.st_mtime_ns)


def candidates(folder: Path) -> Iterator[Candidate]:
    """Yield every file below a folder, in the order of names; links and devices as problems.

    KnownError when the folder itself cannot be read.
    """
    try:
        yield from _within(folder, "", 0)
    except OSError as error:
        raise KnownError("no_folder", Exit.BAD_INPUT, str(error), path=str(folder)) from error


def _within(folder: Path, before: str, depth: int) -> Iterator[Candidate]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda each: each.name)
    for each in entries:
        name, path = f"{before}{each.name}", folder / each.name
        try:
            seen = each.stat(follow_symlinks=False)
            is_link = stat.S_ISLNK(seen.st_mode) or _is_junction(seen)
            if stat.S_ISDIR(seen.st_mode) and not is_link and depth < _DEPTH:
                yield from _within(path, f"{name}/", depth + 1)
            elif not is_link and stat.S_ISREG(seen.st_mode):
                size, changed = seen.st_size, seen.st_mtime_ns
                yield Candidate(name=name, path=path, size=size, changed_ns=changed)
            else:
                yield Candidate(name=name, path=path, problem=RefusedError(Why.LINK))
        except OSError as error:
            yield Candidate(name=name, path=path, problem=RefusedError(Why.UNREADABLE, str(error)))


def _is_junction(seen: os.stat_result) -> bool:
    """Say whether an entry of a Windows folder leads elsewhere."""
    return bool(getattr(seen, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def is_unfinished(name: str) -> bool:
    """Say whether a file is one that another program is still writing, by its name."""
    last = name.rpartition("/")[2]
    return last.startswith((".", "~")) or last.lower().endswith(_UNFINISHED)


def read_candidate(candidate: Candidate) -> bytes | None:
    """Return the content of a file that says it is a bundle, None for any other; RefusedError."""
    if candidate.problem is not None:
        raise candidate.problem
    if candidate.size > FILE_LIMIT:
        if candidate.name.lower().endswith(ENDING):
            raise RefusedError(Why.TOO_LARGE, f"{candidate.size} bytes")
        return None
    if candidate.body is not None:
        return candidate.body if _is_ours(candidate, candidate.body) else None
    try:
        with candidate.path.open("rb") as stream:
            begin = stream.read(_HEAD_LENGTH)
            if not _is_ours(candidate, begin):
                return None
            return begin + stream.read(FILE_LIMIT + 1 - len(begin))
    except OSError as error:
        raise RefusedError(Why.UNREADABLE, str(error)) from error


def _is_ours(candidate: Candidate, begin: bytes) -> bool:
    """Say whether a file says that it is a bundle, by its beginning or its name."""
    if begin.startswith(HEAD) or begin[_BEGINS_AT:].startswith(_BEGINS):
        return True
    return candidate.name.lower().endswith(ENDING)


def watched(folder: Path, cancel: Cancel, wait: Callable[[], object]) -> Iterator[list[Candidate]]:
    """Yield what is new in a folder, again and again, until cancelled; `wait` lets time pass.

    A file is looked at once it stood unchanged from one look to the next, so whoever moves files
    here need not know of it; names of unfinished files are left alone.
    """
    done: dict[str, tuple[int, int]] = {}
    before: dict[str, tuple[int, int]] = {}
    while not cancel.requested:
        found = {
            each.name: each
            for each in candidates(folder)
            if not is_unfinished(each.name) and done.get(each.name) != _state(each)
        }
        ready = [each for name, each in found.items() if before.get(name) == _state(each)]
        before = {name: _state(each) for name, each in found.items()}
        done.update((each.name, _state(each)) for each in ready)
        if ready:
            yield ready
        wait()


def streamed(stream: IO[bytes]) -> Iterator[Candidate]:
    """Yield the files of a tar stream as they come; KnownError when it is none or breaks off."""
    import tarfile

    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for each in archive:
                body = archive.extractfile(each) if each.isreg() else None
                if body is None or each.isdir():
                    if not each.isdir():
                        yield Candidate(name=each.name, path=Path(), problem=RefusedError(Why.LINK))
                    continue
                yield Candidate(
                    name=each.name,
                    path=Path(),
                    size=each.size,
                    body=body.read(FILE_LIMIT + 1) if each.size <= FILE_LIMIT else b"",
                )
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise KnownError("exchange.stream", Exit.BAD_INPUT, str(error)) from error


def _state(candidate: Candidate) -> tuple[int, int]:
    return candidate.size, candidate.changed_ns
