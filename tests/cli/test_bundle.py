"""Bundles and keys on the command line, from a machine to the office above it and back."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caller = Callable[..., Any]


@pytest.fixture
def sealed(trucan: Caller, tmp_path: Path) -> Caller:
    """A machine with a sealed book and a run; commands there take the passphrase."""
    (tmp_path / "pass").write_text("một câu đủ dài\n", encoding="utf-8")
    trucan("log", "add", "Mất điện")
    trucan("log", "seal", "--protect", "--passphrase-file", "pass")
    trucan("check", "--only", "SYS-801")
    return trucan


def test_from_a_machine_to_the_office_above(sealed: Caller, tmp_path: Path) -> None:
    """Packed, held back, its key confirmed by telephone, counted, known."""
    above = str(tmp_path / "above")
    made = sealed("bundle", "make", "--out", "gui", "--passphrase-file", "pass", "--json", "-")
    assert made.status == 0, made.err
    file = json.loads(made.out)["file"]
    shown = sealed("trust", "show", "--passphrase-file", "pass")
    letters = re.search(r"(?:[A-Z]{4} ){7}[A-Z]{4}", shown.out)
    assert letters is not None
    assert "█" in shown.out
    assert sealed("trust", "show", "--passphrase-file", "pass", "--out", "key.txt").status == 0

    stranger = sealed("bundle", "verify", file, "--home", above)
    with_key = sealed("bundle", "verify", file, "--key", "key.txt", "--json", "-")
    first = sealed("bundle", "import", file, "--home", above)
    waiting = sealed("trust", "waiting", "--home", above)
    wrong = sealed("trust", "add", "key.txt", "--fingerprint", "AAAA", "--owner", "An",
                   "--unit", "Xã Phú", "--home", above)  # fmt: skip
    right = sealed("trust", "add", "key.txt", "--fingerprint", letters[0], "--owner", "An",
                   "--unit", "Xã Phú", "--home", above)  # fmt: skip
    again = sealed("bundle", "import", file, "--home", above)

    assert (stranger.status, "chưa được xác nhận" in stranger.out) == (65, True)
    assert (with_key.status, json.loads(with_key.out)["held_back"]) == (0, None)
    assert (first.status, "giữ lại" in first.out) == (65, True)
    assert letters[0] in waiting.out
    assert (wrong.status, "không khớp" in wrong.err) == (65, True)
    assert (right.status, "đã nhận và tính" in right.out) == (0, True), right.err
    assert (again.status, "đã nhận gói này rồi" in again.out) == (0, True)
    assert letters[0] in sealed("trust", "list", "--home", above).out
    assert sealed("trust", "revoke", letters[0][:9], "--home", above).status == 0
    earlier = sealed("trust", "revoke", letters[0][:9], "--from", "31/12/2025", "--home", above)
    assert (earlier.status, "31/12/2025" in earlier.out) == (0, True), earlier
    assert "Không có báo động" in sealed("trust", "alarms", "--home", above).out


def test_without_a_key_it_says_so(sealed: Caller, tmp_path: Path) -> None:
    """A closed key seals nothing; above it waits for a decision, and keeps its mark."""
    above = str(tmp_path / "above")
    made = sealed("bundle", "make", "--out", "gui")
    (file,) = (tmp_path / "gui").iterdir()
    held = sealed("bundle", "import", str(file), "--home", above)
    code = sealed("trust", "waiting", "--home", above).out.split()[0]
    taken = sealed("trust", "accept", code, "--unit", "Xã Phú", "--home", above)
    twice = sealed("trust", "accept", code, "--unit", "Xã Phú", "--home", above)

    assert (made.status, "KHÔNG NIÊM PHONG" in made.err) == (0, True)
    assert held.status == 65
    assert (taken.status, "không có niêm phong" in taken.out) == (0, True), taken.err
    assert twice.status == 64
    made_again = sealed("bundle", "make", "--out", "gui2")
    (other,) = (tmp_path / "gui2").iterdir()
    assert (made_again.status, sealed("bundle", "import", str(other), "--home", above).status) == (
        0, 65,
    )  # fmt: skip
    code = sealed("trust", "waiting", "--home", above).out.split()[0]
    dropped = sealed("trust", "drop", code, "--home", above)
    assert (dropped.status, other.name in dropped.out) == (0, True), dropped
    assert "Không có gói nào chờ" in sealed("trust", "waiting", "--home", above).out
    assert sealed("trust", "drop", code, "--home", above).status == 64


def test_files_that_are_none(trucan: Caller, tmp_path: Path) -> None:
    (tmp_path / "x.trucan").write_bytes(b"hello")
    (tmp_path / "x.receipt").write_bytes(b"hello")

    for arguments, status in (
        (("bundle", "verify", "x.trucan"), 65),
        (("bundle", "import", "x.trucan"), 65),
        (("bundle", "import", "x.receipt"), 65),
        (("bundle", "import", "absent.trucan"), 65),
        (("bundle", "make"), 64),
        (("trust", "settle", "1", "--by", "An", "--reason", "x"), 64),
        (("trust", "revoke", "AAAA"), 64),
        (("trust", "revoke", "AAAA", "--from", "hôm qua"), 64),
    ):
        done = trucan(*arguments)
        assert done.status == status, (arguments, done)
        assert done.err or done.out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_key_file_that_holds_none(within: Caller, tmp_path: Path, lang: str) -> None:
    """It is told as what it is; another question than the one asked is never answered."""
    from tests.exchange.offices import Office

    office = Office()
    (tmp_path / "x.trucan").write_bytes(office.bundle())
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 1000)
    (tmp_path / "key.txt").write_text(office.named.to_text())
    for name in ("absent.txt", "empty.txt", "picture.txt"):
        done = within("bundle", "verify", "x.trucan", "--key", name, "--lang", lang)
        assert (done.status, done.out) == (65, ""), (name, done)
        assert "Traceback" not in done.err

    assert within("bundle", "verify", "x.trucan", "--key", "key.txt", "--lang", lang).status == 0
    assert within("trust", "add", "empty.txt", "--fingerprint", "A", "--owner", "An", "--unit", "X",
                  "--lang", lang).status == 65  # fmt: skip


def test_more_entries_than_find_room(
    within: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest go along, and it is told how many are left for another bundle."""
    monkeypatch.setattr("core.exchange.log_part.ENTRY_LIMIT", 2)
    (tmp_path / "pass").write_text("một câu đủ dài\n", encoding="utf-8")
    for number in range(3):
        within("log", "add", f"Mục {number}")
    within("log", "seal", "--protect", "--passphrase-file", "pass")
    within("check", "--only", "SYS-801")
    made = within("bundle", "make", "--since", "2020-01-01", "--passphrase-file", "pass",
                  "--out", "gui", "--json", "-")  # fmt: skip
    said = json.loads(made.out)

    assert said["entries"] + said["withheld"] == 2
    assert said["left"] >= 3
    assert f"{said['left']} mục cũ nhất" in made.err
    assert within("bundle", "verify", said["file"]).status in (0, 65)
    card = json.loads(within("bundle", "verify", said["file"], "--json", "-").out)
    assert card["entries"] + card["withheld"] == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_days_of_the_book_that_would_do_nothing(within: Caller, tmp_path: Path, lang: str) -> None:
    within("check", "--only", "SYS-801")
    for days, part in (
        (("--until", "2027-01-05"), "--since"),
        (("--since", "2027-01-05", "--until", "2027-01-04"), ""),
        (("--since", "5/1"), "5/1"),
    ):
        done = within("bundle", "make", *days, "--out", "gui", "--lang", lang)
        assert (done.status, done.out) == (64, ""), (days, done)
        assert len(done.err.splitlines()) == 1
        assert part in done.err

    assert not (tmp_path / "gui").exists()


def test_a_run_for_other_tools(trucan: Caller, tmp_path: Path) -> None:
    """Lines for a SIEM and a document for auditors, beside what people read."""
    trucan("check", "--only", "SYS-801")
    done = trucan("report", "--format", "json,ocsf,oscal", "--redact", "internal", "--out", "out")
    names = {each.name for each in (tmp_path / "out").iterdir()}
    (lines,) = (tmp_path / "out").glob("*.jsonl")

    assert done.status == 0, done.err
    assert len(names) == len(done.out.splitlines()) == 3
    assert not {each for each in names if " " in each or not each.startswith("TRUCAN_")}
    assert {json.loads(each)["class_uid"] for each in lines.read_text("utf-8").splitlines()} == {
        2003
    }
    assert trucan("report", "--format", "sarif", "--out", "out").status == 64


def test_that_there_is_no_key_is_no_result(within: Caller) -> None:
    """Whoever takes the key from standard output shall not take a sentence for it."""
    said = within("trust", "show", "--out", "-")

    assert said.status == 77, said.err
    assert (said.out, said.err.count("log seal --protect")) == ("", 1)
