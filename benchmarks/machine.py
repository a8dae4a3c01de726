"""The machine: what was measured on, and how fast it is at things that are not ours."""

import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from benchmarks.processes import run


def describe() -> str:
    """Return one paragraph on the machine, its load included."""
    import psutil

    load = ", ".join(f"{each:.1f}" for each in psutil.getloadavg())
    memory = psutil.virtual_memory()
    return (
        f"{os.cpu_count()} cores of {_processor()}, {memory.total / 2**30:.1f} GiB "
        f"({memory.available / 2**30:.1f} free), {platform.platform()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"load {load} before the first measurement"
    )


def calibrate() -> list[Figure]:
    """Return how fast the machine is now: absolute figures mean little without these."""
    start = [run([sys.executable, "-c", "pass"]) for _ in range(11)]
    count = [seconds(lambda: sum(each * each for each in range(1_000_000))) for _ in range(7)]
    return [
        figure("calibration: `python -c pass`", start, "ms", factor=1000),
        figure("calibration: a million squares added up", count, "ms", factor=1000),
        figure("calibration: 4 KiB written durably", _durable_writes(100), "ms", factor=1000),
    ]


def _durable_writes(times: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "block").open("wb") as file:

        def write() -> None:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())

        return [seconds(write) for _ in range(times)]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
