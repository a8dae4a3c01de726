"""Writing a file whole or not at all."""

import errno
import os
from pathlib import Path

from core.model.errors import Exit, KnownError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def write_whole(path: Path, body: bytes, *, mode: int = 0o666) -> None:
    """Write a file durably under its name, replacing an older one only when all is written.

    `mode` are the rights it is made with, before the account's own mask. KnownError `disk_full`
    or `no_write`; then the older file is untouched.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        try:
            with open(part, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _known(error, path) from error


def _known(error: OSError, path: Path) -> KnownError:
    if error.errno in _FULL:
        drive = path.drive or str(path.parent)
        return KnownError("disk_full", Exit.CANNOT_WRITE, str(error), what=path.name, drive=drive)
    return KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(path.parent))
