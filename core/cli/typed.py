"""What people type on the command line, read the same way by every command."""

from datetime import date, datetime

from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, typed_day


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()


def day_of(typed: str) -> date:
    """Return a day typed as `2027-02-15` or `15/02/2027`; KnownError for anything else."""
    try:
        return typed_day(typed)
    except ValueError as error:
        raise KnownError("day_typed", Exit.USAGE, text=typed) from error
