"""Many files at once: every one named with its true reason, the board adds up, nothing else."""

import io
import json
import os
import tarfile
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Docx

from core.engine.keeping import keep
from core.exchange.boarding import build_board, found_rows
from core.exchange.places import Candidate, watched
from core.exchange.receipts import Received, write_receipt
from core.exchange.refusal import RefusedError
from core.exchange.units import due_of, read_units
from core.house import House
from core.model.board import Board, Standing, Unit
from core.model.card import VerdictKind
from core.model.duty import EntryKind
from core.model.errors import KnownError
from core.model.exchange import BundleRequest, Fate, KeyScope, Why
from core.model.new_entry import NewEntry
from core.model.progress import Cancel
from core.model.result import Result, Severity
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, parse, sign
from tests.exchange.damage import DAMAGES
from tests.exchange.offices import NOW, Above, Office, finding, make_run

WAYS = 30


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house of the office above, on a day that the tests set."""
    monkeypatch.setattr(House, "now", lambda self: "2027-01-21T03:00:00Z")
    return House.open(tmp_path / "above", "vi")


def enrol(house: House, office: Office, unit: str, scope: KeyScope = KeyScope.SWEEP) -> None:
    """Confirm a key."""
    named = office.named
    house.consolidation.enrol(named.to_text(), named.key.fingerprint, "An", unit, scope)


def fill(folder: Path, office: Office, numbers: range, unit: str) -> None:
    """Write a bundle for each of some machines."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"m{number}.trucan").write_bytes(office.bundle(make_run(number, unit=unit)))


def files_below(folder: Path) -> set[str]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_damages_are_thirty_different_ones() -> None:
    assert len({each.name for each in DAMAGES}) == WAYS == len(DAMAGES)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.timeout(300)
