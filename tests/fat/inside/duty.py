"""A duty book as the program keeps it on a stick."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.duty.book import DutyBook
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.secrets import Secrets
from core.store.store import Store


class _Keyring:
    kept: str | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept = password


def _book(store: Store, home: Path) -> DutyBook:
    return DutyBook(
        store,
        device="PC",
        author="An",
        app_version="1",
        released="2026-01-01",
        secrets=Secrets(home / "keys", keyring=_Keyring),
    )


@contextmanager
def opened(home: Path, synchronous: str = "") -> Iterator[DutyBook]:
    """Open a book with the settings that its place calls for, but for `synchronous` if given."""
    with Store.open(home) as store:
        assert store.is_on_stick
        if synchronous:
            store._database.read(f"PRAGMA synchronous={synchronous}")
        yield _book(store, home)


def entry(number: int) -> NewEntry:
    """Return an entry, by its number unlike others."""
    return NewEntry(text=f"Mất điện lần thứ {number}, đã báo lãnh đạo trực")


@dataclass(frozen=True, slots=True)
class Found:
    """How many entries a book had, and what is wrong with it: empty when it is sound."""

    entries: int
    wrong: str


def look(home: Path) -> Found:
    """Verify a book and its file, write some more into it, and look whether that was taken."""
    try:
        with Store.open(home) as store:
            book = _book(store, home)
            before = book.verify()
            complaints = store.examine()
            if complaints or not before.whole:
                return Found(before.count, "; ".join(complaints) or f"not whole: {before.what}")
            last = [book.add(entry(number)).seq for number in range(3)][-1]
        with Store.open(home) as store:
            after = _book(store, home).verify()
    except KnownError as error:
        return Found(0, f"{error} {error.detail}")
    sound = after.whole and after.count == last
    return Found(before.count, "" if sound else f"{after.count} entries of {last}")
