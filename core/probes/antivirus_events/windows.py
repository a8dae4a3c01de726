"""What the log of Microsoft Defender says, by the numbers and the named values of its events.

Source: Microsoft Learn, Review event logs and error codes to troubleshoot issues with Microsoft
Defender Antivirus.
"""

from collections.abc import Iterable

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.facts import Detection
from core.probes.antivirus_events.facts import AntivirusEventsFacts
from core.probes.ask import Ask
from core.probes.logs import EventSeen, Wanted
from core.probes.system import WindowsSystem

DAYS = 30
_LOG = "Microsoft-Windows-Windows Defender/Operational"
_PROVIDER = "Microsoft-Windows-Windows Defender"
_FOUND, _ACTED, _NOT_DONE = 1116, 1117, (1118, 1119)
_FINDS = (Wanted(_PROVIDER, (_FOUND, _ACTED, *_NOT_DONE)),)
_FIND_NAMES = ("Detection ID", "Threat Name", "Action ID", "Error Code")
_OFF, _ON = (5001, 5010, 5012), (5000, 5009, 5011)
"""Real-time protection, scanning for malware, scanning for viruses: each turned off and on."""
_SWITCHES = (Wanted(_PROVIDER, (*_OFF, *_ON)),)
_MOST = 500

_OUT_OF_THE_WAY = frozenset(("1", "2", "3", "10"))
"""Cleaned, put into quarantine, removed, blocked; the others are allowed and left as it is."""
_LEFT = frozenset(("6", "8", "9"))
_DONE, _GONE = "0x00000000", "0x80508023"
"""The second says that what was found is not there any more."""


def _handled(event: EventSeen) -> bool | Unknown:
    """Say whether a find is out of the way by the last that was written about it."""
    if event.id in _NOT_DONE:
        return False
    action, error = event.values.get("Action ID"), event.values.get("Error Code", "").lower()
    if event.id == _ACTED and action in _LEFT:
        return False
    if event.id == _ACTED and (error == _GONE or (action in _OUT_OF_THE_WAY and error == _DONE)):
        return True
    return Unknown(UnknownCode.NOT_FOUND, f"{_LOG}: no outcome of this find")


def detections_in(found: Iterable[EventSeen]) -> tuple[Detection, ...]:
    """Return the finds that events tell of, the newest event of a find first."""
    told: dict[str, Detection] = {}
    for place, each in enumerate(found):
        which = each.values.get("Detection ID") or f"event {place}"
        name = each.values.get("Threat Name") or which
        last = told.get(which)
        # The first event of a find is the last that was written about it.
        handled = _handled(each) if last is None else last.handled
        told[which] = Detection(name=name, at=each.at, handled=handled)
    return tuple(told.values())


def read(system: WindowsSystem, ask: Ask) -> AntivirusEventsFacts:
    """Read the log; one that holds no event at all answers nothing."""
    now, since = system.now(), system.log_since(_LOG)
    if isinstance(since, Unknown):
        return AntivirusEventsFacts.unread(since.code, since.detail, now)
    finds = system.events(_LOG, _FINDS, _FIND_NAMES, DAYS, _MOST)
    switches = system.events(_LOG, _SWITCHES, (), DAYS, _MOST)
    off, on = (
        switches
        if isinstance(switches, Unknown)
        else tuple(each.at for each in switches if each.id in ids)
        for ids in (_OFF, _ON)
    )
    return AntivirusEventsFacts(
        origin=Origin(
            backend="event log",
            at=now,
            sources={
                "since": _LOG,
                "detections": f"{_LOG} 1116-1119",
                "turned_off": f"{_LOG} 5001, 5010, 5012",
                "turned_on": f"{_LOG} 5000, 5009, 5011",
            },
        ),
        since=since,
        detections=finds if isinstance(finds, Unknown) else detections_in(finds),
        turned_off=off,
        turned_on=on,
    )
