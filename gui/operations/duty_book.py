"""What a person can do with the duty book: write an entry, read older ones, verify it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.model.change import Change
from core.model.duty import Entry, LogVerdict, NewEntry

if TYPE_CHECKING:
    from gui.desk import Desk

PAGE = 50


def write_entry(desk: "Desk", new: NewEntry, then: Callable[[], object]) -> None:
    """Write an entry, then do something, such as clearing the field it came from."""
    desk.do(lambda: desk.house.duty.add_entry(new), then)


def read_older(desk: "Desk", before: int, then: Callable[[Sequence[Entry]], object]) -> None:
    """Read the page before an entry."""
    desk.ask(lambda: desk.house.duty.page(before=before, limit=PAGE), then)


def verify(desk: "Desk", then: Callable[[LogVerdict], object]) -> None:
    """Verify the chain of the book."""
    desk.ask(desk.house.duty.verify, then)


def seal_if_due(desk: "Desk") -> None:
    """Seal what has waited for its seal too long; what fails now is tried again the next time."""

    def done(change: Change) -> None:
        if change.kinds:
            desk.changed.emit(change)

    desk.errands.send(lambda: desk.house.duty.seal(if_due=True), done, lambda error: None)
