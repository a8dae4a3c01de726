"""A full disk, a limit on file size, a medium that is gone: told plainly, nothing half-written."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.store.store import Store
from core.store.trouble import told_plainly
from tests.store.pairs import Pairs

Start = Callable[..., "subprocess.Popen[str]"]

FILL = """
import pathlib, sys
from core.model.errors import KnownError
from core.store.store import Store
from tests.store.pairs import Pairs
if sys.argv[2] == "limited":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
stored = 0
try:
    with Store.open(pathlib.Path(sys.argv[1])) as store:
        while stored < 5000:
            Pairs(store).put({f"key {stored}": "x" * 5000, f"twin {stored}": stored})
            stored += 1
except KnownError as error:
    print(error.key, int(error.status), *sorted(error.args_of_sentence.items()))
store = Store.open(pathlib.Path(sys.argv[1]), read_only=True)
found = Pairs(store).all()
print(stored, len(found) == 2 * stored and stored > 0, store.examine())
"""


def test_a_full_database_keeps_what_it_has(store: Store) -> None:
    """The transaction that does not fit leaves nothing; the next that fits is stored."""
    Pairs(store).put({"a": 1})
    ((pages,),) = store._database.read("PRAGMA page_count")
    store._database.read(f"PRAGMA max_page_count={pages}")
    with pytest.raises(KnownError) as caught:
        Pairs(store).put({"b": 1, "c": "x" * 100_000})
    Pairs(store).put({"d": 1})

    assert (caught.value.key, caught.value.status) == ("disk_full", Exit.CANNOT_WRITE)
    assert caught.value.args_of_sentence["what"] == "trucan.db"
    assert Pairs(store).all() == {"a": 1, "d": 1}
    assert store.examine() == ()


@pytest.mark.only("posix")  # Windows has no such limit
def test_a_file_that_may_not_grow(tmp_path: Path, start: Start) -> None:
    """The system's limit on file size ends in a sentence, and what was acknowledged is there."""
    out, _ = start(FILL, tmp_path, "limited").communicate()
    told, found = out.splitlines()

    assert told.startswith("disk_error 73 ")
    assert found.endswith("True ()")


@pytest.mark.system("mount")
@pytest.mark.system("unshare")
@pytest.mark.parametrize(
    ("size", "kept"), [("40k", "0 False ()"), ("600k", " True ()"), ("3m", " True ()")]
)
def test_a_disk_that_is_full(tmp_path: Path, size: str, kept: str) -> None:
    """A real small disk, full while making the file, the log, or writing it back."""
    mount = 'mount -t tmpfs -o size="$1" none "$2" && exec "$3" -c "$4" "$2" full'
    words = (size, str(tmp_path), sys.executable, FILL)
    process = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mount, "sh", *words],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told, found = process.stdout.splitlines()

    assert told.startswith("disk_full 73 ")
    assert f"('drive', '{tmp_path}')" in told
    assert found.endswith(kept)


def test_a_medium_that_is_gone(tmp_path: Path) -> None:
    """When the file is no longer there, the medium was pulled out."""
    gone = sqlite3.OperationalError("disk I/O error")
    gone.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    gone.sqlite_errorname = "SQLITE_IOERR_READ"
    with pytest.raises(KnownError) as caught, told_plainly(tmp_path / "trucan.db"):
        raise gone

    assert (caught.value.key, caught.value.status) == ("stick_removed", Exit.CANNOT_WRITE)
