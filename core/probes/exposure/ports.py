"""Which listening sockets others can reach, the same way on both systems."""

from core.model.destinations import address_of
from core.model.unknown import Unknown
from core.probes.exposure.facts import OpenPort
from core.probes.system import System


def _is_loopback(address: str) -> bool:
    found = address_of(address)
    return found is not None and found.is_loopback


def open_ports(system: System) -> tuple[OpenPort, ...] | Unknown:
    """Return the ports that listen beyond this machine, each once."""
    waiting = system.listeners()
    if isinstance(waiting, Unknown):
        return waiting
    found: dict[tuple[str, int], OpenPort] = {}
    for each in waiting:
        if not _is_loopback(each.address):
            name = f"{each.program} ({each.protocol} {each.port})".strip()
            found.setdefault(
                (each.protocol, each.port),
                OpenPort(name=name, protocol=each.protocol, port=each.port, program=each.program),
            )
    return tuple(found.values())
