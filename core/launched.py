"""How this program was started: from a source tree, or by its own launcher for Windows.

The launcher runs Python inside itself, so that `sys.executable` is no interpreter. It tells where
its console form stands by `-X trucan=…\\bin\\trucan.exe`; the program's folder is above that.
"""

import sys
from collections.abc import Callable
from pathlib import Path

_MAIN = Path(__file__).resolve().parent.parent / "main.py"
_PORTABLE_MARK = "portable.txt"
_PORTABLE_HOME = "TrucAn-du-lieu"


def console_launcher() -> Path | None:
    """Return the console form of the own launcher, None when started from a source tree."""
    told = sys._xoptions.get("trucan")
    return Path(told) if isinstance(told, str) else None


def program_folder() -> Path | None:
    """Return the folder that an installation or a portable copy fills, None for a source tree."""
    console = console_launcher()
    return None if console is None else console.parent.parent


def own_command() -> tuple[str, ...]:
    """Return how this program is started without a window, isolated: nothing nearby is imported."""
    console = console_launcher()
    if console is not None:
        return (str(console),)
    return (sys.executable, "-I", str(_MAIN))


def portable_home() -> Path | None:
    """Return the home that a portable copy carries with it, None for every other kind."""
    folder = program_folder()
    if folder is None or not (folder / _PORTABLE_MARK).is_file():
        return None
    return folder / _PORTABLE_HOME


def told_in_a_box(run: Callable[[], int]) -> int:
    """Run where nothing can be printed, as a window without a console; show what went wrong."""
    import io

    sys.stderr = said = io.StringIO()
    status = run()
    if status != 0 and said.getvalue() and sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, said.getvalue(), "Trực An", 0x10)
    return status