def test_every_damaged_file_is_named_with_its_reason(
    house: House, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A tenth is damaged in thirty ways; with --full-counts 300 of 3,000."""
    times = 10 if request.config.getoption("--full-counts") else 1
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú", machines=3000)])
    enrol(house, office, "phu")
    fill(inbox, office, range(1, 27 * 10 * times + 1), "Xã Phú")
    expected = {}
    for number in range(times):
        for each in DAMAGES:
            sound = office.bundle(make_run(90_000 + number, unit="Xã Phú"))
            name = f"x {each.name} {number}.trucan"
            (inbox / name).write_bytes(each.spoil(sound, office.key))
            expected[name] = each.why
    before = files_below(tmp_path)
    results = {each.file: each for each in house.consolidation.take_folder(inbox)}
    board = house.consolidation.board()

    assert len(results) == 27 * 10 * times + WAYS * times
    wrong = {
        name: (results[name].fate, results[name].why)
        for name, why in expected.items()
        if results[name].fate is not Fate.REFUSED or results[name].why not in why
    }
    assert not wrong
    assert board.checked == 27 * 10 * times
    assert {each.file for each in board.refused} == set(expected)
    assert files_below(tmp_path) - before <= {"above/trucan.db-wal", "above/trucan.db-shm"}
    again = Counter(each.fate for each in house.consolidation.take_folder(inbox))
    assert again == {Fate.KNOWN: 27 * 10 * times, Fate.REFUSED: WAYS * times}
    assert house.consolidation.board().checked == 27 * 10 * times
    house.close()


def test_a_file_that_was_looked_at_too_early(house: House, tmp_path: Path) -> None:
    """Once all of it is there it is counted, and nobody is told to ask for it again."""
    office, inbox = Office(), tmp_path / "in"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    fill(inbox, office, range(1, 4), "Xã Phú")
    whole = {each: each.read_bytes() for each in sorted(inbox.iterdir())}
    begun, empty, forged = whole
    begun.write_bytes(whole[begun][:900])
    empty.write_bytes(b"")
    forged.write_bytes(whole[forged][:100] + b"?" + whole[forged][101:900])
    refused = list(house.consolidation.take_folder(inbox))
    (inbox / "other.trucan").write_bytes(b"")
    house.consolidation.take_file(inbox / "other.trucan")
    for file, body in whole.items():
        file.write_bytes(body)
    taken = [each for each in house.consolidation.take_folder(inbox) if each.file in
             {file.name for file in whole}]  # fmt: skip

    assert {each.fate for each in refused} == {Fate.REFUSED}
    assert {each.fate for each in taken} == {Fate.COUNTED}
    named = sorted(each.file for each in house.consolidation.board().refused)
    assert named == [forged.name, "other.trucan"]
    house.close()


def test_a_file_that_could_not_be_read_at_first(above: Above, office: Office) -> None:
    """As one that another program held open."""
    above.trust(office)
    body = office.bundle()
    held = Candidate(
        name="a.trucan", path=Path("a.trucan"), problem=RefusedError(Why.UNREADABLE, "in use")
    )
    assert [each.why for each in above.receiver().receive([held])] == [Why.UNREADABLE]
    assert above.take(body, "b.trucan").fate is Fate.COUNTED
    assert [each.file for each in above.store.board.not_counted(9)] == ["a.trucan"]
    assert above.take(body, "a.trucan").fate is Fate.KNOWN
    assert above.store.board.not_counted(9) == ()


def test_what_waits_for_its_unit_counts_once_the_unit_is_there(
    house: House, tmp_path: Path
) -> None:
    """By a table, by hand, or because another file was taken in for it; no stick comes twice."""
    office, inbox = Office(), tmp_path / "in"
    house.consolidation.put_units([Unit(code="tinh", name="Tỉnh Mẫu")])
    enrol(house, office, "tinh")
    for number, unit in enumerate(("Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn")):
        fill(inbox, office, range(number, number + 1), unit)
    assert {each.why for each in house.consolidation.take_folder(inbox)} == {Why.UNIT_UNKNOWN}

    count, taken = house.consolidation.take_units(
        table(tmp_path, "Mã;Tên đơn vị;Cấp trên\ntinh;Tỉnh Mẫu;\nmot;Xã Một;tinh\n")
    )
    assert (count, [(each.file, each.fate, each.unit) for each in taken]) == (
        2, [("m0.trucan", Fate.COUNTED, "mot")],
    )  # fmt: skip
    (elsewhere,) = house.consolidation.put_units([Unit(code="hai", name="Xã Hai", parent="tinh")])
    assert (elsewhere.file, elsewhere.unit) == ("m1.trucan", "hai")
    assert house.consolidation.put_units([Unit(code="ba", name="Xã Ba")]) == ()
    assert {each.file: each.why for each in house.consolidation.held_back()} == {
        "m2.trucan": Why.KEY_ELSEWHERE, "m3.trucan": Why.UNIT_UNKNOWN,
    }  # fmt: skip
    below = house.consolidation.put_units([Unit(code="ba", name="Xã Ba", parent="tinh")])
    assert [each.file for each in below] == ["m2.trucan"]
    house.close()


def test_files_that_wait_are_told_with_the_unit_they_wait_for(house: House, tmp_path: Path) -> None:
    """Also where somebody makes the unit by taking an unsealed file in."""
    office = Office()
    bare, body = tmp_path / "a.trucan", office.bundle(make_run(1, unit="Xã Một"), sealed=False)
    bare.write_bytes(body)
    house.consolidation.take_file(bare)
    sealed = tmp_path / "b.trucan"
    sealed.write_bytes(office.bundle(make_run(2, unit="Xã Một")))
    enrol(house, office, "Xã Hai")
    assert house.consolidation.take_file(sealed).why is Why.UNIT_UNKNOWN
    (held,) = [each for each in house.consolidation.held_back() if each.why is Why.UNSIGNED]
    first, *rest = house.consolidation.accept(held.digest, "Xã Một")

    assert (first.file, first.fate, first.unit) == ("a.trucan", Fate.COUNTED, "xa-mot")
    assert rest == []
    (still,) = house.consolidation.held_back()
    assert still.why is Why.KEY_ELSEWHERE
    house.close()


def test_what_somebody_refuses_waits_no_longer(house: House, tmp_path: Path) -> None:
    """Its name and reason stay; brought again it waits again, and counts once it may."""
    office, file = Office(), tmp_path / "a.trucan"
    file.write_bytes(office.bundle())
    house.consolidation.take_file(file)
    (held,) = house.consolidation.held_back()
    for digest in ("", "ffff", "zz"):
        with pytest.raises(KnownError, match="none_waits"):
            house.consolidation.drop(digest)
    dropped, change = house.consolidation.drop(held.digest[:12])
    assert (dropped, house.consolidation.held_back()) == (held, ())
    assert change.undo is not None
    change.undo.act()
    assert house.consolidation.held_back() == (held,)
    assert [each.fate for each in house.consolidation.board().refused] == [Fate.HELD_BACK]
    house.consolidation.drop(held.digest)

    assert house.consolidation.held_back() == ()
    assert [(each.file, each.fate, each.why) for each in house.consolidation.board().refused] == [
        ("a.trucan", Fate.REFUSED, Why.KEY_UNKNOWN)
    ]
    assert house.consolidation.take_file(file).fate is Fate.HELD_BACK
    enrol(house, office, "UBND xã Phú Mẫu")
    assert house.consolidation.board().refused == ()
    assert house.consolidation.board().checked == 1
    change.undo.act()
    assert house.consolidation.held_back() == ()
    house.close()


def test_what_is_decided_waits_no_longer(house: House, tmp_path: Path) -> None:
    """Two runs of a machine whose key was unknown: the older one is old, and not to be decided."""
    office, inbox = Office(), tmp_path / "in"
    inbox.mkdir()
    for name, hour in (("a", 11), ("b", 9)):
        run = make_run(ended=f"2027-01-19T{hour:02}:00:00+07:00")
        (inbox / f"{name}.trucan").write_bytes(office.bundle(run))
    list(house.consolidation.take_folder(inbox))
    assert len(house.consolidation.held_back()) == 2
    enrol(house, office, "UBND xã Phú Mẫu")

    assert house.consolidation.held_back() == ()
    assert [(each.file, each.fate) for each in house.consolidation.board().refused] == [
        ("b.trucan", Fate.OLDER)
    ]
    house.close()


@pytest.mark.only("posix")
def test_what_else_lies_in_a_folder(house: House, tmp_path: Path) -> None:
    """Case 54: a bundle is known whatever it is called, and nothing else is opened."""
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    fill(inbox / "sâu" / "hơn", office, range(1, 2), "Xã Phú")
    (inbox / "renamed by the mail.bin").write_bytes(office.bundle(make_run(2, unit="Xã Phú")))
    for name in ("autorun.inf", "Tết.lnk", "Thumbs.db", "bao-cao.docx", "x.zip"):
        (inbox / name).write_bytes(b"[autorun]\nopen=evil.exe")
    fates = {each.file: each.fate for each in house.consolidation.take_folder(inbox)}

    assert fates == {
        "sâu/hơn/m1.trucan": Fate.COUNTED,
        "renamed by the mail.bin": Fate.COUNTED,
        "autorun.inf": Fate.FOREIGN,
        "Tết.lnk": Fate.FOREIGN,
        "Thumbs.db": Fate.FOREIGN,
        "bao-cao.docx": Fate.FOREIGN,
        "x.zip": Fate.FOREIGN,
    }
    house.close()


@pytest.mark.only("posix")
def test_links_and_pipes_in_a_folder(house: House, tmp_path: Path) -> None:
    office, inbox = Office(), tmp_path / "inbox"
    house.consolidation.put_units([Unit(code="phu", name="Xã Phú")])
    enrol(house, office, "phu")
    inbox.mkdir()
    secret = tmp_path / "secret.trucan"
    secret.write_bytes(office.bundle(make_run(3, unit="Xã Phú")))
    os.symlink(secret, inbox / "link.trucan")
    os.symlink("/", inbox / "root")
    os.mkfifo(inbox / "pipe.trucan")

    fates = {each.file: each.fate for each in house.consolidation.take_folder(inbox)}

    assert set(fates) == {"link.trucan", "root", "pipe.trucan"}
    assert set(fates.values()) == {Fate.REFUSED}
    house.close()


def _province(house: House, tmp_path: Path) -> Board:
    """Two communes that sent, one that is late, one that still has time."""
    house.consolidation.put_units(
        [
            Unit(code="tinh", name="Tỉnh Mẫu"),
            Unit(code="phu", name="Xã Phú", parent="tinh", machines=3),
            Unit(code="dang", name="Xã Đặng", parent="tinh", machines=2, contact="0200 000 000"),
            Unit(code="tre", name="Phường Trễ", parent="tinh", machines=4),
            Unit(code="con", name="Xã Còn", parent="tinh", due="2099-01-01T00:00:00Z"),
        ]
    )
    house.consolidation.start_round("Tết 2027", "2027-01-01", "2027-01-15")
    for number, unit in enumerate(("Xã Phú", "Xã Đặng")):
        office = Office()
        enrol(house, office, unit)
        fill(tmp_path / "in" / str(number), office, range(number * 10, number * 10 + 2), unit)
    assert all(
        each.fate is Fate.COUNTED for each in house.consolidation.take_folder(tmp_path / "in")
    )
    return house.consolidation.board()


def test_the_board_adds_up(house: House, tmp_path: Path) -> None:
    board = _province(house, tmp_path)

    assert [(each.unit.code, each.standing) for each in board.rows] == [
        ("tre", Standing.OVERDUE),
        ("con", Standing.WAITING),
        ("dang", Standing.HANDED_IN),
        ("phu", Standing.HANDED_IN),
    ]
    assert (board.checked, board.declared) == (4, 9)
    assert sum(board.verdicts.values()) == board.checked
    assert board.verdicts == {kind: sum(each.verdicts.get(kind, 0) for each in board.rows)
                              for kind in VerdictKind}  # fmt: skip
    assert [(each.check, each.result, each.machines, each.units) for each in board.faults] == [
        ("BAK-301", Result.WARN, 4, 2),
        ("UPD-201", Result.FAIL, 4, 2),
    ]
    assert house.consolidation.board("Xã Phú").checked == 2
    assert house.consolidation.board("tinh").checked == 4
    house.close()


def test_tallies_are_what_a_recount_gives(house: House, tmp_path: Path) -> None:
    """Also after a machine got better, and after a new round began."""
    _province(house, tmp_path)
    office = Office()
    enrol(house, office, "phu")
    good = (finding("UPD-201", Result.PASS, Severity.HIGH),)
    run = make_run(0, unit="Xã Phú", findings=good, ended="2027-01-20T09:00:00+07:00")
    better = tmp_path / "better.trucan"
    better.write_bytes(office.bundle(run))
    assert house.consolidation.take_file(better).fate is Fate.REPLACED
    kept = house.consolidation.board().faults
    house.store.consolidated.recount()

    assert [each.machines for each in kept] == [3, 3]
    assert house.consolidation.board().faults == kept
    house.consolidation.start_round("Đợt sau", "2027-01-20", "")
    board = house.consolidation.board()
    assert (board.checked, board.faults) == (1, ())
    assert board.count(Standing.WAITING) == 3
    house.close()


@pytest.mark.parametrize("since", ["20/01/2027", "2027-01-20", " 2027-01-19T17:00:00Z "])
def test_the_first_day_of_a_round_may_be_typed_as_people_do(
    house: House, tmp_path: Path, since: str
) -> None:
    """Two machines were examined before that day, so none counts any more."""
    assert _province(house, tmp_path).checked == 4
    house.consolidation.start_round("Đợt sau", since, "21/01/2027 09:00")

    board = house.consolidation.board()
    assert (board.checked, board.round.due) == (0, "2027-01-21T02:00:00Z")
    house.close()


@pytest.mark.parametrize("since", ["31/02/2027", "mai", "15/01/27"])
def test_a_day_that_is_none_begins_no_round(house: House, tmp_path: Path, since: str) -> None:
    _province(house, tmp_path)
    with pytest.raises(KnownError) as caught:
        house.consolidation.start_round("Đợt sau", since, "")

    assert caught.value.key == "exchange.round_day"
    assert house.consolidation.board().round.title == "Tết 2027"
    house.close()


def test_the_weeks_of_the_board(house: House, tmp_path: Path) -> None:
    """Twelve up to this one, also those in which nothing came; a machine stays in its weeks."""
    office = Office()
    enrol(house, office, "UBND xã Phú Mẫu")
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number, day in ((1, "2027-01-05"), (2, "2027-01-05"), (1, "2027-01-20"), (3, "2026-09-01")):
        run = make_run(number, ended=f"{day}T09:00:00+07:00")
        (inbox / f"{number} {day}.trucan").write_bytes(office.bundle(run))
    list(house.consolidation.take_folder(inbox))
    weeks = house.consolidation.board().weeks

    assert [each.monday for each in weeks][0::11] == ["2026-11-02", "2027-01-18"]
    assert [(each.monday, each.checked, each.act_now) for each in weeks if each.checked] == [
        ("2027-01-04", 2, 2), ("2027-01-18", 1, 1),
    ]  # fmt: skip
    house.close()


def test_who_needs_help_first(house: House, tmp_path: Path) -> None:
    """The most machines to act on first, of as many the larger share; nobody without one."""
    board = _province(house, tmp_path)
    rows = [
        replace(board.rows[-1], unit=Unit(code=code, name=code), checked=checked,
                verdicts={VerdictKind.ACT_NOW: bad, VerdictKind.GOOD: checked - bad})
        for code, checked, bad in (("a", 9, 2), ("b", 4, 2), ("c", 90, 7), ("d", 3, 0))
    ]  # fmt: skip
    ranked = replace(board, rows=tuple(rows))

    assert [each.unit.code for each in ranked.worst(9)] == ["c", "b", "a"]
    assert [each.unit.code for each in ranked.worst(1)] == ["c"]
    house.close()


def test_a_search_without_marks(house: House, tmp_path: Path) -> None:
    board = _province(house, tmp_path)

    assert [each.unit.code for each in found_rows(board, "dang").rows] == ["dang"]
    assert [each.unit.code for each in found_rows(board, "", Standing.OVERDUE).rows] == ["tre"]
    assert [each.name for each in house.consolidation.search("pm-01")] == ["PM-010", "PM-011"]
    assert house.consolidation.search("100%") == ()
    assert len(house.consolidation.machines("phu")) == 2
    house.close()


def test_who_is_to_be_reminded(house: House, tmp_path: Path) -> None:
    text = house.consolidation.reminder(_province(house, tmp_path))

    assert "Tết 2027: còn 2 đơn vị" in text
    assert text.index("Phường Trễ") < text.index("Xã Còn")
    assert "Xã Đặng" not in text
    everyone = build_board(house.store.board, "2027-01-20T00:00:00Z", "phu")
    assert house.consolidation.reminder(everyone) == ""
    house.close()


def test_the_board_on_paper_and_in_a_spreadsheet(house: House, tmp_path: Path) -> None:
    """XLSX, DOCX and JSON say the same totals; names that begin with = stay text."""
    house.consolidation.put_units([Unit(code="x", name="=HYPERLINK(1)", machines=1)])
    board = _province(house, tmp_path)
    xlsx, docx, data = house.board_papers.save(board, ("xlsx", "docx", "json"), tmp_path / "out")
    book = openpyxl.load_workbook(xlsx)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]

    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("=HYPERLINK(1)" in row for row in rows)
    assert any(row[0] == "Tổng cộng" and row[3:5] == [4, 10] for row in rows)
    assert ["Xã Phú", 2, 2] in [row[:3] for row in rows]
    weeks = [row for row in rows if row[1:3] == [4, 0] and len(row) >= 6]
    assert [row[1:6] for row in weeks] == [[4, 0, 0, 4, 0]]
    tables = Docx(str(docx)).tables
    said = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert any(row[0] == "Tổng cộng" and row[3:5] == ["4", "10"] for row in said)
    assert [each["unit"]["code"] for each in json.loads(data.read_bytes())["rows"]][:2] == [
        "x",
        "tre",
    ]
    house.close()


def test_a_stream_of_bundles(house: House, tmp_path: Path) -> None:
    """Whatever carries them: a tar stream, with a link in it that is not followed."""
    office = Office()
    enrol(house, office, "Xã Phú")
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for number in range(3):
            body = office.bundle(make_run(number, unit="Xã Phú"))
            entry = tarfile.TarInfo(f"in/{number}.trucan")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
        link = tarfile.TarInfo("in/link.trucan")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    source = made.getvalue()
    results = list(house.consolidation.take_stream(io.BytesIO(source)))

    assert [each.fate for each in results] == [Fate.COUNTED] * 3 + [Fate.REFUSED]
    with pytest.raises(KnownError, match="stream"):
        list(house.consolidation.take_stream(io.BytesIO(source[:3000])))
    house.close()


def test_watching_a_folder(tmp_path: Path) -> None:
    """A file that still grows is left until it stands still; unfinished names always."""
    cancel, looks = Cancel(), iter(range(5))
    seen: list[list[str]] = []

    def wait() -> None:
        look = next(looks)
        with (tmp_path / "a.trucan").open("ab") as file:
            file.write(b"x" if look < 2 else b"")
        (tmp_path / f"{look}.part").touch()
        if look == 4:
            cancel.request()

    for batch in watched(tmp_path, cancel, wait):
        seen.append([each.name for each in batch])

    assert seen == [["a.trucan"]]


def test_stopping_an_import(house: House, tmp_path: Path) -> None:
    """What is stored stays, the rest comes another time."""
    office, cancel = Office(), Cancel()
    enrol(house, office, "Xã Phú")
    fill(tmp_path / "in", office, range(450), "Xã Phú")
    first = []
    for result in house.consolidation.take_folder(tmp_path / "in", cancel):
        first.append(result)
        cancel.request()

    assert len(first) == 200
    fates = Counter(each.fate for each in house.consolidation.take_folder(tmp_path / "in"))
    assert fates == {Fate.KNOWN: 200, Fate.COUNTED: 250}
    house.close()


def test_receipts_go_back(house: House, tmp_path: Path) -> None:
    """From above to the machine that sent, which then knows what was received of its log."""
    below = House.open(tmp_path / "below", "vi")
    for each in (below, house):
        each.secrets._cost = 2
        each.duty.add_entry(NewEntry(text="Mở sổ"))
        each.duty.protect_key("mot cau du dai")
    keep(make_run(), below.store.runs)
    made = below.bundles.make(BundleRequest(), tmp_path / "out")
    key, own = below.bundles.own_key(), house.bundles.own_key()
    house.consolidation.enrol(key.text, key.fingerprint, "An", "Xã Phú", KeyScope.MACHINE)
    assert house.consolidation.take_file(made.file).fate is Fate.COUNTED
    assert house.consolidation.write_receipts(tmp_path / "back") == 1
    (receipt,) = (tmp_path / "back").iterdir()

    with pytest.raises(KnownError, match="receipt_refused"):
        below.bundles.take_receipt(receipt)
    below.trust.enrol(own.text, own.fingerprint, "Tỉnh", "", KeyScope.RECEIVER, "2027-01-01")
    before = below.duty.count()
    taken, _ = below.bundles.take_receipt(receipt)
    assert taken.bundle == made.id
    assert below.bundles.receipts() == (taken,)
    entry = below.duty.page(limit=1)[0]
    assert below.duty.count() == before + 1
    assert taken.size == int(entry.about["checkpoint_size"])
    assert (entry.kind, entry.about["receipt"]) == (EntryKind.DOCUMENT, made.id)
    assert (entry.about["receiver"], entry.about["received"]) == (taken.receiver, taken.at)
    root = parse(taken.note.encode()).text.split("\n")[2]
    assert entry.about["checkpoint_root"] == b64decode(root).hex()
    for each in (made.file.name, below.words.moment(taken.at), entry.about["checkpoint_root"]):
        assert each in entry.text
    assert below.duty.attachment(entry.seq, 1)[1] == receipt.read_bytes()

    below.bundles.take_receipt(receipt)
    assert below.duty.count() == before + 1, "once only"
    assert below.duty.verify().whole
    assert receipt.name.isascii() or receipt.suffix == ".receipt"
    for each in (below, house):
        each.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_receipt_for_another_state_of_the_log_is_refused(tmp_path: Path, lang: str) -> None:
    """Whoever receives signs what we sent, or nothing; a receipt without a log names the bundle."""
    below, above = House.open(tmp_path / "below", lang), SigningKey.generate()
    below.secrets._cost = 2
    below.duty.add_entry(NewEntry(text="Mở sổ"))
    below.duty.protect_key("mot cau du dai")
    keep(make_run(), below.store.runs)
    made = below.bundles.make(BundleRequest(), tmp_path / "out")
    named = NamedKey("trucan/bundle", above.verify_key)
    text, fingerprint = named.to_text(), named.key.fingerprint
    below.trust.enrol(text, fingerprint, "Tỉnh", "", KeyScope.RECEIVER, "2027-01-01")
    other = Checkpoint(origin="trucan/duty-log/other", size=9, root=bytes(32)).to_text()
    path = tmp_path / "a.receipt"
    for note in (sign(other, "trucan/duty-log/other", above), ""):
        got = Received(bundle=made.id, at=NOW, note=note)
        path.write_bytes(write_receipt(got, "Tỉnh Mẫu", "trucan/bundle", above))
        before = below.duty.count()
        if note:
            with pytest.raises(KnownError, match="receipt_refused"):
                below.bundles.take_receipt(path)
            assert below.duty.count() == before
    below.bundles.take_receipt(path)
    entry = below.duty.page(limit=1)[0]

    assert "checkpoint_size" not in entry.about
    assert "Tỉnh Mẫu" in entry.text
    assert len(entry.text.split("\n")) == 1
    below.close()


def test_a_key_is_never_for_a_unit_by_chance(house: House) -> None:
    """Of two units with one name somebody has to say which; an office above owes nothing here."""
    office = Office()
    house.consolidation.put_units([Unit(code="a", name="Xã Tân"), Unit(code="b", name="xã tân")])
    with pytest.raises(KnownError, match="unit_several") as caught:
        enrol(house, office, "Xã Tân")
    assert caught.value.args_of_sentence["names"] == ("a", "b")
    assert house.trust.cards() == ()
    enrol(house, office, "b")
    enrol(house, Office(), "Tỉnh Mẫu", KeyScope.RECEIVER)

    assert [each.unit for each in house.trust.cards() if each.scope is KeyScope.SWEEP] == ["b"]
    assert [each.code for each in house.consolidation.units()] == ["a", "b"]
    house.close()


UNITS = "Mã;Tên đơn vị;Cấp trên;Hạn nộp;Số máy;Liên hệ\n"


def table(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    """Write a table of units."""
    file = tmp_path / "units.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_a_tree_of_units_from_a_table(tmp_path: Path) -> None:
    """As Excel saves it, with semicolons; codes are made where there are none."""
    text = UNITS + "T;Tỉnh Mẫu;;;;\nP;Xã Phú;T;21/01/2027 09:00;12;Bà Hạnh\n\n;Xã Ổi;T;;;\n"
    found = read_units(table(tmp_path, text))

    assert [each.code for each in found] == ["T", "P", "xa-oi"]
    assert (found[1].parent, found[1].due, found[1].machines, found[1].contact) == (
        "T", "2027-01-21T02:00:00Z", 12, "Bà Hạnh",
    )  # fmt: skip
    assert read_units(table(tmp_path, "name\tmachines\nA\t3\n"))[0].machines == 3
    assert due_of("2027-01-21") == "2027-01-21T16:59:59Z"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "units_heading"),
        ("a,b\n1,2\n", "units_heading"),
        (UNITS + "P;;T;;;\n", "units_line"),
        (UNITS + "P;Xã;;;mười;\n", "units_line"),
        (UNITS + "P;Xã;;hôm nào;;\n", "units_line"),
        (UNITS + "P;Xã;Q;;;\n", "units_line"),
        (UNITS + "P;Xã;P;;;\n", "units_line"),
        (UNITS + "P;Xã;Q;;;\nQ;Xã;P;;;\n", "units_line"),
        (UNITS + "P;Xã;;;;\nP;Xã;;;;\n", "units_line"),
        (UNITS + 'P;"Xã;;;;\n', "units_unread"),
    ],
)
def test_a_table_that_does_not_fit(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(KnownError, match=key):
        read_units(table(tmp_path, text))


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="units_unread"):
        read_units(table(tmp_path, "Tên đơn vị\nXã Phú\n", "utf-16"))


def test_an_unsealed_bundle_that_nobody_takes_stays_out(above: Above, office: Office) -> None:
    """And a larger one than is kept is named, and has to be brought again."""
    big = replace(make_run(), operator="x" * 10)
    body = office.bundle(big, sealed=False, documents={"a.pdf": os.urandom(2_100_000)})
    result = above.take(body)

    assert result.why is Why.UNSIGNED
    assert above.store.board.held_back() == ()
    assert [each.file for each in above.store.board.not_counted(9)] == ["a.trucan"]
    assert SigningKey(bytes(32)) == SigningKey(bytes(32))
