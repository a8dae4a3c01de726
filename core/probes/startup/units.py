"""What units of systemd start."""

import posixpath
from collections.abc import Iterator

from core.model.unknown import Unknown
from core.probes.startup.facts import StartEntry
from core.probes.startup.reading import Reading, joined, runs_elsewhere
from core.probes.system import System

UNITS = (
    "/etc/systemd/system", "/etc/systemd/system.control", "/run/systemd/system",
    "/run/systemd/transient", "/usr/local/lib/systemd/system",
)  # fmt: skip
_PACKAGED = ("/lib/systemd/", "/usr/lib/systemd/")
_STARTS = (
    "ExecCondition", "ExecStart", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop",
    "ExecStopPost",
)  # fmt: skip
_MARKS = "-@:+!"  # prefixes that systemd allows before a program


def units_of(reading: Reading, folder: str, home: str, owner: int) -> Iterator[StartEntry]:
    """Yield the services of a folder of units.

    Of a link to where packages put theirs only what runs something from elsewhere is told: the unit
    may be no package's, and all others are left to packages.
    """
    for name in reading.names(folder):
        path = f"{folder}/{name}"
        if name.endswith(("service.d", ".wants", ".requires", ".upholds")):
            yield from units_of(reading, path, home, owner)
        elif name.endswith((".service", ".conf")):
            target = _target(reading.system, path)
            for command in () if target == "/dev/null" else _commands(reading.text(target or path)):
                entry = reading.entry(name, path, command, home, owner)
                if not target.startswith(_PACKAGED) or runs_elsewhere(entry):
                    yield entry


def _commands(unit: str) -> Iterator[str]:
    """Yield the commands of a unit."""
    for line in joined(unit):
        key, equals, value = line.partition("=")
        command = value.strip().lstrip(_MARKS)
        if equals and key.strip() in _STARTS and command:
            yield command


def _target(system: System, path: str) -> str:
    """Return where a link leads, empty for what is none."""
    target = system.link_target(path)
    if isinstance(target, Unknown):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
