"""Seals: when they are made, what they find, and that a book never contradicts its own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from proofbundle import merkle
from proofbundle.checkpoint import verify_checkpoint

from core.duty.book import DutyBook
from core.duty.clock import Clock
from core.duty.form import to_entry, to_row
from core.duty.readable import verdict_sentence
from core.duty.sealing import origin_of
from core.duty.verify import verify_book
from core.model.duty import Entry, EntryKind
from core.model.errors import KnownError
from core.model.exchange import Receipt
from core.model.log_state import LogVerdict
from core.model.new_entry import NewEntry
from core.seal.cosign import cosign
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, parse, sign
from core.secrets import Secrets
from core.store.log import LogRow
from core.store.store import Store
from core.words import LANGUAGES, Words


class Kept:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what was kept."""
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self.secrets[service, username] = password


class Movable(Clock, Protocol):
    """The clock of these tests."""

    def wait(self, **step: float) -> None:
        """Let time pass."""

    def turn(self, **step: float) -> None:
        """Set the clock by hand."""


Opened = Callable[[Kept | None], DutyBook]


@pytest.fixture
def opened(store: Store, clock: Movable, tmp_path: Path) -> Opened:
    """Give a way to open the book as an account with a keyring, or with none."""

    def open_book(kept: Kept | None) -> DutyBook:
        return DutyBook(
            store,
            device="PC-01",
            author="An",
            app_version="1",
            released="2026-11-22",
            clock=clock,
            secrets=Secrets(tmp_path / "keys", keyring=lambda: kept, cost=16),
        )

    return open_book


@pytest.fixture
def sealed(opened: Opened) -> DutyBook:
    """Give the book of an account with a key."""
    return opened(Kept())


def _sizes(book: DutyBook) -> list[int]:
    return [size for size, _ in book.log.checkpoints()]


def _change(store: Store, guard: str, *statements: str) -> None:
    """Change the file by hand: take a guard away, put it back afterwards."""
    with store._database.write() as connection:
        (text,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (guard,)
        ).fetchone()
        connection.execute(f"DROP TRIGGER {guard}")
        for statement in statements:
            connection.execute(statement)
        connection.execute(text)


def _fault(book: DutyBook) -> tuple[int | None, str]:
    verdict = book.verify()
    return verdict.first_wrong, verdict.what


def test_the_first_entries_are_sealed_and_say_by_which_key(sealed: DutyBook) -> None:
    """The key stands in the entry that opens the book; another program verifies the checkpoint."""
    sealed.add(NewEntry(text="a"))
    opening = sealed.entry(1)
    assert opening is not None
    (size, note), key = sealed.log.last_checkpoint(), opening.about["public_key"]
    found = verify_checkpoint(note, key)

    assert opening.about["key_store"] == "os-keyring"
    assert (found["ok"], found["tree_size"], size) == (True, 2, 2)
    assert found["origin"] == f"trucan/duty-log/{opening.log_id}"
    assert found["root"] == merkle.merkle_tree_hash([row.canon for row in sealed.log.in_order()])
    assert (opening.epoch, sealed.page(None, 1)[0].epoch) == (1, 1)
    assert sealed.verify() == LogVerdict(
        whole=True, count=2, sealed=2, fingerprint=opening.about["fingerprint"]
    )


def test_without_a_key_the_book_is_chained_only(opened: Opened) -> None:
    """No checkpoint; the book says so in its first entry."""
    book = opened(None)
    book.add(NewEntry(text="a"))
    opening = book.entry(1)

    assert opening is not None
    assert (opening.about["key_store"], opening.epoch) == ("none", 0)
    assert (_sizes(book), book.seal()) == ([], False)
    assert book.verify() == LogVerdict(whole=True, count=2)


def test_at_least_every_fifty_entries(sealed: DutyBook) -> None:
    """All within a quarter of an hour."""
    for number in range(120):
        sealed.add(NewEntry(text=str(number)))

    assert _sizes(sealed) == [2, 52, 102]
    assert (sealed.verify().whole, sealed.verify().sealed) == (True, 102)


def test_at_least_every_quarter_of_an_hour(sealed: DutyBook, clock: Movable) -> None:
    """Counted from the newest sealed entry; and when the clock went back, at once."""
    sealed.add(NewEntry(text="a"))
    for minutes in (5, 9.9, 0.2, 14, -60):
        clock.wait(minutes=minutes)
        sealed.add(NewEntry(text="a"))

    assert _sizes(sealed) == [2, 5, 7]


