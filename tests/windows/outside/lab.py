"""The laboratory from outside: Windows programs under Wine, in a prefix of their own."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[3]
OVERRIDES = "mscms,propsys=n,b;mscoree=;mshtml=;winemenubuilder.exe="
SCREEN = "1280x800"


def laboratory() -> Path:
    """Return the folder that `tests/windows/setup` filled."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("TRUCAN_WINLAB") or Path(cache) / "trucan-winlab")


class Lab:
    """Wine with a prefix of its own, made from the laboratory's and thrown away afterwards."""

    def __init__(self) -> None:
        """Copy the prefix (Wine's own files by link, they are never written) and start it."""
        self.folder = laboratory()
        self._work = Path(tempfile.mkdtemp(prefix="run-", dir=self.folder))
        self.prefix = self._work / "prefix"
        made = self.folder / "prefix"
        linked = ["cp", "-a", "--link", str(made / "drive_c" / "windows"), str(self._work)]
        subprocess.run(linked, check=True)
        ignore = shutil.ignore_patterns("windows")
        shutil.copytree(made, self.prefix, symlinks=True, ignore=ignore)
        (self._work / "windows").rename(self.prefix / "drive_c" / "windows")
        self.drive = self.prefix / "drive_c"
        self.python = self.folder / "interpreter" / "python.exe"
        # Wine's services would hold the pipe of whichever program came first.
        self._server("-p3600")
        started = ["wine", "cmd", "/c", "ver"]
        quiet = subprocess.DEVNULL
        subprocess.run(
            started, env=self._environment({}), stdin=quiet, stdout=quiet, stderr=quiet, check=True
        )

    def run(
        self,
        program: str | Path,
        *arguments: str,
        limit: float = 120,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> "subprocess.CompletedProcess[str]":
        """Run a Windows program to its end; what it prints is read as UTF-8."""
        said: dict[str, bytes] = {"out": b"", "err": b""}
        process = subprocess.Popen(
            ["wine", str(program), *arguments],
            env=self._environment(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
        )
        # Something that the program left running may hold the pipes: its own end decides.
        readers = [
            threading.Thread(target=self._listen, args=(pipe, said, name), daemon=True)
            for name, pipe in (("out", process.stdout), ("err", process.stderr))
            if pipe is not None
        ]
        for reader in readers:
            reader.start()
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        for reader in readers:
            reader.join(3)
        out, err = (said[name].decode("utf-8", "replace") for name in ("out", "err"))
        return subprocess.CompletedProcess([str(program), *arguments], process.returncode, out, err)

    @staticmethod
    def _listen(pipe: IO[bytes], said: dict[str, bytes], name: str) -> None:
        with pipe:
            while part := os.read(pipe.fileno(), 65536):
                said[name] += part

    @contextmanager
    def started(
        self,
        *command: str,
        environment: Mapping[str, str] | None = None,
        display: str = "",
        cwd: Path | None = None,
    ) -> "Iterator[subprocess.Popen[bytes]]":
        """Start a Windows program, on an X display if one is named, and end it when left."""
        shown = {"DISPLAY": display, "WINEQT_QPA_PLATFORM": "windows"} if display else {}
        process = subprocess.Popen(
            ["wine", *command],
            env=self._environment({**shown, **(environment or {})}),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def windows_path(self, path: Path) -> str:
        r"""Write a path as Windows programs know it: on C:, or on Z:, the whole machine."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def remove(self) -> None:
        """End everything in the prefix, then remove it."""
        self._server("-k")
        self._server("-w")
        shutil.rmtree(self._work, ignore_errors=True)

    def _server(self, switch: str) -> None:
        subprocess.run(["wineserver", switch], env=self._environment({}), check=False)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        # Wine keeps variables that begin with QT_ from its programs, unless named like this.
        fonts = "Z:/usr/share/fonts/truetype/dejavu"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "WINEQT_QPA_PLATFORM": "offscreen",
            "WINEQT_QPA_FONTDIR": fonts,
            **more,
        }


@contextmanager
def screen() -> Iterator[str]:
    """Give an X display of its own, by name."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{SCREEN}x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(
        command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def photograph(display: str, file: Path) -> None:
    """Save what a display shows as PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-display", display, "-window", "root", str(file)], check=True)


def colours(file: Path) -> int:
    """Count the different colours of a picture; an empty screen has one."""
    asked = ["identify", "-format", "%k", str(file)]
    return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def wait_until(true: Callable[[], object], limit: float, what: str) -> None:
    """Wait until something holds; AssertionError with `what` when it never does."""
    end = time.monotonic() + limit
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)
