"""What each page does when a person uses it."""

from collections.abc import Callable
from pathlib import Path

import invented
import pytest
import standin
from by_hand import first_run_of
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.model.duty import EntryKind
from core.model.log_state import LogVerdict
from core.model.result import Result
from gui.face import Face
from gui.models.rows import VALUE
from gui.operations import findings as acting
from gui.operations import settings as setting
from gui.operations.duty_book import seal_if_due
from gui.pages.checks.view import ChecksPage
from gui.pages.duty_book.view import DutyBookPage
from gui.widgets.report_dialog import ReportDialog
from gui.widgets.text import OneLine
from gui.widgets.waive_dialog import WaiveDialog


def said(widget: QWidget) -> str:
    """Return all texts in a widget, shown or not."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


@pytest.fixture
def checks(face: Face) -> ChecksPage:
    face.window.turn("checks")
    page = face.window.page("checks")
    assert isinstance(page, ChecksPage)
    return page


@pytest.fixture
def book(face: Face) -> DutyBookPage:
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    return page


def test_the_worst_finding_is_shown_first_with_its_evidence(checks: ChecksPage) -> None:
    text = said(checks.panel)

    assert checks.table.current_finding() is not None
    assert "UPD-201" in text
    assert "Vì sao?" in text
    assert "1. Lưu việc đang làm, nối Internet." in text
    assert "ngày thường, phiên bản 2026.11" in text


def test_the_overview_tells_the_book_as_the_book_does(
    show: Callable[..., Face], tmp_path: Path
) -> None:
    """Marks that turn a text round are written out; what the program wrote has its sentence."""
    entries = (
        invented.entry(1, EntryKind.BOOK_OPENED, "", "2027-01-20T23:55:00Z"),
        invented.entry(2, EntryKind.OTHER, "\u202eexe.fdp", "2027-01-21T00:00:00Z"),
    )
    run = invented.run_of(invented.FINDINGS)
    face = show(standin.StandInHouse(tmp_path, run=run, entries=entries))
    told = [each.toolTip() for each in face.window.page("overview").findChildren(OneLine)]

    assert "[U+202E]exe.fdp" in told
    assert "Mở sổ trực." in told


def test_filter_buttons_count_and_filter(checks: ChecksPage, qtbot: QtBot) -> None:
    warn = checks.filters.button(Result.WARN)
    assert warn.accessibleName() == "Cần chú ý, 2"

    warn.click()
    assert checks.shown.rowCount() == 2

    checks.filters.button(None).click()
    assert checks.shown.rowCount() == len(invented.FINDINGS)
    assert checks.filters.button(Result.WAIVED).isHidden()


def test_search_finds_without_marks_and_says_when_nothing_fits(
    face: Face, checks: ChecksPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(face.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "tuong lua")
    assert checks.shown.rowCount() == 1

    qtbot.keyClicks(checks.filters.search, " xyz")
    assert "Không có mục nào khớp “tuong lua xyz”" in said(checks)
    qtbot.keyClick(checks.filters.search, Qt.Key.Key_Escape)
    assert checks.shown.rowCount() == len(invented.FINDINGS)


def test_rows_are_copied_with_headings(checks: ChecksPage, qtbot: QtBot) -> None:
    checks.table.choose("BAK-301")
    checks.table.setFocus()
    qtbot.waitUntil(checks.table.hasFocus)
    qtbot.keySequence(checks.table, QKeySequence(QKeySequence.StandardKey.Copy))

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["Kết quả", "Mức", "Mục kiểm tra", "Đã thấy", "Từ ngày"]
    assert lines[1].split("\t")[:3] == ["Cần chú ý", "Cao", "Sao lưu dữ liệu"]
    assert len(lines) == 2


def test_details_speak_to_the_technician(checks: ChecksPage) -> None:
    assert "products =" not in said(checks.panel)

    checks.panel._details.click()

    assert "products = ('Microsoft Defender',) · SecurityCenter2" in said(checks.panel)
    assert "Dành cho cán bộ kỹ thuật" in said(checks.panel)
    assert "UPD-201" in checks.panel.as_text()


def test_a_risk_is_accepted_only_with_name_and_reason(
    face: Face, house: standin.StandInHouse, checks: ChecksPage, qtbot: QtBot
) -> None:
    finding = checks.table.current_finding()
    assert finding is not None
    acting.accept_risk(face.desk, checks, finding)
    dialog = face.window.findChild(WaiveDialog)
    assert dialog is not None
    assert not dialog.yes.isEnabled()

    dialog.why.setText("Máy chờ thay trong tuần")
    dialog.yes.click()
    qtbot.waitUntil(lambda: face.desk.undo is not None)

    waiver = house.waivers.kept[0]
    assert (waiver.check, waiver.who) == ("UPD-201", "Nguyễn Thị Mẫu")
    assert waiver.until == "2027-02-20"
    face.window.activateWindow()
    qtbot.waitUntil(face.window.isActiveWindow)
    qtbot.keyClick(face.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not house.waivers.kept)


def test_the_technician_gets_a_text(face: Face, house: standin.StandInHouse) -> None:
    run = house.checks.latest()
    assert run is not None
    acting.ask_technician(face.desk, run, invented.FINDINGS[8])

    text = QGuiApplication.clipboard().text()
    assert "PHUMAU-VP-03" in text
    assert "(UPD-201)" in text
    assert "Đã chép nội dung" in said(face.window.page("overview"))


@pytest.mark.parametrize(
    "page", ["", "https://example.invalid", "file:///etc/passwd", "ms-settings:windowsupdate"]
)
def test_only_settings_pages_of_windows_are_ever_opened(page: str) -> None:
    assert not acting.can_open(page), "this is not Windows"


def test_narrow_evidence_takes_the_page_and_goes_back(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face = show(house, 683, 312)
    face.window.turn("checks")
    page = face.window.page("checks")
    assert isinstance(page, ChecksPage)
    assert page.panel.isHidden()

    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.table.isHidden() or not page.table.isVisible()

    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_an_entry_is_written_with_ctrl_enter(
    book: DutyBookPage, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    assert QApplication.focusWidget() is book.entry.text
    qtbot.keyClicks(book.entry.text, "May in ket giay")
    qtbot.keyClick(book.entry.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: book.model.rowCount() == 4)

    assert house.duty.entries[-1].text == "May in ket giay"
    assert house.duty.entries[-1].kind is EntryKind.OTHER
    assert not book.entry.unsaved()
    assert book.list.model().index(3, 0).data(VALUE).seq == 4


def test_an_earlier_time_is_kept_as_vietnamese_time(
    book: DutyBookPage, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    book.entry.text.setPlainText("Mất điện")
    earlier: QDateTime = book.entry.time.dateTime().addSecs(-3600)
    book.entry.time.setDateTime(earlier)
    book.entry.write.click()
    qtbot.waitUntil(lambda: len(house.duty.entries) == 4)

    assert house.duty.entries[-1].at == "2027-01-21T00:41:00Z"


def test_nothing_is_lost_when_an_entry_cannot_be_written(
    face: Face, book: DutyBookPage, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.duty.error = invented.DISK_FULL
    book.entry.text.setPlainText("Việc quan trọng")
    book.entry.write.click()
    qtbot.waitUntil(face.window.errors.isVisible)

    assert book.entry.text.toPlainText() == "Việc quan trọng"
    assert book.entry.write.isEnabled()
    house.duty.error = None
    book.entry.write.click()
    qtbot.waitUntil(lambda: len(house.duty.entries) == 4)


def test_a_kind_brings_its_template_but_never_overwrites(book: DutyBookPage) -> None:
    kinds = book.entry.kind
    kinds.setCurrentIndex(kinds.findData(EntryKind.OUTAGE.value))
    book.entry.kind.activated.emit(kinds.currentIndex())
    assert book.entry.text.toPlainText().startswith("Mất … từ …")
    assert not book.entry.unsaved(), "an untouched template is nothing of one's own"

    book.entry.text.setPlainText("Viết tay")
    kinds.setCurrentIndex(kinds.findData(EntryKind.BACKUP.value))
    book.entry.kind.activated.emit(kinds.currentIndex())
    assert book.entry.text.toPlainText() == "Viết tay"
    assert kinds.findData(EntryKind.BOOK_OPENED.value) == -1


def test_older_entries_come_on_top(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.duty.entries = [
        invented.entry(each, EntryKind.OTHER, f"Việc {each}", invented.NOW)
        for each in range(1, 121)
    ]
    face = show(house)
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    assert page.model.first_seq == 71

    for first in (21, 1):
        page._older.click()
        qtbot.waitUntil(lambda first=first: page.model.first_seq == first)

    assert page._older.isHidden()


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (LogVerdict(whole=True, count=3), "Chưa niêm phong; 3 mục nối nhau đúng"),
        (LogVerdict(whole=False, count=3, first_wrong=2, what="altered"), "mục số 2"),
        (LogVerdict(whole=False, count=3, what="unguarded"), "đã bị gỡ"),
    ],
)
def test_the_foot_says_whether_the_book_is_whole(
    house: standin.StandInHouse,
    show: Callable[..., Face],
    qtbot: QtBot,
    verdict: LogVerdict,
    text: str,
) -> None:
    house.duty.verdict = verdict
    face = show(house)
    face.window.turn("duty_book")
    page = face.window.page("duty_book")

    qtbot.waitUntil(lambda: text in said(page._chain))  # type: ignore[attr-defined]


def test_an_entry_in_full_can_be_copied(book: DutyBookPage) -> None:
    book.list.setCurrentIndex(book.model.index(2))
    assert "Ghi muộn 55 phút" in said(book._panel)

    book._panel.copy()
    assert "Mục số 3" in QGuiApplication.clipboard().text()
    assert "Ghi lúc: 08:35 ngày 21/01/2027" in QGuiApplication.clipboard().text()


def test_settings_take_effect_at_once_and_can_be_undone(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face.window.turn("settings")
    page = face.window.page("settings")
    theme = page.findChild(QComboBox, "theme")
    assert theme is not None
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    qtbot.waitUntil(lambda: face.desk.look.name == "dark")

    qtbot.wait(50)
    again = face.window.page("settings")
    assert "Đã đổi cài đặt." in said(again)
    assert "đã đổi" in said(again)
    qtbot.keyClick(face.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: face.desk.look.name == "light")
    assert house.settings.read().theme == "system"


def test_a_text_of_the_settings_is_kept_when_it_is_left(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face.window.turn("settings")
    page = face.window.page("settings")
    unit = page.findChild(QLineEdit, "unit")
    assert unit is not None
    unit.setText("  UBND   xã Mới ")
    unit.editingFinished.emit()
    qtbot.waitUntil(lambda: face.window.windowTitle() == "Trực An – UBND xã Mới")

    assert house.settings.read().unit == "UBND xã Mới"


def test_backup_places_come_and_go(
    face: Face, house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    setting.declare_place(face.desk, str(tmp_path))
    qtbot.waitUntil(lambda: str(tmp_path) in house.settings.read().backup_places)
    face.window.turn("settings")
    assert str(tmp_path) in said(face.window.page("settings"))

    setting.remove_place(face.desk, str(tmp_path))
    qtbot.waitUntil(lambda: str(tmp_path) not in house.settings.read().backup_places)
    qtbot.waitUntil(lambda: str(tmp_path) not in said(face.window.page("settings")._parts[3]))  # type: ignore[attr-defined]


def test_the_first_run_is_a_page_whose_steps_can_be_skipped(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.settings.now = house.settings.now._replace(first_run_done=False, unit="")
    face = show(house)
    page = first_run_of(face)
    assert face.window.current == "first_run"
    assert not face.window._rail_part.isVisible()

    page.next.click()
    field = page.findChild(QLineEdit, "first")
    assert field is not None
    field.setText("UBND xã Phú Mẫu")
    field.editingFinished.emit()
    for _ in range(2):
        page.next.click()
    page.back.click()
    assert page.step == 2
    page.next.click()
    page.next.click()
    qtbot.waitUntil(lambda: face.window.current == "overview")

    assert house.settings.read().first_run_done
    assert house.settings.read().unit == "UBND xã Phú Mẫu"
    assert face.window._rail_part.isVisible()


def test_two_changes_in_quick_succession_both_count(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    setting.change(face.desk, unit="UBND xã Phú Mẫu")
    setting.change(face.desk, keeper="Trần Văn Thử")
    setting.change(face.desk, keeper="")
    setting.declare_place(face.desk, "/srv/a")
    setting.declare_place(face.desk, "/srv/b")
    face.desk.errands.finish()

    now = house.settings.read()
    assert (now.unit, now.keeper) == ("UBND xã Phú Mẫu", "")
    assert {"/srv/a", "/srv/b"} <= set(now.backup_places)


def test_a_report_is_saved_where_it_was_asked_and_remembered(
    face: Face, house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(face.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = face.window.findChild(ReportDialog)
    assert dialog is not None
    dialog.place.setText(str(tmp_path))
    dialog.boxes["docx"].setChecked(False)
    dialog.yes.click()
    qtbot.waitUntil(lambda: (tmp_path / "bao-cao.pdf").exists())

    qtbot.waitUntil(lambda: "Đã lưu bao-cao.pdf" in said(face.window.page("overview")))
    assert not (tmp_path / "bao-cao.docx").exists()
    assert face.desk.memory.text("report_folder") == str(tmp_path)
    assert face.desk.memory.names("report_formats", ()) == ("pdf",)


def test_a_report_that_cannot_be_saved_says_why(
    face: Face, house: standin.StandInHouse, tmp_path: Path, qtbot: QtBot
) -> None:
    from gui.operations.runs import save_report

    house.reports.error = invented.DISK_FULL
    save_report(face.desk, ("pdf",), tmp_path)

    qtbot.waitUntil(face.window.errors.isVisible)


def test_the_foot_of_the_book_says_how_far_it_is_sealed(
    book: DutyBookPage, face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "Chưa niêm phong" in said(book))

    seal_if_due(face.desk)
    qtbot.waitUntil(lambda: "Đã niêm phong đến mục số" in said(book))
