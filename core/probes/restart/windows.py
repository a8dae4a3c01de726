"""Whether a restart is pending, on Windows."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.restart.facts import RestartFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import HKLM, boot_source, booted_at, container_of, flag_of, is_absent

_UPDATE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update"
_SERVICING = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing"
_REQUIRED = f"{_UPDATE}\\RebootRequired"
_PENDING = f"{_SERVICING}\\RebootPending"
_PACKAGES = f"{_SERVICING}\\PackagesPending"
_MARKS = ((_REQUIRED, _UPDATE), (_PENDING, _SERVICING))


def _mark(system: WindowsSystem, key: str, parent: str) -> bool | Unknown:
    """Say whether a key stands below its parent; without the parent its absence tells nothing."""
    found = system.registry_keys(HKLM, key)
    if not isinstance(found, Unknown):
        return True
    if not is_absent(found):
        return found
    above = system.registry_keys(HKLM, parent)
    return above if isinstance(above, Unknown) else False


def _by_registry(system: WindowsSystem) -> tuple[bool | Unknown, str]:
    """Return whether a restart is pending, and the key that says so."""
    marks = {key: _mark(system, key, parent) for key, parent in _MARKS}
    for key, mark in marks.items():
        if mark is True:
            return True, key
    unread = next((mark for mark in marks.values() if isinstance(mark, Unknown)), None)
    return (False if unread is None else unread), ""


def _since(system: WindowsSystem, pending: bool | Unknown, key: str) -> str | Unknown:
    """Return when the mark was last written, which is not before the restart became due."""
    if isinstance(pending, Unknown) or not pending:
        return pending if isinstance(pending, Unknown) else ""
    if not key:
        return ""
    written = system.registry_written(HKLM, key)
    return "" if isinstance(written, Unknown) else written


def _waiting(system: WindowsSystem, pending: bool | Unknown) -> tuple[str, ...] | Unknown:
    if isinstance(pending, Unknown):
        return pending
    if not pending:
        return ()
    names = system.registry_keys(HKLM, _PACKAGES)
    return () if is_absent(names) else names


def read(system: WindowsSystem, ask: Ask) -> RestartFacts:
    """Read the marks of servicing and Windows Update, else ask its automation object.

    `PendingFileRenameOperations` is left alone: antivirus programs write it all day.
    """
    pending, key = _by_registry(system)
    backend, source = "registry", f"{HKLM}\\{key or _REQUIRED}"
    if isinstance(pending, Unknown):
        told = flag_of(
            system.com("Microsoft.Update.SystemInfo", "RebootRequired"), "RebootRequired"
        )
        if not isinstance(told, Unknown):
            pending, backend, source = told, "com", "Microsoft.Update.SystemInfo.RebootRequired"
    if isinstance(pending, Unknown):
        backend = "none"
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    now = system.now()
    return RestartFacts(
        origin=Origin(
            backend=backend,
            at=now,
            degraded=backend != "registry",
            sources={
                "pending": source,
                "pending_since": source,
                "packages": f"{HKLM}\\{_PACKAGES}",
                "booted_at": boot_source(system),
            },
        ),
        pending=pending,
        pending_since=_since(system, pending, key),
        packages=_waiting(system, pending),
        kernel_running=foreign,
        kernel_installed=foreign,
        booted_at=booted_at(system, now),
        container=container_of(system),
    )
