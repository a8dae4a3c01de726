"""Which software is installed on Debian and its kin: dpkg's own status file."""

import re
from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.running import running_names
from core.probes.software.facts import Program, SoftwareFacts
from core.probes.system import System

STATUS = "/var/lib/dpkg/status"
_LIMIT = 40_000_000  # bytes; some 3 MB on an ordinary desktop
_FIELD = re.compile(r"^(Package|Status|Version): (.*)$", re.MULTILINE)


def installed(text: str) -> Iterator[Program]:
    """Yield the packages that are really installed."""
    for block in text.split("\n\n"):
        told = dict(_FIELD.findall(block))
        if told.get("Status", "").endswith(" installed") and told.get("Package"):
            yield Program(name=told["Package"].strip(), version=told.get("Version", "").strip())


def _programs(system: System) -> tuple[Program, ...] | Unknown:
    text = system.read_text(STATUS, _LIMIT)
    if isinstance(text, Unknown):
        if text.code is UnknownCode.NOT_FOUND:
            return Unknown(UnknownCode.NOT_SUPPORTED, f"no {STATUS}: not a system of Debian's kin")
        return text
    found = tuple(installed(text))
    return found or Unknown(UnknownCode.MALFORMED, f"{STATUS}: no installed package")


def read(system: System, ask: Ask) -> SoftwareFacts:
    """Read dpkg's status and the names of running programs."""
    return SoftwareFacts(
        origin=Origin(
            backend="dpkg", at=system.now(), sources={"programs": STATUS, "running": "/proc/*/exe"}
        ),
        programs=_programs(system),
        running=running_names(system),
    )
