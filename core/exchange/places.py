"""Files of a folder or a stick, as they may be looked at: nothing is followed, nothing is opened.

A bundle is known by how it begins, because mail and offices rename files.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.exchange.closing import HEAD
from core.exchange.container import FILE_LIMIT, MIMETYPE, MIMETYPE_NAME
from core.exchange.refusal import RefusedError
from core.model.errors import Exit, KnownError
from core.model.exchange import ENDING, Why

_BEGINS = MIMETYPE_NAME.encode() + MIMETYPE
_BEGINS_AT = 30
_HEAD_LENGTH = 80
_DEPTH = 16
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file by its name below the folder; `problem` says why it cannot be looked at."""

    name: str
    path: Path
    size: int = 0
    changed_ns: int = 0
    problem: RefusedError | None = None


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
        raise KnownError(
            "exchange.no_folder", Exit.BAD_INPUT, str(error), path=str(folder)
        ) from error


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
    try:
        with candidate.path.open("rb") as stream:
            begin = stream.read(_HEAD_LENGTH)
            is_ours = begin.startswith(HEAD) or begin[_BEGINS_AT:].startswith(_BEGINS)
            if not is_ours and not candidate.name.lower().endswith(ENDING):
                return None
            return begin + stream.read(FILE_LIMIT + 1 - len(begin))
    except OSError as error:
        raise RefusedError(Why.UNREADABLE, str(error)) from error