@pytest.mark.parametrize("kind", [EntryKind.SHIFT_START, EntryKind.HANDOVER])
def test_at_the_change_of_a_shift(sealed: DutyBook, kind: EntryKind) -> None:
    """With the entry itself, in one transaction."""
    sealed.add(NewEntry(text="a"))
    sealed.add(NewEntry(text="b"))
    sealed.add(NewEntry(text="c", kind=kind))

    assert _sizes(sealed) == [2, 4]


def test_sealing_on_request(sealed: DutyBook, clock: Movable) -> None:
    """Once for the same entries; when due, only after a quarter of an hour."""
    assert not sealed.seal()
    for text in "abc":
        sealed.add(NewEntry(text=text))

    assert not sealed.seal(if_due=True)
    clock.wait(minutes=16)
    assert sealed.seal(if_due=True)
    assert not sealed.seal()
    assert _sizes(sealed) == [2, 4]


def test_an_older_book_is_sealed_from_now_on(opened: Opened) -> None:
    """A key that comes later is enrolled by an entry, and its seal covers what was before."""
    plain = opened(None)
    for text in "abc":
        plain.add(NewEntry(text=text))
    book = opened(Kept())
    assert book.seal()
    enrolment = book.entry(5)

    assert enrolment is not None
    assert (enrolment.kind, enrolment.epoch) == (EntryKind.KEY_CHANGED, 1)
    assert enrolment.about["key_store"] == "os-keyring"
    assert (_sizes(book), book.verify().sealed) == ([5], 5)


def test_two_accounts_seal_one_book(opened: Opened) -> None:
    """Each enrols its key once; both seals count."""
    first, second = opened(Kept()), opened(Kept())
    first.add(NewEntry(text="a"))
    second.add(NewEntry(text="b"))
    first.add(NewEntry(text="c", kind=EntryKind.HANDOVER))
    kinds = [each.kind for each in reversed(second.page(None, 9))]

    assert kinds.count(EntryKind.KEY_CHANGED) == 1
    assert [each.epoch for each in reversed(second.page(None, 9))] == [1, 1, 2, 2, 1]
    assert (_sizes(first), first.verify().whole) == ([2, 4, 5], True)
    assert first.verify().fingerprint != second.seal_state().fingerprint


def test_a_closed_key_seals_when_it_is_opened(
    opened: Opened, store: Store, clock: Movable, tmp_path: Path
) -> None:
    """Entries are written meanwhile; the state says that a passphrase is awaited."""
    Secrets(tmp_path / "keys", keyring=lambda: None, cost=16).protect("mật khẩu đủ dài")
    secrets = Secrets(tmp_path / "keys", keyring=lambda: None, cost=16)
    book = DutyBook(
        store, device="", author="", app_version="1", released="2026-11-22", clock=clock,
        secrets=secrets,
    )  # fmt: skip
    book.add(NewEntry(text="a"))
    state = book.seal_state()
    assert (state.place, state.is_closed, state.sealed) == ("file-passphrase", True, 0)
    secrets.open("mật khẩu đủ dài")

    assert book.seal()
    assert (book.seal_state().is_closed, book.verify().sealed) == (False, 3)


def test_a_cut_end_below_the_newest_seal_is_found(sealed: DutyBook, store: Store) -> None:
    """With the nodes left, or taken away too; the first missing entry is named."""
    for number in range(60):
        sealed.add(NewEntry(text=str(number)))
    assert _sizes(sealed) == [2, 52]
    _change(store, "entry_remains", "DELETE FROM entry WHERE seq > 40")
    assert _fault(sealed) == (41, "gap")
    _change(store, "tnode_remains", "DELETE FROM tnode WHERE ((idx + 1) << level) > 40")

    assert _fault(sealed) == (41, "gap")
    assert sealed.verify().sealed == 2


