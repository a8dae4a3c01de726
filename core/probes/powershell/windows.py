"""What PowerShell leaves behind: a policy, and a component that only WMI tells without rights.

A topic of its own, so that a WMI that hangs hides no other setting.
"""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.powershell.facts import PowerShellFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import is_set, number_of, registry_source

_LOG = r"SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging"
_FEATURE = "Win32_OptionalFeature"
_OLD_POWERSHELL = "MicrosoftWindowsPowerShellV2"
_EVERYWHERE = "SMB1Protocol"
"""A feature that every Windows knows: an answer without it is no answer."""
_INSTALLED = 1


def _old_powershell(system: WindowsSystem) -> bool | Unknown:
    """Say whether the feature is installed; newest Windows does not know it any more."""
    rows = system.wmi(
        "root\\cimv2",
        _FEATURE,
        ("Name", "InstallState"),
        f"Name='{_OLD_POWERSHELL}' OR Name='{_EVERYWHERE}'",
    )
    if isinstance(rows, Unknown):
        return rows
    states = {str(row["Name"]): row["InstallState"] for row in rows}
    if _OLD_POWERSHELL not in states:
        known = _EVERYWHERE in states
        return False if known else Unknown(UnknownCode.NOT_FOUND, f"{_FEATURE}: {states!r:.80}")
    state = number_of(states[_OLD_POWERSHELL], f"{_FEATURE}.InstallState")
    return state if isinstance(state, Unknown) else state == _INSTALLED


def read(system: WindowsSystem, ask: Ask) -> PowerShellFacts:
    """Read both."""
    return PowerShellFacts(
        origin=Origin(
            backend="wmi, registry",
            at=system.now(),
            sources={
                "old_powershell": f"{_FEATURE} {_OLD_POWERSHELL}",
                "script_log": registry_source(f"{_LOG}\\EnableScriptBlockLogging", False),
            },
        ),
        old_powershell=_old_powershell(system),
        script_log=is_set(system, _LOG, "EnableScriptBlockLogging"),
    )
