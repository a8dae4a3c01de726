"""What became of updates on Windows: the update agent's own history, else what servicing wrote."""

import re
from collections.abc import Iterable

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.logs import Wanted
from core.probes.system import UpdateTried, WindowsSystem
from core.probes.update_history.facts import UpdateHistoryFacts

_MOST = 3000
"""Lines of the history: definitions come several times a day, and patches stand far behind."""
_HISTORY = "Microsoft.Update.Session, QueryHistory"
_INSTALLATION = 1
_DONE = (2, 3)
_FAILED = (4, 5)
_NO_PATCHES = frozenset(("KB2267602", "KB4052623", "KB5007651", "KB890830"))
"""Definitions, platform and window of Defender, and the Malicious Software Removal Tool.

They come to a Windows out of support and without a patch too. Source: support.microsoft.com.
"""
_SETUP = "Setup"
_INSTALLED = (Wanted("Microsoft-Windows-Servicing", (2,)),)
_SETUP_NAMES = ("PackageIdentifier", "IntendedPackageState", "ErrorCode")
_STATE_INSTALLED, _NO_ERROR = "5112", "0x0"
"""CbsInstallStateInstalled; the event holds it as a word too, which is not looked at."""
_DAYS, _MOST_PACKAGES = 400, 300
_KB = re.compile(r"KB\d{6,8}")
_NAMED = 10
_NO_TRY = Unknown(UnknownCode.NOT_FOUND, "no installation of a patch in the update history")


def _name(tried: UpdateTried) -> str:
    """Return the KB that an update is known by, empty for none; its title is translated."""
    found = _KB.search(tried.title)
    return found[0] if found else ""


def _is_patch(tried: UpdateTried) -> bool:
    """Say whether this says something of Windows itself: apps of the Store and drivers have no KB.

    Their lines stand in the same history, day after day, such as
    `9WZDNCRFJ3PT-MICROSOFT.ZUNEMUSIC`.
    """
    return bool(_name(tried)) and _NO_PATCHES.isdisjoint(_KB.findall(tried.title))


def stuck(tries: Iterable[UpdateTried]) -> tuple[str, ...]:
    """Return the updates whose last try failed; tries may come in any order."""
    last: dict[str, UpdateTried] = {}
    for each in tries:
        name = _name(each)
        if each.result in _DONE + _FAILED and (name not in last or each.at > last[name].at):
            last[name] = each
    return tuple(sorted(name for name, each in last.items() if each.result in _FAILED))


def _patches(told: tuple[UpdateTried, ...]) -> tuple[UpdateTried, ...]:
    """Return the tries to install something of Windows itself."""
    return tuple(
        each for each in told if each.at and each.operation == _INSTALLATION and _is_patch(each)
    )


def _by_history(told: tuple[UpdateTried, ...]) -> str | Unknown:
    """Return the last success, empty where there was none in a history that is whole.

    A history that is full goes on where it was cut, and one that holds no try of a patch was
    deleted once: both may leave a success out.
    """
    patches = _patches(told)
    done = max((each.at for each in patches if each.result in _DONE), default="")
    if not done and len(told) >= _MOST:
        return Unknown(UnknownCode.NOT_FOUND, f"no success in the newest {_MOST} lines")
    return done if patches else _NO_TRY


def _by_setup_log(system: WindowsSystem) -> str:
    """Return when servicing last installed a patch by the log Setup, empty where it does not say.

    It stays when somebody deletes the update agent's history, and tells no definitions.
    """
    found = system.events(_SETUP, _INSTALLED, _SETUP_NAMES, _DAYS, _MOST_PACKAGES)
    return max(
        (
            each.at
            for each in (() if isinstance(found, Unknown) else found)
            if each.values.get("IntendedPackageState") == _STATE_INSTALLED
            and each.values.get("ErrorCode") == _NO_ERROR
            and _KB.fullmatch(each.values.get("PackageIdentifier", ""))
        ),
        default="",
    )


def read(system: WindowsSystem, ask: Ask) -> UpdateHistoryFacts:
    """Read the history. Where it names no success of a patch, the log of servicing speaks.

    The agent's own last success is not asked: it counts definitions, and apps of the Store.
    """
    told = system.update_history(_MOST)
    patches = () if isinstance(told, Unknown) else _patches(told)
    failed: tuple[str, ...] | Unknown = _NO_TRY
    if isinstance(told, Unknown):
        failed = told
    elif patches:
        failed = stuck(patches)[:_NAMED]
    installed_at = told if isinstance(told, Unknown) else _by_history(told)
    by_log = "" if isinstance(installed_at, str) and installed_at else _by_setup_log(system)
    return UpdateHistoryFacts(
        origin=Origin(
            backend="event log" if by_log else "none" if isinstance(told, Unknown) else "com",
            at=system.now(),
            degraded=isinstance(failed, Unknown) or bool(by_log),
            sources={
                "installed_at": f"{_SETUP}: Servicing 2" if by_log else _HISTORY,
                "stuck": _HISTORY,
            },
        ),
        installed_at=by_log or installed_at,
        stuck=failed,
    )
