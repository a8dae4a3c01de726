"""Checking again as administrator: offered only where that is safe, never by itself."""

from collections.abc import Callable

import invented
import pytest
import standin
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.model.errors import Exit, KnownError
from gui.face import Face

NAME = "Kiểm tra lại với quyền quản trị"


def offer(face: Face) -> QPushButton | None:
    """Return the button that offers it, once everything that was asked is answered."""
    face.desk.errands.finish()
    QApplication.processEvents()
    buttons = face.window.page("overview").findChildren(QPushButton)
    return next((each for each in buttons if each.text() == NAME), None)


@pytest.fixture
def offered(show: Callable[..., Face], house: standin.StandInHouse) -> Face:
    house.checks.raisable = True
    return show(house)


def press(face: Face, qtbot: QtBot, answer: int) -> list[str]:
    """Press the button and give an answer; return what was asked."""
    asked: list[str] = []

    def reply() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.buttons()[answer].click()

    button = offer(face)
    assert button is not None
    QTimer.singleShot(0, reply)
    button.click()
    return asked


def test_where_it_is_not_safe_it_is_not_offered(face: Face) -> None:
    assert offer(face) is None


def test_where_nothing_was_refused_it_is_not_offered(
    show: Callable[..., Face], house: standin.StandInHouse
) -> None:
    house.checks.raisable = True
    house.checks.runs = [
        invented.run_of([each for each in invented.FINDINGS if each.reason != "no_right"])
    ]

    assert offer(show(house)) is None


def test_it_says_how_much_it_would_read(offered: Face) -> None:
    assert offer(offered) is not None
    said = [each.text() for each in offered.window.page("overview").findChildren(QLabel)]

    assert "Kiểm tra lại với quyền quản trị sẽ đọc thêm được 2 mục." in said


def test_on_yes_a_run_with_more_rights_begins(
    offered: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    asked = press(offered, qtbot, 0)
    qtbot.waitUntil(lambda: not offered.desk.runs.running)

    assert "Hệ điều hành sẽ hỏi quyền quản trị" in asked[0]
    assert [each.raised for each in house.checks.asked] == [True]


def test_on_no_nothing_happens(offered: Face, house: standin.StandInHouse, qtbot: QtBot) -> None:
    press(offered, qtbot, 1)

    assert house.checks.asked == []


def test_refused_by_windows_it_says_so_and_the_last_run_stays(
    offered: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.checks.error = KnownError("raise_refused", Exit.NO_RIGHT)
    press(offered, qtbot, 0)
    qtbot.waitUntil(lambda: not offered.desk.runs.running)

    labels = offered.window.findChildren(QLabel)
    assert any("chưa có quyền quản trị" in each.text() for each in labels)
    assert len(house.checks.runs) == 1
