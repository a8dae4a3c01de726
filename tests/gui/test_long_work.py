"""What takes minutes holds nothing up, outlives a change of language, and is asked about."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import standin
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.exchange import Fate, FileResult
from core.model.new_entry import NewEntry
from core.model.progress import Cancel
from gui.face import Face
from gui.operations import consolidation, duty_book, incidents
from gui.pages.consolidation.view import ConsolidationPage
from gui.worker import LongWork


class SlowImport:
    """Stands for a folder on a slow share: one file, then nothing more until it is let go."""

    def __init__(self) -> None:
        """Be closed."""
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.cancel: Cancel | None = None

    def __call__(self, folder: Path, cancel: Cancel) -> Iterator[FileResult]:
        """Take the place of taking a folder in."""
        self.cancel = cancel
        yield FileResult(file="a.trucan", fate=Fate.COUNTED)
        self.begun.set()
        while not self.let_go.wait(0.01) and not cancel.requested:
            pass


@pytest.fixture
def slow(house: standin.StandInHouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowImport]:
    """Have folders taken in slowly."""
    made = SlowImport()
    monkeypatch.setattr(house.consolidation, "take_folder", made)
    yield made
    made.let_go.set()


@pytest.fixture
def importing(face: Face, slow: SlowImport, tmp_path: Path) -> ConsolidationPage:
    """Have a folder being taken in."""
    page = board_of(face)
    page.take([tmp_path])
    assert slow.begun.wait(5)
    return page


def board_of(face: Face) -> ConsolidationPage:
    face.window.turn("consolidation")
    page = face.window.page("consolidation")
    assert isinstance(page, ConsolidationPage)
    return page


def test_an_incident_and_an_entry_wait_for_no_import(
    face: Face, importing: ConsolidationPage, house: standin.StandInHouse, qtbot: QtBot
) -> None:
    opened: list[object] = []
    incidents.open_incident(face.desk, "phishing", opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    written: list[bool] = []
    entry = NewEntry(text="Khách đến lúc 9 giờ")
    duty_book.write_entry(face.desk, entry, lambda: written.append(True))
    qtbot.waitUntil(lambda: bool(written))

    assert importing.strip.is_going
    assert face.desk.work.going == (consolidation.IMPORT,)


def test_the_collector_leaves_the_window_alone_while_an_import_goes_on(
    face: Face, importing: ConsolidationPage, slow: SlowImport, qtbot: QtBot
) -> None:
    """Looking through all there is, in the thread of the import, would stop the window."""
    assert gc.get_freeze_count() > 0
    slow.let_go.set()
    qtbot.waitUntil(lambda: not face.desk.work.going)

    assert gc.get_freeze_count() == 0


def test_closing_during_an_import_asks_then_stops_it(
    face: Face, importing: ConsolidationPage, slow: SlowImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((1, 0))

    def ask(desk: object, window: object, question: str, key: str, *, safe: int) -> int:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("gui.closing.ask", ask)
    assert not face.window.close()
    assert slow.cancel is not None
    assert not slow.cancel.requested
    assert importing.strip.is_going
    assert face.window.close()
    assert slow.cancel.requested
    assert asked == ["Đang nhận gói; gói đã nhận vẫn còn. Dừng và đóng Trực An?"] * 2


def test_an_import_outlives_a_change_of_language(
    face: Face, importing: ConsolidationPage, slow: SlowImport, qtbot: QtBot
) -> None:
    faults: list[str] = []
    face.window.show_fault = faults.append  # type: ignore[method-assign]
    face.window.rebuild()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    page = board_of(face)
    assert page is not importing
    qtbot.waitUntil(page.strip.isVisible)
    assert page.escape(), "it can still be stopped"
    qtbot.waitUntil(lambda: not face.desk.work.going)

    assert page.strip.isHidden()
    assert faults == []


@pytest.mark.parametrize("fails", [False, True])
def test_work_is_over_before_anybody_hears_what_came_of_it(
    qtbot: QtBot, fails: bool, request: pytest.FixtureRequest
) -> None:
    work = LongWork()
    request.addfinalizer(work.close)
    heard: list[tuple[object, ...]] = []

    def act(job: object) -> str:
        if fails:
            raise ValueError("broken")
        return "done"

    def hear(value: object) -> None:
        heard.append((str(value), work.going, work.job("some")))

    job = work.begin("some", act, hear, hear)
    assert work.job("some") is job
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [("broken" if fails else "done", (), None)]


def test_what_waits_for_its_turn_is_stopped_as_well(qtbot: QtBot) -> None:
    work = LongWork()
    seen: list[bool] = []
    gate = threading.Event()

    def act(stop: Callable[[], bool]) -> None:
        gate.wait(5)
        seen.append(stop())

    for name in ("first", "second"):
        work.begin(name, lambda job: act(lambda: job.cancel.requested), seen.append, seen.append)
    threading.Timer(0.05, gate.set).start()
    work.close()

    assert seen == [True, True]
