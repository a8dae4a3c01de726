"""A test restore: a few files are copied back, compared, opened and removed again.

The same on every operating system. No passphrase is asked for: a repository of borg, restic or
another program is not opened.
"""

import bz2
import gzip
import hashlib
import lzma
import os
import random
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from core.model.unknown import Unknown, UnknownCode
from core.probes.archives import fault_of, is_archive
from core.probes.refusals import unknown_for
from core.probes.traces import Restored
from core.probes.walk import is_data_file, is_data_folder

SAMPLE = 8
"""So many files are restored from each place."""

_LARGEST = 256 << 20
_MOST_SEEN = 50_000
_PIECE = 1 << 20
_ZIPPED = (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar")
_PACKED: Mapping[str, Any] = {
    ".gz": gzip.open,
    ".tgz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}
_UNREADABLE = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile,
    lzma.LZMAError, zlib.error,
)  # fmt: skip
_BORG, _RESTIC = ("README", "config", "data"), ("config", "index", "keys", "snapshots")


class _OutOfTimeError(Exception):
    """The limit is over."""


class _UntriedError(Exception):
    """A copy could not be kept, which says nothing of the backup."""

    def __init__(self, why: Unknown) -> None:
        """Keep why."""
        super().__init__(why.detail)
        self.why = why


@contextmanager
def _on_our_side(copy: str) -> Iterator[None]:
    """Tell a failing disk of this program from a failing backup."""
    try:
        yield
    except OSError as error:
        if error.errno is None:  # not the machine speaks, but a reader of packed files
            raise
        reason = f"copy {copy}: {error.strerror or type(error).__name__}"
        raise _UntriedError(Unknown(UnknownCode.UNREADABLE, reason)) from error


def restore_sample(place: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
    """Restore a sample of a folder's files, or one file, into `scratch`, which is gone afterwards.

    `now` chooses the sample, so that each day tries other files. Raise OSError when the place
    cannot be read. A file that could not be tried leaves no answer, unless another one failed.
    """
    deadline = time.monotonic() + limit
    os.stat(place)
    if os.path.isdir(place) and _is_sealed(os.listdir(place)):
        return Restored(0, 0, (), "", sealed=True)
    top = place if os.path.isdir(place) else os.path.dirname(place)
    good: dict[str, str] = {}
    failed, size = [], 0
    untried: Unknown | None = None
    try:
        files = _sample(place, random.Random(now[:10]), deadline)  # noqa: S311 - no secret
        shutil.rmtree(scratch, ignore_errors=True)  # left by a run that was ended
        with _on_our_side(scratch):
            os.makedirs(scratch)
        for number, path in enumerate(sorted(files)):
            copy = os.path.join(scratch, f"{number}{os.path.splitext(path)[1]}")
            name = os.path.relpath(path, top)
            found = _restore(path, copy, deadline)
            if isinstance(found, Unknown):
                untried = found
            elif found[1]:
                failed.append(f"{name}: {found[1]}")
            else:
                good[name] = found[0]
                size += os.path.getsize(copy)
            with suppress(FileNotFoundError):
                os.remove(copy)
    except _UntriedError as error:
        return error.why
    except _OutOfTimeError:
        return Unknown(UnknownCode.TIMED_OUT, f"{place}: not done within {limit:g} s")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if untried and not failed:
        return untried
    proof = hashlib.sha256("".join(good[each] for each in sorted(good)).encode()).hexdigest()
    return Restored(len(good), size, tuple(failed), proof if good else "", sealed=False)


def _is_sealed(names: list[str]) -> bool:
    present = set(names)
    return present >= set(_BORG) or present >= set(_RESTIC)


def _sample(place: str, chance: random.Random, deadline: float) -> list[str]:
    """Return a few files, each as likely as another; too large ones are left out."""
    kept: list[str] = []
    for seen, path in enumerate(_files(place)):
        _still(deadline)
        if len(kept) < SAMPLE:
            kept.append(path)
        elif (at := chance.randrange(seen + 1)) < SAMPLE:
            kept[at] = path
        if seen >= _MOST_SEEN:
            break
    return kept


def _files(place: str) -> Iterator[str]:
    if not os.path.isdir(place):
        yield place
        return
    folders = [place]
    while folders:
        entries: list[os.DirEntry[str]] = []
        with suppress(FileNotFoundError, PermissionError), os.scandir(folders.pop()) as found:
            entries = list(found)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if is_data_folder(entry.name):
                    folders.append(entry.path)
            elif _counts(entry):
                yield entry.path


def _counts(entry: os.DirEntry[str]) -> bool:
    if not entry.is_file(follow_symlinks=False) or not is_data_file(entry.name):
        return False
    return 0 < entry.stat(follow_symlinks=False).st_size <= _LARGEST


def _restore(path: str, copy: str, deadline: float) -> tuple[str, str] | Unknown:
    """Return the SHA-256 of a file, and what is wrong with what came back, empty for nothing.

    Unknown for a file that this account may not read, and for a copy that cannot be kept.
    """
    try:
        taken = _copied(path, copy, deadline)
        with _on_our_side(copy):
            if _digest(copy, deadline) != taken:
                return taken, "came back different"
            return taken, _fault(copy, deadline)
    except _UntriedError as error:
        return error.why
    except PermissionError as error:
        return unknown_for(error, path)
    except _UNREADABLE as error:
        return "", type(error).__name__


def _copied(path: str, copy: str, deadline: float) -> str:
    """Copy a file and return the digest of what was read."""
    digest = hashlib.sha256()
    with open(path, "rb") as source, _written(copy) as write:
        while piece := source.read(_PIECE):
            _still(deadline)
            digest.update(piece)
            write(piece)
    return digest.hexdigest()


@contextmanager
def _written(copy: str) -> Iterator[Callable[[bytes], None]]:
    """Give what writes a copy; what reading raises in between goes its own way."""
    with _on_our_side(copy):
        target = open(copy, "wb")  # noqa: SIM115 - closed below, on our side as well

    def write(piece: bytes) -> None:
        with _on_our_side(copy):
            target.write(piece)

    try:
        yield write
    finally:
        with _on_our_side(copy):
            target.close()


def _digest(path: str, deadline: float) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            _still(deadline)
            digest.update(piece)
    return digest.hexdigest()


def _fault(path: str, deadline: float) -> str:
    """Open what can be opened without a passphrase, and return what is wrong, empty for nothing."""
    structure = fault_of(path, max(0.0, deadline - time.monotonic())) if is_archive(path) else ""
    if isinstance(structure, str) and structure:
        return structure
    low = path.casefold()
    ending = os.path.splitext(low)[1]
    if ending in _ZIPPED:
        with zipfile.ZipFile(path) as archive:
            if any(each.flag_bits & 1 for each in archive.infolist()):
                return ""  # under a password: its directory is whole, the rest is not ours to open
            bad = archive.testzip()
            return "damaged inside" if bad else ""
    if ending in _PACKED:
        opened: Callable[[str], BinaryIO] = _PACKED[ending]
        with opened(path) as packed:
            while packed.read(_PIECE):
                _still(deadline)
    elif ending == ".pdf":
        with open(path, "rb") as file:
            return "" if file.read(1024).find(b"%PDF-") >= 0 else "no PDF inside"
    return ""


def _still(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise _OutOfTimeError
