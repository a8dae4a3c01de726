"""A book on a stick that was changed while it was away (bad input 53)."""

import shutil
from pathlib import Path

import pytest

from core import house as houses
from core.house import House
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.secrets import Secrets
from core.store import place, store
from core.store.place import Medium, Place
from core.words import LANGUAGES, Words


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The account's own folder on this machine; every home counts as one on a stick."""
    folder = tmp_path / "account"
    folder.mkdir()
    monkeypatch.setattr(houses, "account_home", lambda: folder)
    for each in (place, store):
        monkeypatch.setattr(each, "place_of", lambda folder: Place(Medium.REMOVABLE, "E:"))
    monkeypatch.setattr(Secrets, "provide", lambda self: self.held())
    return folder


@pytest.fixture
def home(tmp_path: Path, account: Path) -> Path:
    """A book of some entries on a stick, which this machine saw."""
    home = tmp_path / "stick" / "TrucAn-du-lieu"
    write(home, 3)
    return home


def write(home: Path, count: int) -> None:
    """Open a book, write entries, close it."""
    house = House.open(home, "vi")
    for number in range(count):
        house.duty.add_entry(NewEntry(text=f"Mục {number}"))
    house.close()


def refused(home: Path) -> House:
    """Assert that a book is read and not written, and that the sentence says why."""
    house = House.open(home, "vi")
    assert house.store.read_only
    assert house.duty.page(limit=1)
    with pytest.raises(KnownError) as caught:
        house.duty.add_entry(NewEntry(text="x"))
    assert caught.value.key == "store_differs"
    assert house.difference is caught.value
    said = Words("vi").say("errors.store_differs", caught.value.args_of_sentence)
    assert "khác với lần trước" in said
    for lang in LANGUAGES:
        assert str(home) in Words(lang).say("errors.store_differs", caught.value.args_of_sentence)
    return house


def test_a_book_that_grew_elsewhere_is_the_same(home: Path, account: Path) -> None:
    seen = {each: each.read_bytes() for each in (account / "books").iterdir()}
    shutil.move(account, account.with_name("elsewhere"))
    write(home, 2)
    assert not account.exists()
    shutil.move(account.with_name("elsewhere"), account)
    assert {each: each.read_bytes() for each in (account / "books").iterdir()} == seen

    write(home, 1)
    house = House.open(home, "vi")
    assert (house.duty.count(), house.difference) == (7, None)
    house.close()


def test_a_book_that_was_put_back_to_an_earlier_state(home: Path) -> None:
    """Whole in itself, sealed even; only this machine knows that it had gone further."""
    earlier = home.with_name("earlier")
    shutil.copytree(home, earlier, copy_function=shutil.copyfile)
    write(home, 2)
    shutil.rmtree(home)
    shutil.move(earlier, home)

    house = refused(home)
    assert house.duty.verify().whole
    house.close()
    refused(home).close()


def test_a_book_with_another_past(home: Path, account: Path) -> None:
    fork = home.with_name("fork")
    shutil.copytree(home, fork, copy_function=shutil.copyfile)
    write(home, 2)
    shutil.move(account, account.with_name("elsewhere"))
    write(fork, 5)
    shutil.move(account.with_name("elsewhere"), account)
    shutil.rmtree(home)
    shutil.move(fork, home)

    refused(home).close()


def test_who_knows_why_takes_the_book_as_it_is(home: Path) -> None:
    earlier = home.with_name("earlier")
    shutil.copytree(home, earlier, copy_function=shutil.copyfile)
    write(home, 2)
    shutil.rmtree(home)
    shutil.move(earlier, home)
    house = refused(home)
    house.remember_book()
    house.duty.add_entry(NewEntry(text="Đã rõ"))
    house.close()

    again = House.open(home, "vi")
    assert (again.duty.count(), again.difference) == (5, None)
    again.close()


def test_a_backup_that_is_put_back_here_is_no_surprise(home: Path) -> None:
    house = House.open(home, "vi")
    card = house.backups.make()
    house.duty.add_entry(NewEntry(text="sau bản sao"))
    house.backups.restore(card.file, "Thử")
    house.close()
    again = House.open(home, "vi")
    assert again.duty.count() == 5
    assert again.difference is None
    again.close()


def test_what_was_remembered_cannot_be_read(home: Path, account: Path) -> None:
    (file,) = (account / "books").iterdir()
    file.write_bytes(b"\xff{")

    refused(home).close()


def test_a_machine_that_is_only_visited_keeps_nothing(
    tmp_path: Path, account: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(houses, "account_home", lambda: tmp_path / "nobody")
    write(tmp_path / "other", 1)
    assert not (tmp_path / "nobody").exists()

    house = House.open(tmp_path / "other", "vi")
    house.remember_book()
    house.close()
    assert len(list((tmp_path / "nobody" / "books").iterdir())) == 1


def test_a_book_that_is_nowhere_to_be_carried(tmp_path: Path) -> None:
    house = House.open(tmp_path / "home", "vi")
    house.duty.add_entry(NewEntry(text="x"))
    with pytest.raises(KnownError, match="store_not_away"):
        house.remember_book()
    house.close()


def test_the_key_is_never_kept_on_the_stick(home: Path, account: Path) -> None:
    """Not even where the program itself runs from there."""
    house = House.open(home, "vi")
    assert house.secrets._file.is_relative_to(account)
    house.close()


def test_a_home_on_a_stick_without_entries_is_closed(tmp_path: Path, account: Path) -> None:
    """A technician who only checks computers writes no entry; there is nothing to remember."""
    house = House.open(tmp_path / "stick", "vi")
    assert not house.duty.count()
    house.close()

    assert list(account.iterdir()) == []


def test_closing_twice_does_no_harm(home: Path) -> None:
    house = House.open(home, "vi")
    assert house.duty.count()
    house.close()
    house.close()


def test_a_store_is_closed_also_when_it_cannot_be_remembered(home: Path, account: Path) -> None:
    house = House.open(home, "vi")
    house.duty.add_entry(NewEntry(text="Mất điện"))
    shutil.rmtree(account / "books")
    (account / "books").write_bytes(b"in the way")
    with pytest.raises(KnownError, match="no_write"):
        house.close()

    (account / "books").unlink()
    write(home, 1)
