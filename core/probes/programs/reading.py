"""The running programs through the port, the same on every operating system."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.programs.facts import ProgramsFacts, RunningProgram
from core.probes.system import System

_OF_THE_KERNEL = frozenset(("system", "registry", "system idle process", "memory compression"))


def read_programs(system: System, source: str, kernel: int) -> ProgramsFacts:
    """Return the running programs; `kernel` is the process whose children have no file."""
    now = system.now()
    seen = system.processes()
    if isinstance(seen, Unknown):
        return ProgramsFacts.unread(seen.code, seen.detail, now)
    found = sorted({(each.name, each.exe) for each in seen if each.exe})
    unseen = [
        each
        for each in seen
        if not each.exe
        and kernel not in (each.pid, each.parent)
        and each.name.casefold() not in _OF_THE_KERNEL
    ]
    return ProgramsFacts(
        origin=Origin(backend="psutil", at=now, sources={"programs": source}),
        programs=tuple(RunningProgram(name=name, file=file) for name, file in found),
        unseen=len(unseen),
    )
