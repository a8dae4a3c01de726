"""Switches of Windows, read from the registry; what is missing has the vendor's default."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.win_values import CONTROL, is_absent, number, registry_source
from core.probes.windows_settings.facts import WindowsSettingsFacts

_UAC = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
_LSA = f"{CONTROL}\\Lsa"
_DIGEST = f"{CONTROL}\\SecurityProviders\\WDigest"
_PRINTERS = r"SOFTWARE\Policies\Microsoft\Windows NT\Printers\PointAndPrint"
_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_PROTECTED_BY_ITSELF = 22621
"""Windows 11 22H2 protects LSA by itself on a new installation; only then may a value be absent."""


def _value(system: WindowsSystem, key: str, name: str, default: int) -> int | Unknown:
    found = number(system, key, name)
    return default if is_absent(found) else found


def _is(system: WindowsSystem, key: str, name: str, default: int, wanted: int) -> bool | Unknown:
    found = _value(system, key, name, default)
    return found if isinstance(found, Unknown) else found == wanted


def _isnt(system: WindowsSystem, key: str, name: str, default: int, wanted: int) -> bool | Unknown:
    found = _is(system, key, name, default, wanted)
    return found if isinstance(found, Unknown) else not found


def _lsa_protected(system: WindowsSystem) -> bool | Unknown:
    """Say whether LSA runs protected: 1 with the firmware's lock, 2 without."""
    found = number(system, _LSA, "RunAsPPL")
    if not is_absent(found):
        return found if isinstance(found, Unknown) else found in (1, 2)
    build = number(system, _VERSION, "CurrentBuildNumber")
    if isinstance(build, Unknown):
        return build
    if build < _PROTECTED_BY_ITSELF:
        return False
    booted = number(system, _LSA, "RunAsPPLBoot")
    return False if is_absent(booted) else booted if isinstance(booted, Unknown) else booted > 0


def read(system: WindowsSystem, ask: Ask) -> WindowsSettingsFacts:
    """Read each switch by itself, so that one odd value hides no other."""
    fields = {
        "uac": f"{_UAC}\\EnableLUA",
        "consent": f"{_UAC}\\ConsentPromptBehaviorAdmin",
        "secure_desktop": f"{_UAC}\\PromptOnSecureDesktop",
        "remote_admins": f"{_UAC}\\LocalAccountTokenFilterPolicy",
        "lsa_protected": f"{_LSA}\\RunAsPPL",
        "clear_passwords": f"{_DIGEST}\\UseLogonCredential",
        "weak_hashes": f"{_LSA}\\NoLMHash",
        "ntlm_level": f"{_LSA}\\LmCompatibilityLevel",
        "anonymous_lists": f"{_LSA}\\RestrictAnonymousSAM",
        "anonymous_everyone": f"{_LSA}\\EveryoneIncludesAnonymous",
        "driver_installs": f"{_PRINTERS}\\RestrictDriverInstallationToAdministrators",
        "driver_warnings": f"{_PRINTERS}\\NoWarningNoElevationOnInstall",
    }
    sources = {name: registry_source(key, False) for name, key in fields.items()}
    return WindowsSettingsFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources=sources,
        ),
        uac=_is(system, _UAC, "EnableLUA", 1, 1),
        consent=_value(system, _UAC, "ConsentPromptBehaviorAdmin", 5),
        secure_desktop=_is(system, _UAC, "PromptOnSecureDesktop", 1, 1),
        remote_admins=_is(system, _UAC, "LocalAccountTokenFilterPolicy", 0, 1),
        lsa_protected=_lsa_protected(system),
        clear_passwords=_is(system, _DIGEST, "UseLogonCredential", 0, 1),
        weak_hashes=_isnt(system, _LSA, "NoLMHash", 1, 1),
        ntlm_level=_value(system, _LSA, "LmCompatibilityLevel", 3),
        anonymous_lists=_isnt(system, _LSA, "RestrictAnonymousSAM", 1, 1),
        anonymous_everyone=_is(system, _LSA, "EveryoneIncludesAnonymous", 0, 1),
        driver_installs=_isnt(
            system, _PRINTERS, "RestrictDriverInstallationToAdministrators", 1, 1
        ),
        driver_warnings=_is(system, _PRINTERS, "NoWarningNoElevationOnInstall", 0, 1),
    )
