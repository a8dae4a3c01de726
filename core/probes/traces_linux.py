"""Programs that were made to load a library first, and where links lead, on Linux."""

import os

from core.model.unknown import Unknown, UnknownCode
from core.probes.traces import Preloaded

_MOST = 4000
_ENVIRONMENT = 1 << 17  # bytes; more is cut off by nobody but a forger


def preloaded() -> tuple[Preloaded, ...] | Unknown:
    """Return the programs that LD_PRELOAD was told to, of those that this account may look at."""
    try:
        numbers = [int(each) for each in os.listdir("/proc") if each.isdecimal()]
    except OSError as error:
        return Unknown(UnknownCode.UNREADABLE, f"/proc: {error.strerror}")
    found = []
    for number in numbers[:_MOST]:
        try:
            with open(f"/proc/{number}/environ", "rb") as file:
                told = file.read(_ENVIRONMENT).split(b"\0")
            with open(f"/proc/{number}/comm", encoding="utf-8", errors="replace") as file:
                name = file.read().strip()
        except OSError:
            continue  # ended meanwhile, or of another account
        for each in told:
            if each.startswith(b"LD_PRELOAD=") and len(each) > len(b"LD_PRELOAD="):
                library = each.partition(b"=")[2].decode("utf-8", "replace")
                found.append(Preloaded(pid=number, name=name, library=library))
    return tuple(found)
