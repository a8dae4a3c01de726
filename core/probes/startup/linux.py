"""What starts by itself on Linux, told by files alone."""

from collections.abc import Iterator

from core.model.facts import Origin
from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.formats import assignments, ini_value, significant_lines
from core.probes.startup.cron import jobs_of
from core.probes.startup.facts import Between, StartEntry, StartupFacts
from core.probes.startup.reading import Person, Reading, accounts_of, people_of
from core.probes.startup.scripts import scripts_of_start, shells_of
from core.probes.startup.units import UNITS, units_of
from core.probes.system import System

_AUTOSTART = "/etc/xdg/autostart"
_UNITS_OF_PEOPLE = (".config/systemd/user", ".local/share/systemd/user")
_UNITS_FOR_PEOPLE = (
    "/etc/systemd/user", "/run/systemd/user", "/usr/local/share/systemd/user",
    "/usr/local/lib/systemd/user",
)  # fmt: skip
"""Where systemd looks for user units, but for what packages bring (systemd.unit(5))."""


def _desktop(reading: Reading, folder: str, person: Person | None) -> Iterator[StartEntry]:
    """Yield what a folder of autostart files starts."""
    for name in reading.names(folder):
        path = f"{folder}/{name}"
        if not name.endswith(".desktop"):
            continue
        text = reading.text(path)
        hidden = (ini_value(text, "Hidden", "Desktop Entry") or "").lower() == "true"
        command = ini_value(text, "Exec", "Desktop Entry")
        if command and not hidden:
            home, owner = (person.home, person.uid) if person else ("", 0)
            yield reading.entry(name.removesuffix(".desktop"), path, command, home, owner)


def _between(reading: Reading) -> tuple[Between, ...] | Unknown:
    """Return libraries that are loaded before all others."""
    system, found = reading.system, []
    for path in ("/etc/ld.so.preload",):
        for line in significant_lines(reading.text(path)):
            found += [
                Between(kind="preload", name="ld.so", value=each, place=path)
                for each in line.replace(":", " ").split()
            ]
    told = assignments(reading.text("/etc/environment")).get("LD_PRELOAD")
    if told:
        found.append(
            Between(kind="preload", name="environment", value=told, place="/etc/environment")
        )
    running = system.preloaded()
    if isinstance(running, Unknown):
        return running
    found += [
        Between(kind="preload", name=each.name, value=each.library, place="/proc/*/environ")
        for each in running
    ]
    return tuple(dict.fromkeys(found))


def read(system: System, ask: Ask) -> StartupFacts:
    """Read autostart files, units, crontabs and preloaded libraries."""
    now, reading = system.now(), Reading(system)
    accounts = accounts_of(system)
    people = people_of(accounts)
    at_sign_in = [*_desktop(reading, _AUTOSTART, None)]
    for each in people:
        at_sign_in += _desktop(reading, f"{each.home}/.config/autostart", each)
        for folder in _UNITS_OF_PEOPLE:
            at_sign_in += units_of(reading, f"{each.home}/{folder}", each.home, each.uid)
    for folder in _UNITS_FOR_PEOPLE:
        at_sign_in += units_of(reading, folder, "", 0)
    at_sign_in += shells_of(reading, people)
    services = [entry for each in UNITS for entry in units_of(reading, each, "", 0)]
    services += scripts_of_start(reading)
    tasks = list(jobs_of(reading, accounts))
    return StartupFacts(
        origin=Origin(
            backend="files",
            at=now,
            sources={
                "at_sign_in": "xdg autostart, systemd user units, start files of shells",
                "services": "/etc/systemd/system, /etc/rc.local, /etc/init.d",
                "tasks": "/etc/crontab, /etc/cron.*, /etc/anacrontab, /var/spool/cron",
                "between": "/etc/ld.so.preload, LD_PRELOAD",
            },
        ),
        at_sign_in=tuple(dict.fromkeys(at_sign_in)),
        elsewhere=(),
        services=tuple(dict.fromkeys(services)),
        tasks=tuple(dict.fromkeys(tasks)),
        between=_between(reading),
        unseen=tuple(sorted(set(reading.unseen))),
    )
