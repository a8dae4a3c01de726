"""The hosts file, whatever its length and encoding: what of it is worth telling."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.model.destinations import Destination, destination_of
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


def read_hosts(text: str) -> HostsFile:
    """Read a hosts file; lines without an address are passed over, as the resolver does.

    A name may stand there with several addresses: the resolver gives them all. Of more than can be
    told those that leave the office come first, then those that are blocked.
    """
    count = 0
    notable: dict[Destination, dict[tuple[str, str], HostEntry]] = {
        each: {} for each in Destination
    }
    away: dict[tuple[str, str], HostEntry] = {}
    known: dict[str, Destination | None] = {}
    for name, address in _entries(without_marks(text)):
        if address not in known:
            known[address] = destination_of(address)
        leads = known[address]
        if leads is None:
            continue
        count += 1
        entry = HostEntry(name=name, address=address)
        if is_notable(name):
            notable[leads].setdefault((name.lower(), address), entry)
        elif leads is Destination.INTERNET:
            away.setdefault((name.lower(), address), entry)
    told = [entry for entries in notable.values() for entry in entries.values()]
    return HostsFile(count, tuple(told[:_TOLD]), tuple(away.values())[:_TOLD])
