"""Straight to the window: the few arguments that ask for nothing else, read without click.

Click costs as much as all our own modules of the first paint. Anything unusual, also a wrong
value, is left to the command line, which knows what to say.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.words import LANGUAGES, Words

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


WindowOpener = Callable[[Path | None, str | None, bool], int]
"""Opens the window for a home, a language and whether to announce the first paint."""

NoticeShower = Callable[[Words, Sequence[str]], bool]
"""Shows lines outside a window for a while; returns whether somebody wants to see more."""

Asked = tuple[Path | None, str | None, bool]
"""The home, the language and whether to announce the first paint, as the window's opener takes."""


def window_asked(arguments: list[str], environ: Mapping[str, str]) -> Asked | None:
    """Return what arguments ask of the window, or None when the command line must look at them."""
    given = {"--home": environ.get("TRUCAN_HOME", "")}
    left = [each for each in arguments if each != "--announce-shown"]
    while len(left) > 1 and left[0] in ("--home", "--lang") and left[1][:1] not in ("", "-"):
        given[left[0]] = left[1]
        left = left[2:]
    home, lang = given["--home"], given.get("--lang")
    if left or lang not in (None, *LANGUAGES) or os.path.isfile(home) or not has_display():
        return None
    return Path(home) if home else None, lang, "--announce-shown" in arguments


def go_straight(arguments: list[str], open_window: WindowOpener) -> int | None:
    """Open the window if nothing else is asked for, and return its exit status; else None.

    What fails then is told by the command line, as if the window had been opened from there.
    """
    asked = window_asked(arguments, os.environ)
    if asked is None:
        return None
    speak_utf8()
    try:
        return open_window(*asked)
    except (Exception, KeyboardInterrupt) as error:
        from core.cli.front import run

        failure = error

        def fail_again(home: Path | None, lang: str | None, announce_shown: bool) -> int:
            raise failure

        return run(arguments, fail_again)


def show_nothing(words: Words, lines: Sequence[str]) -> bool:
    """Show nothing, where there is no way to."""
    return False


def has_display() -> bool:
    """Say whether a window can be shown: always on Windows, on Linux where a server is named."""
    if any(os.environ.get(name) for name in _DISPLAYS):
        return True
    from core.probes.catalogue import this_os

    return this_os() == "windows"


def speak_utf8() -> None:
    """Write UTF-8 to both outputs, and never fail on a mark that one cannot take."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
