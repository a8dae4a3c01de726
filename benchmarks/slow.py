"""A slow PC, imitated: one core at a quarter of its time, caches cold where we may empty them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, figure, seconds
from benchmarks.homes import with_backup, with_run
from benchmarks.processes import ROOT, environment, trucan

SHARE = 0.25
PERIOD = 0.1  # seconds
LIMITS = {"quick": 20.0, "full": 60.0}  # seconds

_CGROUP = Path("/sys/fs/cgroup")
_DROP_CACHES = Path("/proc/sys/vm/drop_caches")


def measure(folder: Path, times: int) -> Iterator[Figure]:
    """Measure quick and full checks on one core at a quarter of its time; nothing on Windows."""
    if os.name == "posix":
        yield from _measured(folder, times)


def _measured(folder: Path, times: int) -> Iterator[Figure]:
    home, backup = with_run(folder / "slow"), with_backup(folder / "slow-backup")
    place = f"BAK-301.places={backup}"
    for depth, limit in LIMITS.items():
        command = trucan(home, "check", "--depth", depth, "--param", place, "--json", "-")
        taken, ways = [], set[str]()
        for _ in range(times):
            ways.add(cold())
            with slowed() as (start, way):
                ways.add(way)
                taken.append(seconds(partial(start, command)))
        yield figure(
            f"{depth} check on one core at 25 % ({', '.join(sorted(ways))})", taken, "s", limit
        )


def cold() -> str:
    """Empty the page cache where we may; say what is so."""
    if sys.platform != "win32":
        os.sync()
    try:
        _DROP_CACHES.write_text("3")
    except OSError:
        return "caches warm"
    return "caches cold"


Start = Callable[[list[str]], object]


@contextmanager
def slowed() -> Iterator[tuple[Start, str]]:
    """Give a way to run a command slowed, and its name: by control group, else by stop signals."""
    with ExitStack() as stack:
        group = _group(stack)
        if group is None:
            yield _run_by_signals, "stop signals"
        else:
            yield (lambda command: _run(command, group).wait()), "control group"


def _group(stack: ExitStack) -> Path | None:
    """Make a control group with a quarter of a core, of version 2 or 1; None where we may not."""
    period = 100_000  # microseconds
    quota = int(period * SHARE)
    for parent, settings in (
        (_CGROUP, {"cpu.max": f"{quota} {period}"}),
        (_CGROUP / "cpu", {"cpu.cfs_period_us": str(period), "cpu.cfs_quota_us": str(quota)}),
    ):
        group = parent / f"trucan-slow-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            for name, value in settings.items():
                (group / name).write_text(value)
        except OSError:
            group.rmdir()
            continue
        stack.callback(_remove, group)
        return group
    return None


def _remove(group: Path) -> None:
    for _ in range(50):
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)


def _run(command: list[str], group: Path | None = None) -> "subprocess.Popen[bytes]":
    """Start a command on one core, inside a control group if there is one."""

    def settle() -> None:
        if sys.platform != "win32":
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        if group is not None:
            (group / "cgroup.procs").write_text("0")

    return subprocess.Popen(
        command,
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=settle,
    )


def _run_by_signals(command: list[str]) -> None:
    """Run a command and all it starts for a quarter of the time, stopping it for the rest.

    On one core shared by the tree this is what a quota does, but for what runs just as it is found.
    """
    process = _run(command)
    ended = threading.Event()
    watcher = threading.Thread(target=_keep_stopping, args=(process.pid, ended))
    watcher.start()
    try:
        process.wait()
    finally:
        ended.set()
        watcher.join()


def _keep_stopping(pid: int, ended: threading.Event) -> None:
    import psutil

    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        while not ended.wait(PERIOD * SHARE):
            tree = [root, *root.children(recursive=True)]
            for each in tree:
                with suppress(psutil.Error):
                    each.suspend()
            ended.wait(PERIOD * (1 - SHARE))
            for each in tree:
                with suppress(psutil.Error):
                    each.resume()
