"""Requests to end a command: Ctrl+C, a system that asks, a terminal that is closed."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from core.cli.ending import heard_by
from core.cli.front import run

pytestmark = pytest.mark.only("posix")

ROOT = Path(__file__).resolve().parents[2]

SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]  # by name: Windows has not all of them

HANGING = """
import sys, time
sys.path.insert(0, {root!r})
import core.house
core.house.host_command = lambda: (sys.executable, "-c", "import time; time.sleep(600)")
from core.cli.front import run
sys.stderr.write("ready\\n")
sys.exit(run(sys.argv[1:], lambda *given: 0))
"""
"""A command line whose probe hosts hang for ever."""


def started(folder: Path, *arguments: str, code: str = "", **more: str) -> subprocess.Popen[str]:
    """Start a command in a session of its own, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    program = ["-c", code.format(root=str(ROOT))] if code else [str(ROOT / "main.py")]
    return subprocess.Popen(
        [sys.executable, "-W", "error", *program, *arguments],
        env={**environment, "TRUCAN_HOME": str(folder / "home"), **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line_of(stream: IO[str] | None) -> str:
    """Return the next line, so that the command is known to have come that far."""
    assert stream is not None
    return stream.readline()


def children_of(parent: int) -> list[int]:
    """Return the children of a process that still runs."""
    return [
        int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ]


@pytest.mark.parametrize("request_to_end", SIGNALS)
def test_a_command_that_is_ended_leaves_nothing_behind(tmp_path: Path, request_to_end: str) -> None:
    process = started(tmp_path, "selftest", TMPDIR=str(tmp_path))
    assert line_of(process.stdout)  # by now its temporary home stands
    process.send_signal(signal.Signals[request_to_end])
    _, said = process.communicate(timeout=60)

    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("trucan-selftest-*"))


@pytest.mark.parametrize("request_to_end", SIGNALS)
def test_a_check_that_hangs_is_stopped_stored_and_leaves_no_process(
    tmp_path: Path, request_to_end: str
) -> None:
    process = started(tmp_path, "check", code=HANGING)
    assert line_of(process.stderr) == "ready\n"
    hosts: list[int] = []
    while not hosts and process.poll() is None:
        hosts = children_of(process.pid)
    process.send_signal(signal.Signals[request_to_end])
    printed, said = process.communicate(timeout=60)

    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "Đã lưu lần kiểm tra" in printed
    assert not [each for each in hosts if Path(f"/proc/{each}").exists()]


def test_what_nohup_has_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with heard_by(lambda *_: None):
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_window_hears_requests_to_end_as_the_system_has_it(tmp_path: Path) -> None:
    seen: list[object] = []
    before = signal.getsignal(signal.SIGTERM)

    def look(home: Path | None, lang: str | None, announce_shown: bool) -> int:
        seen.append(signal.getsignal(signal.SIGTERM))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        assert run(["start", "--home", str(tmp_path)], look) == 0
    assert seen == [before]
    assert signal.getsignal(signal.SIGTERM) is before
