"""The folder to be sent: whole, with plain names and digests that others can check."""

import errno
import os
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from core.model.document import Document, PrivateKind
from core.model.errors import Exit, KnownError
from core.report.redaction import Level, private_kinds, redacted
from core.report.sending import DIGESTS, send_folder
from core.words import Words

Make = Callable[..., Document]
VI = Words("vi")


def test_the_folder_holds_all_and_its_digests_are_right(kind_of: Make, tmp_path: Path) -> None:
    files = send_folder(kind_of("slip"), tmp_path)
    home = tmp_path / "TRUCAN_slip_20270211T1000"

    assert [each.suffix for each in files] == [".docx", ".pdf", ".json", ".txt"]
    assert {each.parent for each in files} == {home}
    assert sorted(home.iterdir()) == sorted(files)
    assert all(each.name.isascii() and " " not in each.name for each in files)
    lines = (home / DIGESTS).read_text("ascii").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert set(listed) == {each.name for each in files if each.name != DIGESTS}
    for name, digest in listed.items():
        assert sha256((home / name).read_bytes()).hexdigest() == digest


@pytest.mark.only("posix")
def test_the_tool_of_the_system_accepts_the_digests(kind_of: Make, tmp_path: Path) -> None:
    home = send_folder(kind_of("slip"), tmp_path)[0].parent

    checked = subprocess.run(
        ["/usr/bin/sha256sum", "--check", "--strict", DIGESTS],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
    )
    assert checked.stdout.count(": OK") == 3


def test_a_second_folder_gets_a_number(kind_of: Make, tmp_path: Path) -> None:
    first = send_folder(kind_of("slip"), tmp_path)[0].parent
    second = send_folder(kind_of("slip"), tmp_path)[0].parent

    assert second.name == f"{first.name}_2"
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_nothing_is_left_of_a_folder_that_could_not_be_written(
    kind_of: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def fail_the_third_time(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fail_the_third_time)
    with pytest.raises(KnownError) as told:
        send_folder(kind_of("slip"), tmp_path)

    assert (told.value.key, told.value.status) == ("disk_full", Exit.CANNOT_WRITE)
    assert list(tmp_path.iterdir()) == []


def test_a_document_tells_which_private_kinds_it_holds(kind_of: Make) -> None:
    document = kind_of("incident")

    assert {PrivateKind.MACHINE, PrivateKind.PERSON, PrivateKind.CONTACT} <= private_kinds(
        document, VI
    )
    assert private_kinds(redacted(document, Level.PUBLIC, VI), VI) == frozenset()
