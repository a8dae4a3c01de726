"""Both builds, made one after the other beside the tests, which leave one processor idle."""

import os
import signal
import subprocess
import threading
from pathlib import Path

from lab import ROOT

LIMIT = 900
"""Seconds for one build: about 100 on two processors, half of it for packing."""


class Builds:
    """Two folders in which one command builds everything; waited for when they are wanted."""

    def __init__(self, folder: Path) -> None:
        """Begin the first build."""
        self._folders = (folder / "first", folder / "again")
        self._statuses: list[int | str] = []
        self._built = tuple(threading.Event() for _ in self._folders)
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._build)
        self._thread.start()

    def first(self) -> Path:
        """Return the first folder, whole."""
        return self._wait(0)

    def both(self) -> tuple[Path, Path]:
        """Return both folders, whole."""
        return self._wait(0), self._wait(1)

    def stop(self) -> None:
        """End what is still building."""
        self._stopped = True
        if self._running is not None:
            _end(self._running)
        self._thread.join()

    def _build(self) -> None:
        for folder, built in zip(self._folders, self._built, strict=True):
            folder.mkdir(parents=True)
            if not self._stopped:
                self._statuses.append(self._build_into(folder))
            built.set()

    def _build_into(self, folder: Path) -> int | str:
        command = [str(ROOT / "installer" / "build"), str(folder)]
        with (folder / "log.txt").open("wb") as log:
            self._running = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                return self._running.wait(LIMIT)
            except subprocess.TimeoutExpired:
                _end(self._running)
                return f"not ready after {LIMIT} s"

    def _wait(self, number: int) -> Path:
        folder = self._folders[number]
        assert self._built[number].wait(LIMIT), "the build never ended"
        assert self._statuses[number] == 0, (folder / "log.txt").read_text("utf-8")[-3000:]
        return folder


def _end(build: "subprocess.Popen[bytes]") -> None:
    """End a build with everything that it started."""
    if build.poll() is None:
        os.killpg(build.pid, signal.SIGKILL)
    build.wait()
