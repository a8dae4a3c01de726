"""Whether Windows updates itself."""

from datetime import timedelta

from core.model.facts import Origin
from core.model.moments import from_text, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.update_policy.facts import UpdateMode, UpdatePolicyFacts
from core.probes.win_update_settings import POLICY, cannot_start, is_gone, update_server
from core.probes.win_values import (
    CURRENT_VERSION,
    HKLM,
    is_absent,
    is_set,
    iso_moment,
    number,
    number_of,
    text,
    values_of,
)

_POLICY = f"{POLICY}\\AU"
_MANAGED = r"SOFTWARE\Microsoft\PolicyManager\current\device\Update"
_SETTINGS = r"SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
_LEVEL = "Microsoft.Update.AutoUpdate.Settings.NotificationLevel"
_PAUSES = ("PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime", "PauseFeatureUpdatesEndTime")
_STATE = r"SOFTWARE\Microsoft\WindowsUpdate\UpdatePolicy\Settings"
_PAUSABLE = ("Quality", "Feature")
_SWITCHES = ("", 0, 1)
_RUNNING = 1
"""PausedQualityStatus and PausedFeatureStatus; 0 is none, 2 ended by itself."""
_LENGTH_BY_POLICY = timedelta(days=35)
_FIRST_BUILD_OF_10 = 10240

_BY_POLICY = {
    1: UpdateMode.OFF,
    2: UpdateMode.NOTIFY,
    3: UpdateMode.NOTIFY,
    4: UpdateMode.INSTALL,
    7: UpdateMode.NOTIFY,
}
"""AUOptions; 5 leaves the choice to the machine's own administrator."""

_BY_MANAGEMENT = {
    0: UpdateMode.NOTIFY,
    1: UpdateMode.INSTALL,
    2: UpdateMode.INSTALL,
    3: UpdateMode.INSTALL,
    4: UpdateMode.INSTALL,
    5: UpdateMode.OFF,
}
"""AllowAutoUpdate of device management."""

_BY_LEVEL = {
    1: UpdateMode.OFF,
    2: UpdateMode.NOTIFY,
    3: UpdateMode.NOTIFY,
    4: UpdateMode.INSTALL,
}

_ENGINE = "wuauserv"
_SERVICES = (_ENGINE, "UsoSvc", "BITS")
_REPAIRER = "WaaSMedicSvc"
"""Repairs the others: disabled, somebody fights updates; older releases never had it."""

Told = tuple[UpdateMode | Unknown, str]


def _policy(system: WindowsSystem) -> Told | None:
    """Return what group policy or device management decides, None when neither does."""
    off = is_set(system, _POLICY, "NoAutoUpdate")
    if isinstance(off, Unknown) or off:
        answer = off if isinstance(off, Unknown) else UpdateMode.OFF
        return answer, f"{HKLM}\\{_POLICY}\\NoAutoUpdate"
    for key, name, modes in (
        (_POLICY, "AUOptions", _BY_POLICY),
        (_MANAGED, "AllowAutoUpdate", _BY_MANAGEMENT),
    ):
        value = number(system, key, name)
        if isinstance(value, Unknown) and not is_absent(value):
            return value, f"{HKLM}\\{key}\\{name}"
        if value in modes:
            return modes[value], f"{HKLM}\\{key}\\{name}"
    return None


def _default(system: WindowsSystem) -> UpdateMode | Unknown:
    """Return what nobody having configured anything means.

    Windows 10 and 11 then download and install by themselves (Microsoft, policy CSP Update,
    AllowAutoUpdate); servers do not.
    """
    kind = text(system, CURRENT_VERSION, "InstallationType")
    build = number(system, CURRENT_VERSION, "CurrentBuildNumber")
    if kind == "Client" and isinstance(build, int) and build >= _FIRST_BUILD_OF_10:
        return UpdateMode.INSTALL
    return Unknown(UnknownCode.NOT_FOUND, f"{_LEVEL}: 0, not configured")


def _mode(system: WindowsSystem) -> Told:
    decided = _policy(system)
    if decided is not None:
        return decided
    level = number_of(
        system.com("Microsoft.Update.AutoUpdate", "Settings.NotificationLevel"), _LEVEL
    )
    if isinstance(level, Unknown):
        return level, _LEVEL
    if level == 0:
        return _default(system), _LEVEL
    return _BY_LEVEL.get(level, Unknown(UnknownCode.MALFORMED, f"{_LEVEL}: {level}")), _LEVEL


