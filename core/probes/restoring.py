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
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from core.model.unknown import Unknown, UnknownCode
from core.probes.archives import fault_of, is_archive
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
    lzma.LZMAError,
)  # fmt: skip
_BORG, _RESTIC = ("README", "config", "data"), ("config", "index", "keys", "snapshots")


class _OutOfTimeError(Exception):
    """The limit is over."""


def restore_sample(place: str, scratch: str, now: str, limit: float) -> Restored | Unknown:
    """Restore a sample of a folder's files, or one file, into `scratch`, which is gone afterwards.

    `now` chooses the sample, so that each day tries other files. Raise OSError when the place
    cannot be read or the scratch folder not be made.
    """
    deadline = time.monotonic() + limit
    os.stat(place)
    if os.path.isdir(place) and _is_sealed(os.listdir(place)):
        return Restored(0, 0, (), "", sealed=True)
    top = place if os.path.isdir(place) else os.path.dirname(place)
    good: dict[str, str] = {}
    failed, size = [], 0
    try:
        files = _sample(place, random.Random(now[:10]), deadline)  # noqa: S311 - no secret
        shutil.rmtree(scratch, ignore_errors=True)  # left by a run that was ended
        os.makedirs(scratch)
        for number, path in enumerate(sorted(files)):
            copy = os.path.join(scratch, f"{number}{os.path.splitext(path)[1]}")
            name = os.path.relpath(path, top)
            digest, fault = _restore(path, copy, deadline)
            if fault:
                failed.append(f"{name}: {fault}")
            else:
                good[name] = digest
                size += os.path.getsize(copy)
            with suppress(FileNotFoundError):
                os.remove(copy)
    except _OutOfTimeError:
        return Unknown(UnknownCode.TIMED_OUT, f"{place}: not done within {limit:g} s")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
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


def _restore(path: str, copy: str, deadline: float) -> tuple[str, str]:
    """Return the SHA-256 of a file, and what is wrong with what came back, empty for nothing."""
    try:
        taken = _copied(path, copy, deadline)
        if _digest(copy, deadline) != taken:
            return taken, "came back different"
        return taken, _fault(copy, deadline)
    except _UNREADABLE as error:
        return "", type(error).__name__


def _copied(path: str, copy: str, deadline: float) -> str:
    """Copy a file and return the digest of what was read."""
    digest = hashlib.sha256()
    with open(path, "rb") as source, open(copy, "wb") as target:
        while piece := source.read(_PIECE):
            _still(deadline)
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


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
