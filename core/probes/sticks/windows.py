"""Media that can be pulled out, on Windows."""

from core.probes.ask import Ask
from core.probes.sticks.facts import SticksFacts
from core.probes.sticks.reading import read_sticks
from core.probes.system import WindowsSystem


def read(system: WindowsSystem, ask: Ask) -> SticksFacts:
    """Look at the top folder of every medium that can be pulled out."""
    return read_sticks(system, "GetDriveType, STORAGE_DEVICE_DESCRIPTOR")
