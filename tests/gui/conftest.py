"""Fixtures of the window's tests: a house of real values, and a face over it."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import invented  # noqa: E402 - found through the line above
import standin  # noqa: E402
from offices import furnish, set_clock  # noqa: E402

from core.house import House  # noqa: E402
from core.model.duty import EntryKind  # noqa: E402
from gui.face import Face  # noqa: E402

ENTRIES = (
    invented.entry(1, EntryKind.BOOK_OPENED, "Mở sổ trực.", "2027-01-20T23:55:00Z"),
    invented.entry(
        2,
        EntryKind.SHIFT_START,
        "Nhận ca từ Lê Thị Ví Dụ. Nhận có lưu ý: máy in tầng 2 kẹt giấy.",
        "2027-01-21T00:00:00Z",
    ),
    invented.entry(
        3,
        EntryKind.OUTAGE,
        "Mất điện 07:40–08:05, máy chủ tệp chạy bằng bộ lưu điện.",
        "2027-01-21T00:40:00Z",
        "2027-01-21T01:35:00Z",
    ),
)


@pytest.fixture(scope="session", autouse=True)
def _some_font(qapp: QApplication) -> None:
    """Lend the fonts of the documents to a system that has none, so that words have a width."""
    if set(QFontDatabase.families()) <= {"Monospace", "Sans Serif", "Serif"}:  # mere aliases
        for path in sorted((HERE.parents[1] / "resources" / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


@pytest.fixture
def house(tmp_path: Path) -> standin.StandInHouse:
    """A house with one run and three entries."""
    run = invented.run_of(invented.FINDINGS)
    return standin.StandInHouse(tmp_path, run=run, entries=ENTRIES)


@pytest.fixture
def show(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Face]]:
    """Show a window over a house; it is closed after the test without asking."""
    faces: list[Face] = []

    def open_face(house: Any, width: int = 1366, height: int = 728) -> Face:
        face = Face(qapp, house, lambda: invented.NOW)
        faces.append(face)
        face.window.resize(width, height)
        with qtbot.waitSignal(face.window.painted):
            face.window.show()
        face.window.activateWindow()
        qtbot.waitUntil(face.window.isActiveWindow)
        face.desk.errands.finish()
        qapp.processEvents()
        return face

    yield open_face
    for face in faces:
        face.desk.runs.finish()
        face.desk.work.finish()
        face.desk.errands.finish()
        face.window.hide()
        face.close()
        face.window.deleteLater()
    qapp.processEvents()
    for face in faces:
        delete(face.desk)  # here: the collector might meet its timers in a thread of a later test


@pytest.fixture
def office(tmp_path: Path) -> Iterator[House]:
    """Open a real house of an invented office, on the second day of Tết."""
    house = furnish(tmp_path, set_clock())
    yield house
    house.close()


@pytest.fixture
def office_face(show: Callable[..., Face], office: House) -> Face:
    """A window over the real house, at its time."""
    shown: Face = show(office)
    shown.desk.now = office.now
    return shown


@pytest.fixture
def face(show: Callable[..., Face], house: standin.StandInHouse) -> Face:
    """A window over the house, shown."""
    return show(house)
