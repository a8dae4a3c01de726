"""A guest: a Linux kernel with drivers that the kernel of this machine need not have.

User-mode Linux runs as an ordinary process. It sees the files of this machine read only, disks made
of files, and one folder that it may write. To kill it is to cut the power: what its kernel had not
given to the disk is gone.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from components import UML

from tests.fat.inside.first import WORDS

ROOT = Path(__file__).parents[2]
FIRST = Path(__file__).parent / "inside" / "first.py"
ENDED = "ended "

_MEMORY = 384 * 1024 * 1024
_SHARED_MEMORY = Path("/dev/shm")


class Guest:
    """A guest that runs one program, to its end or to the end of its power."""

    def __init__(self, folder: Path, program: str, *words: str, disks: Sequence[Path] = ()) -> None:
        """Start it on a module of tests.fat.inside.

        It may write into `folder`; `disks` are its /dev/ubda, /dev/ubdb, …
        """
        self._console = folder / "console"
        # Its kernel takes a command line apart at blanks, and adds words of its own.
        (folder / WORDS).write_text("\n".join((program, *words)), "utf-8")
        has_room = shutil.disk_usage(_SHARED_MEMORY).free > 2 * _MEMORY
        command = [
            str(UML), f"mem={_MEMORY}", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro",
            f"uml_dir={folder}/", "con=null", "con0=null,fd:2", "ssl0=fd:0,fd:1",
            *(f"ubd{number}={disk}" for number, disk in enumerate(disks)),
            f"init={sys.executable}", "--", str(FIRST), str(ROOT), str(folder),
        ]  # fmt: skip
        with self._console.open("ab") as console:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=console,
                env={"PATH": os.defpath, "TMPDIR": str(_SHARED_MEMORY if has_room else folder)},
                text=True,
                start_new_session=True,
            )

    def lines(self) -> Iterator[str]:
        """Yield what the program prints, as it comes; a line that a cut broke off is none."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):
                yield line.rstrip()

    def said(self) -> list[str]:
        """Return what the program printed up to its end, which has to be a good one."""
        *lines, last = self.lines() or [""]
        assert last == f"{ENDED}0", self.console()
        return lines

    def cut(self) -> None:
        """Cut the power."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)

    def console(self) -> str:
        """Return what its kernel said, and what programs wrote to their standard error."""
        return self._console.read_text("utf-8", "replace")

    def __enter__(self) -> Self:
        """Return the guest itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Cut the power if it is still on."""
        if self._process.poll() is None:
            self.cut()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


def run(folder: Path, program: str, *words: str, disks: Sequence[Path] = ()) -> list[str]:
    """Return what a program prints in a guest of its own."""
    with Guest(folder, program, *words, disks=disks) as guest:
        return guest.said()
