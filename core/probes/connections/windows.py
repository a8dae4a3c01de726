"""The open connections on Windows."""

from core.probes.ask import Ask
from core.probes.connections.facts import ConnectionsFacts
from core.probes.connections.reading import read_connections
from core.probes.system import WindowsSystem


def read(system: WindowsSystem, ask: Ask) -> ConnectionsFacts:
    """Read the connections that are open now."""
    return read_connections(system, "GetExtendedTcpTable")
