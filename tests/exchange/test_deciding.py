"""What counts, what it replaces, and what contradicts what is held."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from proofbundle.checkpoint import cosign_vkey, verify_cosignature

from core.exchange.receipts import Received, read_receipt, write_receipt
from core.exchange.trusting import Trust, trusted_keys
from core.model.board import Standing, Unit
from core.model.errors import KnownError
from core.model.exchange import AlarmKind, Fate, Flag, KeyScope, Why
from core.report.redacted_run import redacted_run
from core.report.redaction import Level
from core.seal.keys import SigningKey
from core.seal.note import NamedKey
from core.seal.trust import TrustedKeys
from core.store.store import Store
from core.words import Words
from tests.exchange.offices import DAY, Above, Book, Office, make_run

FEBRUARY = "2027-02-01T03:00:00Z"


@pytest.fixture
def trusting(above: Above, office: Office) -> Above:
    """A receiver that trusts the office."""
    above.trust(office)
    return above


def at(ended: str, **other: object) -> object:
    """Make a run that ended at a moment."""
    return make_run(ended=ended, **other)


def kinds(above: Above) -> list[AlarmKind]:
    """Return the kinds of the open alarms, oldest first."""
    return [each.kind for each in reversed(above.store.board.alarms())]


def test_the_newest_wins_whatever_comes_first(trusting: Above, office: Office) -> None:
    """And the trace says what every bundle was."""
    newer = office.bundle(at("2027-01-19T09:00:00+07:00"))  # type: ignore[arg-type]
    older = office.bundle(at("2027-01-12T09:00:00+07:00"))  # type: ignore[arg-type]
    newest = office.bundle(at("2027-01-19T23:00:00+07:00"))  # type: ignore[arg-type]
    results = [trusting.take(each) for each in (newer, older, newest)]
    trace = trusting.store.board.trace("phu", make_run().asset.id)

    assert [each.fate for each in results] == [Fate.COUNTED, Fate.OLDER, Fate.REPLACED]
    assert results[1].day == "2027-01-19T02:00:00Z"
    assert [each.fate for each in trace] == [Fate.REPLACED, Fate.OLDER, Fate.COUNTED]
    assert len(trusting.store.board.machines("phu")) == 1


def test_a_correction_takes_the_place_of_what_it_corrects(trusting: Above, office: Office) -> None:
    """The same run, packed again later with another conclusion."""
    run = make_run()
    trusting.take(office.bundle(run))
    again = office.bundle(replace(run, unit="Xã Phú"), made="2027-01-19T04:00:00Z")

    assert trusting.take(again).fate is Fate.REPLACED
    assert trusting.take(office.bundle(run)).fate is Fate.KNOWN


def test_the_same_machine_from_two_sources(above: Above, office: Office) -> None:
    """Its own seal, and the technician's who came by: newest wins, one machine."""
    technician = Office()
    above.trust(office)
    above.trust(technician, "tinh", KeyScope.SWEEP)
    above.take(office.bundle())
    result = above.take(technician.bundle(at("2027-01-20T08:00:00+07:00")))  # type: ignore[arg-type]

    assert result.fate is Fate.REPLACED
    assert [each.unit for each in above.store.board.machines("phu")] == ["phu"]


def test_a_machine_is_known_after_a_rename_and_by_its_new_name(
    trusting: Above, office: Office
) -> None:
    renamed = make_run(asset=replace(make_run().asset, name="VAN-THU"),
                       ended="2027-01-19T23:00:00+07:00")  # fmt: skip
    trusting.take(office.bundle())
    result = trusting.take(office.bundle(renamed))

    assert (result.fate, result.flags) == (Fate.REPLACED, (Flag.RENAMED,))
    assert [each.name for each in trusting.store.board.machines("phu")] == ["VAN-THU"]
    assert kinds(trusting) == []