def test_a_cut_book_goes_on_but_is_never_sealed_again(sealed: DutyBook, store: Store) -> None:
    """Also when it has grown past its old seal: that would hide what was cut off."""
    for number in range(60):
        sealed.add(NewEntry(text=str(number)))
    _change(store, "entry_remains", "DELETE FROM entry WHERE seq > 40")
    _change(store, "tnode_remains", "DELETE FROM tnode WHERE ((idx + 1) << level) > 40")
    for number in range(30):
        sealed.add(NewEntry(text=f"sau {number}", kind=EntryKind.HANDOVER))

    assert sealed.count() == 70
    assert _sizes(sealed) == [2, 52]
    assert _fault(sealed) == (3, "altered")


def test_a_book_rewritten_without_the_key_is_found(sealed: DutyBook, store: Store) -> None:
    """Entry, every later hash and the tree made anew: the seal does not agree."""
    for number in range(55):
        sealed.add(NewEntry(text=str(number)))
    rows = list(store.log.in_order())
    prev = rows[28].leaf
    anew = []
    for row in rows[29:]:
        entry = to_entry(row)
        changed = to_row(entry if row.seq != 30 else _other(row), prev)
        anew.append(changed)
        prev = changed.leaf
    with store._database.write() as connection:
        for guard in ("entry_stays", "tnode_remains"):
            connection.execute(f"DROP TRIGGER {guard}")
        for row in anew:
            connection.execute(
                "UPDATE entry SET canon = ?, prev = ?, leaf = ? WHERE seq = ?",
                (row.canon, row.prev, row.leaf, row.seq),
            )
        connection.execute("DELETE FROM tnode")
    assert _fault(sealed) == (3, "altered")


def _other(row: LogRow) -> Entry:
    return replace(to_entry(row), text="viết lại")


@pytest.mark.parametrize("changed", [1, 2, 7, 8, 30])
def test_an_exchanged_entry_is_named_by_the_tree(
    sealed: DutyBook, store: Store, changed: int
) -> None:
    """Chain made anew from there on, tree left: the very entry is named."""
    for number in range(40):
        sealed.add(NewEntry(text=str(number)))
    rows = list(store.log.in_order())
    with store._database.write() as connection:
        connection.execute("DROP TRIGGER entry_stays")
        prev = bytes(32) if changed == 1 else rows[changed - 2].leaf
        for row in rows[changed - 1 :]:
            made = to_row(_other(row) if row.seq == changed else to_entry(row), prev)
            connection.execute(
                "UPDATE entry SET canon = ?, prev = ?, leaf = ? WHERE seq = ?",
                (made.canon, made.prev, made.leaf, made.seq),
            )
            prev = made.leaf

    assert _fault(sealed) == (changed, "altered")


_NO_HASH = "UPDATE tnode SET h = zeroblob(32) "


@pytest.mark.parametrize(
    ("guard", "statement", "fault"),
    [
        ("tnode_stays", _NO_HASH + "WHERE level = 0 AND idx = 6", (7, "altered")),
        ("tnode_stays", _NO_HASH + "WHERE level = 2 AND idx = 1", (5, "tree")),
        ("tnode_remains", "DELETE FROM tnode WHERE level = 1 AND idx = 3", (7, "tree")),
        ("tnode_remains", "DELETE FROM tnode WHERE level = 0 AND idx = 9", (10, "tree")),
        ("checkpoint_stays", "UPDATE checkpoint SET note = 'x' WHERE size = 2", (2, "seal")),
        ("checkpoint_stays", "UPDATE checkpoint SET size = 4 WHERE size = 2", (4, "seal")),
        ("checkpoint_stays", "UPDATE checkpoint SET size = 99 WHERE size = 2", (12, "gap")),
        (
            "checkpoint_stays",
            "UPDATE checkpoint SET note = replace(note, char(10) || '2' || char(10),"
            " char(10) || '3' || char(10))",
            (2, "seal"),
        ),
    ],
)
def test_a_tree_or_seal_changed_by_hand_is_found(
    sealed: DutyBook, store: Store, guard: str, statement: str, fault: tuple[int, str]
) -> None:
    """Nodes and checkpoints, changed or taken away, with the guards put back."""
    for number in range(10):
        sealed.add(NewEntry(text=str(number)))
    assert sealed.verify().whole
    _change(store, guard, statement)

    assert _fault(sealed) == fault


