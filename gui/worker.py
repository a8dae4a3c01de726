"""Worker: the only file that knows threads.

One thread runs checks, one queue runs errands, and one what takes minutes.
"""

from __future__ import annotations

import gc
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from core.house import House
    from core.model.change import Change
    from core.model.progress import Progress
    from core.model.request import RunRequest
    from core.model.run import Run

_PATIENCE_MS = 10_000
_PRESSED_S, _LOOK_MS = 2.0, 20
"""How long an answer waits for a mouse button to be let go, and how often that is looked at."""

T = TypeVar("T")


class _RunThread(QThread):
    """Runs the checks once. Progress is handed over in batches: one signal for many steps."""

    stepped = Signal()
    done = Signal(object, object)
    broke = Signal(object)

    def __init__(self, house: House, request: RunRequest) -> None:
        """Take what to run; `start` runs it."""
        from core.model.progress import Cancel

        super().__init__()
        self._house, self._request = house, request
        self._lock = threading.Lock()
        self._steps: list[Progress] = []
        self.cancel = Cancel()

    def run(self) -> None:
        """Run the checks in this thread and report how it ended."""
        try:
            run, change = self._house.checks.run(self._request, self._report, self.cancel)
        except BaseException as error:
            self.broke.emit(error)
        else:
            self.done.emit(run, change)

    def take(self) -> tuple[Progress, ...]:
        """Return the steps since the last call."""
        with self._lock:
            steps, self._steps = tuple(self._steps), []
        return steps

    def _report(self, step: Progress) -> None:
        with self._lock:
            first = not self._steps
            self._steps.append(step)
        if first:
            self.stepped.emit()