def test_two_machines_that_carry_one_id(trusting: Above, office: Office) -> None:
    """Names that alternate are no rename."""
    for day, name in ((1, "A"), (2, "B"), (3, "A")):
        asset = replace(make_run().asset, name=name)
        run = make_run(asset=asset, ended=f"2027-01-1{day}T09:00:00+07:00")
        trusting.take(office.bundle(run))

    assert kinds(trusting) == [AlarmKind.TWINS]


@pytest.mark.parametrize(
    ("ended", "flag"),
    [
        ("2035-01-01T09:00:00+07:00", Flag.AHEAD),
        ("2015-01-01T09:00:00+07:00", Flag.BEFORE),
        ("2027-01-20T20:00:00+07:00", None),
        ("2020-01-01T09:00:00+07:00", None),
    ],
)
def test_clocks_that_are_years_off(
    trusting: Above, office: Office, ended: str, flag: Flag | None
) -> None:
    """Case 20: taken with a flag, and the next run of a mended clock is newer."""
    result = trusting.take(office.bundle(at(ended)))  # type: ignore[arg-type]
    trusting.now = FEBRUARY
    mended = trusting.take(office.bundle(at("2027-01-31T09:00:00+07:00")))  # type: ignore[arg-type]

    assert result.flags == ((flag,) if flag else ())
    assert mended.fate is Fate.REPLACED


def test_one_key_on_two_machines(trusting: Above, office: Office) -> None:
    """A cloned disk: the second machine is kept back, in the same batch and later."""
    first, second = office.bundle(make_run(1)), office.bundle(make_run(2))
    assert trusting.take(first).fate is Fate.COUNTED
    result = trusting.take(second)

    assert (result.fate, result.why) == (Fate.HELD_BACK, Why.KEY_SHARED)
    assert kinds(trusting) == [AlarmKind.KEY_SHARED]
    assert len(trusting.store.board.machines("phu")) == 1
    assert trusting.store.board.alarm_body(1) == second


def test_a_log_that_goes_on(trusting: Above, office: Office) -> None:
    """Shown by the proof from a checkpoint that went up before, also from an older one."""
    book = Book(office.key).write(3)
    first = book.note()
    trusting.take(office.bundle(log=book.part()))
    second = book.write(4).note()
    lost = office.bundle(at("2027-01-19T10:00:00+07:00"), log=book.part(first))  # type: ignore[arg-type]
    book.write(2)
    third = office.bundle(at("2027-01-19T11:00:00+07:00"), log=book.part(second, first))  # type: ignore[arg-type]

    assert lost
    assert trusting.take(third).alarm is None
    head = trusting.store.board.head(book.origin)
    assert head is not None
    assert head.size == 9


def _second(book: Book, office: Office, hour: int = 12, *earlier: str) -> bytes:
    run = make_run(ended=f"2027-01-19T{hour}:00:00+07:00")
    return office.bundle(run, log=book.part(*earlier))


def test_a_log_that_went_back(trusting: Above, office: Office) -> None:
    """Case 17: an older state put back."""
    trusting.take(office.bundle(log=Book(office.key).write(5).part()))
    result = trusting.take(_second(Book(office.key).write(3), office))
    (alarm,) = trusting.store.board.alarms()

    assert result.alarm is AlarmKind.ROLLED_BACK
    assert "\n5\n" in alarm.held
    assert "\n3\n" in alarm.came
    assert trusting.store.board.alarm_body(alarm.number) is not None


def test_a_log_with_two_ends(trusting: Above, office: Office) -> None:
    """Case 18: as many entries, other content. Both are kept."""
    trusting.take(office.bundle(log=Book(office.key).write(5).part()))
    result = trusting.take(_second(Book(office.key).write(5, "y"), office))
    (alarm,) = trusting.store.board.alarms()

    assert result.alarm is AlarmKind.FORKED
    assert alarm.held != alarm.came
    assert trusting.store.board.head(Book(office.key).origin).note == alarm.held  # type: ignore[union-attr]


