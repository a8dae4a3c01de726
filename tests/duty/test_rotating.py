"""A new key of the seal: the old one vouches for it once, and counts for nothing afterwards."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from proofbundle.tlogproof import verify_tlog_proof

from core.duty.book import DutyBook
from core.duty.export import Period, export
from core.duty.sealing import origin_of
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, parse, sign
from core.secrets import NEXT_USER, USER, KeyPlace, Secrets
from core.store.store import Store
from core.words import Words

WORDS = "một câu đủ dài để nhớ"


@dataclass
class Ring:
    """A keyring of an account, kept in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password


def book_of(store: Store, secrets: Secrets) -> DutyBook:
    """Return the book of an account with some secrets."""
    return DutyBook(
        store, device="PC", author="An", app_version="1", released="2026-01-01", secrets=secrets
    )


def secrets_of(folder: Path, ring: Ring) -> Secrets:
    """Return the secrets of a start of the program."""
    return Secrets(folder, keyring=lambda: ring)


def test_old_and_new_key_sign_and_only_the_new_one_counts(store: Store, tmp_path: Path) -> None:
    ring = Ring()
    book = book_of(store, secrets_of(tmp_path, ring))
    book.add(NewEntry(text="Mất điện"))
    old = book.seal_state().fingerprint
    entry = book.rotate_key("Thay máy")

    assert entry.kind is EntryKind.KEY_ROTATED
    assert entry.reason == "Thay máy"
    size, note = store.log.last_checkpoint()
    assert size == entry.seq
    assert len(parse(note.encode()).signatures) == 2
    new = book.seal_state().fingerprint
    assert new != old
    assert entry.about["fingerprint"] == new
    book.add(NewEntry(text="Ghi bằng khóa mới"))
    book.seal()
    verdict = book.verify()
    assert (verdict.whole, verdict.sealed, verdict.fingerprint) == (True, 4, new)
    again = book_of(store, secrets_of(tmp_path, ring))
    assert again.seal_state().fingerprint == new, "kept for the next start"
    again.add(NewEntry(text="Sau khi mở lại"))
    assert again.page(None, 1)[0].epoch == 2


def test_a_key_in_a_file_is_rotated_with_its_passphrase(store: Store, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path, keyring=lambda: None, cost=2**10)
    secrets.protect(WORDS)
    book = book_of(store, secrets)
    book.add(NewEntry(text="Mất điện"))
    with pytest.raises(KnownError, match="passphrase_wrong"):
        book.rotate_key("Thay khóa", "một câu khác hẳn")
    book.rotate_key("Thay khóa", WORDS)

    later = Secrets(tmp_path, keyring=lambda: None, cost=2**10)
    assert later.held().place is KeyPlace.FILE_PASSPHRASE
    assert later.open(WORDS).key == secrets.held().key
    assert sorted(each.name for each in tmp_path.glob("seal.key*")) == ["seal.key"]
    assert book.verify().whole


def test_a_seal_of_the_old_key_after_the_rotation_is_none(store: Store, tmp_path: Path) -> None:
    """Whoever still has the old key cannot seal on with it."""
    book = book_of(store, secrets_of(tmp_path, Ring()))
    book.add(NewEntry(text="Mất điện"))
    held = book._hold().key
    assert held is not None
    book.rotate_key("Khóa cũ bị lộ")
    book.add(NewEntry(text="Mục thứ tư"))
    log_id = book.page(None, 1)[0].log_id
    _, note = store.log.last_checkpoint()
    text = Checkpoint(origin=origin_of(log_id), size=4, root=bytes.fromhex(book.root())).to_text()
    del note
    with store._database.write() as connection:
        connection.execute(
            "INSERT INTO checkpoint (size, note) VALUES (4, ?)",
            (sign(text, origin_of(log_id), held),),
        )

    verdict = book.verify()
    assert (verdict.first_wrong, verdict.what) == (4, "seal")


def test_a_rotation_that_the_old_key_did_not_sign_is_found(store: Store, tmp_path: Path) -> None:
    """Somebody with the file, without the key, writes that another key is in use now."""
    book = book_of(store, secrets_of(tmp_path, Ring()))
    book.add(NewEntry(text="Mất điện"))
    book.rotate_key("Thay khóa")
    file = store.file
    size, note = store.log.last_checkpoint()
    first, second = note.rstrip("\n").rsplit("\n", 1)
    store.close()
    with sqlite3.connect(file) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        body = first.rpartition("\n")[0]
        connection.execute(
            "UPDATE checkpoint SET note = ? WHERE size = ?", (f"{body}\n{second}\n", size)
        )
    connection.close()
    with Store.open(file) as changed:
        verdict = book_of(changed, secrets_of(tmp_path, Ring())).verify()

    assert (verdict.first_wrong, verdict.what) == (3, "seal")


