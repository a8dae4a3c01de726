"""Face: the application with one window over one house; the one place where faults are caught."""

import gc
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtWidgets import QApplication

from core.model.errors import Exit, KnownError
from gui.desk import Desk, present
from gui.dress import Dresser
from gui.memory import Memory
from gui.session_bus import none_started
from gui.single import SingleInstance
from gui.standard_texts import StandardTexts
from gui.window import MainWindow

if TYPE_CHECKING:
    from core.house import House

_SHOWN = "shown\n"
_SEALED_EVERY = 5 * 60 * 1000
"""Milliseconds between looks whether the duty book is due for its seal."""
_SEEN_EVERY = 60 * 1000
"""Milliseconds between notes that the window still lives."""
_FUSION = ("-style", "Fusion")
"""As arguments, because `setStyle` loads all of Qt's style classes before the first paint."""


def open_window(house: "House", announce_shown: bool) -> int:
    """Show the window of a house and stay until it is closed; return the exit status."""
    app = QApplication.instance() or QApplication([*sys.argv[:1], *_FUSION])
    assert isinstance(app, QApplication)  # noqa: S101 - for types
    single = SingleInstance(house.home)
    if not single.is_first():
        if not single.raise_first():
            raise KnownError("second_window", Exit.IN_USE)
        return Exit.DONE
    with none_started():
        face = Face(app, house)
    if announce_shown:
        face.window.painted.connect(_announce)
    face.desk.later(lambda: single.listen(face.come_forward))
    face.desk.later(gc.enable)
    sealing = QTimer(face, interval=_SEALED_EVERY)
    sealing.timeout.connect(lambda: _seal(face.desk))
    face.desk.later(sealing.start)
    face.desk.later(lambda: _tell_damage(face.desk))
    face.desk.later(lambda: _tell_broken_session(face.desk))
    living = QTimer(face, interval=_SEEN_EVERY)
    living.timeout.connect(lambda: house.session.seen(house.now()))
    face.desk.later(living.start)
    face.desk.later(lambda: _pass_time(face.desk))
    face.window.show()
    status = app.exec()
    house.session.end()
    face.close()
    single.leave()
    return status


class Face(QObject):
    """The window with what must live as long as it: style, translator, hook for faults."""

    def __init__(
        self, app: QApplication, house: "House", clock: Callable[[], str] = present
    ) -> None:
        """Build the window of a house, not yet shown."""
        super().__init__()
        self._app = app
        self._texts = StandardTexts(house.words)
        app.installTranslator(self._texts)
        app.setApplicationName("trucan")
        self.desk = Desk(house, Memory(house.home), clock)
        self.window = MainWindow(self.desk, Dresser(app))
        self.desk.changed.connect(self._follow_words)
        self._faults: set[str] = set()
        self._hook = sys.excepthook
        sys.excepthook = self.caught

    def come_forward(self) -> None:
        """Bring the window to the front."""
        from PySide6.QtCore import Qt

        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell what the user can mend; show a fault of ours once, and go on."""
        if isinstance(error, KnownError):
            self.desk.troubled.emit(error)
            return
        import traceback

        self._hook(kind, error, trace)
        report = "".join(traceback.format_exception(kind, error, trace))
        if report not in self._faults:
            self._faults.add(report)
            whole = f"{self._versions()}\n\n{report}"
            QTimer.singleShot(0, self.window, lambda: self.window.show_fault(whole))

    def close(self) -> None:
        """Have what is under way done and nothing more begun; give hook and translator back."""
        self.desk.work.close()
        self.desk.errands.close()
        if sys.excepthook == self.caught:
            sys.excepthook = self._hook
        self._app.removeTranslator(self._texts)

    def _follow_words(self) -> None:
        self._texts.words = self.desk.words

    def _versions(self) -> str:
        import platform

        return " · ".join(
            (
                self.desk.house.version,
                platform.platform(),
                f"Python {platform.python_version()}",
                f"Qt {qVersion()}",
            )
        )


def _announce() -> None:
    sys.stdout.write(_SHOWN)
    sys.stdout.flush()


def _seal(desk: Desk) -> None:
    from gui.operations.backups import make_if_due
    from gui.operations.duty_book import seal_if_due  # nothing of the book before the first paint

    seal_if_due(desk)
    make_if_due(desk)


def _pass_time(desk: Desk) -> None:
    from gui.passing import Passing  # not before the first paint

    Passing(desk)


def _tell_damage(desk: Desk) -> None:
    told = desk.house.damage or desk.house.difference
    if told is not None:
        desk.trouble(told)


def _tell_broken_session(desk: Desk) -> None:
    """Say when the last session broke off, and whether something half written is there again."""
    broken = desk.house.session.begin(desk.house.now())
    if broken:
        half = bool(desk.memory.text("half_written"))
        desk.tell(desk.say("shift.show.restored" if half else "shift.show.broken", t0=broken))
