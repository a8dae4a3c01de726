"""Writing a file whole: what it replaces, and what it must never replace."""

import errno
import os
import stat
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.whole_file import write_folder, write_new, write_together, write_trouble, write_whole
from core.words import LANGUAGES, Words


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "Kết quả.json"
    for body in (b"one", b"two"):
        write_whole(target, body)

        assert target.read_bytes() == body
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.only("posix")
def test_a_link_is_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.only("posix")
def test_no_other_link_is_followed(tmp_path: Path) -> None:
    """Neither one with the name of a part, nor one to nowhere with a name from outside."""
    own, folder = tmp_path / "own", tmp_path / "folder"
    own.write_bytes(b"kept")
    folder.mkdir()
    (folder / f"list.{os.getpid()}.part").symlink_to(own)
    (folder / "plan.txt").symlink_to(tmp_path / "planted")
    write_whole(folder / "list", b"new")
    written = write_new(folder, "plan.txt", b"new")

    assert own.read_bytes() == b"kept"
    assert (folder / "list").read_bytes() == b"new"
    assert written.name == "plan_2.txt"
    assert not (tmp_path / "planted").exists()


@pytest.mark.only("posix")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    """As with /dev/null, which a renamed file would have taken the place of."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"x" * 100)
    reader.join(timeout=10)

    assert said == [b"x" * 100]
    assert pipe.is_fifo()
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("folder", {"no_write"}),
        ("gone/file", {"no_write"}),
        ("file/below", {"not_a_folder", "no_write"}),  # Windows only says that nothing is found
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_nothing(
    tmp_path: Path, place: str, keys: set[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(KnownError) as caught:
        write_whole(tmp_path / place, b"x")

    assert caught.value.key in keys
    assert caught.value.status == Exit.CANNOT_WRITE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what was flushed, by the names it had then."""
    seen: list[str] = []

    def flush(number: int) -> None:
        seen.append(Path(f"/proc/self/fd/{number}").resolve().name)

    monkeypatch.setattr(os, "fsync", flush)
    return seen


@pytest.mark.only("posix")
def test_a_name_is_flushed_with_what_has_it_and_only_then_with_its_folders(
    tmp_path: Path, flushed: list[str]
) -> None:
    """In the other order FAT would have an empty file under the name; see tests/fat."""
    (tmp_path / "a").write_bytes(b"old")
    write_whole(tmp_path / "a", b"new")
    part, *after = flushed

    assert part.endswith(".part")
    assert after == ["a", tmp_path.name, tmp_path.parent.name]


@pytest.mark.only("posix")
def test_the_last_of_files_that_belong_together_waits_for_the_names_of_the_others(
    tmp_path: Path, flushed: list[str]
) -> None:
    write_together([(tmp_path / name, b"x") for name in ("a", "b", "list")])
    folders = [tmp_path.name, tmp_path.parent.name]

    assert flushed[3:] == ["a", "b", *folders, "list", *folders]


@pytest.mark.only("posix")
@pytest.mark.parametrize(("code", "is_told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_told: bool
) -> None:
    """Some file systems cannot; a disk that fails is another matter."""

    def flush(number: int) -> None:
        if stat.S_ISDIR(os.fstat(number).st_mode):
            raise OSError(code, "folder")

    monkeypatch.setattr(os, "fsync", flush)
    with pytest.raises(KnownError, match="no_write") if is_told else nullcontext():
        write_whole(tmp_path / "a", b"x")


def test_a_folder_has_its_name_only_when_all_is_written(tmp_path: Path) -> None:
    files = {"a": b"1", "deep/b": b"2", "deep/er/c": b"3"}
    places = [write_folder(tmp_path / "Sổ", files) for _ in range(3)]

    assert [each.name for each in places] == ["Sổ", "Sổ_2", "Sổ_3"]
    assert sorted(tmp_path.iterdir()) == sorted(places)
    for place in places:
        assert {name: (place / name).read_bytes() for name in files} == files


def test_nothing_is_left_of_a_folder_that_could_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "x", {"a": b"1", "a/b": b"a file is no folder"})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "file_too_large"),
        (errno.EINVAL, "name_not_possible"),
        (errno.ENAMETOOLONG, "name_not_possible"),
        (errno.EACCES, "no_write"),
    ],
)
def test_why_a_file_could_not_be_written(tmp_path: Path, code: int, key: str) -> None:
    """Every limit has a sentence of its own in both languages."""
    told = write_trouble(OSError(code, "x"), tmp_path / "Sổ trực")

    assert told.key == key
    for lang in LANGUAGES:
        said = Words(lang).say(f"errors.{key}", told.args_of_sentence)
        assert (tmp_path.name if key == "no_write" else "Sổ trực") in said


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "tep.etcpasswd"),
        ("C:\\x\\y.txt", "Cxy.txt"),
        ("báo cáo\u202efdp.exe. ", "báo cáofdpexe"),
        ("a:ads.txt", "aads.txt"),
        ("con.txt", "con_.txt"),
        ("COM\u00b9.pdf", "COM\u00b9_.pdf"),
        ("lpt0", "lpt0_"),
        ("\0\n", "tep"),
        ("", "tep"),
    ],
)
def test_a_name_from_outside_leads_nowhere(tmp_path: Path, name: str, kept: str) -> None:
    found = write_new(tmp_path, name, b"x")

    assert [each.name for each in tmp_path.iterdir()] == [found.name]
    assert found.name == kept


def test_names_from_outside_never_take_the_place_of_a_file(tmp_path: Path) -> None:
    """However long they are, and however many bytes their letters take."""
    long = "ế" * 300 + "." + "ế" * 300
    first, second = write_new(tmp_path, long, b"1"), write_new(tmp_path, long, b"2")

    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert len(second.name.encode()) < 240


def test_a_disk_that_fills_up_while_writing_leaves_the_older_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    write_whole(target, b"old")

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("core.whole_file.os.fsync", full)
    with pytest.raises(KnownError, match="disk_full"):
        write_whole(target, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]
    assert target.read_bytes() == b"old"
