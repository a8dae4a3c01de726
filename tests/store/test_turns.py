"""Taking turns: threads, processes, a lock that somebody holds, and a process that dies."""

import random
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.store import database
from core.store.place import Medium
from core.store.store import Store
from tests.store.pairs import Pairs

Start = Callable[..., "subprocess.Popen[str]"]

WRITER = """
import hashlib, pathlib, sys
from core.store import database
from core.store.log import LogRow
from core.store.place import Medium
from core.store.store import Store
from tests.store.pairs import Pairs
home, name, count, medium = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
database.LOG_SIZE_LIMIT = 50_000
database.LOCK_PATIENCE = 60
def make(tail):
    seq, prev = (tail.last.seq + 1, tail.last.leaf) if tail.last else (1, bytes(32))
    canon = f"{name} {seq}".encode() * 20
    return [LogRow(seq, canon, prev, hashlib.sha256(prev + canon).digest())]
print("open", flush=True)
sys.stdin.readline()
with Store.open(home, medium=Medium(medium)) as store:
    for number in range(count):
        (row,) = store.log.append(make)
        Pairs(store).put({name: row.seq})
        print(row.seq, flush=True)
"""

HOLDER = """
import pathlib, sys
from core.store.store import Store
from tests.store.pairs import Pairs
with Store.open(pathlib.Path(sys.argv[1])) as store, store._database.write():
    print("held", flush=True)
    sys.stdin.readline()
"""


def _acknowledged(process: "subprocess.Popen[str]") -> Iterator[int]:
    """Let a writer go and yield the numbers that it says are stored."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    for line in process.stdout:
        yield int(line)


def test_three_processes_write_at_once(tmp_path: Path, start: Start) -> None:
    """Each gets its turns; every acknowledged row is there, in one unbroken chain."""
    count = 60
    writers = [start(WRITER, tmp_path, name, count, "fixed") for name in "abc"]
    with ThreadPoolExecutor() as threads:
        told = list(threads.map(lambda each: list(_acknowledged(each)), writers))

    assert [each.wait() for each in writers] == [0, 0, 0]
    assert sorted(seq for each in told for seq in each) == list(range(1, 3 * count + 1))
    with Store.open(tmp_path) as store:
        rows = list(store.log.in_order())
        assert store.examine() == ()
        assert Pairs(store).all() == {
            name: each[-1] for name, each in zip("abc", told, strict=True)
        }
    for name, each in zip("abc", told, strict=True):
        assert [row.seq for row in rows if row.canon.startswith(name.encode())] == each


@pytest.mark.parametrize("medium", list(Medium)[:2])
def test_a_killed_writer_loses_nothing_it_acknowledged(
    tmp_path: Path, start: Start, medium: Medium
) -> None:
    """Killed at any moment, the file is sound and every acknowledged row is in it."""
    stored = 0
    for _ in range(10):
        writer = start(WRITER, tmp_path, "a", 1_000_000, medium)
        acknowledged = _acknowledged(writer)
        enough = random.randint(1, 25)  # noqa: S311 - any moment will do
        told = [next(acknowledged) for _ in range(enough)]
        writer.kill()
        told += list(acknowledged)
        with Store.open(tmp_path, medium=medium) as store:
            assert store.examine() == ()
            assert [row.seq for row in store.log.in_order()] == list(
                range(1, store.log.count() + 1)
            )
            assert told == list(range(stored + 1, told[-1] + 1))
            assert told[-1] <= store.log.count() <= told[-1] + 1
            assert int(str(Pairs(store).all()["a"])) >= told[-1] - 1
            stored = store.log.count()


def test_a_store_in_use_is_told_after_a_short_wait(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process is writing, this one can read, and write once the other is done."""
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.1)
    holder = start(HOLDER, tmp_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with Store.open(tmp_path) as store:
        assert store.log.count() == 0
        with pytest.raises(KnownError) as caught:
            Pairs(store).put({"a": 1})
        holder.communicate("done\n")
        Pairs(store).put({"a": 2})

        assert (caught.value.key, caught.value.status) == ("store_in_use", Exit.IN_USE)
        assert Pairs(store).all() == {"a": 2}


def test_on_a_stick_the_second_window_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There SQLite keeps the file to one process; the other is told that it is in use."""
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.1)
    with Store.open(tmp_path, medium=Medium.REMOVABLE) as first:
        Pairs(first).put({"a": 1})
        with pytest.raises(KnownError) as caught, Store.open(tmp_path, medium=Medium.REMOVABLE):
            pass

    assert caught.value.key == "store_in_use"


def test_threads_share_one_store(store: Store) -> None:
    """Reading and writing from several threads at once."""

    def work(name: str) -> int:
        for number in range(20):
            Pairs(store).put({name: number})
            assert Pairs(store).all()[name] == number
        return store.log.count()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(work, "abcd")) == [0, 0, 0, 0]

    assert Pairs(store).all() == dict.fromkeys("abcd", 19)


def test_an_interrupted_write_leaves_nothing(store: Store) -> None:
    """Whatever is raised inside a transaction, also a keyboard interrupt, takes all of it back."""

    def write_half() -> None:
        with store._database.write() as connection:
            connection.execute(
                "INSERT INTO waiver (check_id, who, why, until)"
                " VALUES ('AV-101', 'An', 'x', '2027-01-01')"
            )
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    Pairs(store).put({"b": 1})
    assert Pairs(store).all() == {"b": 1}
    assert store.waivers.all() == {}


def test_a_write_inside_a_write_is_a_mistake(store: Store) -> None:
    """It would be half of another transaction, so it is refused as a bug."""
    with store._database.write(), pytest.raises(RuntimeError):
        Pairs(store).put({"a": 1})

    Pairs(store).put({"a": 2})


def test_the_log_is_written_back_while_a_window_stays_open(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write-ahead log does not grow without end although nothing writes it back by itself."""
    monkeypatch.setattr(database, "LOG_SIZE_LIMIT", 100_000)
    sizes = []
    for number in range(60):
        Pairs(store).put({f"key {number}": "x" * 10_000})
        sizes.append(store._database.log_file.stat().st_size)

    assert max(sizes) < 300_000


OPEN_AND_CLOSE = """
import pathlib, sys
from core.store.store import Store
from tests.store.pairs import Pairs
with Store.open(pathlib.Path(sys.argv[1])) as store:
    print(Pairs(store).all())
"""


@pytest.mark.parametrize("read_only", [False, True])
def test_opening_again_keeps_the_locks_of_this_process(
    store: Store, start: Start, read_only: bool
) -> None:
    """On POSIX, closing a plain file drops all locks of a process to it; the log would be lost.

    Another process that believes itself the last one deletes the log when it closes.
    """
    Pairs(store).put({"a": 1})
    Store.open(store.file.parent, read_only=read_only).close()
    out, _ = start(OPEN_AND_CLOSE, store.file.parent).communicate()
    log_is_there = store._database.log_file.exists()
    Pairs(store).put({"b": 2})
    again, _ = start(OPEN_AND_CLOSE, store.file.parent).communicate()

    assert out == "{'a': 1}\n"
    assert log_is_there
    assert again == "{'a': 1, 'b': 2}\n"
