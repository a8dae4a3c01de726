"""The running programs on Linux."""

from core.probes.ask import Ask
from core.probes.running.facts import RunningFacts
from core.probes.running.reading import read_running
from core.probes.system import System

_KTHREADD = 2
"""The parent of all threads of the kernel."""


def read(system: System, ask: Ask) -> RunningFacts:
    """Read the programs that run now."""
    return read_running(system, "/proc/*/exe", _KTHREADD)