class Runs(QObject):
    """The run that is going on, if any, as seen from the window's thread.

    `stepped` carries a tuple of Progress, `ended` the Run and its Change, `broke` the exception.
    """

    began = Signal()
    stepped = Signal(object)
    stopping = Signal()
    ended = Signal(object, object)
    broke = Signal(object)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        """Prepare to run the checks of a house."""
        super().__init__(parent)
        self._house = house
        self._thread: _RunThread | None = None
        self.steps: list[Progress] = []

    @property
    def running(self) -> bool:
        """Say whether a run is going on."""
        return self._thread is not None

    @property
    def asked_to_stop(self) -> bool:
        """Say whether the person wants the run, or the last one, to stop."""
        return self._asked

    _asked = False

    @property
    def last(self) -> Progress | None:
        """Return the newest step of the run that is going on."""
        return self.steps[-1] if self.steps else None

    def start(self, request: RunRequest) -> None:
        """Start a run, unless one is going on."""
        if self._thread is not None:
            return
        self.steps, self._asked = [], False
        thread = self._thread = _RunThread(self._house, request)
        thread.stepped.connect(self._step)
        thread.done.connect(self._done)
        thread.broke.connect(self._broke)
        self.began.emit()
        thread.start()

    def stop(self) -> None:
        """Ask the run to stop; the answer on the screen does not wait for it."""
        if self._thread is not None and not self._asked:
            self._asked = True
            self._thread.cancel.request()
            self.stopping.emit()

    def finish(self) -> None:
        """Stop and wait until the thread has gone; for the end of the program."""
        if self._thread is not None:
            self._thread.cancel.request()
            self._thread.wait(_PATIENCE_MS)

    @Slot()
    def _step(self) -> None:
        steps = self._thread.take() if self._thread is not None else ()
        if steps:
            self.steps.extend(steps)
            self.stepped.emit(steps)

    @Slot(object, object)
    def _done(self, run: Run, change: Change) -> None:
        self._step()
        self._leave()
        self.ended.emit(run, change)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._leave()
        self.broke.emit(error)

    def _leave(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wait(_PATIENCE_MS)
            thread.deleteLater()


class Errands(QObject):
    """Calls of the house that may take long, one after another, away from the window's thread.

    What came of one waits while a mouse button is down: shown then, it could move or take away
    what is being pressed, and the press would be lost.
    """

    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Open the queue."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._is_closed = False
        self._under_way: set[str] = set()
        self._answers: deque[tuple[Callable[[Any], object], Any]] = deque()
        self._held_since = 0.0
        self._came.connect(self._deliver)

    def send(
        self,
        act: Callable[[], T],
        done: Callable[[T], object],
        broke: Callable[[BaseException], object],
        once: str = "",
    ) -> None:
        """Call `act` in the queue; then `done` or `broke` in the window's thread.

        What is named by `once` is not sent while another of that name is under way: whoever
        presses twice means one thing.
        """
        if self._is_closed or once in self._under_way:
            return
        if once:
            self._under_way.add(once)

        def over(take: Callable[[Any], object], value: object) -> None:
            self._under_way.discard(once)
            take(value)

        def carry() -> None:
            try:
                value = act()
            except BaseException as error:
                self._came.emit(partial(over, broke), error)
            else:
                self._came.emit(partial(over, done), value)

        self._pool.start(carry)

    def finish(self) -> None:
        """Wait until everything that was sent is done."""
        self._pool.waitForDone(_PATIENCE_MS)

    def settle(self) -> None:
        """Wait until everything that was sent is done, and hear at once what came of it."""
        self.finish()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        self._hand_over()

    def close(self) -> None:
        """Take no more, and wait until everything that was sent is done: the house is closing."""
        self._is_closed = True
        self.finish()

    @Slot(object, object)
    def _deliver(self, take: Callable[[Any], object], value: object) -> None:
        self._answers.append((take, value))
        if not self._held_since:
            self._held_since = time.monotonic()
            self._hand_over_unpressed()

    def _hand_over_unpressed(self) -> None:
        pressed = bool(QGuiApplication.mouseButtons().value)
        if pressed and time.monotonic() - self._held_since < _PRESSED_S:
            QTimer.singleShot(_LOOK_MS, self, self._hand_over_unpressed)
        else:
            self._held_since = 0.0
            self._hand_over()

    def _hand_over(self) -> None:
        while self._answers:
            take, value = self._answers.popleft()
            if not self._is_closed:
                take(value)


class Job(QObject):
    """One piece of long work, as seen from the window's thread: how it is going, and its stop.

    A step that was told before anybody listened is gone. `value` is what the work came to, or the
    error it ended with, once it has ended.
    """

    came = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing to tell."""
        from core.model.progress import Cancel

        super().__init__(parent)
        self.cancel = Cancel()
        self.value: object = None

    def tell(self, step: object) -> None:
        """Tell a step; may be called from any thread."""
        self.came.emit(step)


class LongWork(Errands):
    """Work of minutes, in a queue of its own so that no errand waits for it; it can be stopped.

    While it goes on, Python's collector leaves alone what was there before: it would hold up the
    window each time it looks through all of that, and much work makes it look often.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Have nothing to do."""
        super().__init__(parent)
        self._jobs: dict[str, Job] = {}

    @property
    def going(self) -> tuple[str, ...]:
        """Return the names of what is going on, or waits for its turn."""
        return tuple(self._jobs)

    def job(self, name: str) -> Job | None:
        """Return the work of a name that is not over yet; a page built anew goes on showing it."""
        return self._jobs.get(name)

    def begin(
        self,
        name: str,
        act: Callable[[Job], T],
        done: Callable[[T], object],
        broke: Callable[[BaseException], object],
    ) -> Job:
        """Have work done that has a name; only one of a name may go on."""
        job = self._jobs[name] = Job(self)
        gc.freeze()

        def over(value: object, take: Callable[[Any], object]) -> None:
            del self._jobs[name]
            if not self._jobs:
                gc.unfreeze()
            job.value = value
            job.ended.emit()
            job.deleteLater()
            take(value)

        self.send(lambda: act(job), lambda value: over(value, done), lambda e: over(e, broke))
        return job

    def finish(self) -> None:
        """Stop everything, and wait until it has."""
        for job in self._jobs.values():
            job.cancel.request()
        super().finish()