@pytest.mark.parametrize("proof", ["missing", "of another log", "nonsense"])
def test_a_log_that_is_not_shown_to_go_on(trusting: Above, office: Office, proof: str) -> None:
    """Case 19."""
    book = Book(office.key).write(5)
    trusting.take(office.bundle(log=book.part()))
    longer = Book(office.key).write(5, "z").write(3)
    part = longer.part(*() if proof == "missing" else (Book(office.key).write(5, "z").note(),))
    if proof == "nonsense":
        part = replace(part, files={**part.files, "log/continues-5.txt": b"old 5\nAAAA\n\nx"})
    run = make_run(ended="2027-01-19T12:00:00+07:00")
    result = trusting.take(office.bundle(run, log=part))

    assert result.alarm is AlarmKind.NOT_CONTINUOUS
    assert kinds(trusting) == [AlarmKind.NOT_CONTINUOUS]


def test_an_older_bundle_that_comes_late_raises_no_alarm(trusting: Above, office: Office) -> None:
    """Its log is shorter because it is older."""
    book = Book(office.key).write(3)
    early = office.bundle(at("2027-01-12T09:00:00+07:00"), log=book.part())  # type: ignore[arg-type]
    trusting.take(office.bundle(log=book.write(2).part()))

    assert trusting.take(early).fate is Fate.OLDER
    assert kinds(trusting) == []


def test_a_key_speaks_for_its_own_unit_only(above: Above, office: Office) -> None:
    """A commune cannot overwrite another one; a technician cannot beyond his district."""
    technician = Office()
    above.trust(office, "binh")
    above.trust(technician, "binh", KeyScope.SWEEP)

    assert above.take(office.bundle()).why is Why.KEY_ELSEWHERE
    assert above.take(technician.bundle()).why is Why.KEY_ELSEWHERE
    unknown = technician.bundle(make_run(unit="UBND xã Không Có"))
    assert above.take(unknown).why is Why.UNIT_UNKNOWN
    assert above.store.board.received() == (0, "")


def test_a_machine_is_counted_in_one_unit(above: Above, office: Office) -> None:
    """Its key does not speak for a room below its office; that of a technician does."""
    above.put(Unit(code="phong", name="Phòng Một", parent="phu"))
    above.trust(office)
    room = at("2027-01-19T10:00:00+07:00", unit="Phòng Một")
    assert above.take(office.bundle()).unit == "phu"
    assert above.take(office.bundle(room)).why is Why.KEY_ELSEWHERE  # type: ignore[arg-type]
    assert [len(above.store.board.machines(each)) for each in ("phu", "phong")] == [1, 0]

    technician = Office()
    above.trust(technician, "phu", KeyScope.SWEEP)
    assert above.take(technician.bundle(make_run(2, unit="Phòng Một"))).unit == "phong"


def test_an_office_that_shares_its_name(above: Above, office: Office) -> None:
    """Two communes of one name: each key speaks for its own."""
    above.put(Unit(code="phu-2", name="UBND xã Phú Mẫu"))
    above.trust(office, "phu-2")

    assert above.take(office.bundle()).unit == "phu-2"


@pytest.mark.parametrize("levels", [(Level.INTERNAL, Level.PUBLIC), (Level.PUBLIC, Level.INTERNAL)])
def test_a_machine_that_sends_at_two_levels(
    trusting: Above, office: Office, levels: tuple[Level, Level]
) -> None:
    """It is one machine above, known by its name whatever came last, and nobody else is it."""
    seen = make_run().asset
    for hour, level in enumerate((*levels, *levels), 10):
        run = replace(
            make_run(ended=f"2027-01-19T{hour}:00:00+07:00"),
            asset=replace(seen, tag="TS-01", place="Văn thư"),
        )
        sent = redacted_run(run, level, Words("vi"))
        result = trusting.take(office.bundle(sent, level=level.value))
        assert result.fate is (Fate.COUNTED if hour == 10 else Fate.REPLACED), result
        assert result.flags == ()

    (machine,) = trusting.store.board.machines("phu")
    assert (machine.name, machine.tag, machine.place) == (seen.name, "TS-01", "Văn thư")
    assert kinds(trusting) == []
    other = redacted_run(make_run(2), Level.PUBLIC, Words("vi"))
    assert trusting.take(office.bundle(other, level="public")).why is Why.KEY_SHARED


