"""Processes: starting the program and what it is compared with, under equal conditions."""

import compileall
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.figures import seconds

ROOT = Path(__file__).resolve().parents[1]
MAIN = str(ROOT / "main.py")
BARE = ROOT / "benchmarks" / "bare"
PATIENCE = 120.0
"""Seconds after which a process that should have answered is given up."""


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of every measured process: byte code is kept, nothing is buffered."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "TRUCAN_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, **(more or {})}


def compile_all() -> None:
    """Compile the program beforehand, as an installation does."""
    for folder in ("core", "gui", "benchmarks"):
        compileall.compile_dir(ROOT / folder, quiet=1)


def trucan(home: Path, *arguments: str) -> list[str]:
    """Return the command line of the program over a home folder."""
    return [sys.executable, MAIN, *arguments, "--home", str(home)]


def run(command: Sequence[str], more: Mapping[str, str] | None = None) -> float:
    """Run a command to its end and return the seconds; any exit status of ours is an answer."""
    return seconds(
        lambda: subprocess.run(
            command, env=environment(more), cwd=ROOT, capture_output=True, check=False
        )
    )


def until_shown(command: Sequence[str], more: Mapping[str, str]) -> tuple[float, float]:
    """Start a window; return the seconds until it says `shown`, and its megabytes then.

    Memory is the proportional share (PSS) where the system tells it, else the resident set.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment(more), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        guard = threading.Timer(PATIENCE, process.kill)
        guard.start()
        try:
            line = process.stdout.readline() if process.stdout else ""
            taken = time.perf_counter() - started
            used = megabytes(process.pid) if line == "shown\n" else 0.0
        finally:
            guard.cancel()
            process.kill()
    if not used:
        raise RuntimeError(f"{command} said {line!r} instead of shown")
    return taken, used


def megabytes(pid: int) -> float:
    """Return the memory of a process: its proportional share where that is told, else all of it."""
    import psutil

    process = psutil.Process(pid)
    share = None
    with suppress(psutil.AccessDenied):
        share = getattr(process.memory_full_info(), "pss", None)  # Linux alone tells it
    return float(process.memory_info().rss if share is None else share) / 1e6


@contextmanager
def virtual_display() -> Iterator[str]:
    """Run Xvfb on a free display and give its name; empty where there is no Xvfb."""
    if not shutil.which("Xvfb"):
        yield ""
        return
    server = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        number = process.stdout.readline().strip() if process.stdout else ""
        try:
            yield f":{number}" if number else ""
        finally:
            process.terminate()
