"""What people type on the command line, read the same way by every command."""

from datetime import date, datetime
from pathlib import Path

import click

from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, typed_day

_KEY_LIMIT = 100_000

NUMBER = click.IntRange(1, 2**63 - 1)
"""A number of something that is stored; the store has no larger ones."""


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()


def day_of(typed: str) -> date:
    """Return a day typed as `2027-02-15` or `15/02/2027`; KnownError for anything else."""
    try:
        return typed_day(typed)
    except ValueError as error:
        raise KnownError("day_typed", Exit.USAGE, text=typed) from error


def key_text(file: Path) -> str:
    """Return the text of a file that a key was handed over in; KnownError if it is unread."""
    try:
        with file.open("rb") as stream:
            return stream.read(_KEY_LIMIT).decode("utf-8", "replace")
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error