def test_how_an_office_writes_its_name_is_its_own_affair(above: Above, office: Office) -> None:
    above.trust(office)

    assert above.take(office.bundle(make_run(unit="Xã Phú Mẫu, tỉnh Mẫu"))).unit == "phu"


def trust_of(above: Above) -> Trust:
    """Return the keys of a receiver."""
    return Trust(lambda: above.store)


def test_a_key_is_confirmed_by_what_its_holder_reads_out(above: Above, office: Office) -> None:
    """In any spelling; another fingerprint is refused, and so is a key for nobody."""
    text, letters = office.named.to_text(), office.named.key.fingerprint
    trust = trust_of(above)
    card = trust.enrol(f"Khóa: {text}\n", letters.lower().replace(" ", "-"), "An", "phu",
                       KeyScope.MACHINE, DAY)  # fmt: skip

    assert card.fingerprint == letters
    for key, read_out, owner, fault in (
        (text, Office().named.key.fingerprint, "An", "fingerprint_other"),
        (text, "", "An", "fingerprint_other"),
        (text, letters, " ", "key_owner"),
        ("nothing", letters, "An", "key_unread"),
        (text[:-4] + "AAAA", letters, "An", "key_unread"),
    ):
        with pytest.raises(KnownError, match=fault):
            trust.enrol(key, read_out, owner, "phu", KeyScope.MACHINE, DAY)


def test_a_revoked_key_counts_no_more(trusting: Above, office: Office) -> None:
    """Case 15, with the date; what was received before stays; it is final."""
    trusting.take(office.bundle())
    trust_of(trusting).revoke(office.named.key.fingerprint[:9], "2027-01-25")
    before = trusting.take(_second(Book(office.key).write(1), office))
    trusting.now = FEBRUARY
    result = trusting.take(office.bundle(at("2027-01-31T09:00:00+07:00")))  # type: ignore[arg-type]

    assert before.fate is Fate.REPLACED
    assert (result.why, result.day) == (Why.REVOKED, "2027-01-25")
    with pytest.raises(KnownError, match="key_revoked"):
        trusting.trust(office)


@pytest.mark.parametrize("day", ["31/12/2026", "20261231", "2026-W53-4", "2026-12-31T00:00", ""])
def test_a_key_is_revoked_from_a_day_only(trusting: Above, office: Office, day: str) -> None:
    """Another text is refused, not kept as a day that never comes."""
    with pytest.raises(KnownError, match="day_typed"):
        trust_of(trusting).revoke(office.named.key.id, day)
    assert [each.revoked for each in trust_of(trusting).cards()] == [""]


def test_a_key_that_was_exchanged(trusting: Above, office: Office) -> None:
    """Case 15: the old one counts no more, the new one speaks for the same machine."""
    new = Office()
    trusting.take(office.bundle())
    trust_of(trusting).rotate(
        office.named.key.id, new.named.to_text(), new.named.key.fingerprint, DAY
    )
    by_old = trusting.take(office.bundle(at("2027-01-20T08:00:00+07:00")))  # type: ignore[arg-type]
    by_new = trusting.take(new.bundle(at("2027-01-20T08:00:00+07:00")))  # type: ignore[arg-type]
    elsewhere = trusting.take(new.bundle(make_run(2)))

    assert (by_old.why, by_old.day) == (Why.REVOKED, DAY)
    assert by_new.fate is Fate.REPLACED
    assert elsewhere.why is Why.KEY_SHARED


