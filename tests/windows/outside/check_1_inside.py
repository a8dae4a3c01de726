"""The tests of core, run by Windows' own Python from a path with Vietnamese letters."""

import re
import sys
from pathlib import Path

import pytest
from lab import Lab, colours, photograph, screen, wait_until

ROOMS = (
    "tests/campaign", "tests/checks", "tests/duty", "tests/engine", "tests/policy",
    "tests/probes", "tests/report", "tests/seal", "tests/store", "tests/windows/inside",
)  # fmt: skip
"""Rooms that make sense on Windows. The others drive shells and tools of Linux, or need a compiler
of types; `cli` is used for real by the checks of the installed program."""


@pytest.mark.parametrize("room", ROOMS)
def test_room(lab: Lab, source: Path, room: str) -> None:
    ended = lab.run(
        lab.python,
        "tests/__main__.py",
        "-q",
        "--tb=short",
        "-p",
        "no:cacheprovider",
        room,
        limit=420,
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
