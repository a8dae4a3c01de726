"""AutoRun and AutoPlay of Windows: the machine's policy, then each person's settings."""

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.removable_media.facts import RemovableMediaFacts
from core.probes.system import WindowsSystem
from core.probes.win_people import loaded
from core.probes.win_values import is_absent, number, number_of, registry_source

_EXPLORER = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer"
_HANDLERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\AutoplayHandlers"
_REMOVABLE_AND_DISCS = 0x04 | 0x20


def _is_off(types: int | Unknown) -> bool | Unknown:
    if is_absent(types):
        return False
    if isinstance(types, Unknown):
        return types
    return types & _REMOVABLE_AND_DISCS == _REMOVABLE_AND_DISCS


def _off_for(system: WindowsSystem, sid: str) -> bool | Unknown:
    key = f"{sid}\\{_EXPLORER}"
    types = number_of(system.registry("HKU", key, "NoDriveTypeAutoRun"), "NoDriveTypeAutoRun")
    off = _is_off(types)
    if off is not False:
        return off
    key = f"{sid}\\{_HANDLERS}"
    switch = number_of(system.registry("HKU", key, "DisableAutoplay"), "DisableAutoplay")
    if is_absent(switch):
        return False
    return switch if isinstance(switch, Unknown) else switch == 1


def _offers(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    """Return for whom it is on; a policy of the machine binds everybody."""
    everywhere = _is_off(number(system, _EXPLORER, "NoDriveTypeAutoRun"))
    if isinstance(everywhere, Unknown):
        return everywhere
    if everywhere:
        return ()
    people = loaded(system)
    if isinstance(people, Unknown):
        return people
    users = system.users()
    names = {} if isinstance(users, Unknown) else {each.sid: each.name for each in users}
    states = {sid: _off_for(system, sid) for sid in people}
    found = tuple(names.get(sid, sid) for sid, off in states.items() if off is False)
    unread = next((off for off in states.values() if isinstance(off, Unknown)), None)
    return found or unread or ()


def read(system: WindowsSystem, ask: Ask) -> RemovableMediaFacts:
    """Read what is done with sticks and discs."""
    return RemovableMediaFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={"offers": registry_source(f"{_EXPLORER}\\NoDriveTypeAutoRun", False)},
        ),
        desktop="windows",
        offers=_offers(system),
    )