def test_a_key_is_exchanged_once_and_for_a_new_one(trusting: Above, office: Office) -> None:
    """Who has a revoked key brings no other in with it, and no known one takes another's place."""
    new, third = Office(), Office()
    trust = trust_of(trusting)
    trust.rotate(office.named.key.id, new.named.to_text(), new.named.key.fingerprint, DAY)
    for text, key in ((third, "key_revoked"), (new, "key_revoked")):
        with pytest.raises(KnownError, match=key):
            trust.rotate(office.named.key.id, text.named.to_text(), text.named.key.fingerprint, DAY)
    with pytest.raises(KnownError, match="key_known"):
        trust.rotate(new.named.key.id, new.named.to_text(), new.named.key.fingerprint, DAY)
    with pytest.raises(KnownError, match="fingerprint_other"):
        trust.rotate(new.named.key.id, third.named.to_text(), new.named.key.fingerprint, DAY)


def test_an_alarm_is_settled_by_a_person(trusting: Above, office: Office) -> None:
    """A machine that was set up anew goes on from its new log; both stay as evidence."""
    from core.exchange.settling import settle

    trusting.take(office.bundle(log=Book(office.key).write(5).part()))
    shorter = Book(office.key).write(3, "y")
    trusting.take(_second(shorter, office))
    for who, why, number in (("", "x", 1), ("x", " ", 1), ("x", "x", 9)):
        with pytest.raises(KnownError):
            settle(trusting.store, number, who, why, True, FEBRUARY)
    settle(trusting.store, 1, "Bà Loan", "Khôi phục", True, FEBRUARY)
    note = shorter.note()
    result = trusting.take(_second(shorter.write(2), office, 13, note))
    (alarm,) = trusting.store.board.alarms()

    assert result.alarm is None
    assert "Bà Loan" in alarm.settled
    with pytest.raises(KnownError, match="no_alarm"):
        settle(trusting.store, 1, "x", "x", False, FEBRUARY)


def test_a_receipt_carries_a_cosignature_that_others_accept(office: Office) -> None:
    """The receiver's dated signature on the sender's checkpoint, in the form of the C2SP."""
    above = SigningKey(b"r" * 32)
    note = Book(office.key).write(4).note()
    got = Received(bundle="ab" * 32, at="2027-01-20T03:00:00Z", note=note)
    source = write_receipt(got, "Tỉnh Mẫu", "trucan/bundle", above)
    trusted = TrustedKeys().add(above.verify_key, "Tỉnh Mẫu")
    receipt = read_receipt(source, trusted, DAY)
    seen = verify_cosignature(receipt.note, cosign_vkey("trucan/bundle", above.verify_key.raw))

    assert (receipt.bundle, receipt.size, receipt.receiver) == ("ab" * 32, 4, "Tỉnh Mẫu")
    assert seen["ok"]
    assert seen["timestamp"] == 1800414000
    assert NamedKey("trucan/bundle", above.verify_key).to_text()


def receivable(above: Above) -> list[str]:
    """Return the checkpoints that receipts would vouch for."""
    return [note for _, _, _, note in above.store.board.receivable()]


def test_a_receipt_vouches_for_the_checkpoint_in_its_bundle(
    trusting: Above, office: Office
) -> None:
    """Not for one that came earlier, of the same log or of another."""
    book = Book(office.key, origin="trucan/duty-log/zzzz").write(5)
    first = book.note()
    trusting.take(office.bundle(log=book.part()))
    assert receivable(trusting) == [first]
    trusting.take(office.bundle(at("2027-01-19T10:00:00+07:00")))  # type: ignore[arg-type]
    assert receivable(trusting) == [""]
    other = Book(office.key, origin="trucan/duty-log/aaaa").write(3)
    trusting.take(_second(other, office, 11))
    assert receivable(trusting) == [other.note()]
    trusting.take(_second(other, office, 12))
    assert receivable(trusting) == [other.note()]
    trusting.take(_second(book.write(1), office, 13, first))
    assert receivable(trusting) == [book.note()]


