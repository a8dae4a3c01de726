"""A long look at the window: open, refreshed and turned again and again, its memory watched."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from benchmarks.figures import Figure, figure
from benchmarks.homes import with_run
from benchmarks.processes import ROOT, environment, megabytes

MEMORY_LIMIT = 150.0  # MB
SLOPE_LIMIT = 0.1  # MB each minute, once warm
REFRESH_MS = 200


def measure(folder: Path, minutes: float) -> Iterator[Figure]:
    """Watch the memory of a window for some minutes; its slope is that of the second half."""
    home = with_run(folder / "soak")
    command = [sys.executable, "-m", "benchmarks.soak", str(home)]
    offscreen = environment({"QT_QPA_PLATFORM": "offscreen"})
    samples: list[tuple[float, float]] = []
    with subprocess.Popen(command, env=offscreen, cwd=ROOT) as process:
        started = time.monotonic()
        try:
            while (passed := time.monotonic() - started) < minutes * 60:
                time.sleep(1)
                if process.poll() is not None:
                    raise RuntimeError(f"the window ended with {process.returncode}")
                samples.append((passed / 60, megabytes(process.pid)))
        finally:
            process.kill()
    used = [megabyte for _, megabyte in samples]
    late = samples[len(samples) // 2 :]
    named = f"window open and refreshed {1000 // REFRESH_MS} times a second for {minutes:g} min"
    yield figure(f"memory, {named}", used, "MB", MEMORY_LIMIT)
    yield Figure(
        what=f"slope of memory, second half, {named}",
        value=slope(late),
        unit="MB/min",
        times=len(late),
        low=late[0][1],
        high=late[-1][1],
        limit=SLOPE_LIMIT if minutes >= 10 else None,
    )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the straight line that fits points best."""
    middle = sum(x for x, _ in points) / len(points)
    level = sum(y for _, y in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - level) for x, y in points) / spread if spread else 0.0


def stay_open(home: Path) -> None:
    """Open the window of a home; tell its pages that all changed, and turn them, for ever."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from core.house import House
    from core.model.change import Change, Kind
    from gui.face import Face
    from gui.pages import find_pages

    app = QApplication(sys.argv[:1])
    house = House.open(home)
    face = Face(app, house)
    keys = cycle([each.key for each in find_pages()])

    def refresh() -> None:
        face.desk.note(Change(frozenset(Kind)))
        face.desk.turned.emit(next(keys))

    timer = QTimer(app)
    timer.timeout.connect(refresh)
    timer.start(REFRESH_MS)
    face.window.show()
    app.exec()


if __name__ == "__main__":
    stay_open(Path(sys.argv[1]))
