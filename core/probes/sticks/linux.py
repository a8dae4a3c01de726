"""Media that can be pulled out, on Linux."""

from core.probes.ask import Ask
from core.probes.sticks.facts import SticksFacts
from core.probes.sticks.reading import read_sticks
from core.probes.system import System


def read(system: System, ask: Ask) -> SticksFacts:
    """Look at the top folder of every medium that can be pulled out."""
    return read_sticks(system, "/proc/self/mountinfo, /sys/block")
