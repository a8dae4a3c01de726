"""Opening: new, existing, older, newer, foreign and damaged files, and folders nobody may write."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.store import schema
from core.store.database import _JOURNALS, APPLICATION_ID, acquire, lock_of
from core.store.place import Medium
from core.store.store import Store
from tests.store.pairs import Pairs

Start = Callable[..., "subprocess.Popen[str]"]


def _file(home: Path) -> Path:
    with Store.open(home) as store:
        return store.file


def _change(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()


def _refusal(home: Path, *, read_only: bool = False, medium: Medium | None = None) -> KnownError:
    with pytest.raises(KnownError) as caught:
        Store.open(home, read_only=read_only, medium=medium)
    return caught.value


def _pragmas(store: Store, *names: str) -> list[object]:
    return [store._database.read(f"PRAGMA {name}")[0][0] for name in names]


def _grow(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """Let a migration be pending, as in a later version of the program."""
    grown = (*schema.migrations(), ("test_001", statements))
    monkeypatch.setattr(schema, "migrations", lambda: grown)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)


def test_the_version_counts_the_migrations_that_ever_were() -> None:
    """One that is added without counting it would never be applied; one of them is gone."""
    names = [name for name, _ in schema.migrations()]

    assert len(set(names)) == len(names) == schema.VERSION - 1


def test_a_new_home_gets_one_database_that_stays(tmp_path: Path) -> None:
    """Folder and file are made, carry our mark, and what was stored is there again."""
    home = tmp_path / "nhật ký #1" / ("sổ" if sys.platform == "win32" else "sổ?")
    with Store.open(home) as store:
        Pairs(store).put({"lang": "vi"})
        assert _pragmas(store, "application_id", "user_version") == [
            APPLICATION_ID,
            schema.VERSION,
        ]

    assert [each.name for each in home.iterdir() if each.suffix == ".db"] == ["trucan.db"]
    with Store.open(home) as store:
        assert Pairs(store).all() == {"lang": "vi"}
    with Store.open(home / "trucan.db", read_only=True) as store:
        assert Pairs(store).all() == {"lang": "vi"}


@pytest.mark.parametrize(
    ("medium", "journal", "synchronous"),
    [(Medium.FIXED, "wal", 2), (Medium.REMOVABLE, "persist", 3)],
)
def test_settings_for_the_medium(
    tmp_path: Path, medium: Medium, journal: str, synchronous: int
) -> None:
    """Also when the file last lay on the other kind of medium."""
    other = Medium.FIXED if medium is Medium.REMOVABLE else Medium.REMOVABLE
    Store.open(tmp_path, medium=other).close()
    with Store.open(tmp_path, medium=medium) as store:
        Pairs(store).put({"a": 1})
        found = _pragmas(store, "journal_mode", "synchronous", "locking_mode")
        common = _pragmas(
            store, "trusted_schema", "cell_size_check", "foreign_keys", "wal_autocheckpoint"
        )

    assert found == [journal, synchronous, "normal"]
    assert common == [0, 1, 1, 0]


def test_a_database_that_is_closed_is_one_file(tmp_path: Path) -> None:
    """No log stays behind a closed database, so that it can be copied."""
    with Store.open(tmp_path) as store:
        Pairs(store).put({"a": 1})
        store.close()
        store.close()

    kept = {each.name for each in tmp_path.iterdir()}
    assert kept - {"trucan.lock"} == {"trucan.db"}


def test_reading_what_does_not_exist_is_reading_nothing(tmp_path: Path) -> None:
    """It shows empty rooms, makes no file, and refuses writing."""
    home = tmp_path / "none"
    with Store.open(home, read_only=True) as store:
        assert store.log.count() == 0
        assert store.runs.cards(10) == ()
        assert store.waivers.all() == {}
        with pytest.raises(KnownError) as caught:
            Pairs(store).put({"a": 1})

    assert (caught.value.key, caught.value.status) == ("no_write", Exit.CANNOT_WRITE)
    assert not home.exists()


def test_read_only_sees_what_a_writer_adds(tmp_path: Path) -> None:
    """A reader beside a writer reads on and cannot write."""
    with Store.open(tmp_path) as writer, Store.open(tmp_path, read_only=True) as reader:
        Pairs(writer).put({"a": 1})

        assert Pairs(reader).all() == {"a": 1}
        with pytest.raises(KnownError):
            Pairs(reader).put({"a": 2})


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"PK\x03\x04", b"a" * 5000, b"SQLite format 3\0" + b"x" * 200])
def test_foreign_files_are_refused_untouched(
    tmp_path: Path, content: bytes, read_only: bool
) -> None:
    """What is not ours is named and left as it is."""
    file = tmp_path / "trucan.db"
    file.write_bytes(content)
    refusal = _refusal(tmp_path, read_only=read_only)

    assert (refusal.key, refusal.status) == ("store_foreign", Exit.BAD_INPUT)
    assert refusal.args_of_sentence == {"file": str(file)}
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_another_programs_database_is_foreign(tmp_path: Path) -> None:
    """A sound SQLite file without our mark is not ours, whatever its tables."""
    _change(tmp_path / "other.db", "CREATE TABLE entry (seq INTEGER PRIMARY KEY)")

    assert _refusal(tmp_path / "other.db").key == "store_foreign"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_database_is_refused_untouched(tmp_path: Path, read_only: bool) -> None:
    """The version is named; not a byte changes."""
    file = _file(tmp_path)
    _change(file, f"PRAGMA user_version={schema.VERSION + 1}")
    before = file.read_bytes()
    refusal = _refusal(tmp_path, read_only=read_only)

    assert (refusal.key, refusal.status) == ("store_newer", Exit.BAD_INPUT)
    assert refusal.args_of_sentence == {"version": str(schema.VERSION + 1)}
    assert file.read_bytes() == before


def test_an_older_database_is_copied_and_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is whole and of the older version; the content is there in both."""
    with Store.open(tmp_path) as store:
        Pairs(store).put({"a": 1})
    old = schema.VERSION
    _grow(monkeypatch, "CREATE TABLE more (a)")
    with Store.open(tmp_path, read_only=True) as store:
        assert Pairs(store).all() == {"a": 1}
        assert _pragmas(store, "user_version") == [old + 1]
        assert store._database.read("SELECT count(*) FROM more") == [(0,)]
        applied = store._database.read("SELECT name FROM _sqlite_migrations ORDER BY id")

    assert applied == [(name,) for name, _ in schema.migrations()]
    (copy,) = (tmp_path / "copies").iterdir()
    monkeypatch.undo()
    with Store.open(copy, read_only=True) as store:
        assert Pairs(store).all() == {"a": 1}
        assert _pragmas(store, "user_version") == [old]


