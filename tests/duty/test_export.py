"""Exports: verified with other programs' means only, marked where unsealed, never half written."""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from proofbundle import merkle
from proofbundle.checkpoint import verify_checkpoint
from proofbundle.tlogproof import verify_tlog_proof

from core.duty.book import DutyBook
from core.duty.clock import Clock
from core.duty.export import Period, export
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.log_state import LogExport
from core.model.new_entry import Correction, NewEntry
from core.secrets import Secrets
from core.store.store import Store
from core.words import LANGUAGES, Words

PASSPHRASE = "mật khẩu đủ dài"
ALL = Period()


class Movable(Clock, Protocol):
    """The clock of these tests."""

    def wait(self, **step: float) -> None:
        """Let time pass."""


@pytest.fixture
def sealed(store: Store, clock: Movable, tmp_path: Path) -> DutyBook:
    """Give the book of an account whose key is open."""
    secrets = Secrets(tmp_path / "keys", keyring=lambda: None, cost=16)
    secrets.protect(PASSPHRASE)
    return DutyBook(
        store, device="PC-01", author="An", app_version="1", released="2026-11-22", clock=clock,
        secrets=secrets,
    )  # fmt: skip


def _export(
    book: DutyBook, folder: Path, period: Period = ALL, held: bytes | None = None
) -> LogExport:
    return export(book, folder, Words("vi"), period, held)


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value.key


def _lines(made: LogExport) -> list[bytes]:
    return (made.folder / "entries.jsonl").read_bytes().splitlines()


def _text(made: LogExport, name: str) -> str:
    return (made.folder / name).read_text("utf-8")


def _consistency(text: str) -> tuple[int, list[bytes], str]:
    head, note = text.split("\n\n", 1)
    old, *hashes = head.split("\n")
    return int(old.removeprefix("old ")), [base64.b64decode(each) for each in hashes], note


def test_another_program_verifies_an_export(sealed: DutyBook, tmp_path: Path) -> None:
    """Key, checkpoint, the root of all entries, and each entry by its proof."""
    for number in range(23):
        sealed.add(NewEntry(text=f"Việc số {number}"))
    made = _export(sealed, tmp_path / "out")
    key = _text(made, "public-key.txt").strip()
    note = _text(made, "checkpoint.txt")
    found = verify_checkpoint(note, key)

    assert (made.first, made.last, made.is_sealed, made.verdict.whole) == (1, 24, True, True)
    assert (found["ok"], found["tree_size"]) == (True, 24)
    assert found["root"] == merkle.merkle_tree_hash(_lines(made))
    for seq, entry in enumerate(_lines(made), 1):
        proof = _text(made, f"proofs/{seq}.tlog-proof")
        assert verify_tlog_proof(proof, entry, key)["ok"]
        assert not verify_tlog_proof(proof, entry + b" ", key)["ok"]


def test_an_export_continues_what_the_receiver_holds(sealed: DutyBook, tmp_path: Path) -> None:
    """The proof leads from the checkpoint held to the new one, by another program's judgement."""
    sealed.add(NewEntry(text="a"))
    first = _export(sealed, tmp_path)
    for text in "bcdefg":
        sealed.add(NewEntry(text=text))
    held = (first.folder / "checkpoint.txt").read_bytes()
    second = _export(sealed, tmp_path, held=held)
    old, hashes, note = _consistency(_text(second, "consistency.txt"))
    before = merkle.merkle_tree_hash(_lines(first))
    after = merkle.merkle_tree_hash(_lines(second))

    assert (old, note) == (2, _text(second, "checkpoint.txt"))
    assert merkle.verify_consistency(2, 8, hashes, before, after)
    assert not merkle.verify_consistency(2, 8, hashes, hashlib.sha256(b"").digest(), after)


def test_a_book_that_does_not_continue_it_is_refused(
    sealed: DutyBook, tmp_path: Path, store: Store
) -> None:
    """Another book's checkpoint, a longer one, one with another root, or none at all."""
    for text in "abc":
        sealed.add(NewEntry(text=text))
    note = _text(_export(sealed, tmp_path), "checkpoint.txt")
    origin, size, root, *rest = note.split("\n")
    other = base64.b64encode(bytes(32)).decode()

    def refusal(*lines: str) -> str:
        held = "\n".join((*lines, *rest)).encode()
        return _refusal(lambda: _export(sealed, tmp_path, held=held))

    assert refusal(origin + "0", size, root) == "checkpoint_other"
    assert refusal(origin, "9", root) == "checkpoint_longer"
    assert refusal(origin, size, other) == "checkpoint_forked"
    assert refusal("nonsense") == "checkpoint_unread"
    assert refusal(origin, "0", root) == "checkpoint_other"
    assert [each.name for each in tmp_path.glob("so-truc*")] == ["so-truc_1-4"]


