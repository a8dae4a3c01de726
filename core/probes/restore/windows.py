"""A test restore on Windows."""

from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.backup.measure import spelled_as_stored
from core.probes.backup.windows import path_of
from core.probes.restore.facts import RestoreFacts
from core.probes.restore.reading import read_restore
from core.probes.system import WindowsSystem


def _path(system: WindowsSystem, place: str) -> str | Unknown:
    found = path_of(place)
    return found if isinstance(found, Unknown) else spelled_as_stored(system, found[1])


def read(system: WindowsSystem, ask: Ask) -> RestoreFacts:
    """Restore a sample from every declared place."""
    return read_restore(system, ask, lambda place: _path(system, place))
