"""A run as it is seen on the screen: it fills in, it can be stopped, it never freezes the page."""

import time
from collections.abc import Callable

import invented
import pytest
import standin
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.engine.keeping import card_of
from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError, UnstoredError
from gui.face import Face
from gui.pages.overview.running import RunningContent
from gui.pages.overview.steps import AT_MOST, StepCard, next_findings
from gui.widgets.buttons import Button, Link
from gui.worker import Errands

STOP_LIMIT = 0.2


def texts(widget: QWidget) -> str:
    """Return all texts that stand in a widget and are shown."""
    labels = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(widget.window()))


@pytest.fixture
def gate(house: standin.StandInHouse) -> standin.Gate:
    gate = standin.Gate(after=7)
    house.checks.pace = gate
    return gate


def start(face: Face, gate: standin.Gate, qtbot: QtBot) -> None:
    """Start a run and wait until it stands at the gate and the screen has followed."""
    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: gate.reached.is_set() and len(face.desk.runs.steps) == gate.after)


def test_a_whole_run_is_shown(
    face: Face, house: standin.StandInHouse, gate: standin.Gate, qtbot: QtBot
) -> None:
    start(face, gate, qtbot)
    page = face.window.page("overview")
    content = page.findChild(RunningContent)

    assert content is not None
    qtbot.waitUntil(lambda: "đã xong 7/12 mục · đang đọc: tài khoản trên máy" in texts(page))
    qtbot.waitUntil(lambda: "Có việc cần làm" in texts(page))

    gate.opened.set()
    qtbot.waitUntil(lambda: not face.desk.runs.running)

    assert len(house.checks.runs) == 2
    qtbot.waitUntil(lambda: "Xong trong 41 giây" in texts(page))
    qtbot.waitUntil(lambda: "Đang kiểm tra máy này" not in texts(page))


def test_stop_answers_at_once(face: Face, gate: standin.Gate, qtbot: QtBot) -> None:
    start(face, gate, qtbot)
    page = face.window.page("overview")

    began = time.perf_counter()
    qtbot.keyClick(face.window, Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert "Đang dừng…" in texts(page)
    assert time.perf_counter() - began < STOP_LIMIT

    gate.opened.set()
    qtbot.waitUntil(lambda: not face.desk.runs.running)
    qtbot.waitUntil(lambda: "Đã dừng ở 7/12 mục" in texts(page))


def test_the_stop_button_has_the_focus(face: Face, gate: standin.Gate, qtbot: QtBot) -> None:
    start(face, gate, qtbot)

    assert QApplication.focusWidget() is face.window.page("overview").strip.stop  # type: ignore[attr-defined]
    gate.opened.set()


def test_steps_arrive_in_batches(face: Face, house: standin.StandInHouse, qtbot: QtBot) -> None:
    """However fast the steps come, the window hears of them no more often than it can listen."""
    signals: list[int] = []
    face.desk.runs.stepped.connect(lambda steps: signals.append(len(steps)))
    house.checks.findings = invented.FINDINGS * 50

    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(house.checks.runs) == 2 and not face.desk.runs.running)

    assert sum(signals) == len(invented.FINDINGS) * 50
    assert len(signals) < sum(signals)


def test_a_second_run_waits_for_the_first(
    face: Face, house: standin.StandInHouse, gate: standin.Gate, qtbot: QtBot
) -> None:
    start(face, gate, qtbot)
    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    gate.opened.set()
    qtbot.waitUntil(lambda: not face.desk.runs.running)

    assert len(house.checks.runs) == 2


def test_a_run_that_cannot_begin_says_what_to_do(
    face: Face, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.checks.error = KnownError("reader_blocked", Exit.NO_RIGHT)

    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(face.window.errors.isVisible)

    assert "Không chạy được bộ phận đọc thông tin" in face.window.errors.sentence.text()
    page = face.window.page("overview")
    qtbot.waitUntil(lambda: "Có việc cần làm" in texts(page))


@pytest.mark.parametrize("is_first", [False, True])
def test_a_run_that_cannot_be_stored_is_shown_as_such(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot, is_first: bool
) -> None:
    lost = invented.run_of(invented.FINDINGS * 2, ended="2027-01-20T20:00:00Z")
    house.checks.error = UnstoredError(lost, card_of(lost), invented.DISK_FULL)
    if is_first:
        house.checks.runs.clear()
    face = show(house)
    page = face.window.page("overview")
    save = next(each for each in page.findChildren(Button) if "Lưu báo cáo" in each.text())

    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(face.window.errors.isVisible)

    steps = len(next_findings(lost))
    assert "Không lưu được báo cáo vì ổ D: đã đầy" in face.window.errors.sentence.text()
    told = "Kết quả lúc 03:00 ngày 21/01/2027 chưa được lưu."
    qtbot.waitUntil(lambda: told in texts(page))
    qtbot.waitUntil(lambda: len(page.findChildren(StepCard)) == steps)
    assert steps > AT_MOST, "no other page has the rest"
    assert "Lần kiểm tra gần nhất" not in texts(page)
    assert "Xem cả" not in {each.text()[:6] for each in page.findChildren(Link)}
    assert not save.isEnabled(), "a report would be one of an older run"

    face.desk.follow(Change(frozenset({Kind.DUTY})))
    qtbot.waitUntil(lambda: told in texts(page))  # it does not go by itself

    house.checks.error = None
    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "Lần kiểm tra gần nhất" in texts(page))
    assert told not in texts(page)
    assert save.isEnabled()


def test_the_first_run_of_all_fills_an_empty_page(
    show: Callable[..., Face], house: standin.StandInHouse, qtbot: QtBot
) -> None:
    house.checks.runs.clear()
    face = show(house)
    page = face.window.page("overview")
    qtbot.waitUntil(lambda: "Máy này chưa được kiểm tra lần nào" in texts(page))

    qtbot.keyClick(face.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(house.checks.runs) and not face.desk.runs.running)

    qtbot.waitUntil(lambda: "Có 3 việc cần làm" in texts(page))


def test_the_verdict_is_one_group_with_a_name(face: Face) -> None:
    from gui.pages.overview.verdict import VerdictCard

    card = face.window.page("overview").findChild(VerdictCard)
    assert card is not None
    spoken = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)

    assert spoken == "Có việc cần làm. Có 3 việc cần làm. Có 2 mục không kiểm tra được."


def test_a_closed_queue_takes_nothing_and_tells_nothing(qtbot: QtBot) -> None:
    errands = Errands()
    told: list[object] = []
    errands.send(lambda: "sent before", told.append, told.append)
    errands.close()
    errands.send(lambda: "sent after", told.append, told.append)
    errands.finish()
    qtbot.wait(20)

    assert told == [], "what would hear it is being taken down"
