"""Which software is installed on Debian and its kin: dpkg's own status file, and snaps."""

import re
from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.running import running_names
from core.probes.software.facts import Program, SoftwareFacts
from core.probes.system import System

STATUS = "/var/lib/dpkg/status"
STATUS_LIMIT = 40_000_000  # bytes; some 3 MB on an ordinary desktop
_SNAPS = "/snap"
_MOST_SNAPS = 200
_SNAP_VERSION = re.compile(r"^version:\s*[\"']?([^\s\"']+)", re.MULTILINE)
_FIELD = re.compile(r"^(Package|Status|Version): (.*)$", re.MULTILINE)


def installed(text: str) -> Iterator[Program]:
    """Yield the packages that are really installed."""
    for block in text.split("\n\n"):
        told = dict(_FIELD.findall(block))
        if told.get("Status", "").endswith(" installed") and told.get("Package"):
            yield Program(name=told["Package"].strip(), version=told.get("Version", "").strip())


def _snaps(system: System) -> Iterator[Program]:
    """Yield the snaps that are mounted, by what each says of itself: their service is not asked."""
    names = system.list_folder(_SNAPS)
    for name in names[:_MOST_SNAPS] if isinstance(names, tuple) else ():
        text = system.read_text(f"{_SNAPS}/{name}/current/meta/snap.yaml", 200_000)
        if not isinstance(text, Unknown):
            told = _SNAP_VERSION.search(text)
            yield Program(name=name, version=told[1] if told else "")


def _programs(system: System) -> tuple[Program, ...] | Unknown:
    text = system.read_text(STATUS, STATUS_LIMIT)
    if isinstance(text, Unknown):
        if text.code is UnknownCode.NOT_FOUND:
            return Unknown(UnknownCode.NOT_SUPPORTED, f"no {STATUS}: not a system of Debian's kin")
        return text
    found = tuple(installed(text))
    if not found:
        return Unknown(UnknownCode.MALFORMED, f"{STATUS}: no installed package")
    return (*found, *_snaps(system))


def read(system: System, ask: Ask) -> SoftwareFacts:
    """Read dpkg's status, the snaps, and the names of running programs."""
    return SoftwareFacts(
        origin=Origin(
            backend="dpkg",
            at=system.now(),
            sources={"programs": f"{STATUS}, {_SNAPS}", "running": "/proc/*/exe"},
        ),
        programs=_programs(system),
        running=running_names(system),
    )
