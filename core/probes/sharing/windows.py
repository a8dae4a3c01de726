"""Sharing on Windows: the share API, rights from the registry, SMB settings by number."""

from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sharing.facts import OpenShare, SharingFacts
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_share_rights import granted
from core.probes.win_values import HKLM, SERVICES, is_absent, number, registry_source, values_of

_SERVER = f"{SERVICES}\\LanmanServer\\Parameters"
_CLIENT = f"{SERVICES}\\LanmanWorkstation\\Parameters"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\LanmanWorkstation"
_RIGHTS = f"{SERVICES}\\LanmanServer\\Shares\\Security"
_OLD_CLIENT = "mrxsmb10"
_FOLDER, _MADE_BY_WINDOWS = 0, 0x80000000
_HIDDEN = frozenset({"ADMIN$", "IPC$", "PRINT$", "FAX$"})
_ANYBODY = frozenset({"S-1-1-0", "S-1-5-7", "S-1-5-32-546"})
"""Everyone, anonymous, guests."""
_WRITE, _TAKE_OVER = 0x0002, 0x000C0000
_BUILD_OF_24H2 = 26100


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


def _old_protocol(system: WindowsSystem) -> bool | Unknown:
    """Say whether SMB 1 is spoken: its client driver is there only where the feature is."""
    client = system.service(_OLD_CLIENT)
    if isinstance(client, Unknown):
        return False if client.code is UnknownCode.NOT_INSTALLED else client
    if client.start != "disabled":
        return True
    server = number(system, _SERVER, "SMB1")
    if is_absent(server):
        return True  # the feature is there and nothing switches its server off
    return server if isinstance(server, Unknown) else server != 0


def _client_setting(
    system: WindowsSystem, name: str, since_24h2: bool, before: bool
) -> bool | Unknown:
    """Return a setting of the client: policy, then setting, then the default of this build."""
    for key in (_POLICY, _CLIENT):
        found = number(system, key, name)
        if not is_absent(found):
            return found if isinstance(found, Unknown) else found != 0
    build = number(system, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion", "CurrentBuildNumber")
    if isinstance(build, Unknown):
        return build
    return since_24h2 if build >= _BUILD_OF_24H2 else before


def read(system: WindowsSystem, ask: Ask) -> SharingFacts:
    """Read shares and SMB settings; the defaults changed with Windows 11 24H2."""
    return SharingFacts(
        origin=Origin(
            backend="share API, registry",
            at=system.now(),
            sources={
                "old_protocol": f"service {_OLD_CLIENT}, {registry_source(_SERVER, False)}",
                "shares": f"NetShareEnum, {registry_source(_RIGHTS, False)}",
                "signed": registry_source(f"{_CLIENT}\\RequireSecuritySignature", False),
                "unnamed": registry_source(f"{_CLIENT}\\AllowInsecureGuestAuth", False),
            },
        ),
        old_protocol=_old_protocol(system),
        shares=_shares(system),
        signed=_client_setting(system, "RequireSecuritySignature", True, False),
        unnamed=_client_setting(system, "AllowInsecureGuestAuth", False, True),
    )
