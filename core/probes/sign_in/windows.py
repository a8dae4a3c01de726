"""Ways to sign in on Windows: Winlogon, the account API, LSA and LAPS settings."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.sign_in.facts import LastSignIn, SignInFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import (
    CONTROL,
    CURRENT_VERSION,
    HKLM,
    is_absent,
    number,
    registry_source,
    text,
    values_of,
)

_WINLOGON = f"{CURRENT_VERSION}\\Winlogon"
_LSA = f"{CONTROL}\\Lsa"
_SOFTWARE = r"SOFTWARE\Microsoft"
_LAPS = (
    f"{_SOFTWARE}\\Policies\\LAPS",
    f"{_SOFTWARE}\\Windows\\CurrentVersion\\Policies\\LAPS",
    f"{_SOFTWARE}\\Windows\\CurrentVersion\\LAPS\\Config",
)
_LEGACY_LAPS = r"SOFTWARE\Policies\Microsoft Services\AdmPwd"
_KEPT_IN = {0: "", 1: "entra", 2: "ad"}


def _automatic(system: WindowsSystem) -> str | Unknown:
    """Return who is signed in unasked; the switch alone counts, whoever it names."""
    switch = number(system, _WINLOGON, "AutoAdminLogon")
    if is_absent(switch) or switch == 0:
        return ""
    if isinstance(switch, Unknown):
        return switch
    name = text(system, _WINLOGON, "DefaultUserName")
    return "?" if isinstance(name, Unknown) else name


def _stored_password(system: WindowsSystem) -> bool | Unknown:
    names = system.registry_names(HKLM, _WINLOGON)
    if isinstance(names, Unknown):
        return names
    return any(each.lower() == "defaultpassword" for each in names)


def _empty_refused(system: WindowsSystem) -> bool | Unknown:
    limited = number(system, _LSA, "LimitBlankPasswordUse")
    if is_absent(limited):
        return True
    return limited if isinstance(limited, Unknown) else limited != 0


def _laps(system: WindowsSystem) -> str | Unknown:
    """Return where the settings that apply keep the password, empty for nowhere.

    The first place that holds any setting applies alone, and without BackupDirectory it keeps none.
    Source: Microsoft Learn, Configure policy settings for Windows LAPS.
    """
    for key in _LAPS:
        settings = values_of(system, HKLM, key)
        if is_absent(settings) or not settings:
            continue
        found = number(system, key, "BackupDirectory")
        if is_absent(found):
            return ""
        if isinstance(found, Unknown):
            return found
        return _KEPT_IN.get(found, Unknown(UnknownCode.MALFORMED, f"BackupDirectory {found}"))
    legacy = number(system, _LEGACY_LAPS, "AdmPwdEnabled")
    if is_absent(legacy) or legacy == 0:
        return ""
    return legacy if isinstance(legacy, Unknown) else "legacy"


def _last(system: WindowsSystem) -> tuple[LastSignIn, ...] | Unknown:
    users = system.users()
    if isinstance(users, Unknown):
        return users
    return tuple(LastSignIn(name=each.name, id=each.sid, at=each.last_logon) for each in users)


def read(system: WindowsSystem, ask: Ask) -> SignInFacts:
    """Read how people get in. Of a stored password only the name of its value is looked at."""
    return SignInFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={
                "automatic": registry_source(f"{_WINLOGON}\\AutoAdminLogon", False),
                "stored_password": registry_source(_WINLOGON, False),
                "last": "NetUserGetInfo",
                "empty_refused": registry_source(f"{_LSA}\\LimitBlankPasswordUse", False),
                "laps": registry_source(_LAPS[0], False),
            },
        ),
        automatic=_automatic(system),
        stored_password=_stored_password(system),
        last=_last(system),
        empty_refused=_empty_refused(system),
        unasked=Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it"),
        laps=_laps(system),
    )
