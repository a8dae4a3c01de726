"""Sharing on Windows: the share API, rights from the registry, SMB settings by number."""

from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sharing.facts import OpenShare, SharingFacts
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_share_rights import granted
from core.probes.win_values import (
    CURRENT_VERSION,
    HKLM,
    SERVICES,
    is_absent,
    number,
    registry_source,
    text,
    values_of,
)

_SERVER = f"{SERVICES}\\LanmanServer\\Parameters"
_CLIENT = f"{SERVICES}\\LanmanWorkstation\\Parameters"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\LanmanWorkstation"
_RIGHTS = f"{SERVICES}\\LanmanServer\\Shares\\Security"
_OLD_CLIENT, _OLD_SERVER = "mrxsmb10", "srv"
_FOLDER, _MADE_BY_WINDOWS = 0, 0x80000000
_HIDDEN = frozenset({"ADMIN$", "IPC$", "PRINT$", "FAX$"})
_ANYBODY = frozenset({"S-1-1-0", "S-1-5-7", "S-1-5-32-546"})
"""Everyone, anonymous, guests."""
_WRITE, _TAKE_OVER = 0x0002, 0x000C0000
_BUILD_OF_1709, _BUILD_OF_24H2 = 16299, 26100
_HOME = "Core"
_OFFICES = ("Enterprise", "Education", "Server", "IoTEnterprise")
"""Beginnings of EditionID."""


def _everyone(rights: Mapping[str, RegistryValue] | Unknown, name: str) -> str | Unknown:
    """Return what anybody may do with a share; one without rights of its own may be read by all."""
    if isinstance(rights, Unknown):
        return "read" if is_absent(rights) else rights
    raw = next((value for key, value in rights.items() if key.lower() == name.lower()), None)
    if raw is None:
        return "read"
    if not isinstance(raw, bytes):
        return Unknown(UnknownCode.MALFORMED, f"rights of {name}: no descriptor")
    try:
        mask = granted(raw, _ANYBODY)
    except ValueError as error:
        return Unknown(UnknownCode.MALFORMED, f"rights of {name}: {error}")
    if mask is None or mask & _TAKE_OVER == _TAKE_OVER:
        return "full"
    return "change" if mask & _WRITE else "read" if mask else ""


def _shares(system: WindowsSystem) -> tuple[OpenShare, ...] | Unknown:
    found = system.shares()
    if isinstance(found, Unknown):
        # Without the service nothing is shared at all.
        return () if found.code is UnknownCode.SERVICE_OFF else found
    rights = values_of(system, HKLM, _RIGHTS)
    return tuple(
        OpenShare(name=each.name, path=each.path, everyone=_everyone(rights, each.name))
        for each in found
        if each.kind & 0xFF == _FOLDER
        and not each.kind & _MADE_BY_WINDOWS
        and each.name.upper() not in _HIDDEN
    )


def _driver(system: WindowsSystem, name: str) -> bool | Unknown:
    """Say whether a driver of SMB 1 may run; it is there only where that part of it is."""
    driver = system.service(name)
    if isinstance(driver, Unknown):
        return False if driver.code is UnknownCode.NOT_INSTALLED else driver
    return driver.start != "disabled"


def _old_protocol(system: WindowsSystem) -> bool | Unknown:
    """Say whether SMB 1 is spoken, by the client or the server: each is a feature of its own.

    Source: Microsoft Learn, Detect, enable and disable SMBv1 (SMB1Protocol-Client and -Server).
    """
    client, server = _driver(system, _OLD_CLIENT), _driver(system, _OLD_SERVER)
    if server is True:
        switch = number(system, _SERVER, "SMB1")
        # Where nothing switches the server off, it is on.
        server = is_absent(switch) or (switch if isinstance(switch, Unknown) else switch != 0)
    if client is True or server is True:
        return True
    return client if isinstance(client, Unknown) else server


def _client_setting(system: WindowsSystem, name: str) -> bool | Unknown | None:
    """Return a setting of the client: policy, then setting; None where nobody set it."""
    for key in (_POLICY, _CLIENT):
        found = number(system, key, name)
        if not is_absent(found):
            return found if isinstance(found, Unknown) else found != 0
    return None


def _hardened_since(system: WindowsSystem, offices: int) -> bool | Unknown:
    """Say whether this Windows hardens its client by itself: since 24H2, but never a Home edition.

    `offices` is the build since which editions for offices do. Source: Microsoft, SMB signing
    required by default; Guest access in SMB2 and SMB3 disabled by default.
    """
    build = number(system, CURRENT_VERSION, "CurrentBuildNumber")
    edition = text(system, CURRENT_VERSION, "EditionID")
    if isinstance(build, Unknown) or build < offices:
        return build if isinstance(build, Unknown) else False
    if isinstance(edition, Unknown) or edition.startswith(_OFFICES):
        return edition if isinstance(edition, Unknown) else True
    return build >= _BUILD_OF_24H2 and not edition.startswith(_HOME)


def _signed(system: WindowsSystem) -> bool | Unknown:
    told = _client_setting(system, "RequireSecuritySignature")
    return _hardened_since(system, _BUILD_OF_24H2) if told is None else told


def _unnamed(system: WindowsSystem) -> bool | Unknown:
    told = _client_setting(system, "AllowInsecureGuestAuth")
    if told is not None:
        return told
    hardened = _hardened_since(system, _BUILD_OF_1709)
    return hardened if isinstance(hardened, Unknown) else not hardened


def read(system: WindowsSystem, ask: Ask) -> SharingFacts:
    """Read shares and SMB settings; the defaults changed with Windows 11 24H2, not in Home."""
    return SharingFacts(
        origin=Origin(
            backend="share API, registry",
            at=system.now(),
            sources={
                "old_protocol": f"services {_OLD_CLIENT}, {_OLD_SERVER}, {HKLM}\\{_SERVER}",
                "shares": f"NetShareEnum, {registry_source(_RIGHTS, False)}",
                "signed": registry_source(f"{_CLIENT}\\RequireSecuritySignature", False),
                "unnamed": registry_source(f"{_CLIENT}\\AllowInsecureGuestAuth", False),
            },
        ),
        old_protocol=_old_protocol(system),
        shares=_shares(system),
        signed=_signed(system),
        unnamed=_unnamed(system),
    )
