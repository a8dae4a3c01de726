"""What is special about FAT: its names, its limits, and what it does not have."""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.exchange.places import candidates
from core.house import House
from core.model.errors import Exit, KnownError
from core.model.new_entry import NewEntry
from core.store import database
from core.store.place import Medium, place_of
from core.store.store import Store
from core.whole_file import write_new, write_together, write_trouble, write_whole
from tests.duty.test_backups import START, at
from tests.fat.inside.checking import SMALL
from tests.fat.inside.duty import entry, look, opened

LONG = "Sổ trực Tết Nguyên đán – Ủy ban nhân dân xã Đông Hưng, đảo Cô Tô (bản chính)"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_home_with_a_long_name_is_written_closed_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.1)
    home = tmp_path / unicodedata.normalize(form, LONG)
    assert place_of(tmp_path).medium is Medium.REMOVABLE
    house = House.open(home, "vi")
    for number in range(30):
        house.duty.add_entry(NewEntry(text=f"Mục số {number} trên USB"))
    with pytest.raises(KnownError, match="store_in_use"):
        House.open(home, "vi").duty.count()
    house.close()

    again = House.open(home, "vi")
    assert (again.duty.count(), again.duty.verify().whole) == (31, True)
    assert again.duty.search("muc so 29")
    card = again.backups.make()
    assert (card.whole, card.entries) == (True, 31)
    again.backups.restore(card.file, "Thử trên USB")
    assert (again.duty.count(), again.duty.verify().whole) == (32, True)
    again.close()


def test_the_settings_of_the_store_on_a_stick(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        read = store._database.read
        settings = {
            name: read(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "mmap_size", "journal_size_limit")
        }

    assert settings == {
        "journal_mode": "persist",
        "synchronous": 3,
        "mmap_size": 0,
        "journal_size_limit": -1,
    }


def test_the_database_alone_is_the_whole_book(tmp_path: Path) -> None:
    """Whoever copies one file off a stick has all of it."""
    with opened(tmp_path / "home") as book:
        last = [book.add(entry(number)).seq for number in range(10)][-1]
        (tmp_path / "copy").mkdir()
        shutil.copyfile(tmp_path / "home" / "trucan.db", tmp_path / "copy" / "trucan.db")

    found = look(tmp_path / "copy")
    assert (found.entries, found.wrong) == (last, "")


def test_names_that_fat_takes_for_one(tmp_path: Path) -> None:
    """Nothing is written over a file whose name differs by capitals only, and all are found."""
    names = ["Bao cao.json", "BAO CAO.JSON", "bao cao.json"]
    paths = [write_new(tmp_path, name, name.encode()) for name in names]

    assert len({str(each).casefold() for each in paths}) == len(names)
    assert [each.read_bytes().decode() for each in paths] == names
    assert sorted(each.path for each in candidates(tmp_path)) == sorted(paths)


def test_a_name_in_either_form_is_listed_as_it_was_written(tmp_path: Path) -> None:
    """FAT puts no form of Unicode into another: both stand there, each as it came."""
    for form in ("NFC", "NFD"):
        write_whole(tmp_path / unicodedata.normalize(form, "Đợt kiểm tra.json"), form.encode())
    found = {each.name: each.path.read_bytes() for each in candidates(tmp_path)}

    assert {unicodedata.is_normalized("NFC", name): body for name, body in found.items()} == {
        True: b"NFC",
        False: b"NFD",
    }


def test_letters_that_fat_does_not_hold(tmp_path: Path) -> None:
    """A name from outside loses them; one that the user chose is refused with the reason."""
    path = write_new(tmp_path, 'a?b*c:d<e>f|g"h\\i. .txt', b"x")
    assert path.read_bytes() == b"x"
    for name in ("sổ?", "sổ:1", "<sổ>"):
        with pytest.raises(KnownError) as caught:
            write_whole(tmp_path / name, b"x")
        assert (caught.value.key, caught.value.status) == ("name_not_possible", Exit.USAGE)
        with pytest.raises(KnownError, match="name_not_possible"):
            House.open(tmp_path / name, "vi").duty.count()


def test_what_fat_does_not_have(tmp_path: Path) -> None:
    """The reasons for what this program does without on a stick."""
    file = tmp_path / "a"
    file.write_bytes(b"x")
    for link in (os.link, os.symlink):
        with pytest.raises(PermissionError):
            link(file, tmp_path / "b")
    before = file.stat().st_mode
    file.chmod(0o600)
    assert file.stat().st_mode == before
    os.utime(file, (1_798_704_001.9, 1_798_704_001.9))
    assert file.stat().st_mtime == 1_798_704_000


def test_backups_of_one_second_are_told_apart(tmp_path: Path) -> None:
    """Times of files are even seconds; the names of backups say when they were made."""
    house = House.open(tmp_path / "home", "vi")
    house.duty.add_entry(NewEntry(text="Mất điện"))
    files = [at(house, START).make().file for _ in range(3)]
    house.close()

    assert len(set(files)) == 3
    assert all(each.is_file() for each in files)


@pytest.fixture
def small() -> Iterator[Path]:
    """Give a stick with a few hundred kilobytes of room."""
    place = Path(SMALL)
    ballast = place / "ballast"
    with ballast.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, shutil.disk_usage(place).free - 700_000)
    yield place
    for each in place.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def test_a_full_stick_is_told_and_loses_nothing(small: Path) -> None:
    """Entry after entry until there is no room; then with room again, on with the next."""
    home, last, told = small / "home", 0, ""
    with opened(home) as book:
        try:
            while last < 3000:
                last = book.add(NewEntry(text="Mất điện " * 200)).seq
        except KnownError as error:
            told = f"{error.key} {error.args_of_sentence['drive']}"
    assert told == f"disk_full {small}"
    with opened(home) as book:
        assert (book.verify().count, book.verify().whole) == (last, True)
    (small / "ballast").unlink()

    found = look(home)
    assert (found.entries, found.wrong) == (last, "")


def test_files_that_do_not_fit_leave_what_was_there(small: Path) -> None:
    write_whole(small / "danh sách", b"old")
    before = {each.name for each in small.iterdir()}
    body = bytes(600_000)
    with pytest.raises(KnownError, match="disk_full"):
        write_whole(small / "danh sách", bytes(2_000_000))
    with pytest.raises(KnownError, match="disk_full"):
        write_together([(small / "a", body), (small / "b", body), (small / "danh sách", b"new")])

    assert (small / "danh sách").read_bytes() == b"old"
    assert {each.name for each in small.iterdir()} == before


def test_a_backup_that_does_not_fit_leaves_nothing(small: Path) -> None:
    with opened(small / "home") as book:
        for _ in range(4):
            book.add(NewEntry(text="Mất điện " * 200))
    house = House.open(small / "home", "vi")
    with (small / "more ballast").open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, shutil.disk_usage(small).free - 100_000)
    with pytest.raises(KnownError, match="disk_full"):
        house.backups.make()

    assert list(house.home.rglob("*.part")) == []
    assert house.backups.all() == ()
    assert house.duty.verify().whole
    house.close()


def test_a_file_of_four_gigabytes_is_told(tmp_path: Path) -> None:
    """One byte more than FAT holds; the byte is put there, four gigabytes are not written."""
    handle = os.open(tmp_path / "large", os.O_CREAT | os.O_WRONLY)
    with pytest.raises(OSError, match="File too large") as caught:
        os.pwrite(handle, b"x", 2**32 - 1)
    os.close(handle)

    assert write_trouble(caught.value, tmp_path / "large").key == "file_too_large"