def test_a_stop_before_the_new_key_is_in_its_place_loses_neither(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Ring()
    book = book_of(store, secrets_of(tmp_path, ring))
    book.add(NewEntry(text="Mất điện"))

    def stop(self: Secrets, key: SigningKey | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(Secrets, "promote", stop)
        with pytest.raises(KeyboardInterrupt):
            book.rotate_key("Thay khóa")
    assert ring.kept[USER] != ring.kept[NEXT_USER]

    again = book_of(store, secrets_of(tmp_path, ring))
    again.add(NewEntry(text="Sau khi mở lại"))
    again.seal()
    assert ring.kept[USER] == ring.kept[NEXT_USER]
    verdict = again.verify()
    assert (verdict.whole, verdict.sealed) == (True, 4)


def test_a_stop_before_anything_was_written_changes_nothing(store: Store, tmp_path: Path) -> None:
    ring = Ring()
    book = book_of(store, secrets_of(tmp_path, ring))
    book.add(NewEntry(text="Mất điện"))
    before = ring.kept[USER]
    secrets_of(tmp_path, ring).prepare()
    again = book_of(store, secrets_of(tmp_path, ring))
    again.add(NewEntry(text="Sau khi mở lại"))

    assert ring.kept[USER] == before
    assert again.verify().whole


def test_what_cannot_be_rotated_is_refused(store: Store, tmp_path: Path) -> None:
    bare = book_of(store, Secrets(tmp_path, keyring=lambda: None))
    bare.add(NewEntry(text="Mất điện"))
    with pytest.raises(KnownError, match="seal_no_key"):
        bare.rotate_key("Thay khóa")
    book = book_of(store, secrets_of(tmp_path / "other", Ring()))
    with pytest.raises(KnownError, match="reason_empty"):
        book.rotate_key(" ")
    assert all(each.kind is not EntryKind.KEY_ROTATED for each in book.page(None, 10))


def test_others_verify_the_proofs_of_both_keys(store: Store, tmp_path: Path) -> None:
    book = book_of(store, secrets_of(tmp_path / "keys", Ring()))
    book.add(NewEntry(text="Mất điện"))
    book.rotate_key("Thay khóa")
    made = export(book, tmp_path / "out", Words("vi"), Period())
    keys = (made.folder / "public-key.txt").read_text().split()
    assert len(keys) == 2
    for line, proof in zip(
        (made.folder / "entries.jsonl").read_bytes().splitlines(),
        sorted((made.folder / "proofs").iterdir()),
        strict=True,
    ):
        for key in keys:
            assert verify_tlog_proof(proof.read_text(), line, key)["ok"]
            assert not verify_tlog_proof(proof.read_text(), line + b" ", key)["ok"]


def test_a_window_left_open_seals_with_the_key_that_another_took_into_use(
    store: Store, tmp_path: Path
) -> None:
    ring = Ring()
    window = book_of(store, secrets_of(tmp_path, ring))
    window.add(NewEntry(text="Mất điện"))
    with Store.open(store.file.parent) as same:
        book_of(same, secrets_of(tmp_path, ring)).rotate_key("Khóa cũ bị lộ")
    window.add(NewEntry(text="Ghi ở cửa sổ cũ"))
    window.seal()

    verdict = window.verify()
    assert (verdict.whole, verdict.sealed) == (True, 4)
    assert window.page(None, 1)[0].epoch == 2
    assert window.rotate_key("Thay lần nữa").kind is EntryKind.KEY_ROTATED
    assert window.verify().whole


def test_a_window_left_open_waits_for_the_passphrase_of_the_new_key(
    store: Store, tmp_path: Path
) -> None:
    def secrets() -> Secrets:
        return Secrets(tmp_path, keyring=lambda: None, cost=2**10)

    here = secrets()
    here.protect(WORDS)
    window = book_of(store, here)
    window.add(NewEntry(text="Mất điện"))
    there = secrets()
    there.open(WORDS)
    book_of(store, there).rotate_key("Khóa cũ bị lộ", WORDS)
    window.add(NewEntry(text="Ghi ở cửa sổ cũ"))

    assert not window.seal()
    assert window.seal_state().is_closed
    here.open(WORDS)
    assert window.seal()
    assert window.verify().whole


def test_a_key_replaced_while_an_entry_is_made_does_not_seal_it(
    store: Store, tmp_path: Path
) -> None:
    """Between the look at the key and the transaction another window rotates."""
    ring = Ring()
    window = book_of(store, secrets_of(tmp_path, ring))
    window.add(NewEntry(text="Mất điện"))
    held = window._hold()
    book_of(store, secrets_of(tmp_path, ring)).rotate_key("Khóa cũ bị lộ")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(window, "_hold", lambda: held)
        window.seal()
        window.add(NewEntry(text="Ghi giữa chừng"))
        window.seal()
        with pytest.raises(KnownError, match="store_in_use"):
            window.rotate_key("Cùng lúc")

    assert window.verify().whole
    assert window.seal()
    assert window.verify().whole


def test_a_key_that_does_not_get_to_its_place_waits_and_nothing_is_refused(
    store: Store, tmp_path: Path
) -> None:
    ring = Ring()
    book = book_of(store, secrets_of(tmp_path, ring))
    book.add(NewEntry(text="Mất điện"))
    keep = ring.set_password

    def refuse(service: str, username: str, password: str) -> None:
        if username == USER:
            raise OSError("locked")
        keep(service, username, password)

    ring.set_password = refuse  # type: ignore[method-assign]
    with pytest.raises(KnownError, match="seal_waits"):
        book.rotate_key("Thay khóa")
    for text in ("Kho khóa vẫn đóng", "Vẫn ghi được"):
        book.add(NewEntry(text=text))
        assert not book.seal()
    assert book.verify().whole

    ring.set_password = keep  # type: ignore[method-assign]
    book.add(NewEntry(text="Kho khóa mở lại"))
    book.seal()
    verdict = book.verify()
    assert (verdict.whole, verdict.sealed) == (True, 6)
    assert ring.kept[USER] == ring.kept[NEXT_USER]


def test_two_windows_put_the_new_key_of_a_file_in_its_place(tmp_path: Path) -> None:
    def secrets() -> Secrets:
        return Secrets(tmp_path, keyring=lambda: None, cost=2**10)

    here = secrets()
    here.protect(WORDS)
    successor = here.prepare(WORDS)
    secrets().promote(None)
    here.promote(successor)

    assert here.held().key == successor
    assert secrets().open(WORDS).key == successor
    with pytest.raises(KnownError, match="seal_waits"):
        here.promote(SigningKey.generate())
