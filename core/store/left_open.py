"""Left open: what stands beside a database that was not closed."""

from contextlib import suppress
from pathlib import Path

JOURNAL = "-journal"
"""What SQLite puts behind the name of a database for that of its journal."""


def was_left_open(file: Path) -> bool:
    """Say whether a log or journal stands there: a crash, or another window is open."""
    with suppress(OSError):
        if file.with_name(f"{file.name}-wal").stat().st_size:
            return True
    return has_open_journal(file)


def has_open_journal(file: Path) -> bool:
    """Say whether a journal stands there whose transaction did not end: it begins with its mark."""
    with suppress(OSError), file.with_name(f"{file.name}{JOURNAL}").open("rb") as stream:
        return stream.read(1) not in (b"", b"\0")
    return False
