"""What the system log of Windows says, by the numbers and the named values of its events.

Sources: Microsoft Learn, Windows events 104 and 1102 (Eventlog), 41 (Kernel-Power), 6008
(EventLog), 1 (Kernel-General), 7, 11, 51, 52 and 153 (disk), 55 (Ntfs).
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.logs import EventSeen, Wanted
from core.probes.system import WindowsSystem
from core.probes.system_log.facts import (
    ClearedLog,
    ClockChange,
    DiskError,
    SystemLogFacts,
    Trouble,
)
from core.probes.win_values import CURRENT_VERSION, HKLM, iso_moment, number, unix_time

DAYS = 30
"""How far back the log is looked at."""

_LOG, _SECURITY = "System", "Security"
_MOST = 500
_EVENTLOG = "Microsoft-Windows-Eventlog"
_CLEARED = (Wanted(_EVENTLOG, (104,)),)
_SECURITY_CLEARED = (Wanted(_EVENTLOG, (1102,)),)
_FILE_SYSTEM = ("Ntfs", "Microsoft-Windows-Ntfs")
_GRAVE = (Wanted("disk", (7, 52)), *(Wanted(each, (55,)) for each in _FILE_SYSTEM))
_PASSING = (Wanted("disk", (11, 51, 153)),)
"""Asked apart: a disk that repeats itself a thousand times must not hide what is grave."""
_TROUBLES = {
    7: Trouble.BAD_BLOCK,
    52: Trouble.FAILING,
    55: Trouble.DAMAGED,
    11: Trouble.CONTROLLER,
    51: Trouble.PAGING,
    153: Trouble.RETRIED,
}
_DISK_NAMES = ("DriveName", "DeviceName", "0")
_DEVICE = re.compile(r"\\Device\\(Harddisk(?:Volume)?\d+)")
_STOPS = (Wanted("Microsoft-Windows-Kernel-Power", (41,)), Wanted("EventLog", (6008,)))
_ONE_START = timedelta(minutes=10)
"""Both events of a start after a sudden stop are written within it."""
_CLOCK = (Wanted("Microsoft-Windows-Kernel-General", (1,)),)
_HARDWARE = "2"
_SMALL = timedelta(minutes=10)


def _seen(
    system: WindowsSystem, wanted: tuple[Wanted, ...], names: tuple[str, ...], log: str = _LOG
) -> tuple[EventSeen, ...] | Unknown:
    return system.events(log, wanted, names, DAYS, _MOST)


def _cleared(
    system: WindowsSystem,
) -> tuple[tuple[ClearedLog, ...] | Unknown, tuple[str, ...]]:
    """Return the logs that were emptied, and which one's emptying could not be looked for.

    That of the security log stands in itself, which ordinary accounts may not read.
    """
    found = _seen(system, _CLEARED, ("Channel",))
    own = _seen(system, _SECURITY_CLEARED, (), _SECURITY)
    unseen = (_SECURITY,) if isinstance(own, Unknown) else ()
    if isinstance(found, Unknown):
        return found, unseen
    logs = [ClearedLog(name=each.values.get("Channel") or "?", at=each.at) for each in found]
    for each in () if isinstance(own, Unknown) else own:
        logs.append(ClearedLog(name=_SECURITY, at=each.at))
    return tuple(logs), unseen


def _disk_of(event: EventSeen) -> str:
    """Return the drive or disk of an event, as the Disk Management numbers it."""
    told = next((event.values[name] for name in _DISK_NAMES if event.values.get(name)), "?")
    device = _DEVICE.search(told)
    return device[1] if device else told


def _disk_errors(system: WindowsSystem) -> tuple[DiskError, ...] | Unknown:
    """Return the errors of disks, those of one kind at one disk together."""
    counted: dict[tuple[str, Trouble], tuple[str, int]] = {}
    for wanted in (_GRAVE, _PASSING):
        found = _seen(system, wanted, _DISK_NAMES)
        if isinstance(found, Unknown):
            return found
        for each in found:
            trouble = _TROUBLES.get(each.id)
            if trouble is not None:
                which = (_disk_of(each), trouble)
                last, count = counted.get(which, ("", 0))
                counted[which] = (max(last, each.at), count + 1)
    return tuple(
        DiskError(name=name, trouble=trouble, at=last, count=count)
        for (name, trouble), (last, count) in counted.items()
    )


def _is_crash(event: EventSeen) -> bool:
    """Say whether Windows had stopped with an error: it wrote the error's number down."""
    told = event.values.get("BugcheckCode", "0")
    return told.isdigit() and int(told) != 0


