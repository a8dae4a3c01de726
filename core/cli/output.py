"""Writing results: to standard output, or to a file whole or not at all."""

import errno
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.errors import Exit, KnownError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# Windows has no broken pipe: a reader that left makes writing an invalid argument there.
_READER_LEFT = {errno.EPIPE, *([errno.EINVAL] if sys.platform == "win32" else [])}


class _Outlet(io.FileIO):
    """An output that fails at most once.

    A reader may leave early, as `head` does: what is printed after that goes nowhere, and the
    command ends as it would have. KnownError `not_printed` for anything else, as a full disk, where
    results are printed.
    """

    def __init__(self, descriptor: int, *, quiet: bool) -> None:
        """Write to a descriptor that stays open; a quiet outlet never complains."""
        super().__init__(descriptor, "wb", closefd=False)
        self._is_closed_off = False
        self._quiet = quiet

    def write(self, body: "ReadableBuffer", /) -> int:
        """Write as much as is taken, or nothing and say that all was, after a failure."""
        if self._is_closed_off:
            return memoryview(body).nbytes
        try:
            return super().write(body)
        except OSError as error:
            self._is_closed_off = True
            if self._quiet or error.errno in _READER_LEFT:
                return memoryview(body).nbytes
            raise KnownError("not_printed", Exit.CANNOT_WRITE, str(error)) from error


def guard_outputs() -> None:
    """Have both outputs fail in words or not at all; a console of Windows is left as it is."""
    sys.stdout = _guarded(sys.stdout, quiet=False)
    sys.stderr = _guarded(sys.stderr, quiet=True)


def _guarded(stream: Any, *, quiet: bool) -> Any:
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # the same, where Python is told to keep nothing back
    if type(raw) is not io.FileIO:
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Outlet(raw.fileno(), quiet=quiet)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
    )


def write_json(body: bytes, target: str) -> None:
    """Write JSON to standard output for `-`, else to a file, whole or not at all."""
    if target != "-":
        from core.whole_file import write_whole

        write_whole(Path(target), body)
        return
    if sys.stdout is None:
        raise KnownError("not_printed", Exit.CANNOT_WRITE)
    sys.stdout.flush()
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
