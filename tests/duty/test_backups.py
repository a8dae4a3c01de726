"""Own backups: whole or refused, thinned out by day, week and month, put back with a trace."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.duty.backups import BACKUPS, Backups, card_of, kept_of
from core.house import House
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.store.copying import put_in_place
from core.store.place import Medium, place_of
from core.store.store import FILE_NAME, Store

START = datetime(2027, 2, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give a house with three entries, the opening one included."""
    house = House.open(tmp_path / "home", "vi")
    for text in ("Mất điện", "Có điện lại"):
        house.duty.add_entry(NewEntry(text=text))
    yield house
    house.close()


def at(house: House, moment: datetime) -> Backups:
    """Return the port to the backups with a clock that stands."""
    return Backups(
        house.home,
        lambda: house.store,
        house.reopen,
        lambda done, reason, author: house.duty.note_restoration(done, reason, author),
        lambda: moment,
    )


def spoil(file: Path, find: str, instead: str) -> None:
    """Change a text inside a copy, as somebody with the file can."""
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER entry_stays")
        connection.execute(
            "UPDATE entry SET canon = CAST(replace(CAST(canon AS TEXT), ?, ?) AS BLOB)",
            (find, instead),
        )
    connection.close()


def test_a_copy_is_made_while_the_book_is_in_use_and_is_whole(house: House) -> None:
    card = house.backups.make()
    house.duty.add_entry(NewEntry(text="Sau bản sao"))

    assert (card.whole, card.entries, card.what) == (True, 3, "")
    assert card.file.parent == house.home / BACKUPS
    assert len(card.root) == 64
    assert house.backups.all() == (card,), "looked at again, it says the same"
    assert sorted(each.suffix for each in card.file.parent.iterdir()) == [".db"], "nothing beside"


def test_the_root_is_that_of_the_book(house: House) -> None:
    first, second = house.backups.make(), house.backups.make()
    house.duty.add_entry(NewEntry(text="Thêm một mục"))
    third = house.backups.make()

    assert first.root == second.root != third.root
    assert len({first.file, second.file, third.file}) == 3, "no copy is written over"


def test_a_copy_in_another_folder(house: House, tmp_path: Path) -> None:
    card = house.backups.make(tmp_path / "usb" / "saoluu")

    assert card.file.parent == tmp_path / "usb" / "saoluu"
    assert house.backups.all() == ()
    assert house.backups.all(tmp_path / "usb" / "saoluu") == (card,)


def test_one_copy_a_day_when_due(house: House) -> None:
    assert at(house, START).make_if_due() is not None
    assert at(house, START + timedelta(hours=14)).make_if_due() is None
    assert at(house, START + timedelta(hours=16)).make_if_due() is not None, "midnight in Vietnam"


def test_an_empty_book_has_no_copy(tmp_path: Path) -> None:
    empty = House.open(tmp_path / "home", "vi")

    assert empty.backups.make_if_due() is None
    assert empty.backups.all() == ()
    empty.close()


def test_days_weeks_and_months_keep_their_newest() -> None:
    moments = [START + timedelta(days=day, hours=hour) for day in range(500) for hour in (0, 5)]
    kept = sorted(kept_of(moments), reverse=True)
    newest = moments[-1]

    assert kept[:7] == [newest - timedelta(days=each) for each in range(7)]
    assert 7 + 3 + 11 >= len(kept) >= 7 + 2 + 10
    assert kept[-1] > newest - timedelta(days=366)
    assert all(each.hour == 7 for each in kept), "the later one of each day"


