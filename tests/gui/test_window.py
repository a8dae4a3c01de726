"""The window: pages found without a list, keys, languages, memory, closing, faults."""

import sys
from collections.abc import Callable
from pathlib import Path

import invented
import pytest
import standin
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.model.errors import KnownError
from core.words import LANGUAGES, Words
from gui.face import Face
from gui.memory import Memory
from gui.pages import find_pages
from gui.style import HouseStyle
from gui.widgets.page_frame import PageFrame
from gui.widgets.rail import Rail

RAIL = (
    "overview",
    "checks",
    "duty_book",
    "roster",
    "incident",
    "reports",
    "sweep",
    "consolidation",
    "contacts",
    "settings",
)


def keys_of(widget: QWidget) -> set[str]:
    """Return every text that stands in a window, menus included."""
    found = {each.text() for each in widget.findChildren(QLabel)}
    found |= {each.text() for each in widget.findChildren(QAbstractButton)}
    found |= {each.text() for each in widget.findChildren(QAction)}
    found |= {each.placeholderText() for each in widget.findChildren(QLineEdit)}
    for box in widget.findChildren(QComboBox):
        found |= {box.itemText(row) for row in range(box.count())}
    return {each for each in found if each}


def test_every_page_is_found_and_builds(face: Face) -> None:
    pages = find_pages()

    assert [each.key for each in pages if each.in_rail] == list(RAIL)
    for page in pages:
        assert face.desk.words.has(page.title)
        assert face.window.page(page.key).accessibleName()
        assert page.shortcut or not page.in_rail


def test_only_the_page_that_is_seen_is_built(face: Face) -> None:
    assert list(face.window._built) == ["overview"]


def test_nothing_flashes_up_beside_the_window(face: Face) -> None:
    for key in RAIL:
        face.window.turn(key)
    seen = [each for each in QApplication.topLevelWidgets() if each.isVisible()]

    assert seen == [face.window]


@pytest.mark.parametrize(("keys", "page"), [("1", RAIL[0]), ("2", RAIL[1]), ("3", RAIL[2])])
def test_numbers_open_pages(face: Face, qtbot: QtBot, keys: str, page: str) -> None:
    face.window.turn("settings")
    qtbot.keyClick(face.window, keys, Qt.KeyboardModifier.ControlModifier)

    assert face.window.current == page


def test_the_rail_is_one_stop_and_arrows_turn_the_page(face: Face, qtbot: QtBot) -> None:
    rail = face.window._rail
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Down)
    assert face.window.current == "checks"

    qtbot.keyClick(rail, Qt.Key.Key_End)
    assert face.window.current == "settings"
    assert rail.hasFocus()


def test_f6_goes_round_the_parts(face: Face, qtbot: QtBot) -> None:
    face.window.turn("checks")
    page = face.window.page("checks")
    places = []
    for _ in range(4):
        qtbot.keyClick(face.window, Qt.Key.Key_F6)
        places.append(QApplication.focusWidget())

    assert face.window._rail in places
    assert page.filters.search in places  # type: ignore[attr-defined]
    assert page.table in places  # type: ignore[attr-defined]


def own_controls(page: QWidget) -> list[QWidget]:
    """Return the controls of a page that are shown, without the parts of Qt's own controls."""
    inner = (QLineEdit, QComboBox, QDateTimeEdit, QTableView)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    every = [each for each in page.findChildren(QWidget) if isinstance(each, kinds)]
    return [each for each in every if each.isVisible() and not isinstance(each.parent(), inner)]


def in_a_group(control: QWidget) -> bool:
    """Say whether arrows reach a control from the pressed one of its group."""
    return (
        isinstance(control, QAbstractButton)
        and control.group() is not None
        and not control.isChecked()
    )


def test_tab_reaches_every_control_of_a_page(face: Face, qtbot: QtBot) -> None:
    for key in RAIL:
        face.window.turn(key)
        page = face.window.page(key)
        wanted = {each for each in own_controls(page) if each.isEnabled() and not in_a_group(each)}
        reached: set[QWidget | None] = set()
        for _ in range(60):
            qtbot.keyClick(QApplication.focusWidget() or face.window, Qt.Key.Key_Tab)
            reached.add(QApplication.focusWidget())

        assert not {each.accessibleName() for each in wanted - reached}, key


def test_the_ring_follows_the_keyboard(face: Face, qtbot: QtBot) -> None:
    ring = face.window._dresser._ring
    assert ring is not None
    page = face.window.page("overview")

    page.check.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]

    assert ring.widget() is page.check  # type: ignore[attr-defined]
    face.window.turn("duty_book")
    assert ring.widget() is None, "a field shows the focus itself"


def test_every_control_has_a_name(face: Face) -> None:
    for key in RAIL:
        face.window.turn(key)
        page = face.window.page(key)
        for each in own_controls(page):
            spoken = QAccessible.queryAccessibleInterface(each)
            assert spoken.text(QAccessible.Text.Name), f"{key}: {each}"


