"""The lock of the screen on Linux: GNOME's and KDE's settings of each person."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import ini_value
from core.probes.people_linux import Person, desktop, people, settings_of
from core.probes.screen_lock.facts import ScreenLock, ScreenLockFacts
from core.probes.system import System

_SAVER, _SESSION = "/org/gnome/desktop/screensaver", "/org/gnome/desktop/session"
_NO_LOCK = "/org/gnome/desktop/lockdown/disable-lock-screen"
_GNOME_IDLE_S, _KDE_IDLE_MINUTES = 300, 5
_LONGEST_S = 10_000_000


def _of_gnome(system: System, person: Person) -> int | Unknown:
    """Return idle time and delay together; the schema's defaults lock after five minutes."""
    settings = settings_of(system, person)
    if isinstance(settings, Unknown):
        return settings
    idle = settings.get(f"{_SESSION}/idle-delay", _GNOME_IDLE_S)
    delay = settings.get(f"{_SAVER}/lock-delay", 0)
    if settings.get(f"{_SAVER}/lock-enabled", True) is False or idle == 0:
        return 0
    if settings.get(_NO_LOCK, False) is True:
        return 0
    if not isinstance(idle, int) or not isinstance(delay, int):
        return Unknown(UnknownCode.MALFORMED, f"idle {idle!r:.40}, delay {delay!r:.40}")
    return min(idle + delay, _LONGEST_S)


def _of_kde(system: System, person: Person) -> int | Unknown:
    text = system.read_text(f"{person.home}/.config/kscreenlockerrc")
    if isinstance(text, Unknown):
        return text if text.code is not UnknownCode.NOT_FOUND else _KDE_IDLE_MINUTES * 60
    if (ini_value(text, "Autolock", "Daemon") or "true").lower() == "false":
        return 0
    minutes = ini_value(text, "Timeout", "Daemon") or str(_KDE_IDLE_MINUTES)
    if not minutes.isdecimal():
        return Unknown(UnknownCode.MALFORMED, f"Timeout {minutes[:40]!r}")
    return min(int(minutes[:9]) * 60, _LONGEST_S)


_READERS = {"gnome": _of_gnome, "kde": _of_kde}


def _people(system: System, here: str) -> tuple[ScreenLock, ...] | Unknown:
    if not here:
        return ()
    reader = _READERS.get(here)
    if reader is None:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{here} keeps its lock elsewhere")
    found = people(system)
    if isinstance(found, Unknown):
        return found
    return tuple(ScreenLock(name=each.name, after_s=reader(system, each)) for each in found)


def read(system: System, ask: Ask) -> ScreenLockFacts:
    """Read the settings from the files that keep them: nobody need be signed in."""
    here = desktop(system)
    return ScreenLockFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={"people": "~/.config/dconf/user, ~/.config/kscreenlockerrc"},
        ),
        desktop=here,
        machine_s=0,
        people=_people(system, here),
    )
