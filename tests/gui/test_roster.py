"""Scenario 2 on the real window: the roster of Tết, from an empty page to files and a swap."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import invented
import openpyxl
import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.house import House
from core.model.duty import EntryKind
from core.model.roster import Roster
from gui.face import Face
from gui.models.roster import CellSight, CellState
from gui.models.rows import VALUE
from gui.pages.roster.view import RosterPage
from gui.widgets.people_dialog import PeopleDialog
from gui.widgets.report_dialog import ReportDialog
from gui.widgets.roster_dialog import RosterDialog
from gui.widgets.swap_dialog import SwapDialog
from tests.duty.rostering import DU, LEADER, PERSONS, tet_2027

Dialog = TypeVar("Dialog", bound=QDialog)
NIGHT = ("2027-02-08", 3)


@pytest.fixture
def office(tmp_path: Path) -> House:
    """Give a real house without staff and roster."""
    house = House.open(tmp_path / "office", "vi")
    house.settings.change(invented.OFFICE)
    return house


@pytest.fixture
def page(show: Callable[..., Face], office: House) -> RosterPage:
    """Give the page with the roster of 2027 in it."""
    office.people.add(*PERSONS)
    office.rosters.make(tet_2027())
    return opened(show(office))


def opened(face: Face) -> RosterPage:
    """Turn to the page."""
    face.window.turn("roster")
    page = face.window.page("roster")
    assert isinstance(page, RosterPage)
    return page


def settle(page: RosterPage, qapp: QApplication) -> None:
    """Wait until the house has answered and the page has heard it."""
    for _ in range(3):
        page.desk.errands.finish()
        qapp.processEvents()


def dialog_of(kind: type[Dialog]) -> Dialog:
    """Return the dialog that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    shown = [each for each in found if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def said(widget: QWidget) -> str:
    """Return all texts in a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def roster_of(page: RosterPage) -> Roster:
    """Return the roster that is shown."""
    assert page.model.roster is not None
    return page.model.roster


def sight(page: RosterPage, cell: tuple[str, int]) -> CellSight:
    """Return what is seen in a cell."""
    value = page.model.index_of(cell).data(VALUE)
    assert isinstance(value, CellSight)
    return value


def test_from_an_empty_page_to_a_full_roster(
    show: Callable[..., Face], office: House, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    page = opened(show(office))
    assert not page.grid.isVisible()
    assert "Chưa có lịch trực" in said(page)

    page.bring.click()
    people = dialog_of(PeopleDialog)
    book = openpyxl.Workbook()
    for row in [
        ("Họ và tên", "Điện thoại"),
        *((f"Người Thứ {n}", 912000000 + n) for n in range(20)),
    ]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "ds.xlsx")
    people.read_file(tmp_path / "ds.xlsx")
    settle(page, qapp)
    assert people.list.count() == 20
    people.yes.click()
    settle(page, qapp)
    assert len(office.people.all()) == 20

    page.new.click()
    made = dialog_of(RosterDialog)
    assert made.title.text() == "Tết Nguyên đán Đinh Mùi 2027"
    assert made.first.date() == QDate(2027, 2, 5)
    assert made.first_lunar.text() == "29 tháng Chạp năm Bính Ngọ"
    assert made.last_lunar.text() == "mùng 5 tháng Giêng năm Đinh Mùi"
    made.yes.click()
    settle(page, qapp)

    assert page.grid.isVisible()
    heads = [
        page.model.headerData(each, Qt.Orientation.Horizontal)
        for each in range(page.model.columnCount())
    ]
    assert heads[0] == "Thứ Sáu, 05/02\n29 tháng Chạp"
    assert heads[-1] == "Thứ Tư, 10/02\nmùng 5 tháng Giêng"
    assert "Thiếu trực lãnh đạo, Thứ Sáu 05/02/2027" in said(page.problems)


def test_a_name_is_typed_without_marks_offered_and_taken(
    page: RosterPage, qtbot: QtBot, qapp: QApplication
) -> None:
    assert sight(page, NIGHT).state is CellState.EMPTY
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index_of(NIGHT))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    field = page.grid.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    completer = field.completer()
    assert completer is not None
    completer.setCompletionPrefix(completer.splitPath("Gia dinh")[0])
    assert completer.currentCompletion() == "Đặng Văn Giả Định"
    field.setText("dang van gia dinh")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(page, qapp)

    assert sight(page, NIGHT).names == ("Đặng Văn Giả Định",)
    assert sight(page, NIGHT).state is CellState.TWICE, "standing by and on duty at once is told"
    page.desk.take_back()
    settle(page, qapp)
    assert sight(page, NIGHT).state is CellState.EMPTY


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(
    ("typed", "name"), [("gia dinh", "Đặng Văn Giả Định"), ("ví dụ", "Lê Thị Ví Dụ")]
)
def test_enter_takes_the_one_name_that_is_offered(
    page: RosterPage, qtbot: QtBot, qapp: QApplication, typed: str, name: str
) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index_of(NIGHT))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    field = page.grid.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    completer = field.completer()
    assert completer is not None
    field.clear()
    for letter in typed:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(QApplication.activePopupWidget() or field, press)
    assert completer.popup().isVisible()
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    settle(page, qapp)

    assert sight(page, NIGHT).names == (name,)
    assert page.grid.findChild(QLineEdit) is None or not field.isVisible()


def test_del_empties_and_undo_gives_back(
    page: RosterPage, qtbot: QtBot, qapp: QApplication
) -> None:
    cell = ("2027-02-05", 1)
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index_of(cell))
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    settle(page, qapp)
    assert sight(page, cell).state is CellState.EMPTY
    assert "Thiếu trực lãnh đạo" in said(page.problems)
    page.desk.take_back()
    settle(page, qapp)

    assert roster_of(page).at(*cell) == (LEADER,)
    assert page.model.cell_at(page.grid.currentIndex()) == cell, "the place is kept"


def test_an_unknown_name_is_told_and_changes_nothing(page: RosterPage, qapp: QApplication) -> None:
    told: list[str] = []
    page.desk.troubled.connect(lambda error: told.append(error.key))
    page.grid.cells.typed.emit(page.model.index_of(NIGHT), "Người Lạ")
    settle(page, qapp)

    assert told == ["person_unknown"]
    assert sight(page, NIGHT).state is CellState.EMPTY


def test_a_day_is_noted(page: RosterPage, qapp: QApplication) -> None:
    row = page.model.rowCount() - 1
    page.grid.cells.typed.emit(page.model.index(row, 0), " họp  giao ban ")
    settle(page, qapp)

    assert roster_of(page).notes["2027-02-05"] == "họp giao ban"


def test_every_problem_has_a_button_that_leads_to_it(
    page: RosterPage, qtbot: QtBot, qapp: QApplication
) -> None:
    choose, see = page.problems.findChildren(QPushButton)
    see.click()
    current = page.model.cell_at(page.grid.currentIndex())
    assert current is not None
    assert DU in roster_of(page).at(*current)
    choose.click()

    assert page.model.cell_at(page.grid.currentIndex()) == NIGHT
    assert page.grid.findChild(QLineEdit) is not None, "the name can be typed at once"
    assert "Lê Thị Ví Dụ trực 36 giờ liền" in said(page.problems)
    assert "60 giờ" in said(page.loads)


def test_a_swap_needs_a_reason_and_an_approval_and_stands_in_the_book(
    page: RosterPage, office: House, qapp: QApplication
) -> None:
    page.grid.setCurrentIndex(page.model.index_of(("2027-02-05", 3)))
    page.swap.click()
    dialog = dialog_of(SwapDialog)
    assert "19:00 ngày 05/02/2027" in said(dialog)
    assert not dialog.yes.isEnabled()
    dialog.comes.setCurrentIndex(dialog.comes.findText("Đặng Văn Giả Định"))
    dialog.reason.setText("con ốm")
    dialog.approver.setText("Trần Văn Thử")
    assert dialog.yes.isEnabled()
    dialog.yes.click()
    settle(page, qapp)

    entry = office.duty.page(limit=1)[0]
    assert entry.kind is EntryKind.SHIFT_SWAP
    assert "Đặng Văn Giả Định trực thay Lê Thị Ví Dụ" in entry.text
    assert sight(page, ("2027-02-05", 3)).names == ("Đặng Văn Giả Định",)
    assert "Đã đổi ca 1 lần" in said(page.problems)


def test_shifts_are_added_and_dropped(page: RosterPage, qapp: QApplication) -> None:
    page._edit.click()
    dialog = dialog_of(RosterDialog)
    dialog.add_line()
    assert len(dialog.lines) == 5
    row = dialog.lines[3]
    row.findChildren(QPushButton)[-1].click()
    dialog.last.setDate(QDate(2027, 2, 4))
    assert not dialog.yes.isEnabled(), "the last day is before the first"
    dialog.last.setDate(QDate(2027, 2, 8))
    dialog.yes.click()
    settle(page, qapp)

    assert [each.line for each in roster_of(page).lines] == [1, 2, 3, 5]
    assert roster_of(page).last == "2027-02-08"


def test_the_roster_is_exported(page: RosterPage, tmp_path: Path, qapp: QApplication) -> None:
    page.export.click()
    dialog = dialog_of(ReportDialog)
    assert set(dialog.boxes) == {"pdf", "docx", "xlsx", "ics"}
    for box in dialog.boxes.values():
        box.setChecked(True)
    dialog.place.setText(str(tmp_path / "lich"))
    dialog.yes.click()
    settle(page, qapp)

    assert {each.suffix for each in (tmp_path / "lich").iterdir()} == {
        ".pdf", ".docx", ".xlsx", ".ics",
    }  # fmt: skip


def test_a_list_is_pasted_and_a_mistake_is_told_in_the_dialog(
    page: RosterPage, qtbot: QtBot, qapp: QApplication
) -> None:
    page.bring.click()
    dialog = dialog_of(PeopleDialog)
    QGuiApplication.clipboard().setText(
        "1. Nguyễn Thị Mẫu\n2. Vũ Thị Mới - Công chức - 0912.000.009\n"
    )
    dialog.text.paste()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert "2 người, 1 người sẽ được thêm" in dialog.state.text()
    dialog.text.setPlainText("123")
    qtbot.waitUntil(lambda: not dialog.yes.isEnabled())
    assert "Không thấy họ tên nào" in dialog.state.text()
    dialog.reject()


@pytest.mark.parametrize("width", [820, 1100, 1366])
def test_the_page_fits_every_width(page: RosterPage, width: int, qapp: QApplication) -> None:
    page.window().resize(width, 700)
    settle(page, qapp)

    right = page.grid.mapTo(page.window(), QPoint(page.grid.width(), 0)).x()
    assert right <= page.window().width()
    assert page.grid.verticalScrollBar().maximum() == 0
