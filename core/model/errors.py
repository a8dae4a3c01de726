"""Errors that the user can act on: told in one sentence, with the exit status of the command."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.model.card import RunCard
    from core.model.result import Value
    from core.model.run import Run


class Exit(IntEnum):
    """Exit statuses that scripts and scheduled tasks rely on."""

    DONE = 0
    ATTENTION = 10
    ACT_NOW = 20
    INCOMPLETE = 30
    USAGE = 64
    BAD_INPUT = 65
    BUG = 70
    CANNOT_WRITE = 73
    IN_USE = 75
    NO_RIGHT = 77
    CANCELLED = 130


class KnownError(Exception):
    """Something the user can mend: a key under `errors` in the words, its arguments, a status.

    It is shown as one sentence, never as a crash. `detail` is for the technician.
    """

    def __init__(self, key: str, status: Exit, detail: str = "", **args: Value) -> None:
        """Name the sentence and fill its arguments."""
        super().__init__(f"{key} {args} {detail}".strip())
        self.key = key
        self.status = status
        self.detail = detail
        self.args_of_sentence: dict[str, Value] = dict(args)


class UnstoredError(KnownError):
    """A run is over, but the store refused it: it is told all the same, and then why not stored."""

    def __init__(self, run: Run, card: RunCard, refusal: KnownError) -> None:
        """Carry the run, what it came to, and what the refusal says."""
        super().__init__(refusal.key, refusal.status, refusal.detail, **refusal.args_of_sentence)
        self.run = run
        self.card = card
