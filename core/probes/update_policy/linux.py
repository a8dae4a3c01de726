"""Whether a Debian machine or its kin updates itself: what apt is told, and what starts it."""

import re
from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import System
from core.probes.update_policy.facts import UpdateMode, UpdatePolicyFacts

_APT_CONFIG = "/usr/bin/apt-config"
_LIMIT_S = 5.0
_UPGRADER = "/usr/bin/unattended-upgrade"
_CRON_JOB = "/etc/cron.daily/apt-compat"
_CRONS = frozenset({"cron", "crond", "anacron", "fcron", "bcron"})
_LISTS_TIMER = "apt-daily.timer"
_INSTALL_TIMER = "apt-daily-upgrade.timer"
_SETTING = re.compile(r'^APT::Periodic::([A-Za-z-]+) "([^"]*)";$', re.MULTILINE | re.IGNORECASE)
_ORIGINS = ("Unattended-Upgrade::Origins-Pattern", "Unattended-Upgrade::Allowed-Origins")
_ORIGIN = re.compile(rf'^(?:{"|".join(_ORIGINS)})::\S* "[^"]+";$', re.MULTILINE | re.IGNORECASE)
_MINT_TIMER = "mintupdate-automation-upgrade.timer"
_INTERVAL = re.compile(r"\d+[smhd]?|always")


def periodic_settings(dump: str) -> Mapping[str, str]:
    """Return the settings under APT::Periodic of `apt-config dump`, the last of each.

    Names come in small letters: apt forgets their case.
    """
    return {name.lower(): value for name, value in _SETTING.findall(dump)}


def _is_on(settings: Mapping[str, str], name: str, default: str = "0") -> bool | Unknown:
    value = settings.get(name.lower()) or default
    if not _INTERVAL.fullmatch(value):
        return Unknown(UnknownCode.MALFORMED, f'APT::Periodic::{name} "{value}"')
    return value.rstrip("smhd").strip("0") != ""


def configured_mode(settings: Mapping[str, str], may_install: bool) -> UpdateMode | Unknown:
    """Return what apt is told to do, if something starts it.

    Nothing is installed by itself without the unattended-upgrades program (`may_install`), nor from
    lists that nobody renews.
    """
    names = ("Update-Package-Lists", "Download-Upgradeable-Packages", "Unattended-Upgrade")
    enabled = _is_on(settings, "Enable", "1")
    lists, download, install = (_is_on(settings, name) for name in names)
    for answer in (enabled, lists, download, install):
        if isinstance(answer, Unknown):
            return answer
    if not (enabled and lists):
        return UpdateMode.OFF
    return UpdateMode.INSTALL if install and may_install else UpdateMode.NOTIFY


def _idle_timers(system: System, mode: UpdateMode) -> tuple[str, ...] | Unknown:
    """Return the timers needed for a mode that do not run."""
    idle = []
    for name in (_LISTS_TIMER, _INSTALL_TIMER)[: 2 if mode is UpdateMode.INSTALL else 1]:
        timer = system.service(name)
        if isinstance(timer, Unknown) and timer.code is not UnknownCode.NOT_INSTALLED:
            return timer
        if isinstance(timer, Unknown) or not timer.running:
            idle.append(name)
    return tuple(idle)


def _idle_cron(system: System) -> tuple[str, ...] | Unknown:
    """Return what is missing of the daily job, where systemd does not run."""
    if isinstance(system.stat(_CRON_JOB), Unknown):
        return (_CRON_JOB,)
    processes = system.processes()
    if isinstance(processes, Unknown):
        return processes
    return () if any(each.name in _CRONS for each in processes) else ("cron",)


def _is_updated_by_mint(system: System) -> bool:
    """Say whether Linux Mint's own update program installs by itself, whatever apt is told."""
    timer = system.service(_MINT_TIMER)
    return not isinstance(timer, Unknown) and timer.running


def _idle(system: System, mode: UpdateMode) -> tuple[str, ...] | Unknown:
    if mode is UpdateMode.OFF:
        return ()
    idle = _idle_timers(system, mode)
    if isinstance(idle, Unknown) and idle.code is UnknownCode.NOT_SUPPORTED:
        return _idle_cron(system)
    return idle


def _effective(mode: UpdateMode, idle: tuple[str, ...]) -> UpdateMode:
    if not idle:
        return mode
    return UpdateMode.NOTIFY if idle == (_INSTALL_TIMER,) else UpdateMode.OFF


def read(system: System, ask: Ask) -> UpdatePolicyFacts:
    """Read apt's settings, and whether timers or cron really start it."""
    now = system.now()
    dumped = system.run([_APT_CONFIG, "dump", "APT::Periodic", *_ORIGINS], _LIMIT_S)
    if isinstance(dumped, Unknown):
        if dumped.code is UnknownCode.NOT_INSTALLED:
            return UpdatePolicyFacts.unread(UnknownCode.NOT_SUPPORTED, "no apt here", now)
        return UpdatePolicyFacts.unread(dumped.code, dumped.detail, now)
    if dumped.exit:
        return UpdatePolicyFacts.unread(UnknownCode.SOURCE_BROKEN, dumped.err.strip()[:200], now)
    # It takes updates only of archives that it is told to, and without such a list none.
    has_origins = _ORIGIN.search(dumped.out) is not None
    may_install = has_origins and not isinstance(system.stat(_UPGRADER), Unknown)
    mode = configured_mode(periodic_settings(dumped.out), may_install)
    idle = mode if isinstance(mode, Unknown) else _idle(system, mode)
    if not isinstance(mode, Unknown):
        mode = idle if isinstance(idle, Unknown) else _effective(mode, idle)
    if mode is not UpdateMode.INSTALL and _is_updated_by_mint(system):
        mode, idle = UpdateMode.INSTALL, ()
    return UpdatePolicyFacts(
        origin=Origin(
            backend="apt-config",
            at=now,
            sources={
                "mode": f"apt-config dump APT::Periodic {' '.join(_ORIGINS)}, {_UPGRADER}",
                "disabled_services": ", ".join(
                    (_LISTS_TIMER, _INSTALL_TIMER, _MINT_TIMER, _CRON_JOB)
                ),
            },
        ),
        mode=mode,
        paused_until="",
        disabled_services=idle,
        server=Unknown(UnknownCode.NOT_SUPPORTED, "the package lists tell it"),
    )
