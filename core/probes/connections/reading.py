"""The open connections through the port, the same on every operating system."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.connections.facts import Connection, ConnectionsFacts
from core.probes.system import System

MOST = 20_000
"""So many connections are kept; an ordinary office machine has a few hundred."""


def read_connections(system: System, source: str) -> ConnectionsFacts:
    """Return the open connections, each once."""
    now = system.now()
    seen = system.peers()
    if isinstance(seen, Unknown):
        return ConnectionsFacts.unread(seen.code, seen.detail, now)
    found = sorted({(each.address, each.port, each.program) for each in seen})
    return ConnectionsFacts(
        origin=Origin(backend="psutil", at=now, sources={"connections": source}),
        connections=tuple(
            Connection(address=address, port=port, program=program)
            for address, port, program in found[:MOST]
        ),
        left_out=max(0, len(found) - MOST),
    )