def test_an_older_database_that_cannot_be_copied_is_not_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands where the folder of copies should be: told, and the database is as it was."""
    file = _file(tmp_path)
    (tmp_path / "copies").write_text("not a folder")
    before = file.read_bytes()
    _grow(monkeypatch, "CREATE TABLE more (a)")

    refusal = _refusal(tmp_path)
    assert (refusal.key, refusal.status) == ("not_a_folder", Exit.CANNOT_WRITE)
    assert refusal.args_of_sentence == {"path": str(tmp_path / "copies")}
    assert file.read_bytes() == before


def test_a_failing_migration_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables and version stay as they were, and the older program still opens the file."""
    _file(tmp_path)
    _grow(monkeypatch, "CREATE TABLE more (a)", "CREATE TABLE entry (b)")
    with pytest.raises(sqlite3.OperationalError):
        Store.open(tmp_path)
    monkeypatch.undo()

    with Store.open(tmp_path) as store:
        tables = store._database.read("SELECT name FROM sqlite_schema WHERE name = 'more'")
        assert tables == []


def test_starting_imports_the_migration_library_only_when_needed(
    tmp_path: Path, start: Start
) -> None:
    """An existing database is opened, read and closed without it and without the lock library."""
    _file(tmp_path)
    text = (
        "import sys, pathlib; from core.store.store import Store\n"
        "store = Store.open(pathlib.Path(sys.argv[1])); store.log.count(); store.close()\n"
        "heavy = ('sqlite_utils', 'filelock', 'cryptography', 'rfc8785', 'PySide6')\n"
        "print([each for each in heavy if each in sys.modules])"
    )
    out, _ = start(text, tmp_path).communicate()

    assert out.strip() == "[]"


def test_a_damaged_page_is_found_after_a_crash(tmp_path: Path) -> None:
    """A file that was not closed and is damaged is refused; the newest copy's day is named."""
    with Store.open(tmp_path) as store:
        for number in range(300):
            Pairs(store).put({f"key {number}": "x" * 100})
    file = tmp_path / "trucan.db"
    content = bytearray(file.read_bytes())
    at = content.index(b"key 1")
    content[at - 200 : at + 200] = b"\xff" * 400
    file.write_bytes(content)
    (tmp_path / "trucan.db-journal").write_bytes(b"left")

    assert _refusal(tmp_path).key == "store_damaged_alone"
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / "a.db"
    copy.touch()
    os.utime(copy, (1_798_704_000, 1_798_704_000))
    (tmp_path / "trucan.db-journal").write_bytes(b"left")
    refusal = _refusal(tmp_path)

    assert (refusal.key, refusal.status) == ("store_damaged", Exit.BAD_INPUT)
    assert refusal.args_of_sentence == {"date": "2026-12-31T08:00:00Z"}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [bytes(8192), None])