def test_a_change_of_language_reaches_every_word(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    for key in RAIL:
        face.window.turn(key)
    vietnamese = keys_of(face.window)
    face.desk.do(lambda: house.settings.change(house.settings.read()._replace(lang="en")))
    qtbot.waitUntil(lambda: face.window._dress[0] == "en")
    for key in RAIL:
        face.window.turn(key)
    face.desk.errands.finish()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete

    both = vietnamese & keys_of(face.window)
    kept = {each for each in both if any(ord(mark) > 0x7F for mark in each)}
    told = {each.text for each in house.duty.entries} | {"Tiếng Việt", "Trực An", "–"}
    own = {each for each in kept if not any(part in each for part in _VALUES)}
    assert own <= told, sorted(own - told)
    assert face.window.current == RAIL[-1]


_VALUES = (
    "Nguyễn Thị Mẫu",
    "Phú Mẫu",
    "Phạm Văn Nháp",
    "Máy bộ phận",
    "Văn phòng",
    "tỉnh Mẫu",
    "…",
    "tháng Chạp",
    "\u200b",
    "·",
)
"""Names and numbers that no language changes."""


def test_what_is_half_written_outlives_a_change_of_language(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    page.entry.text.setPlainText("Mất mạng từ 8 giờ")  # type: ignore[attr-defined]

    face.desk.do(lambda: house.settings.change(house.settings.read()._replace(theme="dark")))
    qtbot.waitUntil(lambda: face.desk.look.name == "dark")

    again = face.window.page("duty_book")
    assert again is not page
    assert again.entry.text.toPlainText() == "Mất mạng từ 8 giờ"  # type: ignore[attr-defined]


def test_standard_buttons_speak_the_language(face: Face, house: standin.StandInHouse) -> None:
    box = QMessageBox(face.window)
    button = box.addButton(QMessageBox.StandardButton.Cancel)
    assert button.text() == "&Hủy"

    house.words = Words("en")
    face.desk.changed.emit(house.settings.change(house.settings.read()))
    other = QMessageBox(face.window)
    assert other.addButton(QMessageBox.StandardButton.Close).text() == "C&lose"


def test_the_file_dialog_of_qt_speaks_the_language(face: Face, tmp_path: Path) -> None:
    """It is drawn by Qt where the desktop has none of its own."""
    dialog = QFileDialog(face.window, directory=str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    told = [each.text().replace("&", "") for each in dialog.findChildren(QLabel)]
    assert {"Đang ở:", "Thư mục:", "Loại tệp:"} <= set(told)
    heads = dialog.findChildren(QHeaderView)
    columns = [
        str(head.model().headerData(0, Qt.Orientation.Horizontal)) for head in heads if head.count()
    ]
    assert "Tên" in columns
    dialog.deleteLater()


class Stretched(Words):
    """Words that are 40 % longer, so that a layout with no room to spare shows it."""

    def say(self, key: str, *args: object, **more: object) -> str:
        """Return a sentence and more."""
        text = super().say(key, *args, **more)  # type: ignore[arg-type]
        extra = round(len(text) * 0.4)
        return text + "mẫu chữ dài thêm "[:extra] * (1 if extra < 18 else extra // 17)


@pytest.mark.parametrize("size", [(1366, 728), (1093, 502), (683, 312)])
def test_no_word_is_clipped(
    show: Callable[..., Face], house: standin.StandInHouse, size: tuple[int, int], qtbot: QtBot
) -> None:
    """Once the page has settled; on a busy machine that takes a moment longer."""
    house.words = Stretched("vi")
    face = show(house, *size)
    for key in RAIL:
        face.window.turn(key)
        face.desk.errands.finish()
        page = face.window.page(key)
        qtbot.waitUntil(lambda key=key, page=page: _nothing_clipped(key, page), timeout=5000)


def _nothing_clipped(key: str, page: QWidget) -> None:
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.toolTip():
            needed = _needed(label)
            assert label.height() >= needed[1] - 1, f"{key}: {label.text()} {needed}"
            assert label.width() >= needed[0] - 1, f"{key}: {label.text()} {needed}"
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= button.fontMetrics().height(), button.text()


def _needed(label: QLabel) -> tuple[int, int]:
    """Return the room that the text of a label takes at the width it has."""
    if label.wordWrap():
        words = max(label.text().split(), key=len, default="")
        width = label.fontMetrics().horizontalAdvance(words)
        return (min(width, label.width()), label.heightForWidth(label.width()))
    return (label.fontMetrics().horizontalAdvance(label.text()), label.fontMetrics().height())


def test_what_the_user_can_mend_stands_in_the_page(face: Face, qtbot: QtBot) -> None:
    face.desk.trouble(invented.DISK_FULL)
    panel = face.window.errors

    assert panel.isVisible()
    assert panel.sentence.text().startswith("Không lưu được báo cáo vì ổ D: đã đầy")
    panel.copy.click()
    assert "ENOSPC" in QGuiApplication.clipboard().text()
    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_a_fault_is_shown_once_with_a_report_and_loses_nothing(
    face: Face, house: standin.StandInHouse, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(face, "_hook", lambda *fault: seen.append(fault))
    try:
        raise ValueError("made for a test")
    except ValueError as error:
        for _ in range(2):
            face.caught(type(error), error, error.__traceback__)
    qtbot.waitUntil(face.window.errors.isVisible)

    assert len(seen) == 2, "the other hook still hears of it"
    assert len(face._faults) == 1
    assert "dữ liệu đã lưu còn nguyên" in face.window.errors.sentence.text()
    face.window.errors.copy.click()
    report = QGuiApplication.clipboard().text()
    assert "made for a test" in report
    assert house.version in report
    face.window.turn("checks")
    assert face.window.current == "checks"


def test_a_known_error_in_a_slot_never_looks_like_a_crash(face: Face) -> None:
    error = invented.DISK_FULL
    face.caught(KnownError, error, None)

    assert face.window.errors.isVisible()
    assert not face._faults


def test_help_opens_beside_the_page_and_esc_closes_it(face: Face, qtbot: QtBot) -> None:
    qtbot.keyClick(face.window, Qt.Key.Key_F1)
    assert "Trang này trả lời một câu hỏi" in face.window.help_panel.text.toPlainText()

    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    assert face.window.help_panel.isHidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_help(project: Path, lang: str) -> None:
    for page in find_pages():
        path = project / "resources" / "help" / lang / "pages" / f"{page.help}.md"
        assert path.read_text("utf-8").startswith("# ")


def test_the_window_remembers_page_and_size(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    face = show(house, 900, 500)
    face.window.turn("checks")
    face.window.close()

    assert Memory(house.home).text("page") == "checks"
    again = show(house, 900, 500)
    assert again.window.current == "checks"


def test_a_home_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "absent")
    memory.keep(page="checks")

    assert memory.text("page") == "checks"
    assert Memory(tmp_path / "absent").text("page", "none") == "none"
    (tmp_path / "window.json").write_text("[1", "utf-8")
    assert Memory(tmp_path).number("width", 7) == 7


def press(text: str) -> None:
    """Press a button of the question that is about to be asked."""

    def find() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if each.text() == text).click()

    QTimer.singleShot(100, find)


def test_closing_asks_about_what_is_half_written(face: Face, house: standin.StandInHouse) -> None:
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    page.entry.text.setPlainText("Khách đến lúc 9 giờ")  # type: ignore[attr-defined]

    press("Quay lại")
    assert not face.window.close()
    press("Lưu")
    assert face.window.close()
    assert house.duty.entries[-1].text == "Khách đến lúc 9 giờ"


def test_closing_during_a_run_asks_once(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    gate = standin.Gate(3)
    house.checks.pace = gate
    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(gate.reached.is_set)

    press("Kiểm tra tiếp")
    assert not face.window.close()
    press("Dừng và đóng")
    QTimer.singleShot(200, gate.opened.set)
    gate.opened.set()
    assert face.window.close()


def test_this_qt_loses_no_reference_to_none(qapp: QApplication) -> None:
    """PySide 6.12.0 on Python 3.11 loses one at every call that returns nothing."""
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("x")

    assert sys.getrefcount(None) >= before - 50


def test_the_style_drops_no_reference_to_none(face: Face) -> None:
    assert isinstance(QApplication.style(), HouseStyle) or isinstance(
        face.window._dresser._style, HouseStyle
    )
    before = sys.getrefcount(None)
    for _ in range(50):
        face.window.grab()

    assert sys.getrefcount(None) >= before - 200


def test_rebuilt_parts_hear_nothing_more(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    for theme in ("dark", "light", "high_contrast"):
        new = house.settings.read()._replace(theme=theme)
        face.desk.do(lambda new=new: house.settings.change(new))
        qtbot.waitUntil(lambda theme=theme: face.desk.look.name == theme)
        qtbot.wait(20)
    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(house.checks.runs) == 2 and not face.desk.runs.running)

    assert len(face.window.findChildren(PageFrame)) == 1


def test_the_room_above_the_foot_of_the_rail_opens_nothing(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    face = show(house)
    rail = face.window.findChild(Rail)
    assert isinstance(rail, Rail)
    foot = rail.visualRect(rail.pages.index(rail.pages.first_of_foot()))
    assert foot.height() > 2 * rail.item_height, "the room above belongs to the row"

    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=foot.center())
    assert face.window.current == "overview"

    low = QPoint(foot.center().x(), foot.bottom() - rail.item_height // 2)
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=low)
    assert face.window.current == "settings"
