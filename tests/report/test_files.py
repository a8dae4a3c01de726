"""Saving: whole files with plain names, nothing overwritten, nothing half done."""

import errno
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.model.document import Document
from core.model.errors import Exit, KnownError
from core.report import docx, files, json_form, pdf
from core.report.files import WRITERS, name_of, save
from core.words import Words

Make = Callable[..., Document]


@pytest.fixture
def short(inspection: Make) -> Document:
    """A document that is quick to write."""
    return replace(inspection(), blocks=())


def test_each_format_becomes_a_file_with_a_plain_name(short: Document, tmp_path: Path) -> None:
    saved = save(short, ("pdf", "docx", "json"), tmp_path)

    stem = "TRUCAN_PHUMAU-VP-03_20270105T0905"
    assert [each.name for each in saved] == [f"{stem}.pdf", f"{stem}.docx", f"{stem}.json"]
    assert sorted(tmp_path.iterdir()) == sorted(saved)
    assert saved[0].read_bytes() == pdf.write(short)
    assert saved[1].read_bytes() == docx.write(short)
    assert json.loads(saved[2].read_bytes())["id"] == "01JGTFX5N0Q8Z3K4V7M2R9C6DW"


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("Máy văn thư Đặng Ốc", "May-van-thu-Dang-Oc"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x|y*?<>", "C-x-y"),
        ("a\u202e\0b\nc", "a-b-c"),
        ("漢字", "inspection"),
        ("", "inspection"),
        ("M" * 300, "M" * 40),
        ("...", "inspection"),
    ],
)
def test_names_are_ascii_without_spaces(short: Document, about: str, expected: str) -> None:
    assert name_of(replace(short, about=about)) == f"TRUCAN_{expected}_20270105T0905"


def test_a_name_that_is_taken_gets_a_number(short: Document, tmp_path: Path) -> None:
    first = save(short, ("json",), tmp_path)[0]
    first.write_bytes(b"kept")

    second = save(short, ("json", "docx"), tmp_path)
    third = save(short, ("json",), tmp_path)

    assert first.read_bytes() == b"kept"
    assert [each.stem[-2:] for each in second] == ["_2", "_2"]
    assert third[0].stem.endswith("_3")


def test_a_name_taken_meanwhile_is_not_overwritten(
    short: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / f"{name_of(short)}.json"
    monkeypatch.setattr(files, "_free_name", lambda folder, stem, endings: stem)
    taken.write_bytes(b"kept")

    with pytest.raises(KnownError):
        save(short, ("json",), tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == [taken.name]
    assert taken.read_bytes() == b"kept"


def test_the_last_part_of_the_folder_is_made(short: Document, tmp_path: Path) -> None:
    assert save(short, ("json",), tmp_path / "reports")[0].parent == tmp_path / "reports"


def test_an_unknown_format_is_refused_before_anything_is_written(
    short: Document, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="unknown formats: odt"):
        save(short, ("json", "odt"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_document_without_data_becomes_its_tree(short: Document) -> None:
    tree = json.loads(json_form.write(replace(short, data=b"")))

    assert tree["title"] == "BIÊN BẢN"
    assert tree["blocks"] == []
    assert "private" not in tree


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EIO, "stick_removed"),
        (errno.ENODEV, "stick_removed"),
        (errno.EACCES, "no_write"),
        (errno.EROFS, "no_write"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_folder_that_fails_is_told_in_one_sentence(
    short: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str,
    lang: str,
) -> None:  # fmt: skip
    calls = 0

    def fail_the_second_time(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail_the_second_time)

    with pytest.raises(KnownError) as told:
        save(short, ("json", "docx"), tmp_path)

    assert told.value.key == key
    assert told.value.status is Exit.CANNOT_WRITE
    assert Words(lang).say(f"errors.{key}", told.value.args_of_sentence)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(short: Document, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as told:
        save(short, ("json",), tmp_path / "stick" / "reports")
    assert told.value.key == "stick_removed"


def test_a_folder_that_is_a_file(short: Document, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("no folder", "utf-8")
    with pytest.raises(KnownError) as told:
        save(short, ("json",), tmp_path / "reports")
    assert told.value.key in ("not_a_folder", "no_write")  # the second where Windows says less
    assert (tmp_path / "reports").read_text("utf-8") == "no folder"


@pytest.mark.system("mount")
def test_a_really_full_disk_and_a_really_read_only_one(short: Document, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], check=True)
    try:
        with pytest.raises(KnownError) as told:
            save(short, ("json", "pdf"), disk)
        assert told.value.key == "disk_full"
        assert list(disk.iterdir()) == []
        subprocess.run(["/bin/mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(KnownError) as told:
            save(short, ("json",), disk)
        assert told.value.key == "no_write"
    finally:
        subprocess.run(["/bin/umount", str(disk)], check=True)


def test_the_forms_are_those_promised() -> None:
    assert list(WRITERS) == ["pdf", "docx", "xlsx", "html", "json"]
