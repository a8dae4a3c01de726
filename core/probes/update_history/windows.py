"""What became of updates on Windows: the update agent's own history, else its last success."""

import re
from collections.abc import Iterable

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import UpdateTried, WindowsSystem
from core.probes.update_history.facts import UpdateHistoryFacts
from core.probes.win_values import update_moment

_MOST = 200
_AUTOMATIC = "Microsoft.Update.AutoUpdate"
_LAST_SUCCESS = "Results.LastInstallationSuccessDate"
_INSTALLATION = 1
_DONE = (2, 3)
_FAILED = (4, 5)
_NO_PATCHES = frozenset(("KB2267602", "KB4052623", "KB5007651", "KB890830"))
"""Definitions, platform and window of Defender, and the Malicious Software Removal Tool.

They come to a Windows out of support and without a patch too. Source: support.microsoft.com.
"""
_KB = re.compile(r"KB\d{6,8}")
_NAMED = 10


def _is_no_patch(tried: UpdateTried) -> bool:
    """Say whether this belongs to a cleaner, which says nothing of Windows itself."""
    return not _NO_PATCHES.isdisjoint(_KB.findall(tried.title))


def _name(tried: UpdateTried) -> str:
    """Return what an update is known by; its title is translated, its KB is not."""
    found = _KB.search(tried.title)
    return found[0] if found else tried.title


def stuck(tries: Iterable[UpdateTried]) -> tuple[str, ...]:
    """Return the updates whose last try failed; tries may come in any order."""
    last: dict[str, UpdateTried] = {}
    for each in tries:
        name = _name(each)
        if each.result in _DONE + _FAILED and (name not in last or each.at > last[name].at):
            last[name] = each
    return tuple(sorted(name for name, each in last.items() if each.result in _FAILED))


def _by_success(system: WindowsSystem) -> str | Unknown:
    return update_moment(system.com(_AUTOMATIC, _LAST_SUCCESS), _LAST_SUCCESS)


def read(system: WindowsSystem, ask: Ask) -> UpdateHistoryFacts:
    """Read the history. Empty, it was deleted or never there: then only the last success speaks.

    That one counts definitions too, so it is the second choice.
    """
    tried = system.update_history(_MOST)
    if not isinstance(tried, Unknown):
        tried = tuple(
            each for each in tried if each.operation == _INSTALLATION and not _is_no_patch(each)
        ) or Unknown(UnknownCode.NOT_FOUND, "no installation in the update history")
    backend, source = "com", "Microsoft.Update.Session, QueryHistory"
    if isinstance(tried, Unknown):
        installed_at: str | Unknown = _by_success(system)
        failed: tuple[str, ...] | Unknown = tried
        source = f"{_AUTOMATIC}.{_LAST_SUCCESS}"
        if isinstance(installed_at, Unknown):
            backend = "none"
    else:
        installed_at = max((each.at for each in tried if each.result in _DONE), default="")
        failed = stuck(tried)[:_NAMED]
    return UpdateHistoryFacts(
        origin=Origin(
            backend=backend,
            at=system.now(),
            degraded=isinstance(tried, Unknown),
            sources={"installed_at": source, "stuck": "Microsoft.Update.Session, QueryHistory"},
        ),
        installed_at=installed_at,
        stuck=failed,
    )
