"""The lock of the screen on Windows: the machine's limit, then each person's screen saver."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.screen_lock.facts import ScreenLock, ScreenLockFacts
from core.probes.system import WindowsSystem
from core.probes.win_people import loaded
from core.probes.win_values import is_absent, number, number_of, registry_source, text_of

_MACHINE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
_DEVICE = r"SOFTWARE\Microsoft\PolicyManager\current\device\DeviceLock"
_PLACES = (
    r"Software\Policies\Microsoft\Windows\Control Panel\Desktop",
    r"Control Panel\Desktop",
)


def _machine(system: WindowsSystem) -> int | Unknown:
    """Return the limit of the machine, or of the device management in minutes; 0 means never."""
    seconds = number(system, _MACHINE, "InactivityTimeoutSecs")
    if not is_absent(seconds):
        return seconds
    minutes = number(system, _DEVICE, "MaxInactivityTimeDeviceLock")
    if is_absent(minutes):
        return 0
    return minutes if isinstance(minutes, Unknown) else minutes * 60


def _number(system: WindowsSystem, sid: str, name: str) -> int | Unknown:
    """Return a person's setting, a policy before a choice; what is nowhere is 0."""
    for place in _PLACES:
        found = number_of(system.registry("HKU", f"{sid}\\{place}", name), name)
        if not is_absent(found):
            return found
    return 0


def _has_saver(system: WindowsSystem, sid: str) -> bool | Unknown:
    for place in _PLACES:
        found = text_of(system.registry("HKU", f"{sid}\\{place}", "SCRNSAVE.EXE"), "SCRNSAVE.EXE")
        if not is_absent(found):
            return found if isinstance(found, Unknown) else True
    return False


def _after(system: WindowsSystem, sid: str) -> int | Unknown:
    """Return after how long a person's screen saver locks; one that shows nothing locks nothing."""
    told: list[int | Unknown] = [
        _number(system, sid, name)
        for name in ("ScreenSaveActive", "ScreenSaverIsSecure", "ScreenSaveTimeOut")
    ]
    saver = _has_saver(system, sid)
    if 0 in told[:2] or saver is False:
        return 0
    unread = next((each for each in (*told, saver) if isinstance(each, Unknown)), None)
    return unread or told[2]


def _people(system: WindowsSystem) -> tuple[ScreenLock, ...] | Unknown:
    people = loaded(system)
    if isinstance(people, Unknown):
        return people
    users = system.users()
    names = {} if isinstance(users, Unknown) else {each.sid: each.name for each in users}
    return tuple(
        ScreenLock(name=names.get(sid, sid), after_s=_after(system, sid)) for sid in people
    )


def read(system: WindowsSystem, ask: Ask) -> ScreenLockFacts:
    """Read both; a person who is not signed in has no settings here."""
    return ScreenLockFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={
                "machine_s": registry_source(f"{_MACHINE}\\InactivityTimeoutSecs", False),
                "people": f"HKU\\…\\{_PLACES[1]}",
            },
        ),
        desktop="windows",
        machine_s=_machine(system),
        people=_people(system),
    )