def test_older_copies_go_only_after_a_newer_one_is_good(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(12):
        at(house, START + timedelta(days=day)).make()
    there = {each.name for each in (house.home / BACKUPS).iterdir()}
    assert len(there) < 12
    (house.home / BACKUPS / "của ai đó.db").write_bytes(b"x")
    monkeypatch.setattr("core.duty.backups.card_of", lambda file: replaced(card_of(file)))
    with pytest.raises(KnownError, match="backup_not_made"):
        at(house, START + timedelta(days=30)).make()

    left = {each.name for each in (house.home / BACKUPS).iterdir()}
    assert left == {*there, "của ai đó.db"}, "what is not ours is left alone"


def test_a_copy_that_is_not_whole_is_not_that_of_the_day(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("core.duty.backups.card_of", lambda file: replaced(card_of(file)))
        with pytest.raises(KnownError, match="backup_not_made"):
            at(house, START).make_if_due()
    again = at(house, START + timedelta(hours=1)).make_if_due()

    assert again is not None
    assert house.backups.all() == (again,)


def test_the_copy_just_made_stays_although_the_clock_was_turned_back(house: House) -> None:
    for month in range(1, 13):
        at(house, datetime(2026, month, 15, tzinfo=UTC)).make()
    early = at(house, datetime(2020, 1, 1, tzinfo=UTC))
    card = early.make()

    assert card.file.is_file()
    assert early.make_if_due() is None


@pytest.mark.parametrize("stamp", ["20260231T000000", "99991231T235959"])
def test_a_name_that_is_no_day_is_no_copy_of_ours(house: House, stamp: str) -> None:
    card = house.backups.make()
    odd = card.file.with_name(f"trucan-{stamp}Z.db")
    odd.write_bytes(b"x")

    assert house.backups.all() == (card,)
    assert house.backups.make_if_due() is None
    assert not card_of(odd).whole


@pytest.mark.only("posix")
def test_a_folder_that_does_not_open_is_told(house: House, tmp_path: Path) -> None:
    """A name that no file system takes: also for whoever may open everything."""
    closed = tmp_path / ("x" * 300)
    for ask in (lambda: house.backups.all(closed), lambda: card_of(closed / "a.db")):
        with pytest.raises(KnownError, match="no_folder"):
            ask()
    with pytest.raises(KnownError, match="backup_unknown"):
        house.backups.restore(closed, "Thử")


def replaced(card: object) -> object:
    """Return a card that says its copy is not whole."""
    return replace(card, whole=False, what="altered")  # type: ignore[type-var]


def test_a_book_is_put_back_with_a_trace(house: House) -> None:
    card = house.backups.make()
    house.duty.add_entry(NewEntry(text="Ghi sau bản sao"))
    house.backups.restore(card.file, "Sổ hỏng sau khi mất điện", "Nguyễn Thị Mẫu")

    entry = house.duty.page(limit=1)[0]
    assert entry.seq == 4
    assert entry.kind is EntryKind.RESTORED
    assert (entry.author, entry.reason) == ("Nguyễn Thị Mẫu", "Sổ hỏng sau khi mất điện")
    assert entry.about["backup"] == card.file.name
    assert (entry.about["backup_entries"], entry.about["entries_before"]) == ("3", "4")
    assert house.duty.verify().whole
    (aside,) = house.home.glob("trucan-aside-*.db")
    assert card_of(aside).entries == 4, "what was replaced is kept, whole"
    house.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"\0" * file.stat().st_size),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: file.write_bytes(b"khong phai so"),
    ],
    ids=["zeros", "half", "other"],
)
def test_a_damaged_book_is_put_back(house: House, damage: Callable[[Path], object]) -> None:
    card = house.backups.make()
    house.close()
    damage(house.home / FILE_NAME)
    again = House.open(house.home, "vi")
    again.backups.restore(card.file, "Sổ bị hỏng")

    assert again.duty.count() == 4
    assert again.duty.verify().whole
    assert again.duty.page(limit=1)[0].about.get("entries_before") in ("0", "3")
    again.close()


def test_what_is_no_whole_copy_is_refused(house: House, tmp_path: Path) -> None:
    card = house.backups.make()
    spoil(card.file, "Mất điện", "Mất mạng")
    foreign = tmp_path / "trucan-20270205T020000Z.db"
    sqlite3.connect(foreign).execute("CREATE TABLE a (b)").connection.close()

    assert house.backups.all()[0].what in ("altered", "unguarded")
    for file, reason, key in (
        (card.file, "Thử", "backup_not_whole"),
        (foreign, "Thử", "backup_not_whole"),
        (tmp_path / "khong-co.db", "Thử", "backup_unknown"),
        (card.file, " ", "reason_empty"),
    ):
        with pytest.raises(KnownError) as refusal:
            house.backups.restore(file, reason)
        assert refusal.value.key == key
    assert house.duty.count() == 3
    assert not list(house.home.glob("trucan-aside-*"))
    house.close()


