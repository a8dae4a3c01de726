"""Unknown: what stands in a fact's place when it could not be read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard


class UnknownCode(StrEnum):
    """Why a fact could not be read. The list is closed; each code has words in `reasons`."""

    NO_RIGHT = "no_right"
    TIMED_OUT = "timed_out"
    SERVICE_OFF = "service_off"
    SOURCE_BROKEN = "source_broken"
    NOT_INSTALLED = "not_installed"
    NOT_SUPPORTED = "not_supported"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    MALFORMED = "malformed"
    CRASHED = "crashed"
    STALE = "stale"
    NEWER_THAN_DATA = "newer_than_data"
    NOT_DECLARED = "not_declared"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unread fact; in JSON {"unknown": CODE, "detail": …}, hence the field's name.

    `detail` is for the technician: what was asked and what came back, never translated.
    """

    unknown: UnknownCode
    detail: str = ""

    @property
    def code(self) -> UnknownCode:
        """The reason, under the name that the rest of the house uses."""
        return self.unknown


def known(*values: object) -> bool:
    """Say whether every value was read."""
    return not any(isinstance(value, Unknown) for value in values)


def is_unknown(value: object) -> TypeGuard[Unknown]:
    """Say whether a value was not read, in a form that type checkers follow."""
    return isinstance(value, Unknown)


def first_unknown(*values: object) -> Unknown | None:
    """Return the first unread value, or None when all were read."""
    return next((value for value in values if isinstance(value, Unknown)), None)
