"""The window: from the start of the process to `shown`, beside a bare QMainWindow; memory then."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.figures import Figure, alternate, figure, ratio
from benchmarks.homes import with_run
from benchmarks.processes import BARE, trucan, until_shown, virtual_display

LIMIT = 1.5
MEMORY_LIMIT = 90.0  # MB


def measure(folder: Path, times: int) -> Iterator[Figure]:
    """Measure offscreen, and on a virtual display where there is one."""
    home = with_run(folder / "window")
    yield from _on("offscreen", home, {"QT_QPA_PLATFORM": "offscreen"}, times)
    with virtual_display() as display:
        if display:
            yield from _on("Xvfb", home, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, times)


def _on(where: str, home: Path, more: Mapping[str, str], times: int) -> Iterator[Figure]:
    memory = []

    def ours() -> float:
        taken, used = until_shown(trucan(home, "--announce-shown"), more)
        memory.append(used)
        return taken

    def bare() -> float:
        return until_shown([sys.executable, str(BARE / "window.py")], more)[0]

    window, least = alternate(ours, bare, times)
    yield ratio(f"window to `shown` ÷ bare QMainWindow, {where}", window, least, LIMIT)
    yield figure(f"window to `shown`, {where}", window, "ms", factor=1000)
    yield figure(f"bare QMainWindow, {where}", least, "ms", factor=1000)
    yield figure(f"memory at `shown`, {where}", memory, "MB", MEMORY_LIMIT)
