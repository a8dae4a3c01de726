"""The board of what came in: it adds up, on the screen, on paper and in a spreadsheet."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as Docx

from core.exchange.boarding import build_board
from core.house import House
from core.model.board import Board, Standing, Unit
from core.model.card import VerdictKind
from core.model.errors import KnownError
from core.model.exchange import Fate
from core.model.result import Result, Severity
from tests.exchange.offices import Office, enrol, fill, finding, make_run


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


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("31/02/2027", ""),
        ("mai", ""),
        ("15/01/27", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_a_day_that_is_none_begins_no_round(
    house: House, tmp_path: Path, since: str, due: str
) -> None:
    _province(house, tmp_path)
    with pytest.raises(KnownError) as caught:
        house.consolidation.start_round("Đợt sau", since, due)

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
    _province(house, tmp_path)

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
