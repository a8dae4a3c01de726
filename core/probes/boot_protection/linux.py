"""How Linux starts and what protects its drives: EFI variables, the TPM, the tree of lsblk."""

import json
from collections.abc import Iterator
from typing import Any

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.boot_protection.facts import BootProtectionFacts, DriveState
from core.probes.container_linux import container_of
from core.probes.system import System

_EFI = "/sys/firmware/efi"
_SECURE_BOOT = f"{_EFI}/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
_TPM = "/sys/class/tpm/tpm0"
_LSBLK = "/usr/bin/lsblk"
_LIMIT_S = 5.0
_WATCHED = ("/", "/home")
_DEEPEST = 20


def _uefi(system: System) -> bool | Unknown:
    seen = system.stat(_EFI)
    if isinstance(seen, Unknown):
        return False if seen.code is UnknownCode.NOT_FOUND else seen
    return True


def _secure_boot(system: System, uefi: bool | Unknown) -> bool | Unknown:
    """Return the variable's one byte, which follows four of attributes."""
    if uefi is False:
        return False
    raw = system.read_bytes(_SECURE_BOOT, 16)
    if isinstance(raw, Unknown):
        return raw
    if len(raw) != 5:
        return Unknown(UnknownCode.MALFORMED, f"SecureBoot: {len(raw)} bytes")
    return raw[4] == 1


def _tpm(system: System) -> int | Unknown:
    seen = system.stat(_TPM)
    if isinstance(seen, Unknown):
        return 0 if seen.code is UnknownCode.NOT_FOUND else seen
    told = system.read_text(f"{_TPM}/tpm_version_major", 20)
    if isinstance(told, Unknown):
        return told
    version = told.strip()
    return int(version) if version in ("1", "2") else Unknown(UnknownCode.MALFORMED, version[:20])


def _mounts(device: Any, crypt: bool, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield where a device and what lies on it is mounted, and whether a layer of it encrypts."""
    if not isinstance(device, dict) or depth > _DEEPEST:
        return
    crypt = crypt or device.get("type") == "crypt"
    places = device.get("mountpoints") or [device.get("mountpoint")]
    for place in places if isinstance(places, list) else []:
        if isinstance(place, str):
            yield place, crypt
    children = device.get("children")
    for child in children if isinstance(children, list) else []:
        yield from _mounts(child, crypt, depth + 1)


def read_drives(told: str) -> tuple[DriveState, ...] | Unknown:
    """Read what lsblk tells as JSON; a tree without the root folder says nothing about it."""
    try:
        devices = json.loads(told)["blockdevices"]
        mounted: dict[str, bool] = {}
        for device in devices:
            for place, crypt in _mounts(device, False):
                # A mirror is encrypted only when each half is.
                mounted[place] = crypt and mounted.get(place, True)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return Unknown(UnknownCode.MALFORMED, f"lsblk: {error!r:.80}")
    if "/" not in mounted:
        return Unknown(UnknownCode.NOT_FOUND, "lsblk shows no device for /")
    return tuple(
        DriveState(name=place, state="on" if mounted[place] else "off")
        for place in _WATCHED
        if place in mounted
    )


def _drives(system: System) -> tuple[DriveState, ...] | Unknown:
    answer = system.run([_LSBLK, "--json", "--output", "NAME,TYPE,MOUNTPOINTS"], _LIMIT_S)
    if isinstance(answer, Unknown):
        return answer
    if answer.exit:
        return Unknown(UnknownCode.UNREADABLE, f"lsblk: {answer.err.strip()[:80]}")
    return read_drives(answer.out)


def read(system: System, ask: Ask) -> BootProtectionFacts:
    """Read firmware, Secure Boot, TPM and what lies under the folders of people."""
    uefi = _uefi(system)
    return BootProtectionFacts(
        origin=Origin(
            backend="/sys, lsblk",
            at=system.now(),
            sources={
                "uefi": _EFI,
                "secure_boot": _SECURE_BOOT,
                "tpm": _TPM,
                "drives": f"{_LSBLK} --json",
            },
        ),
        uefi=uefi,
        secure_boot=_secure_boot(system, uefi),
        certificates=Unknown(UnknownCode.NOT_SUPPORTED, "only Windows tells it"),
        tpm=_tpm(system),
        drives=_drives(system),
        container=container_of(system),
    )
