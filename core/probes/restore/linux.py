"""A test restore on Linux."""

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.measure import spelled_as_stored
from core.probes.restore.facts import RestoreFacts
from core.probes.restore.reading import read_restore
from core.probes.system import System


def _path(system: System, place: str) -> str | Unknown:
    home = system.environment("HOME") if place.startswith("~/") else ""
    full = f"{home}{place[1:]}" if home and isinstance(home, str) else place
    if not full.startswith("/"):
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{place}: not a full path")
    return spelled_as_stored(system, full.rstrip("/") or "/")


def read(system: System, ask: Ask) -> RestoreFacts:
    """Restore a sample from every declared place."""
    return read_restore(system, ask, lambda place: _path(system, place))
