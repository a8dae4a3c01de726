"""Writing a file whole or not at all."""

import errno
import os
from pathlib import Path

from core.model.errors import Exit, KnownError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def write_whole(path: Path, body: bytes) -> None:
    """Write a file durably under its name, replacing an older one only when all is written.

    A link is followed. What is no file, such as a device or a pipe, is written to and never
    replaced. KnownError `disk_full` or `no_write`; then the older file is untouched.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.write(body)
            return
        _replace(path, body)
    except OSError as error:
        raise _known(error, path) from error


def _replace(path: Path, body: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _known(error: OSError, path: Path) -> KnownError:
    if error.errno in _FULL:
        drive = path.drive or str(path.parent)
        return KnownError("disk_full", Exit.CANNOT_WRITE, str(error), what=path.name, drive=drive)
    return KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(path.parent))
