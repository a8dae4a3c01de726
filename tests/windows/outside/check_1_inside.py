"""The tests of core, run by Windows' own Python from a path with Vietnamese letters."""

import re
import sys
from pathlib import Path

import pytest
from lab import ROOT, Lab, colours, photograph, screen, wait_until

LEFT_OUT = {
    "fat": "boots guests with the driver of Linux",
    "cli": "drives shells of Linux; the checks of the installed program use it for real",
    "gui": "needs the fonts and the drawing of Linux; the window is shown below",
    "schedule": "drives systemd; Wine has no Task Scheduler",
}
TESTS = ROOT / "tests"
ROOM_LIMIT = 600
"""Seconds; the longest room takes about 60 on a quiet machine, and so do its tests together."""

FORGOTTEN = "ignore:unclosed database:ResourceWarning"
"""Python 3.13 tells of a store that a test forgot to close; 3.11, which tests are written with,
does not."""

TOP = "tests/test_launched.py tests/test_secrets.py tests/test_whole_file.py"
FOLDERS = {each.relative_to(TESTS).parts[0] for each in TESTS.glob("*/**/test_*.py")}
ROOMS = [
    *sorted(f"tests/{name}" for name in FOLDERS - LEFT_OUT.keys() - {"windows"}),
    "tests/windows/inside",
    TOP,
]
"""Every room with tests, but for those that say nothing about Windows."""


@pytest.mark.parametrize("room", ROOMS)
def test_room(lab: Lab, source: Path, room: str) -> None:
    ended = lab.run(
        lab.python,
        "tests/__main__.py",
        "-q",
        "--tb=short",
        "-p",
        "no:cacheprovider",
        *("-W", FORGOTTEN),
        "--timeout",
        str(ROOM_LIMIT // 2),
        *room.split(),
        limit=ROOM_LIMIT,
        environment={"PYTHONUTF8": "1"},
        cwd=source,
    )
    sys.stdout.write(ended.stdout[-6000:])

    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]
    assert re.search(r"\d+ passed", ended.stdout)


def test_the_window_is_shown_by_windows_own_drawing(lab: Lab, source: Path, pictures: Path) -> None:
    picture = pictures / "window-from-source.png"
    with screen() as display:
        command = [str(lab.python), "main.py", "--announce-shown", "--home", "C:\\nhà thử"]
        with lab.started(*command, display=display, cwd=source) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"shown"
            wait_until(lambda: shows_something(display, picture), 20, "the screen stayed empty")


def shows_something(display: str, picture: Path) -> bool:
    """Take a picture and say whether more than a bare background is on it."""
    photograph(display, picture)
    return colours(picture) > 50