def test_entries_of_a_period_with_all_in_between(
    sealed: DutyBook, clock: Movable, tmp_path: Path
) -> None:
    """Days of writing in Vietnam; a day without entries is told."""
    for _ in range(5):
        sealed.add(NewEntry(text="a"))
        clock.wait(days=1)

    def span(since: date | None, until: date | None) -> tuple[int, int]:
        made = _export(sealed, tmp_path / "out", Period(since=since, until=until))
        assert [json.loads(each)["seq"] for each in _lines(made)] == list(
            range(made.first, made.last + 1)
        )
        assert len(list((made.folder / "proofs").iterdir())) == made.last - made.first + 1
        return made.first, made.last

    assert span(date(2027, 2, 8), date(2027, 2, 9)) == (3, 4)
    assert span(None, date(2027, 2, 7)) == (1, 2)
    assert span(date(2027, 2, 11), None) == (6, 6)
    empty = Period(since=date(2027, 3, 1))
    assert _refusal(lambda: _export(sealed, tmp_path, empty)) == "export_empty"


def test_an_empty_book_has_nothing_to_export(book: DutyBook, tmp_path: Path) -> None:
    """And no folder is left behind."""
    assert _refusal(lambda: _export(book, tmp_path / "out")) == "export_empty"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("lang", "mark"), [("vi", "KHÔNG NIÊM PHONG"), ("en", "NOT SEALED")])
def test_without_a_key_the_export_says_so(
    book: DutyBook, tmp_path: Path, lang: str, mark: str
) -> None:
    """No checkpoint, no proofs, the mark above everything else."""
    book.add(NewEntry(text="a"))
    made = export(book, tmp_path / "out", Words(lang), ALL)
    text = _text(made, "so-truc.txt").splitlines()

    assert not made.is_sealed
    assert {each.name for each in made.folder.iterdir()} == {"entries.jsonl", "so-truc.txt"}
    assert text[2] == mark
    assert book.page(None, 1)[0].leaf in "\n".join(text)


def test_a_closed_key_exports_what_is_sealed(
    sealed: DutyBook, store: Store, clock: Movable, tmp_path: Path
) -> None:
    """Entries under an earlier seal keep it; with newer ones the export says why it has none."""
    sealed.add(NewEntry(text="a"))
    clock.wait(days=1)
    closed = DutyBook(
        store, device="PC", author="An", app_version="1", released="2026-11-22", clock=clock,
        secrets=Secrets(tmp_path / "keys", keyring=lambda: None),
    )  # fmt: skip
    closed.add(NewEntry(text="b"))
    before = Period(until=date(2027, 2, 7))

    assert _export(closed, tmp_path / "out", before).is_sealed
    made = _export(closed, tmp_path / "out")
    assert not made.is_sealed
    assert Words("vi").say("duty.export.closed") in _text(made, "so-truc.txt")


def test_a_book_that_is_not_whole_is_exported_as_evidence(
    sealed: DutyBook, store: Store, tmp_path: Path
) -> None:
    """Marked, with what is wrong, and not sealed once more."""
    for text in ("một", "hai", "ba"):
        sealed.add(NewEntry(text=text))
    store._database.read("DROP TRIGGER entry_stays")
    store._database.read("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 3")
    made = _export(sealed, tmp_path / "out")

    assert (made.is_sealed, made.verdict.first_wrong) == (False, 3)
    assert "mục số 3" in _text(made, "so-truc.txt")
    assert sealed.log.last_checkpoint()[0] == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_readable_text_tells_everything(
    sealed: DutyBook, clock: Movable, tmp_path: Path, lang: str
) -> None:
    """Corrections, files, people, paper, lateness; hidden marks are shown; every kind has words."""
    (tmp_path / "a.txt").write_text("abc")
    sealed.add(NewEntry(text="x\u202egpj.exe", told="Hoa", channel="Zalo", at="12:00"))
    sealed.correct(Correction(seq=2, text="y", reason="lý do"))
    sealed.add(
        NewEntry(
            text="z", kind=EntryKind.FROM_PAPER, at="10:00", paper_page="7", paper_author="Ba",
            files=(tmp_path / "a.txt",), follows=2,
        )
    )  # fmt: skip
    sealed.erase_attachment(4, 1, "riêng tư")
    text = _text(export(sealed, tmp_path / "out", Words(lang), ALL), "so-truc.txt")

    for expected in ("[U+202E]", "Hoa", "Zalo", "lý do", "Ba", "7", "a.txt", "riêng tư"):
        assert expected in text
    assert sealed.verify().fingerprint in text
    words = Words(lang)
    for kind in EntryKind:
        assert words.say(f"duty.kind.{kind}.name")


def test_exports_never_cover_one_another(sealed: DutyBook, tmp_path: Path) -> None:
    """The second has another name; nothing half written is left."""
    sealed.add(NewEntry(text="a"))
    folders = [_export(sealed, tmp_path / "out").folder.name for _ in range(2)]

    assert folders == ["so-truc_1-2", "so-truc_1-2_2"]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == folders


def test_a_place_that_cannot_be_written(sealed: DutyBook, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    sealed.add(NewEntry(text="a"))
    (tmp_path / "file").write_text("")

    assert _refusal(lambda: _export(sealed, tmp_path / "file")) == "not_a_folder"
