"""What is typed or pressed while an answer comes is neither lost nor moved away."""

from collections.abc import Callable

import invented
import pytest
import standin
from by_hand import first_run_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from waiting import settle

from core.model.change import Change, Kind
from core.model.duty import EntryKind
from gui.face import Face
from gui.operations import settings
from gui.pages.duty_book.view import DutyBookPage
from gui.pages.settings.view import SettingsPage

_LEFT = Qt.MouseButton.LeftButton


def field(page: SettingsPage, name: str) -> QLineEdit:
    """Return the field of a setting."""
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


@pytest.fixture
def office_section(face: Face) -> SettingsPage:
    """The settings, open at what the office is called."""
    face.window.turn("settings")
    page = face.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.open_section("office")
    return page


def test_letters_typed_into_the_next_field_meanwhile_stay(
    face: Face, house: standin.StandInHouse, office_section: SettingsPage
) -> None:
    parent, locality = field(office_section, "parent"), field(office_section, "locality")
    parent.setFocus()
    parent.selectAll()
    QTest.keyClicks(parent, "UBND")
    QTest.keyClick(parent, Qt.Key.Key_Tab)
    locality.clear()
    QTest.keyClicks(QApplication.focusWidget(), "Phu")
    settle(face)

    assert house.settings.read().parent == "UBND"
    assert QApplication.focusWidget() is field(office_section, "locality") is locality
    QTest.keyClicks(locality, " Mau")
    assert locality.text() == "Phu Mau"
    QTest.keyClick(locality, Qt.Key.Key_Tab)
    settle(face)
    assert house.settings.read().locality == "Phu Mau"


def test_a_text_that_is_taken_back_is_shown_so(
    face: Face, house: standin.StandInHouse, office_section: SettingsPage
) -> None:
    parent = field(office_section, "parent")
    before = parent.text()
    parent.setFocus()
    parent.selectAll()
    QTest.keyClicks(parent, "UBND")
    QTest.keyClick(parent, Qt.Key.Key_Return)
    settle(face)
    assert house.settings.read().parent != before

    face.desk.take_back()
    settle(face)
    assert field(office_section, "parent").text() == house.settings.read().parent == before


def test_what_is_typed_while_an_entry_is_stored_begins_the_next_one(
    face: Face, house: standin.StandInHouse
) -> None:
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    QTest.keyClicks(page.entry.text, "Mat dien")
    QTest.keyClick(page.entry.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.entry.text, "Co dien lai")
    settle(face)
    assert house.duty.entries[-1].text == "Mat dien"
    assert page.entry.text.toPlainText() == "Co dien lai"
    assert page.entry.unsaved()

    QTest.keyClick(page.entry.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(face)
    assert house.duty.entries[-1].text == "Co dien lai"
    assert page.entry.text.toPlainText() == ""


def test_an_answer_waits_until_the_mouse_is_let_go(
    face: Face, house: standin.StandInHouse, office_section: SettingsPage, qtbot: QtBot
) -> None:
    parent = field(office_section, "parent")
    box = office_section.findChild(QCheckBox, "state_secrets")
    assert box is not None
    parent.setFocus()
    parent.selectAll()
    QTest.keyClicks(parent, "UBND")
    where = box.mapTo(face.window, QPoint(8, 8))
    QTest.mousePress(face.window.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, where)
    box.setFocus()
    settle(face)
    assert house.settings.read().parent == "UBND"
    assert box.mapTo(face.window, QPoint(8, 8)) == where

    QTest.mouseRelease(face.window.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, where)
    qtbot.waitUntil(lambda: house.settings.read().state_secrets)
    qtbot.waitUntil(lambda: face.desk.undo is not None)


def test_a_button_that_is_never_let_go_holds_nothing_up_for_long(face: Face, qtbot: QtBot) -> None:
    corner = QPoint(face.window.width() - 2, face.window.height() - 2)
    QTest.mousePress(face.window.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, corner)
    heard: list[int] = []
    face.desk.ask(lambda: 1, heard.append)
    face.desk.ask(lambda: 2, heard.append)
    qtbot.waitUntil(lambda: heard == [1, 2], timeout=10_000)
    QTest.mouseRelease(face.window.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, corner)


def test_the_card_of_the_first_run_stays_where_it_is(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    house.settings.now = house.settings.now._replace(first_run_done=False, unit="")
    face = show(house)
    page = first_run_of(face)
    page.show_step(1)
    QApplication.processEvents()
    before = page.next.mapTo(face.window, QPoint())
    first = page.findChild(QLineEdit, "first")
    assert first is not None
    QTest.keyClicks(first, "UBND")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    settle(face)
    assert house.settings.read().unit == "UBND"
    assert page.next.mapTo(face.window, QPoint()) == before


def test_the_end_of_the_first_run_is_not_taken_back(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    house.settings.now = house.settings.now._replace(first_run_done=False)
    face = show(house)
    settings.declare_place(face.desk, "/srv/a")
    settle(face)
    page = first_run_of(face)
    page.show_step(3)
    page.next.click()
    settle(face)
    assert face.window.current == "overview"
    face.desk.take_back()
    settle(face)
    assert house.settings.read().first_run_done


@pytest.fixture
def long_book(face: Face, house: standin.StandInHouse) -> DutyBookPage:
    """A book of which not all rows can be seen at once."""
    house.duty.entries = [
        invented.entry(each, EntryKind.OTHER, f"Việc {each}", invented.NOW) for each in range(1, 41)
    ]
    face.window.turn("duty_book")
    page = face.window.page("duty_book")
    assert isinstance(page, DutyBookPage)
    QApplication.processEvents()
    return page


def is_seen(page: DutyBookPage, row: int) -> bool:
    """Say whether a row stands whole on the screen."""
    place = page.list.visualRect(page.model.index(row, 0))
    return page.list.viewport().rect().contains(place.adjusted(0, 0, 0, -1))


def test_the_end_of_the_book_stays_in_sight_where_there_is_less_room(
    face: Face, long_book: DutyBookPage, qtbot: QtBot
) -> None:
    last = long_book.model.rowCount() - 1
    qtbot.waitUntil(lambda: is_seen(long_book, last))
    face.window.resize(face.window.width(), 560)
    qtbot.waitUntil(lambda: face.window.height() == 560 and is_seen(long_book, last))
    QApplication.processEvents()
    assert is_seen(long_book, last)


def test_a_page_of_the_book_that_is_read_stays_until_something_is_written(
    face: Face, long_book: DutyBookPage, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    bar = long_book.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    face.desk.note(Change(frozenset({Kind.DUTY})))
    settle(face)
    assert bar.value() == before

    long_book.entry.text.setPlainText("Có điện lại")
    long_book.entry.send()
    settle(face)
    qtbot.waitUntil(lambda: is_seen(long_book, long_book.model.rowCount() - 1))
