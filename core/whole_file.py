"""Writing a file whole or not at all."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from core.model.errors import Exit, KnownError

_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{n}{i}" for n in ("COM", "LPT") for i in "0123456789¹²³"))
)
"""Names that Windows takes for devices, also with these digits of Latin-1."""

_LONGEST_STEM, _LONGEST_ENDING = 180, 30
"""Bytes of a name from outside: most file systems take 255, with the number and mark of a part."""

_NOT_POSSIBLE = frozenset((errno.EINVAL, errno.ENOTSUP, errno.EROFS, errno.EBADF))

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
_NO_NAME = frozenset((errno.EINVAL, errno.ENAMETOOLONG))
_NO_FOLDER = frozenset((errno.ENOTDIR, errno.EEXIST))


def write_whole(path: Path, body: bytes, *, mode: int = 0o666) -> None:
    """Write a file durably under its name, replacing an older one only when all is written.

    `mode` are the rights it is made with, before the account's own mask. A link is followed. What
    is no file, such as a device or a pipe, is written to and never replaced. KnownError, see
    `write_trouble`; then the older file is untouched.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.write(body)
            return
        _replace(path, body, mode)
    except OSError as error:
        raise write_trouble(error, path) from error


def _replace(path: Path, body: bytes, mode: int) -> None:
    part = _part_of(path)
    try:
        _write_part(part, body, mode)
        take_name(part, path)
    finally:
        part.unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def _write_part(part: Path, body: bytes, mode: int) -> None:
    # What has the name already may be a link of somebody else's.
    part.unlink(missing_ok=True)
    with open(part, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def take_name(part: Path, path: Path) -> None:
    """Give what was written its name, durably; what had the name before goes only then. OSError."""
    _take_place(part, path)
    settle_names(path.parent)


def settle(path: Path) -> None:
    """Make durable that a file or folder stands where it does; OSError.

    FAT keeps where something begins in the folder it stands in, and writes that with the thing
    itself. A folder that is written first has an empty file when the power fails in between.
    """
    _flush(path)
    settle_names(path.parent)


def settle_names(folder: Path) -> None:
    """Make durable which names stand in a folder; OSError.

    On FAT, Linux keeps the beginning of a new folder with the folder above it, and flushes it with
    that one.
    """
    _flush(folder)
    _flush(folder.parent)


def _take_place(part: Path, path: Path) -> None:
    # While the older file is open its clusters are its own, and nothing points to what is free.
    with _held(path):
        part.replace(path)
        _flush(path)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep a file open, where that does not keep it from being replaced as it would on Windows."""
    if os.name != "posix":
        yield
        return
    with ExitStack() as held:
        with suppress(OSError):
            held.enter_context(path.open("rb"))
        yield


def _flush(path: Path) -> None:
    """Flush a file or folder to the disk; Windows does so with names by itself."""
    if os.name != "posix":
        return
    try:
        number = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(number)
    except OSError as error:
        # Some file systems cannot do it with folders.
        if error.errno not in _NOT_POSSIBLE:
            raise
    finally:
        os.close(number)


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files that belong together: none takes its name before all are written, in order.

    A disk that fills up on the way leaves what was there before. KnownError as for `write_whole`.
    """
    parts: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, body in files:
            parts.append((_part_of(path), path))
            _write_part(parts[-1][0], body, 0o666)
        for part, path in parts[:-1]:
            _take_place(part, path)
        # The last may name the others, as a list does: it comes when their names are durable.
        for folder in {path.parent for _, path in parts[:-1]}:
            settle_names(folder)
        for part, path in parts[-1:]:
            take_name(part, path)
    except OSError as error:
        raise write_trouble(error, path) from error
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)


def write_folder(place: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder, which has its name only when all are there; return where.

    The names of files may lead below it. A name that is taken gets a number. OSError; then nothing
    of the folder is left.
    """
    import shutil

    part = final = place.with_name(f"{place.name}.{os.urandom(4).hex()}.part")
    try:
        for name, body in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_part(path, body, 0o666)
        for folder in {(part / name).parent for name in files}:
            settle_names(folder)
        free = (place.with_name(f"{place.name}_{number}") for number in count(2))
        final = part.rename(next(each for each in chain((place,), free) if not each.exists()))
        settle(final)
    except BaseException:
        shutil.rmtree(final, ignore_errors=True)
        raise
    return final


def write_new(folder: Path, name: str, body: bytes) -> Path:
    """Write a file under a name that came from outside, never over another file; return where.

    Only letters, digits and a few marks of the name are kept, and its last ending.
    """
    path = new_path(folder, name)
    write_whole(path, body)
    return path


def new_path(folder: Path, name: str) -> Path:
    """Return where a file of a name that came from outside goes, making its folder.

    As for `write_new`; KnownError where the folder cannot be made.
    """
    stem, dot, ending = name.rpartition(".")
    plain = _plain(stem if dot else ending, _LONGEST_STEM) or "tep"
    suffix = f".{_plain(ending, _LONGEST_ENDING)}".rstrip(".") if dot else ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, number = folder / f"{plain}{suffix}", 1
        while os.path.lexists(path):
            number += 1
            path = folder / f"{plain}_{number}{suffix}"
    except OSError as error:
        raise write_trouble(error, folder / "x") from error
    return path


def _plain(text: str, limit: int) -> str:
    kept = "".join(each for each in text if each.isalnum() or each in "-_ ").strip()
    short = kept.encode()[:limit].decode("utf-8", "ignore").strip()
    return f"{short}_" if short.upper() in _DEVICES else short


def write_trouble(error: OSError, path: Path) -> KnownError:
    """Return what it means to the user that a file could not be written: a full disk, no right."""
    return limit_trouble(error, path) or KnownError(
        "no_write", Exit.CANNOT_WRITE, str(error), path=str(path.parent)
    )


def limit_trouble(error: OSError, path: Path) -> KnownError | None:
    """Return which limit of its disk a file came up against, None if it was none.

    A disk that is full, a file longer or a name other than the file system takes, a file that
    stands where a folder is wanted.
    """
    drive, detail = path.drive or str(path.parent), str(error)
    if error.errno in _FULL:
        return KnownError("disk_full", Exit.CANNOT_WRITE, detail, what=path.name, drive=drive)
    if error.errno == errno.EFBIG:
        return KnownError("file_too_large", Exit.CANNOT_WRITE, detail, what=path.name, drive=drive)
    if error.errno in _NO_NAME:
        return KnownError("name_not_possible", Exit.USAGE, detail, path=str(path))
    if error.errno in _NO_FOLDER:
        file = _in_the_way_to(Path(error.filename or path))
        return KnownError("not_a_folder", Exit.CANNOT_WRITE, detail, path=str(file))
    return None


def _in_the_way_to(path: Path) -> Path:
    """Return what stands on a path without being a folder, such as a file or a link to nowhere."""
    for each in (*reversed(path.parents), path):
        if os.path.lexists(each) and not each.is_dir():
            return each
    return path
