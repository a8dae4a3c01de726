"""The running programs on Windows."""

from core.probes.ask import Ask
from core.probes.running.facts import RunningFacts
from core.probes.running.reading import read_running
from core.probes.system import WindowsSystem

_SYSTEM = 4
"""The number of the kernel's own process, and the parent of its helpers."""


def read(system: WindowsSystem, ask: Ask) -> RunningFacts:
    """Read the programs that run now."""
    return read_running(system, "QueryFullProcessImageName", _SYSTEM)