def test_a_store_of_an_earlier_version(tmp_path: Path, office: Office) -> None:
    """It is brought up to date: what was received stays, and no note is made up for it."""
    with Store.open(tmp_path) as store:
        above = Above(store)
        above.put(Unit(code="phu", name="UBND xã Phú Mẫu"))
        above.trust(office)
        above.take(office.bundle(log=Book(office.key).write(5).part()))
        above.take(b"PK", "hong.trucan")
    with closing(sqlite3.connect(tmp_path / "trucan.db")) as old, old:
        old.execute("ALTER TABLE received DROP COLUMN note")
        old.execute("ALTER TABLE not_counted DROP COLUMN size")
        old.execute("DELETE FROM _sqlite_migrations WHERE name IN ('exchange_002', 'exchange_003')")
        old.execute("PRAGMA user_version = 11")
    with Store.open(tmp_path) as store:
        above = Above(store)
        assert receivable(above) == [""]
        assert [each.file for each in store.board.not_counted(9)] == ["hong.trucan"]
        book = Book(office.key, origin="trucan/duty-log/4567").write(3)
        above.take(_second(book, office))
        assert receivable(above) == [book.note()]


@pytest.mark.parametrize("came", [(3, "x"), (5, "y"), (8, "z")])
def test_no_receipt_vouches_for_a_log_that_contradicts(
    trusting: Above, office: Office, came: tuple[int, str]
) -> None:
    """Neither for what came, nor for what is held and was not in this bundle."""
    trusting.take(office.bundle(log=Book(office.key).write(5).part()))
    result = trusting.take(_second(Book(office.key).write(*came), office))

    assert (result.fate, result.alarm is None) == (Fate.REPLACED, False)
    assert receivable(trusting) == [""]


def test_a_receipt_that_is_none(office: Office) -> None:
    """Of a stranger, altered, with a checkpoint that the receiver did not sign."""
    above = SigningKey(b"r" * 32)
    note = Book(office.key).write(4).note()
    got = Received(bundle="ab" * 32, at="2027-01-20T03:00:00Z", note=note)
    source = write_receipt(got, "Tỉnh Mẫu", "trucan/bundle", above)
    trusted = TrustedKeys().add(above.verify_key, "Tỉnh Mẫu")
    form = json.loads(source)
    bent = json.dumps({**form, "payload": form["payload"][:-4] + "AAAA"}).encode()

    for bad, keys in ((source, TrustedKeys()), (bent, trusted), (b"{}", trusted),
                      (b"x" * 300_000, trusted)):  # fmt: skip
        with pytest.raises(KnownError, match="receipt_refused"):
            read_receipt(bad, keys, DAY)


def test_keys_of_receivers_seal_no_bundles(above: Above, office: Office) -> None:
    """Each key has its use."""
    trust_of(above).enrol(office.named.to_text(), office.named.key.fingerprint, "Sở", "",
                          KeyScope.RECEIVER, DAY)  # fmt: skip

    assert above.take(office.bundle()).why is Why.KEY_UNKNOWN
    assert trusted_keys(trust_of(above).cards(), KeyScope.MACHINE).all() == ()


def test_a_unit_has_no_standing_before_it_sent(above: Above) -> None:
    """The tree is data; offices that only stand above owe nothing themselves."""
    from core.exchange.boarding import build_board

    above.put(Unit(code="an", name="Xã An", parent="tinh", due="2027-01-19T17:00:00Z"))
    board = build_board(above.store.board, above.now)

    assert [(each.unit.code, each.standing) for each in board.rows] == [
        ("an", Standing.OVERDUE), ("binh", Standing.WAITING), ("phu", Standing.WAITING),
    ]  # fmt: skip
