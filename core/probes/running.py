"""Which programs run, by the name of their file."""

from core.model.unknown import Unknown
from core.probes.system import System


def running_names(system: System) -> tuple[str, ...] | Unknown:
    """Return the file names of running programs in lower case, sorted, each once."""
    seen = system.processes()
    if isinstance(seen, Unknown):
        return seen
    names = {_base(each.exe or each.name) for each in seen}
    return tuple(sorted(name for name in names if name))


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()
