"""The open connections on Linux."""

from core.probes.ask import Ask
from core.probes.connections.facts import ConnectionsFacts
from core.probes.connections.reading import read_connections
from core.probes.system import System


def read(system: System, ask: Ask) -> ConnectionsFacts:
    """Read the connections that are open now."""
    return read_connections(system, "/proc/net/tcp, /proc/net/tcp6")
