"""What scripts of the system and start files of shells run that is out of the common."""

import re
from collections.abc import Iterator

from core.model.unknown import Unknown, UnknownCode
from core.probes.startup.facts import StartEntry
from core.probes.startup.reading import Person, Reading, joined, lies_elsewhere

_SHELLS = ("/etc/profile", "/etc/bash.bashrc", "/etc/zsh/zshrc", "/etc/zsh/zprofile")
_SHELL_FOLDERS = ("/etc/profile.d", "/etc/X11/Xsession.d", "/etc/X11/xinit/xinitrc.d")
_SHELLS_OF_PEOPLE = (
    ".profile", ".bash_profile", ".bash_login", ".bashrc", ".bash_logout", ".bash_aliases",
    ".zshenv", ".zprofile", ".zshrc", ".zlogin", ".xprofile", ".xsession", ".xsessionrc",
)  # fmt: skip
_INIT = "/etc/init.d"
_RC_LOCAL = ("/etc/rc.local", "/etc/rc.d/rc.local")
_SHELL_SCRIPT = re.compile(rb"#!\s*(?:/\S*/)?(?:env\s+)?(?:ba|da|z|k)?sh\b")
_MOVES = re.compile(r"cd\s+(/\S+)\s*(?:\|\|.*)?;?")
_STRANGE = re.compile(r"\./|~/|\$\{?HOME|(?<![\w$}/.~-])/(?!(?:bin|sbin|lib|usr|opt|etc)/)")
"""Without one of these a line runs nothing from elsewhere."""
_HANDED = re.compile(r"\|\s*(?:sudo\s+)?(?:/\S*/)?(?:ba|da|z|k)?sh\b|/dev/(?:tcp|udp)/")


def _lines_of(reading: Reading, path: str, home: str, owner: int) -> Iterator[StartEntry]:
    """Yield the lines of a shell's start file that start something out of the common.

    That is what runs from elsewhere than the system and the home, or is handed to a shell unseen.
    """
    here = ""
    for line in joined(reading.text(path)):
        if moves := _MOVES.fullmatch(line):
            here = f"cd {moves[1]} && "
        if not _STRANGE.search(line) and not _HANDED.search(line):
            continue
        command = f"{here}{line}" if "./" in line else line
        entry = reading.entry(path.rpartition("/")[2], path, command, home, owner)
        strange = (each for each in entry.programs if not (home and each.startswith(f"{home}/")))
        if _HANDED.search(line) or any(map(lies_elsewhere, strange)):
            yield entry


def shells_of(reading: Reading, people: tuple[Person, ...]) -> Iterator[StartEntry]:
    """Yield what shells and the X session start when somebody signs in."""
    paths = list(_SHELLS)
    for folder in _SHELL_FOLDERS:
        paths += [f"{folder}/{name}" for name in reading.names(folder)]
    for path in paths:
        yield from _lines_of(reading, path, "", 0)
    for each in people:
        for name in _SHELLS_OF_PEOPLE:
            path = f"{each.home}/{name}"
            seen = reading.system.stat(path)
            if isinstance(seen, Unknown) and seen.code is not UnknownCode.NOT_FOUND:
                reading.unseen.append(each.home)  # nobody else may look into the whole home
                break
            if not isinstance(seen, Unknown):
                yield from _lines_of(reading, path, each.home, each.uid)


def script_of(reading: Reading, path: str) -> Iterator[StartEntry]:
    """Yield a script that the system runs, and its lines that start something out of the common."""
    yield reading.entry(path.rpartition("/")[2], path, path, "", 0)
    head = reading.system.read_bytes(path, 100)
    if isinstance(head, bytes) and _SHELL_SCRIPT.match(head):
        yield from _lines_of(reading, path, "", 0)


def scripts_of_start(reading: Reading) -> Iterator[StartEntry]:
    """Yield the scripts of the old way to start, and the one that the system runs last."""
    for path in _RC_LOCAL:
        if not isinstance(reading.system.stat(path), Unknown):
            yield from script_of(reading, path)
    for name in reading.names(_INIT):
        yield from script_of(reading, f"{_INIT}/{name}")