@pytest.mark.only("posix")
def test_a_book_that_another_program_has_open_is_not_exchanged(house: House) -> None:
    card = house.backups.make()
    other = House.open(house.home, "vi")
    other.duty.count()

    with pytest.raises(KnownError, match="store_in_use"):
        house.backups.restore(card.file, "Thử")

    assert other.duty.count() == 3
    other.close()
    house.close()


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every folder for one on a stick, and wait for nobody."""
    monkeypatch.setattr("core.store.database.LOCK_PATIENCE", 0.1)
    monkeypatch.setattr(
        "core.store.store.place_of",
        lambda folder: place_of(folder)._replace(medium=Medium.REMOVABLE),
    )


@pytest.mark.usefixtures("stick")
def test_a_book_on_a_stick_is_not_exchanged_under_another_window(tmp_path: Path) -> None:
    window = House.open(tmp_path / "home", "vi")
    window.duty.add_entry(NewEntry(text="Mất điện"))
    card = window.backups.make()
    window.duty.add_entry(NewEntry(text="Có điện lại"))
    other = House.open(window.home, "vi")
    with pytest.raises(KnownError, match="store_in_use"):
        other.backups.restore(card.file, "Thử")
    window.duty.add_entry(NewEntry(text="Vẫn ghi vào sổ này"))
    window.close()

    other.backups.restore(card.file, "Cửa sổ kia đã đóng")
    (aside,) = other.home.glob("trucan-aside-*.db")
    assert card_of(aside).entries == 4, "nothing that was written is lost"
    entry = other.duty.page(limit=1)[0]
    assert (entry.kind, entry.about["entries_before"]) == (EntryKind.RESTORED, "4")
    other.close()


def test_whoever_opens_the_book_just_before_the_exchange_keeps_it(house: House) -> None:
    """Between the last look and the exchange another window may come in, on a stick unseen."""
    card = house.backups.make()
    house.close()
    file = house.home / FILE_NAME
    aside = file.with_name("aside.db")
    stick = Store.open(house.home, medium=Medium.REMOVABLE)
    with stick, pytest.raises(KnownError, match="store_in_use"):
        put_in_place(file, card.file, aside)

    assert not aside.exists()


def test_a_window_opens_a_damaged_book_to_say_so(house: House) -> None:
    house.backups.make()
    house.close()
    (house.home / FILE_NAME).write_bytes(b"\0" * 8192)
    window = House.open(house.home, "vi")
    window.opens_damaged = True

    assert window.duty.count() == 0
    assert window.damage is not None
    assert window.damage.key == "store_damaged"
    with pytest.raises(KnownError, match="store_damaged"):
        window.duty.add_entry(NewEntry(text="Không ghi được"))
    good = next(each for each in window.backups.all() if each.whole)
    window.backups.restore(good.file, "Sổ bị hỏng")
    assert window.damage is None
    assert window.duty.count() == 4
    window.close()
    command = House.open(house.home, "vi")
    command.close()


def test_a_command_does_not_take_a_damaged_book_for_an_empty_one(house: House) -> None:
    house.close()
    (house.home / FILE_NAME).write_bytes(b"\0" * 8192)

    with pytest.raises(KnownError, match="store_damaged_alone"):
        House.open(house.home, "vi").duty.count()


@pytest.mark.parametrize(
    "statements",
    [
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE waiver RENAME TO old; CREATE VIEW waiver AS SELECT * FROM old",
        "CREATE TRIGGER t AFTER INSERT ON waiver BEGIN DELETE FROM person; END",
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM waiver; END",
        "DROP TABLE waiver",
    ],
)
def test_a_copy_that_somebody_made_to_act_is_not_put_back(house: House, statements: str) -> None:
    """Its book verifies; what else is in it would act at every later write."""
    card = house.backups.make()
    bent = sqlite3.connect(card.file)
    bent.executescript(statements)
    bent.close()

    with pytest.raises(KnownError, match="backup_not_whole"):
        house.backups.restore(card.file, "Thử")
    assert house.duty.count() == 3


@pytest.mark.only("posix")
@pytest.mark.parametrize(("home_mode", "file_mode"), [(0o700, 0o600), (0o777, 0o666)])
def test_whoever_may_read_the_book_may_read_its_copies(
    tmp_path: Path, home_mode: int, file_mode: int
) -> None:
    """A home is private, or shared by all accounts, whatever folder a copy is asked into."""
    open_to_all, home = tmp_path / "srv", tmp_path / "home"
    for folder, mode in ((open_to_all, 0o755), (home, home_mode)):
        folder.mkdir()
        folder.chmod(mode)
    house = House.open(home, "vi")
    house.duty.add_entry(NewEntry(text="Mất điện"))
    made = [house.backups.make().file, house.backups.make(open_to_all).file]
    house.close()

    assert [each.stat().st_mode & 0o777 for each in made] == [file_mode, file_mode]
    assert made[0].parent.stat().st_mode & 0o777 == home_mode
    assert open_to_all.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_what_was_left_beside_a_book_that_is_gone_is_not_written_into_the_copy(
    house: House, tmp_path: Path, ending: str
) -> None:
    """Somebody deleted the book, and not the log or the journal of its last writer."""
    card = house.backups.make()
    house.close()
    file = house.home / FILE_NAME
    file.unlink()
    beside = left_behind(tmp_path / "other.db", ending)
    file.with_name(f"{FILE_NAME}{ending}").write_bytes(beside)
    put_in_place(file, card.file, house.home / "aside.db")
    again = House.open(house.home, "vi")

    assert again.duty.count() == 3
    assert again.duty.verify().whole
    assert (house.home / f"aside.db{ending}").read_bytes() == beside
    again.close()


def left_behind(file: Path, ending: str) -> bytes:
    """Return the log or journal of a writer that did not end."""
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute(f"PRAGMA journal_mode={'wal' if ending == '-wal' else 'persist'}")
    writer.execute("CREATE TABLE stray (x)")
    writer.executemany("INSERT INTO stray VALUES (randomblob(3000))", [()] * 100)
    writer.execute("PRAGMA cache_size=1")
    writer.execute("BEGIN")
    writer.execute("UPDATE stray SET x = randomblob(3000)")
    found = file.with_name(file.name + ending).read_bytes()
    writer.close()
    return found
