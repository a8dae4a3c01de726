"""Writing a file whole: what it replaces, and what it must never replace."""

import os
import threading
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.whole_file import write_whole


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


@pytest.mark.parametrize("place", ["folder", "gone/file", "file/below"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    with pytest.raises(KnownError) as caught:
        write_whole(tmp_path / place, b"x")

    assert (caught.value.key, caught.value.status) == ("no_write", Exit.CANNOT_WRITE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"kept"
