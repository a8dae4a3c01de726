"""The commands of the duty log, each in a process of its own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from proofbundle.tlogproof import verify_tlog_proof

from core.cli.schemas import schema_of

Caller = Callable[..., Any]


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    """Give a file whose first line is a passphrase."""
    file = tmp_path / "passphrase"
    file.write_text("một câu đủ dài\nkhông phải dòng này\n", encoding="utf-8")
    return file


def test_an_entry_is_corrected_and_found(trucan: Caller) -> None:
    """Each command sees what the one before it wrote."""
    trucan("log", "add", "Mất điện phòng máy chủ", "--told", "Bà Hoa", "--channel", "điện thoại")
    corrected = trucan("log", "correct", "2", "Mất mạng", "--reason", "Nghe nhầm", "--json", "-")
    again = trucan("log", "correct", "2", "Mất cả hai", "--reason", "Nghe nhầm")
    found = trucan("log", "search", "mat dien", "--json", "-")
    nothing = trucan("log", "search", "khong co gi")

    assert corrected.status == 0, corrected.err
    entry = json.loads(corrected.out)
    assert (entry["kind"], entry["supersedes"], entry["reason"]) == ("correction", 2, "Nghe nhầm")
    assert (again.status, "mục số 3" in again.err) == (64, True)
    (first,) = json.loads(found.out)
    jsonschema.validate([first], schema_of("log-list"))
    assert (first["seq"], first["superseded_by"]) == (2, 3)
    assert "Đã báo Bà Hoa qua điện thoại" in trucan("log", "list").out
    assert (nothing.status, nothing.out.strip()) == (0, "Không có mục nào có đủ các từ này.")


def test_a_paper_entry_with_a_file(trucan: Caller, tmp_path: Path) -> None:
    """Copied, attached, taken out under a safe name, erased with a trace, and still whole."""
    (tmp_path / "bao cao.txt").write_text("abc")
    trucan("log", "add", "Mất điện")
    added = trucan(
        "log", "add", "Chép lại", "--kind", "from_paper", "--at", "10:00 01/11/2026",
        "--page", "12", "--paper-author", "Ông Ba", "--attach", "bao cao.txt",
        "--follows", "2", "--json", "-",
    )  # fmt: skip
    assert added.status == 0, added.err
    assert json.loads(added.out)["about"]["paper_page"] == "12"
    taken = [trucan("log", "attachment", "3", "--out", "out").status for _ in range(2)]
    erased = trucan("log", "erase", "3", "--reason", "riêng tư")

    assert taken == [0, 0]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "bao cao.txt",
        "bao cao_2.txt",
    ]
    assert (erased.status, "riêng tư" in erased.out) == (0, True)
    assert trucan("log", "attachment", "3", "--out", "out").status == 65
    assert trucan("log", "verify").status == 0


def test_without_a_key_an_export_is_marked(trucan: Caller, tmp_path: Path) -> None:
    """On standard output and in the text; a wrong day is a mistake of the caller."""
    trucan("log", "add", "a")
    said = trucan("log", "export", "--out", "out")
    folder = tmp_path / "out" / "so-truc_1-2"

    assert (said.status, "KHÔNG NIÊM PHONG" in said.out) == (0, True)
    assert "KHÔNG NIÊM PHONG" in (folder / "so-truc.txt").read_text("utf-8")
    assert trucan("log", "export", "--out", "out", "--since", "1/2/2027").status == 64
    assert trucan("log", "export", "--out", "out", "--held", "none").status == 65
    assert "log seal --protect" in trucan("log", "seal").out


def test_a_passphrase_seals_from_then_on(trucan: Caller, tmp_path: Path, passphrase: Path) -> None:
    """Made, opened again by the next command, and the export is what others verify."""
    trucan("log", "add", "a")
    made = trucan("log", "seal", "--protect", "--passphrase-file", str(passphrase))
    trucan("log", "add", "b")
    wrong = trucan("log", "seal", "--passphrase-file", __file__)
    said = trucan("log", "export", "--out", "out", "--passphrase-file", str(passphrase))
    folder = tmp_path / "out" / "so-truc_1-4"

    assert (made.status, "Mã khóa" in made.out) == (0, True)
    assert (wrong.status, said.status) == (77, 0)
    key = (folder / "public-key.txt").read_text("utf-8").strip()
    assert key in made.out
    for seq, entry in enumerate((folder / "entries.jsonl").read_bytes().splitlines(), 1):
        proof = (folder / "proofs" / f"{seq}.tlog-proof").read_text("utf-8")
        assert verify_tlog_proof(proof, entry, key)["ok"]
    held = str(folder / "checkpoint.txt")
    trucan("log", "add", "c")
    again = trucan(
        "log", "export", "--out", "out", "--held", held, "--passphrase-file", str(passphrase)
    )
    assert again.status == 0, again.err
    assert (tmp_path / "out" / "so-truc_1-5" / "consistency.txt").is_file()
    assert "niêm phong đến mục số 5" in trucan("log", "verify").out
    assert trucan("log", "seal", "--protect", "--passphrase-file", str(passphrase)).status == 64


def test_an_altered_book_is_exported_as_such(trucan: Caller, tmp_path: Path) -> None:
    """The status says that it is not whole, the folder is there."""
    import sqlite3

    trucan("log", "add", "một")
    with sqlite3.connect(tmp_path / "home" / "trucan.db") as database:
        database.execute("DROP TRIGGER entry_stays")
        database.execute("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 2")
    database.close()
    said = trucan("log", "export", "--out", "out")

    assert (said.status, "mục số 2" in said.out) == (65, True)
    assert (tmp_path / "out" / "so-truc_1-2").is_dir()


def test_the_key_is_rotated_and_seals_on(trucan: Caller, passphrase: Path) -> None:
    """The old key signs for the new one; without a reason nothing is rotated."""
    words = ("--passphrase-file", str(passphrase))
    trucan("log", "add", "Mất điện")
    made = trucan("log", "seal", "--protect", *words)
    bare = trucan("log", "seal", "--rotate", *words)
    rotated = trucan("log", "seal", "--rotate", "--reason", "Thay máy", *words)

    assert (made.status, bare.status, rotated.status) == (0, 64, 0), rotated.err
    before, after = (each.out.splitlines()[1] for each in (made, rotated))
    assert before != after, "another fingerprint is to be read out"
    assert "Đã thay khóa niêm phong" in trucan("log", "list").out
    assert trucan("log", "verify").status == 0