def test_a_broken_file_is_damaged(tmp_path: Path, content: bytes | None, read_only: bool) -> None:
    """An emptied head, or our head with nothing behind it."""
    file = _file(tmp_path)
    file.write_bytes(content or file.read_bytes()[:100] + b"\xff" * 4000)
    refusal = _refusal(tmp_path, read_only=read_only)

    assert refusal.key == "store_damaged_alone"
    assert refusal.args_of_sentence == {"file": str(file)}


def test_a_network_share_is_refused(tmp_path: Path) -> None:
    """SQLite is not safe there; the folder is named."""
    refusal = _refusal(tmp_path, medium=Medium.NETWORK)

    assert (refusal.key, refusal.args_of_sentence) == ("store_on_network", {"path": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


AS_ORDINARY_USER = """
import os, pathlib, sys
from core.model.errors import KnownError
from core.store.store import Store
from tests.store.pairs import Pairs
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for place in sys.argv[1:]:
    try:
        Store.open(pathlib.Path(place))
    except KnownError as error:
        print(error.key, int(error.status), error.args_of_sentence['path'])
store = Store.open(pathlib.Path(sys.argv[1]), read_only=True)
print(Pairs(store).all())
"""


@pytest.mark.only("posix")  # rights are different on Windows
def test_a_home_that_cannot_be_written(start: Start) -> None:
    """An ordinary user is told the folder at once; reading what is there still works."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with Store.open(home) as store:
            Pairs(store).put({"a": 1})
        (home / "trucan.db").chmod(0o444)
        home.chmod(0o555)
        out, _ = start(AS_ORDINARY_USER, home, home / "new").communicate()
        home.chmod(0o755)

    assert out.splitlines() == [
        f"no_write 73 {home}",
        f"no_write 73 {home / 'new'}",
        "{'a': 1}",
    ]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """Such a home cannot be written, and says so."""
    (tmp_path / "home").write_text("not a folder")

    refusal = _refusal(tmp_path / "home")
    assert (refusal.key, refusal.status) == ("not_a_folder", Exit.CANNOT_WRITE)


@pytest.mark.only("posix")  # rights are different on Windows
@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o770, 0o660), (0o777, 0o666)])
def test_files_are_as_open_as_their_folder(tmp_path: Path, folder: int, file: int) -> None:
    """A private home stays private, a shared one is shared whatever the umask."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(folder)
    with Store.open(home) as store:
        Pairs(store).put({"a": 1})
        modes = {each.name: each.stat().st_mode & 0o777 for each in home.iterdir()}

    assert set(modes) == {"trucan.db", "trucan.db-wal", "trucan.db-shm", "trucan.lock"}
    assert set(modes.values()) == {file}


@pytest.mark.only("posix")
def test_a_lock_is_shared_when_it_is_made_and_left_alone_afterwards(tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    lock = lock_of(tmp_path / "trucan.db")
    path, modes = Path(lock.lock_file), []
    for _ in range(2):
        acquire(lock, 1)
        modes.append(path.stat().st_mode & 0o777)
        lock.release()
        path.chmod(0o600)

    assert modes == [0o660, 0o600]


def test_a_book_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """It had a table of settings as the fourth migration, and nothing to find entries by."""
    file = _file(tmp_path)
    later = ("entry_words", "entry_block", "entry_link", "seal_key", "attachment")
    for statement in (
        *(f"DROP TABLE {name}" for name in later),
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "UPDATE _sqlite_migrations SET name = 'settings_001' WHERE name = 'log_002'",
        "PRAGMA user_version=4",
    ):
        _change(file, statement)
    with Store.open(tmp_path) as store:
        names = {str(name) for (name,) in store._database.read("SELECT name FROM sqlite_schema")}

    assert {*later, "setting"} <= names


def test_settings_that_the_file_system_does_not_take_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of SQLite is read back: a weaker one would lose entries at a power cut."""
    monkeypatch.setitem(_JOURNALS, Medium.FIXED, ("wal", "FULL", 3))

    with pytest.raises(KnownError, match="disk_error"):
        Store.open(tmp_path, medium=Medium.FIXED)


def test_whoever_writes_holds_the_lock_until_it_is_stored(tmp_path: Path) -> None:
    """SQLite's own locks do not keep two from damaging a log (its WAL-reset bug)."""
    with Store.open(tmp_path, medium=Medium.FIXED) as store:
        lock = lock_of(store.file)
        with store._database.write(), pytest.raises(KnownError, match="store_in_use"):
            acquire(lock, 0)
        with store._database.alone(), pytest.raises(KnownError, match="store_in_use"):
            acquire(lock, 0)
        acquire(lock, 0)
        lock.release()


def test_the_stamp_tells_of_others_only(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        before = store.stamp()
        with store._database.write() as connection:
            connection.execute("CREATE TABLE own (number INTEGER)")
        assert store.stamp() == before

        _change(store.file, "CREATE TABLE foreign_one (number INTEGER)")
        assert store.stamp() != before