def _set_by_hand(system: WindowsSystem) -> list[str | Unknown]:
    """Return the ends of pauses that were set in the settings, over or not.

    Every Windows since 10 keeps the key, so that without it nothing is known of a pause.
    """
    kept = values_of(system, HKLM, _SETTINGS)
    if isinstance(kept, Unknown):
        return [kept]
    written = {name: kept[name] for name in _PAUSES if kept.get(name, "") != ""}
    return [iso_moment(end, f"{_SETTINGS}\\{name}") for name, end in written.items()]


def _ruled(system: WindowsSystem, now: str) -> list[str | Unknown]:
    """Return the ends of pauses that group policy or device management began.

    A pause by policy has a start and ends after 35 days; the policy stays in place afterwards.
    Source: Microsoft Learn, Configure Windows Update for Business.
    """
    ends: list[str | Unknown] = []
    for key in (POLICY, _MANAGED):
        kept = values_of(system, HKLM, key)
        if isinstance(kept, Unknown):
            ends += [] if is_absent(kept) else [kept]
            continue
        for updates in _PAUSABLE:
            start = kept.get(f"Pause{updates}UpdatesStartTime", "")
            if start not in _SWITCHES:
                ends.append(_after(iso_moment(start, f"{key}: {updates}"), now))
            elif 1 in (start, kept.get(f"Pause{updates}Updates")):
                ends.append(_undated(system, updates, now))
    return ends


def _undated(system: WindowsSystem, updates: str, now: str) -> str | Unknown:
    """Return the end of a pause without a start, as Windows 10 1607 had it, by what came of it."""
    kept = values_of(system, HKLM, _STATE)
    if isinstance(kept, Unknown):
        return kept
    name = f"Paused{updates}Status"
    status = number_of(kept.get(name, Unknown(UnknownCode.NOT_FOUND, f"{_STATE}\\{name}")), name)
    if isinstance(status, Unknown) or status != _RUNNING:
        return status if isinstance(status, Unknown) else ""
    began = kept.get(f"Paused{updates}Date", "")
    return _after(iso_moment(began, f"{_STATE}\\Paused{updates}Date"), now)


def _after(start: str | Unknown, now: str) -> str | Unknown:
    """Return when a pause by policy ends; empty for one that is still to begin."""
    if isinstance(start, Unknown):
        return start
    return "" if start > now else to_text(from_text(start) + _LENGTH_BY_POLICY)


def _paused_until(system: WindowsSystem, now: str) -> str | Unknown:
    """Return the latest end of a pause that still runs; an end that cannot be read is unknown."""
    ends = [*_set_by_hand(system), *_ruled(system, now)]
    unread = next((end for end in ends if isinstance(end, Unknown)), None)
    if unread is not None:
        return unread
    # Both are ISO text in UTC, which sorts as time does.
    return max((end for end in ends if isinstance(end, str) and end > now), default="")


def _disabled(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    """Return the services that somebody disabled; where one is gone, Windows lacks its parts."""
    found: list[str] = []
    gone: list[str] = []
    for name in _SERVICES:
        if is_gone(system, name):
            gone.append(name)
            continue
        stopped = cannot_start(system, name)
        if isinstance(stopped, Unknown):
            return stopped
        if stopped:
            found.append(name)
    repairer = system.service(_REPAIRER)
    if not isinstance(repairer, Unknown) and repairer.start == "disabled":
        found.append(_REPAIRER)
    if gone and not found:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"not installed: {', '.join(gone)}")
    return tuple(found)


def _backend(mode: UpdateMode | Unknown, source: str) -> str:
    if isinstance(mode, Unknown):
        return "none"
    return "com" if source == _LEVEL else "registry" if source.startswith(HKLM) else "win32"


def read(system: WindowsSystem, ask: Ask) -> UpdatePolicyFacts:
    """Read the service before policy before settings: without it Windows does nothing by itself.

    Settings and Security Center call updates automatic even when the service is disabled.
    """
    now = system.now()
    disabled = _disabled(system)
    mode, source = _mode(system)
    if not isinstance(disabled, Unknown) and _ENGINE in disabled:
        mode, source = UpdateMode.OFF, f"service {_ENGINE}"
    return UpdatePolicyFacts(
        origin=Origin(
            backend=_backend(mode, source),
            at=now,
            degraded=isinstance(mode, Unknown),
            sources={
                "mode": source,
                "paused_until": ", ".join(
                    f"{HKLM}\\{key}" for key in (_SETTINGS, POLICY, _MANAGED)
                ),
                "disabled_services": "service control manager",
                "server": f"{HKLM}\\{POLICY}\\WUServer",
            },
        ),
        mode=mode,
        paused_until=_paused_until(system, now),
        disabled_services=disabled,
        server=update_server(system),
    )