def _stops(
    system: WindowsSystem,
) -> tuple[tuple[str, ...] | Unknown, tuple[str, ...] | Unknown]:
    """Return the starts after a sudden stop, and those after an error of Windows.

    The kernel writes an event at each such start, and mostly the event log another one.
    """
    found = _seen(system, _STOPS, ("BugcheckCode",))
    if isinstance(found, Unknown):
        return found, found
    kernel = [each for each in found if each.id == 41]
    starts = [each.at for each in kernel]
    for each in found:
        near = (abs(from_text(each.at) - from_text(start)) < _ONE_START for start in starts)
        if each.id != 41 and not any(near):
            starts.append(each.at)
    crashes = tuple(each.at for each in kernel if _is_crash(each))
    return tuple(sorted(starts, reverse=True)), crashes


def _changes(found: Iterable[EventSeen]) -> tuple[ClockChange, ...] | Unknown:
    changes = []
    for each in found:
        before = iso_moment(each.values.get("OldTime"), "OldTime")
        after = iso_moment(each.values.get("NewTime"), "NewTime")
        if isinstance(before, Unknown):
            return before
        if isinstance(after, Unknown):
            return after
        if abs(from_text(after) - from_text(before)) > _SMALL:
            reason = each.values.get("Reason")
            untold = Unknown(UnknownCode.NOT_SUPPORTED, "this Windows tells no reason")
            changes.append(
                ClockChange(
                    before=before,
                    after=after,
                    by_hardware=untold if reason is None else reason == _HARDWARE,
                )
            )
    return tuple(changes)


def _clock_changes(system: WindowsSystem) -> tuple[ClockChange, ...] | Unknown:
    found = _seen(system, _CLOCK, ("OldTime", "NewTime", "Reason"))
    return found if isinstance(found, Unknown) else _changes(found)


def read(system: WindowsSystem, ask: Ask) -> SystemLogFacts:
    """Read the system log; one that holds no event at all answers nothing."""
    now, since = system.now(), system.log_since(_LOG)
    if isinstance(since, Unknown):
        return SystemLogFacts.unread(since.code, since.detail, now)
    cleared, unseen = _cleared(system)
    stops, crashes = _stops(system)
    return SystemLogFacts(
        origin=Origin(
            backend="event log",
            at=now,
            sources={
                "since": _LOG,
                "cleared": f"{_LOG} 104, {_SECURITY} 1102",
                "unseen": f"{_LOG}, {_SECURITY}",
                "disk_errors": f"{_LOG}: disk 7, 11, 51, 52, 153, Ntfs 55",
                "stops": f"{_LOG}: Kernel-Power 41, EventLog 6008",
                "crashes": f"{_LOG}: Kernel-Power 41",
                "clock_changes": f"{_LOG}: Kernel-General 1",
                "set_up_at": f"{HKLM}\\{CURRENT_VERSION}\\InstallDate",
            },
        ),
        since=since,
        cleared=cleared,
        unseen=unseen,
        disk_errors=_disk_errors(system),
        stops=stops,
        crashes=crashes,
        clock_changes=_clock_changes(system),
        set_up_at=unix_time(
            number(system, CURRENT_VERSION, "InstallDate"), f"{CURRENT_VERSION}\\InstallDate"
        ),
    )
