"""Whether the programs that start by themselves on Windows are signed."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.ask import Ask
from core.probes.start_signatures.facts import Signature, StartProgram, StartSignaturesFacts
from core.probes.startup.facts import StartupFacts
from core.probes.startup.windows import read as read_startup
from core.probes.system import WindowsSystem

LIMIT = 20.0
"""Seconds for all files together."""

_MOST = 600
_CAN_BE_SIGNED = (".exe", ".dll", ".sys", ".com", ".scr", ".cpl", ".ocx")
_SIGNED = r"System32\ntdll.dll"
_PLACES = "Run, Startup, Active Setup, Classes, Services, Schedule.Service"
_UNSIGNED = "win.ini"
"""Below the folder of Windows: one file that Microsoft signs on every Windows, and a text."""


def _lies(system: WindowsSystem) -> Unknown | None:
    """Return why what is said of signatures cannot be right, None where it can.

    Wine calls everything signed or nothing, and so does a damaged Windows.
    """
    folder = system.environment("SystemRoot")
    if isinstance(folder, Unknown):
        return folder
    known = (f"{folder}\\{_SIGNED}", f"{folder}\\{_UNSIGNED}")
    found = system.signatures(known, LIMIT)
    if isinstance(found, Unknown):
        return found
    states = tuple(each.state for each in found)
    unread = first_unknown(*states[:1])
    if unread is not None:
        return unread
    if states[:1] != ("valid",) or states[1:] == ("valid",):
        return Unknown(UnknownCode.SOURCE_BROKEN, f"WinVerifyTrust: {known} are {states}")
    return None


def _programs(startup: StartupFacts) -> dict[str, str]:
    """Return the files that start by themselves, each with the name of an entry of it."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for entries in (startup.at_sign_in, startup.elsewhere, startup.tasks, startup.services):
        for each in () if isinstance(entries, Unknown) else entries:
            for path in each.programs:
                low = path.lower()
                if low.endswith(_CAN_BE_SIGNED) and low not in seen:
                    seen.add(low)
                    found[path] = each.name
    return dict(list(found.items())[:_MOST])


def _asked(
    system: WindowsSystem, files: dict[str, str]
) -> tuple[int, tuple[StartProgram, ...]] | Unknown:
    """Return how many files are signed, and the others; one that is not there starts nothing."""
    found = system.signatures(tuple(files), LIMIT)
    if isinstance(found, Unknown):
        return found
    valid, others = 0, []
    for each in found:
        state = each.state
        if isinstance(state, Unknown):
            if state.code is UnknownCode.NOT_FOUND:
                continue
        elif state == Signature.VALID:
            valid += 1
            continue
        told = state if isinstance(state, Unknown) else Signature(state)
        others.append(StartProgram(name=each.path, entry=files[each.path], signature=told))
    return valid, tuple(others)


def read(system: WindowsSystem, ask: Ask) -> StartSignaturesFacts:
    """Ask about two files whose answer is known, then about everything that starts by itself."""
    now, lies = system.now(), _lies(system)
    if lies is not None:
        return StartSignaturesFacts.unread(lies.code, lies.detail, now)
    startup = read_startup(system, ask)
    unread = first_unknown(startup.at_sign_in, startup.elsewhere, startup.tasks, startup.services)
    told = _asked(system, _programs(startup))
    return StartSignaturesFacts(
        origin=Origin(
            backend="win32",
            at=now,
            sources={
                "valid": "WinVerifyTrust (files, catalogues)",
                "programs": "WinVerifyTrust (files, catalogues)",
                "entries_read": _PLACES,
                "unseen": _PLACES,
            },
        ),
        valid=told if isinstance(told, Unknown) else told[0],
        programs=told if isinstance(told, Unknown) else told[1],
        entries_read=True if unread is None else unread,
        unseen=startup.unseen,
    )