def test_a_seal_of_an_unknown_key_is_found(sealed: DutyBook, opened: Opened, store: Store) -> None:
    """Signed properly, by a key that the book never enrolled."""
    sealed.add(NewEntry(text="a"))
    size, note = sealed.log.last_checkpoint()
    body = Checkpoint.from_text(parse(note.encode()).text)
    entry = sealed.entry(1)
    assert entry is not None
    forged = sign(body.to_text(), origin_of(entry.log_id), SigningKey.generate())
    _change(store, "checkpoint_stays", f"UPDATE checkpoint SET note = '{forged}'")  # noqa: S608

    assert _fault(sealed) == (size, "seal")


@pytest.fixture
def above() -> SigningKey:
    """Give the key of the office above."""
    return SigningKey.generate()


def _witness(store: Store, above: SigningKey) -> int:
    """Let the office above sign the newest seal, and keep its receipt; return the size."""
    size, note = store.log.last_checkpoint()
    signed = cosign(note, "trucan/bundle", above, 1_800_000_000)
    receipt = Receipt(
        bundle=f"{size:064x}", at="2027-02-07T09:00:00Z", receiver="Tỉnh", size=size, note=signed
    )
    store.sending.add_receipt(receipt)
    return size


def _cut_with_seals(store: Store, size: int) -> None:
    """Cut the end off together with every seal over it."""
    for table, behind in (
        ("entry", "seq"),
        ("tnode", "((idx + 1) << level)"),
        ("checkpoint", "size"),
    ):
        cut = f"DELETE FROM {table} WHERE {behind} > {size}"  # noqa: S608 - names of our own
        _change(store, f"{table}_remains", cut)


def test_a_receipt_shows_an_end_that_was_cut_off_with_its_seals(
    sealed: DutyBook, store: Store, above: SigningKey
) -> None:
    for number in range(60):
        sealed.add(NewEntry(text=str(number)))
    assert _witness(store, above) == 52
    assert sealed.verify().whole
    _cut_with_seals(store, 40)

    assert _fault(sealed) == (41, "gap")


def test_a_receipt_shows_a_book_written_anew_with_the_key(
    sealed: DutyBook, store: Store, above: SigningKey
) -> None:
    """Cut back and gone on with, sealed again: whole in itself, but not what was received."""
    for number in range(10):
        sealed.add(NewEntry(text=str(number), kind=EntryKind.HANDOVER))
    early = _witness(store, above)
    for number in range(20):
        sealed.add(NewEntry(text=str(number), kind=EntryKind.HANDOVER))
    late = _witness(store, above)
    _cut_with_seals(store, early + 2)
    for number in range(40):
        sealed.add(NewEntry(text=f"khác {number}", kind=EntryKind.HANDOVER))
    assert verify_book(store.log).whole, "nothing in the book itself shows it"

    assert early < late < sealed.count()
    assert _fault(sealed) == (early + 1, "receipt")
    for lang in LANGUAGES:
        assert str(early + 1) in verdict_sentence(Words(lang), sealed.verify())
    with pytest.raises(KnownError, match="rotate_not_whole"):
        sealed.rotate_key("Thử")


def test_a_receipt_of_another_book_shows_nothing(
    sealed: DutyBook, store: Store, above: SigningKey
) -> None:
    sealed.add(NewEntry(text="a", kind=EntryKind.HANDOVER))
    other = Checkpoint(origin=origin_of("f" * 32), size=9, root=bytes(32)).to_text()
    for number, note in enumerate((sign(other, "x", above), "no note", "")):
        store.sending.add_receipt(
            Receipt(bundle=str(number), at="2027-02-07T09:00:00Z", receiver="", size=9, note=note)
        )

    assert sealed.verify().whole


def test_a_book_without_a_seal_is_never_told_as_sealed(opened: Opened) -> None:
    words = Words("vi")
    book = opened(None)
    book.add(NewEntry(text="a", kind=EntryKind.HANDOVER))
    told = verdict_sentence(words, book.verify())
    assert told == words.say("duty.verdict.whole", count=book.count())


def test_a_sealed_book_is_told_with_how_far_the_seal_reaches(sealed: DutyBook) -> None:
    words = Words("vi")
    sealed.add(NewEntry(text="a", kind=EntryKind.HANDOVER))
    told = verdict_sentence(words, sealed.verify())
    assert told == words.say("duty.verdict.sealed", count=sealed.count(), last=_sizes(sealed)[-1])
