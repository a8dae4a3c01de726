"""The running programs on Linux."""

from core.probes.ask import Ask
from core.probes.programs.facts import ProgramsFacts
from core.probes.programs.reading import read_programs
from core.probes.system import System

_KTHREADD = 2
"""The parent of all threads of the kernel."""


def read(system: System, ask: Ask) -> ProgramsFacts:
    """Read the programs that run now."""
    return read_programs(system, "/proc/*/exe", _KTHREADD)
