"""What PowerShell leaves behind: a policy, and a component that only WMI tells without rights.

A topic of its own, so that a WMI that hangs hides no other setting.
"""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.powershell.facts import PowerShellFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import first_row, is_absent, is_set, number_of, registry_source

_LOG = r"SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging"
_FEATURE = "Win32_OptionalFeature"
_OLD_POWERSHELL = "MicrosoftWindowsPowerShellV2"
_INSTALLED = 1


def _old_powershell(system: WindowsSystem) -> bool | Unknown:
    """Say whether the feature is installed; newest Windows does not know it any more."""
    rows = system.wmi(
        "root\\cimv2", _FEATURE, ("Name", "InstallState"), f"Name='{_OLD_POWERSHELL}'"
    )
    if is_absent(rows):
        return False
    row = first_row(rows)
    if isinstance(row, Unknown):
        return row
    state = number_of(row["InstallState"], f"{_FEATURE}.InstallState")
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
