"""Whether Windows keeps its event logs, and how much room they have."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.records.facts import RecordsFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import HKLM, SERVICES, is_absent, number

_SERVICE = "EventLog"
_LOGS = ("System", "Application", "Security")
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\EventLog"
_USUAL = 20 * 2**20
"""What a log may grow to when nobody set anything (Microsoft, Event Log policy)."""


def _room(system: WindowsSystem, log: str) -> int | Unknown:
    """Return the room of a log: a policy's (kilobytes) before the machine's own (bytes)."""
    ruled = number(system, f"{_POLICY}\\{log}", "MaxSize")
    if not isinstance(ruled, Unknown):
        return ruled * 1024
    own = number(system, f"{SERVICES}\\{_SERVICE}\\{log}", "MaxSize")
    return _USUAL if is_absent(own) else own


def read(system: WindowsSystem, ask: Ask) -> RecordsFacts:
    """Read the service and the room of the three main logs."""
    service = system.service(_SERVICE)
    gone = isinstance(service, Unknown) and service.code is UnknownCode.NOT_INSTALLED
    running = (False if gone else service) if isinstance(service, Unknown) else service.running
    rooms = [_room(system, log) for log in _LOGS]
    unread = next((each for each in rooms if isinstance(each, Unknown)), None)
    known = [each for each in rooms if isinstance(each, int)]
    return RecordsFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={
                "kept": f"{HKLM}\\{SERVICES}\\{_SERVICE}",
                "running": f"service {_SERVICE}",
                "smallest": f"{HKLM}\\{SERVICES}\\{_SERVICE}\\*\\MaxSize",
            },
        ),
        kept=unread or _LOGS,
        running=running,
        smallest=unread or min(known),
    )
