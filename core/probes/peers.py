"""The other ends of open connections, the same way on both systems."""

from contextlib import suppress
from dataclasses import dataclass

from core.model.destinations import address_of
from core.model.unknown import Unknown, UnknownCode


@dataclass(frozen=True, slots=True)
class Peer:
    """The other end of an open connection; `program` is the file on this side, empty if hidden."""

    address: str
    port: int
    program: str


def peers() -> tuple[Peer, ...] | Unknown:
    """Return the other ends of TCP and connected UDP sockets outside this machine, sorted."""
    try:
        import psutil
    except ImportError as error:
        return Unknown(UnknownCode.NOT_INSTALLED, str(error))
    try:
        found = psutil.net_connections("inet")
    except psutil.AccessDenied as error:
        return Unknown(UnknownCode.NO_RIGHT, f"sockets: {error}")
    except (psutil.Error, OSError, RuntimeError) as error:
        return Unknown(UnknownCode.UNREADABLE, f"sockets: {error}")
    files: dict[int, str] = {0: ""}
    ends = set()
    for each in found:
        if not each.raddr or _is_here(str(each.raddr[0])):
            continue
        pid = each.pid or 0
        if pid not in files:
            files[pid] = ""
            with suppress(psutil.Error, OSError):
                files[pid] = psutil.Process(pid).exe()
        ends.add((str(each.raddr[0]), int(each.raddr[1]), files[pid]))
    return tuple(Peer(*each) for each in sorted(ends))


def _is_here(address: str) -> bool:
    found = address_of(address)
    return found is not None and found.is_loopback
