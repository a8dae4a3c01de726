"""The hosts file, whatever its length and encoding: what of it is worth telling."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from core.probes.name_resolution.facts import HostEntry

LIMIT = 16_000_000
"""Bytes of a hosts file; lists against advertising have 100,000 lines and 3 MB."""

_TOLD = 50
_NOTABLE = frozenset(
    {
        # updates and protection of Windows, what antivirus products fetch, state and banks
        "microsoft.com", "windowsupdate.com", "windows.com", "windows.net", "live.com",
        "microsoftonline.com", "office.com", "msftncsi.com", "msftconnecttest.com",
        "kaspersky.com", "kaspersky-labs.com", "eset.com", "bkav.com", "bkav.com.vn",
        "bitdefender.com", "bitdefender.net", "avast.com", "avg.com", "mcafee.com", "symantec.com",
        "norton.com", "trendmicro.com", "sophos.com", "malwarebytes.com", "virustotal.com",
        "cmcinfosec.com", "viettelcybersecurity.com", "clamav.net", "debian.org", "ubuntu.com",
        "gov.vn", "chinhphu.vn", "vietcombank.com.vn", "vietinbank.vn", "bidv.com.vn",
        "agribank.com.vn", "mbbank.com.vn", "techcombank.com", "sbv.gov.vn", "facebook.com",
        "google.com", "google.com.vn", "gmail.com", "zalo.me",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HostsFile:
    """What a hosts file says, cut to what is worth telling."""

    lines: int
    notable: tuple[HostEntry, ...]
    sent_away: tuple[HostEntry, ...]


def without_marks(text: str) -> str:
    """Return a text read as UTF-8 although it was UTF-16 or had a mark; host names are ASCII."""
    return text.replace("\0", "").lstrip("\ufffd\ufeff")


def is_notable(name: str) -> bool:
    """Say whether a name belongs to one of those that nobody should send elsewhere."""
    parts = name.lower().rstrip(".").split(".")
    return any(".".join(parts[start:]) in _NOTABLE for start in range(len(parts)))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        for name in words[1:]:
            yield name, words[0]


def _leaves(address: str) -> bool | None:
    """Say whether an address is outside this machine and its network; None for no address."""
    try:
        where = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return where.is_global


def read_hosts(text: str) -> HostsFile:
    """Read a hosts file; lines without an address are passed over, as the resolver does."""
    count = 0
    notable: dict[str, HostEntry] = {}
    away: dict[str, HostEntry] = {}
    kinds: dict[str, bool | None] = {}
    for name, address in _entries(without_marks(text)):
        if address not in kinds:
            kinds[address] = _leaves(address)
        leaves = kinds[address]
        if leaves is None:
            continue
        count += 1
        if is_notable(name):
            notable.setdefault(name, HostEntry(name=name, address=address))
        elif leaves:
            away.setdefault(name, HostEntry(name=name, address=address))
    return HostsFile(count, tuple(notable.values())[:_TOLD], tuple(away.values())[:_TOLD])
