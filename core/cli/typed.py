"""What people type on the command line, read the same way by every command."""

from datetime import date, datetime

from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM

_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()


def day_of(typed: str) -> date:
    """Return a day typed as `2027-02-15` or `15/02/2027`; KnownError for anything else."""
    for form in _FORMS:
        try:
            return datetime.strptime(typed.strip(), form).date()
        except ValueError:
            continue
    raise KnownError("day_typed", Exit.USAGE, text=typed)
