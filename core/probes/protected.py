"""Protected: whether ordinary users can change the files of the program.

Only a program that they cannot change may be started with an administrator's rights: else any of
them, or what runs in their name, could put its own code there and wait.
Source: learn.microsoft.com, "Security Descriptor String Format" and "ACE Strings".
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from core.probes.win_descriptor import descriptor_of

_SYSTEM, _ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
_TRUSTED = frozenset(("SY", "BA", _SYSTEM, _ADMINISTRATORS, _INSTALLER))

_ACE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ALLOWING = frozenset(("A", "OA", "XA", "ZA"))
_RIGHTS = {
    "GA": 0x10000000, "GX": 0x20000000, "GW": 0x40000000, "GR": 0x80000000,
    "RC": 0x20000, "SD": 0x10000, "WD": 0x40000, "WO": 0x80000,
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80,
    "CR": 0x100, "FA": 0x1F01FF, "FR": 0x120089, "FW": 0x120116, "FX": 0x1200A0,
}  # fmt: skip
_OWNING = 0x10000000 | 0x40000000 | 0x40000 | 0x80000 | 0x10000
"""Everything, writing, the list of rights, the owner, removal."""
_REPLACING = _OWNING | 0x40
"""What lets somebody remove or rename what lies in a folder above."""
_CHANGING = _REPLACING | 0x2 | 0x4
"""What lets somebody write into a file, or put something into a folder."""


def looks_protected(folder: Path) -> bool:
    """Say whether nobody but administrators can change a folder or replace one above it.

    What cannot be read counts as changeable, and so does everything off Windows.
    """
    try:
        if any(others_may_replace(descriptor_of(str(each))) for each in folder.parents):
            return False
        return not others_may_change(descriptor_of(str(folder)))
    except OSError:
        return False


def is_protected(folder: Path) -> bool:
    """Say whether a folder looks protected and so does everything in it: thousands of files."""
    try:
        return looks_protected(folder) and not any(
            others_may_change(descriptor_of(each)) for each in _everything(folder)
        )
    except OSError:
        return False


def others_may_change(descriptor: str) -> bool:
    """Say whether a descriptor in SDDL lets anybody but administrators change a file or folder."""
    return _others_may(descriptor, _CHANGING)


def others_may_replace(descriptor: str) -> bool:
    """Say whether it lets anybody but administrators put another thing in its place."""
    return _others_may(descriptor, _REPLACING)


def _everything(folder: Path) -> Iterator[str]:
    def stop(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=stop):
        for name in (*folders, *files):
            yield os.path.join(place, name)


def _others_may(descriptor: str, rights: int) -> bool:
    owner = re.match(r"O:(S-[\d-]+|[A-Z]{2})", descriptor)
    entries = re.search(r"D:([A-Z]*)((?:\(.*\))?)(?=S:|$)", descriptor)
    if owner is None or owner[1] not in _TRUSTED or entries is None:
        return True
    return any(_allows(each, rights) for each in _ACE.findall(entries[2]))


def _allows(entry: str, rights: int) -> bool:
    kind, flags, given, _, _, account, *_ = (*entry.split(";"), *[""] * 6)
    if kind not in _ALLOWING or "IO" in re.findall("..", flags) or account in _TRUSTED:
        return False
    mask = _mask(given)
    return mask is None or bool(mask & rights)


def _mask(given: str) -> int | None:
    """Return the rights of an entry as a number; None when one of them is not known."""
    if given.startswith("0x"):
        try:
            return int(given, 16)
        except ValueError:
            return None
    parts = re.findall("..", given)
    if len(given) % 2 or any(each not in _RIGHTS for each in parts):
        return None
    whole = 0
    for each in parts:
        whole |= _RIGHTS[each]
    return whole
