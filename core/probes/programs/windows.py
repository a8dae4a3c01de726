"""The running programs on Windows."""

from core.probes.ask import Ask
from core.probes.programs.facts import ProgramsFacts
from core.probes.programs.reading import read_programs
from core.probes.system import WindowsSystem

_SYSTEM = 4
"""The number of the kernel's own process, and the parent of its helpers."""


def read(system: WindowsSystem, ask: Ask) -> ProgramsFacts:
    """Read the programs that run now."""
    return read_programs(system, "QueryFullProcessImageName", _SYSTEM)
