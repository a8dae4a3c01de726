"""Sockets that wait for others, the same way on both systems."""

from contextlib import suppress

from core.model.unknown import Unknown, UnknownCode
from core.probes.seen import Listener

_STREAM = 1  # SOCK_STREAM; every other socket of the internet family is a datagram one
_MOST = 5000


def listeners() -> tuple[Listener, ...] | Unknown:
    """Return the listening sockets of IPv4 and IPv6, sorted; may be none at all.

    A datagram socket without a peer waits for anybody. The program is told where we may know it.
    """
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
    names: dict[int, str] = {}
    waiting = set()
    for each in found:
        stream = int(each.type) == _STREAM
        if (each.status != psutil.CONN_LISTEN) if stream else bool(each.raddr):
            continue
        if not each.laddr:
            continue
        pid = each.pid or 0
        if pid and pid not in names:
            names[pid] = ""
            with suppress(psutil.Error, OSError):
                names[pid] = psutil.Process(pid).name()
        address, port = each.laddr[0], each.laddr[1]
        kind = "tcp" if stream else "udp"
        waiting.add((kind, str(address), int(port), names.get(pid, "")))
    return tuple(Listener(*each) for each in sorted(waiting)[:_MOST])
