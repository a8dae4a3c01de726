"""Bad input on the command line: one sentence, the right exit status, nothing lost."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ordinary import Ordinary

Caller = Callable[..., Any]


def sentences(text: str) -> list[str]:
    """Return the lines that are no detail."""
    return [line for line in text.splitlines() if line and not line.startswith("  ")]


@pytest.mark.parametrize(
    ("arguments", "status", "part"),
    [
        (["chek"], 64, "--help"),
        (["a.b"], 64, "--help"),
        (["__init__"], 64, "--help"),
        (["../x"], 64, "--help"),
        (["check", "--colour"], 64, "--help"),
        (["check", "--only", "XYZ-1"], 64, "XYZ-1"),
        (["check", "--skip", "XYZ-1"], 64, "XYZ-1"),
        (["explain", "XYZ-1"], 64, "XYZ-1"),
        (["check", "--param", "warn_days=1"], 64, "warn_days=1"),
        (["check", "--param", "XYZ-1.a=1"], 64, "XYZ-1"),
        (["check", "--param", "AV-102.nothing=1"], 64, "AV-102.nothing"),
        (["check", "--param", "AV-102.warn_days=soon"], 64, "AV-102.warn_days"),
        (["check", "--since", "01JD"], 64, "01JD"),
        (["check", "--baseline", "gone.toml"], 65, "gone.toml"),
        (["judge", "gone.json"], 65, "gone.json"),
        (["report", "--out", "x"], 64, "check"),
        (["report", "--out", "x", "--run", "01JD"], 64, "01JD"),
        (["log", "add", ""], 64, ""),
        (["log", "add", "x", "--at", "yesterdayish"], 64, "yesterdayish"),
        (["check", "--only"], 64, "Thiếu giá trị sau --only"),
        (["check", "--lang", "en", "--only"], 64, "A value is missing after --only"),
        (["checks", "--json=x"], 64, "--json không nhận giá trị"),
        (["log"], 64, "trucan log --help"),
        (["log", "add", "Mất", "điện"], 64, "trong ngoặc kép"),
        (["log", "list", "--home", ""], 64, "--home"),
        (["log", "list", "--home", " "], 64, "--home"),
        (["log", "list", "--home", "x" * 300], 64, "xxx"),
        (["sweep", "start", "--results", "x" * 300], 64, "xxx"),
        (["backup", "list", "--out", "x" * 300], 65, "xxx"),
        (["log", "add", "x", "--follows", "9" * 20], 64, "--follows"),
        (["roster", "show", "--number", "9" * 20], 64, "--number"),
        (["report", "--sent", "--row", "9" * 20, "--channel", "x"], 64, "--row"),
        (["log", "seal", "--protect"], 64, "--passphrase-file"),
        (["shift", "pin", "A"], 64, "--pin-file"),
        pytest.param(
            ["report", "--run", os.fsdecode(b"\xff")], 64, "--help", marks=pytest.mark.only("posix")
        ),
        # Windows always has a display: there the window opens.
        pytest.param([], 64, "report", marks=pytest.mark.only("posix")),
    ],
)
def test_one_sentence_and_the_right_status(
    trucan: Caller, arguments: list[str], status: int, part: str
) -> None:
    said = trucan(*arguments)

    assert said.status == status, said.err
    assert said.out == ""
    assert len(sentences(said.err)) == 1
    assert part in said.err


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("format = 1\nid = \n", ["b.toml", "2"]),
        (
            'format = 1\nid = "x"\nversion = "1"\ndate = "2026-01-01"\nsource = "s"\nodd = 1\n',
            ["odd"],
        ),
        (
            'format = 1\nid = "x"\nversion = "1"\ndate = "2026-01-01"\nsource = "s"\n'
            "[checks.AV-102.params]\nwarn_days = true\n",
            ["checks.AV-102.params.warn_days"],
        ),
        (
            'format = 1\nid = "x"\nversion = "1"\ndate = "2026-01-01"\nsource = "s"\n'
            "[checks.AV-999]\n",
            ["checks.AV-999"],
        ),
    ],
)
def test_a_mistake_in_a_baseline_is_named(
    trucan: Caller, tmp_path: Path, text: str, parts: list[str]
) -> None:
    (tmp_path / "b.toml").write_text(text)
    said = trucan("check", "--baseline", "b.toml")

    assert said.status == 65, said.err
    assert all(part in said.err for part in ["b.toml", *parts]), said.err


def test_a_foreign_newer_or_damaged_database_is_refused_untouched(
    trucan: Caller, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    trucan("log", "add", "một")
    book = home / "trucan.db"
    good = book.read_bytes()

    with sqlite3.connect(book) as database:
        database.execute("PRAGMA user_version = 4000")
    database.close()
    assert trucan("log", "list").status == 65
    book.write_bytes(b"SQLite format 3\0" + os.urandom(5000))
    assert trucan("log", "list").status == 65
    book.write_bytes(b"%PDF-1.7 nothing of ours")
    before = book.read_bytes()
    said = trucan("log", "add", "hai")
    assert said.status == 65
    assert book.read_bytes() == before
    book.write_bytes(good)
    assert "một" in trucan("log", "list").out


@pytest.mark.only("posix")  # Windows says of all of these that nothing is found
def test_a_file_or_a_link_to_nowhere_is_no_folder(within: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("gone")
    within("log", "add", "một")
    told = {64, 73}  # a wrong value of an option, or a place that cannot be written
    for named in ("file", "file/below", "link", "link/below"):
        for arguments in (
            ["log", "list", "--home", named],
            ["backup", "make", "--out", named],
            ["log", "export", "--out", named],
            ["doctor", "--record", named],
        ):
            said = within(*arguments)

            assert said.status in told, (arguments, said.err)
            assert len(sentences(said.err)) == 1
            assert named.partition("/")[0] in said.err or arguments[-2] in said.err
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "gone").exists()


def test_a_home_may_be_called_like_a_database(within: Caller, tmp_path: Path) -> None:
    assert within("log", "add", "một", "--home", "data.db").status == 0
    assert "một" in within("log", "list", "--home", "data.db").out
    assert (tmp_path / "data.db" / "trucan.db").is_file()


@pytest.mark.system("ordinary")
def test_a_home_that_cannot_be_written_is_told(ordinary: Ordinary) -> None:
    shut = ordinary.folder / "shut"
    shut.mkdir(mode=0o555)
    for arguments in (["check"], ["log", "add", "x"]):
        done = ordinary.run(*arguments, "--home", str(shut / "home"))

        assert done.returncode == 73, done.stderr
        assert str(shut) in done.stderr
        assert len(sentences(done.stderr)) == 1
    assert not list(shut.iterdir())


@pytest.mark.system("ordinary")
def test_a_home_that_became_read_only_can_still_be_read(ordinary: Ordinary) -> None:
    """As on a write-protected stick."""
    assert ordinary.run("log", "add", "một").returncode == 0
    book = ordinary.home / "trucan.db"
    before = book.read_bytes()
    for path in (*ordinary.home.iterdir(), ordinary.home):
        path.chmod(path.stat().st_mode & ~0o222)
    listed = ordinary.run("log", "list")
    refused = [ordinary.run("log", "add", "hai"), ordinary.run("check")]
    for path in (ordinary.home, *ordinary.home.iterdir()):
        path.chmod(path.stat().st_mode | 0o200)

    assert listed.returncode == 0, listed.stderr
    assert "một" in listed.stdout
    assert [each.returncode for each in refused] == [73, 73]
    assert book.read_bytes() == before
